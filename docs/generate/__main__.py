"""Write the generated pages: `python -m docs.generate`."""

import os

from docs.generate.pages import write_all


def main() -> None:
    """Write all pages; nothing is read from a database, so none is started."""
    os.environ.setdefault("DATABASE_URL", "postgresql://none/none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tumbuh.config.settings")
    import django

    django.setup()
    for path in write_all():
        print(path)


main()
