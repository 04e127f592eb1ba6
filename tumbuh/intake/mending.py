"""A csv file whose quotes do not close: read again line by line, so that one bad row does not swallow the next ones."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from tumbuh.intake.writing import Writing

_MOST_LINES = 50  # of one row; longer than any message of a buyer
_OPEN_QUOTE = "unexpected end of data"


def swallows_rows(path: Path, writing: Writing, width: int) -> bool:
    """Return whether a quote is left open: at the end, or where a whole row stands inside a cell."""
    inside = False
    with path.open(encoding=writing.encoding, errors=writing.errors, newline="") as file:
        for line in file:
            if inside and line.count(writing.separator) >= width - 1:
                return True
            inside ^= line.count('"') % 2 == 1
    return inside


def mend(path: Path, writing: Writing, width: int, to: Path) -> list[int]:
    """
    Write the file again as UTF-8 with quotes that close; return the rows (from 1) that could not be told apart.

    Those rows are empty in the new file, so that all others keep their numbers. Slow: about 100,000 rows a second.
    """
    broken: list[int] = []
    with (
        path.open(encoding=writing.encoding, errors=writing.errors, newline="") as source,
        to.open("w", encoding="utf-8", newline="") as target,
    ):
        out = csv.writer(target, delimiter=writing.separator, lineterminator="\n")
        for number, row in enumerate(_rows(source, writing.separator, width), start=1):
            if row is None:
                broken.append(number)
            out.writerow(row or [""])
    return broken


def _rows(lines: Iterable[str], separator: str, width: int) -> Iterator[list[str] | None]:
    """Yield each row's cells, None for one that cannot be told apart."""
    waiting: list[str] = []
    for line in lines:
        if waiting and (_is_whole(line, separator, width) or len(waiting) == _MOST_LINES):
            yield from [None] * len(waiting)  # the quote that was opened here never closes
            waiting = []
        waiting.append(line)
        row, is_open = _cells(waiting, separator, width)
        if is_open:
            continue
        waiting = []
        yield row if row is not None and len(row) <= width else None
    yield from [None] * len(waiting)


def _cells(lines: list[str], separator: str, width: int) -> tuple[list[str] | None, bool]:
    """Return the cells of a row over some lines, and whether a quote in it is still open."""
    try:
        return next(csv.reader(lines, delimiter=separator, strict=True), []), False
    except csv.Error as error:
        if _OPEN_QUOTE in str(error):
            return None, True
    try:  # a quote inside a cell, as in `Tas 12" hitam`: to be trusted when it leaves a cell for each column
        row = next(csv.reader(lines, delimiter=separator), [])
    except csv.Error:
        return None, False
    return row if len(row) == width else None, False


def _is_whole(line: str, separator: str, width: int) -> bool:
    if line.count(separator) < width - 1:
        return False
    row, is_open = _cells([line], separator, width)
    return not is_open and row is not None and len(row) == width
