"""The columns of marketplaces' exports that are read."""

from docs.generate.markdown import table
from tumbuh.channels.formats import LAYOUTS
from tumbuh.channels.formats.layouts import Column

HEAD = """
Only these columns are read, by name; every other one, a buyer's name, telephone and address among them, never comes in.
What the rest of a file may look like: [file formats](file-formats.md).
"""


def columns_page() -> str:
    """Return the columns of each marketplace's export."""
    parts = [HEAD]
    for layout in LAYOUTS.values():
        rows = [
            (", ".join(f"“{name}”" for name in one.names), f"`{one.field}`", one.kind, _need(one))
            for one in layout.columns
        ]
        parts += [f"\n## {layout.label}\n\n", table(("Column in the file", "Field", "Kind", "Must be there"), rows)]
        parts.append(f"\nMoments are written as {' or '.join(f'`{form}`' for form in layout.moments)}, in WIB.\n")
    return "".join(parts)


def _need(column: Column) -> str:
    if column.filled:
        return "yes, with a value in every row"
    return "yes" if column.needed else "no"
