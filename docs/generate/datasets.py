"""The data sets of public buying that are read."""

from docs.generate.markdown import table
from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.datasets.statuses import table as status_table

HEAD = """
Each may come as JSON (a list, an envelope with a list, or one object per line), CSV or Excel. Columns are found by
name, in any writing of capitals, blanks and underscores; others are not read. What the cells may hold and what happens
to rows: [files of public buying](procurement-import.md).
"""


def datasets_page() -> str:
    """Return the data sets with their columns, and the words of the sources."""
    parts = [HEAD]
    for one in ALL.values():
        names = ", ".join(f"“{name}”" for name in one.official)
        rows = [
            (", ".join(f"`{name}`" for name in column.names), column.kind.value, "yes" if column.required else "no")
            for column in one.columns
        ]
        parts.append(f"\n## `{one.id}`: {one.title}\n\nAt the source: {names}. Becomes: `{one.target}`.\n\n")
        parts.append(table(("Column, the first that is filled counts", "Kind", "Must be there"), rows))
    parts.append("\n## Words of the sources\n\nWhat is not listed is kept and waits; it is never guessed.\n\n")
    return "".join([*parts, table(("Where", "Word", "Means"), _words())])


def _words() -> list[tuple[str, str, str]]:
    rows = []
    for where, words in status_table().items():
        for word, meaning in words.items():
            if isinstance(meaning, dict):
                rows += [(f"state of {word}", f"“{one}”", f"`{state}`") for one, state in meaning.items()]
            else:
                rows.append((where, f"“{word}”", f"`{str(meaning).lower()}`"))
    return rows
