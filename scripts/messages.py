"""
Keep the English catalogue in step with the sources: tumbuh/web/locale/en/LC_MESSAGES/django.po and .mo.

Usage: python scripts/messages.py            finds every string, keeps what is translated, writes both files
       python scripts/messages.py --check    writes nothing; says what is missing and exits with 1

Strings are found by Babel in Python files and, through Django's own `templatize`, in templates; GNU gettext is not
needed. What the layers below the pages call things (roles, permissions, choices of a field, columns of a file, figures)
are plain words there, because rules know no gettext; they are added here, and a page says {% translate name %}. What
they say in sentences (why something is refused) is found by sentences.py, and a page says {{ text|said }}.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent))  # scripts are no package
import sentences

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tumbuh"
FOLDER = SOURCES / "web" / "locale" / "en" / "LC_MESSAGES"
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def found() -> Catalog:
    """Return every string of the sources with the files it stands in, untranslated."""
    catalog = Catalog(locale="en", project="Tumbuh", charset="utf-8", fuzzy=False)
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")]):
        if "migrations" in path.parts:
            continue
        place = str(path.relative_to(ROOT))
        for _line, message, _comments, context in extract("python", io.BytesIO(_as_python(path)), KEYWORDS):
            # Without line numbers: else every edit of a page would change the catalogue.
            catalog.add(message, locations=[(place, None)], context=context)
    for name, place in _names():
        catalog.add(name, locations=[(place, None)])
    for sentence, path in sentences.sentences(SOURCES):
        catalog.add(sentence, locations=[(str(path.relative_to(ROOT)), None)])
    return catalog


def updated() -> Catalog:
    """Return the catalogue of today: what the sources have, translated where it was before; nothing is guessed."""
    catalog, before = found(), known()
    for message in catalog:
        old = before.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
            message.flags = old.flags
    return catalog


def known() -> Catalog:
    """Return the catalogue as committed."""
    path = FOLDER / "django.po"
    return read_po(io.BytesIO(path.read_bytes()), locale="en") if path.exists() else Catalog(locale="en")


def untranslated(catalog: Catalog) -> list[str]:
    """Return the strings without a sure translation."""
    return [str(message.id) for message in catalog if message.id and not _is_translated(message)]


def as_po(catalog: Catalog) -> bytes:
    """Return the text that people edit, without dates and places, so that it changes only when the words do."""
    file = io.BytesIO()
    write_po(file, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
    dropped = ("#:", "# ", '"POT-', '"PO-', '"Last-', '"Language-T', '"Report-', '"Generated-')
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(dropped)).encode()


def as_mo(catalog: Catalog) -> bytes:
    """Return what Django reads; its dates say nothing, so that two runs give the same file."""
    plain = read_po(io.BytesIO(as_po(catalog)), locale="en")
    plain.creation_date = plain.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    file = io.BytesIO()
    write_mo(file, plain)
    return file.getvalue()


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and not message.fuzzy


def _as_python(path: Path) -> bytes:
    """Return a file as Babel's reader of Python understands it."""
    text = path.read_text()
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        text = templatize(text)
    return text.encode()


def _names() -> Iterator[tuple[str, str]]:
    """Return the words that are plain text below the pages, with where they are from."""
    from django.apps import apps

    from tumbuh.accounts.permissions import PERMISSION_NAMES, ROLE_NAMES
    from tumbuh.analytics.catalogue import INDICATORS
    from tumbuh.kernel.periods import MONTH_NAMES
    from tumbuh.orders.rules import moves
    from tumbuh.procurement.datasets import ALL
    from tumbuh.registry.columns import FIELDS

    yield from ((name, "tumbuh/accounts/permissions.py") for name in [*PERMISSION_NAMES.values(), *ROLE_NAMES.values()])
    for names in (moves.STATE_NAMES, moves.ACT_NAMES, moves.REASON_NAMES, moves.DISPOSITION_NAMES):
        yield from ((name, "tumbuh/orders/rules/moves.py") for name in names.values())
    yield from ((name, "tumbuh/kernel/periods.py") for name in MONTH_NAMES)
    yield from ((field.label, "tumbuh/registry/columns.py") for field in FIELDS)
    yield from ((dataset.title, "tumbuh/procurement/datasets/__init__.py") for dataset in ALL.values())
    for indicator in INDICATORS.values():
        texts = (text for name, text in vars(indicator).items() if name not in {"id", "version"})
        yield from ((text, "tumbuh/analytics/catalogue.py") for text in texts)
    for model in apps.get_models():
        if model.__module__.startswith("tumbuh."):
            place = model.__module__.replace(".", "/") + ".py"
            for field in model._meta.get_fields():
                # Where the label is the value itself, it is a code and no word.
                choices = getattr(field, "choices", None) or []
                yield from ((str(label), place) for value, label in choices if label != value)


def main() -> int:
    """Write the catalogue, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    checks = parser.parse_args().check
    catalog = updated()
    missing = untranslated(catalog)
    if not checks:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "django.po").write_bytes(as_po(catalog))
        (FOLDER / "django.mo").write_bytes(as_mo(catalog))
        print(f"{len(catalog)} strings, {len(missing)} to translate in {FOLDER.relative_to(ROOT)}/django.po")
        return 0
    print(*missing, sep="\n")
    return 1 if missing or (FOLDER / "django.po").read_bytes() != as_po(catalog) else 0


if __name__ == "__main__":
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tumbuh.config.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql://none/none")  # nothing is asked of it
    django.setup()
    sys.exit(main())
