"""Tables of Markdown."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; pipes and line breaks inside cells are made harmless."""
    lines = [_line(heads), "|" + "---|" * len(heads)]
    lines += [_line(row) for row in rows]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in cells) + " |"


def codes(names: Iterable[object]) -> str:
    """Return names as code, with commas; a dash for none."""
    return ", ".join(f"`{name}`" for name in names) or "–"


def first_line(text: str | None) -> str:
    """Return the first sentence of a docstring."""
    return next((line.strip() for line in (text or "").splitlines() if line.strip()), "")
