"""Rows of an xlsx export, piece by piece: only the columns that are asked for are made."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from tumbuh.channels.formats import sheet_cells as cells
from tumbuh.channels.formats import sheet_values as values
from tumbuh.channels.formats.flaws import flaw_columns
from tumbuh.channels.formats.layouts import HEADER_ROWS, Found
from tumbuh.intake import archives
from tumbuh.intake.door import broken_workbook

_PIECE_BYTES = 16 << 20  # of XML: about 10,000 orders of 48 columns
_SHEETS = {"orders", "orderskulist"}
_DAY_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - wall clocks


class XlsxRows:
    """
    The sheet with the orders of a workbook.

    Memory: one piece, and the workbook's shared texts (all texts of the file, each once).
    Raises: UnreadableFile when the workbook is broken, a bomb, or no workbook; a spoilt part raises while it is read.
    """

    def __init__(self, path: Path) -> None:
        self._archive = archives.open_workbook(path)
        self._strings = self._shared_texts()
        self._positional = False
        self._days_from = pl.lit(_DAY_ZERO[archives.counts_from_1904(self._archive)])
        found = archives.sheets(self._archive)
        heads = {name: self._head(part) for name, part in found}
        named = [name for name in heads if name.replace(" ", "").casefold() in _SHEETS]
        filled = [name for name, rows in heads.items() if any(len([c for c in row if c]) > 1 for row in rows)]
        chosen = [*named, *filled, found[0][0]][0]
        self._part = dict(found)[chosen]
        self.head = heads[chosen]
        self.notices = [f"Yang dibaca: lembar “{chosen}”."] if len(found) > 1 else []

    def rows_total(self, found: Found) -> int | None:
        """Return how many rows the sheet says it has below the header."""
        start = next(archives.inflate(self._archive, self._part, piece_bytes=10_000), b"")
        says = re.search(rb'dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"', start)
        return None if says is None else max(0, int(says[1]) - found.data_at)

    def batches(self, found: Found) -> Iterator[pl.DataFrame]:
        """Yield frames of "row" (the sheet's number), the fields as text, and "flaw" with its "flaw_field"."""
        seen = 0
        for block in self._blocks(self._part):
            rows = cells.rows_of(block)
            try:
                frame = self._frame(rows, block, found, seen)
            except (pl.exceptions.OutOfBoundsError, pl.exceptions.InvalidOperationError):
                # A cell points to a shared text that there is not, or to nothing that is a number.
                raise broken_workbook() from None
            seen = max(seen + len(rows), frame["row"].to_list()[-1])
            yield frame.filter(pl.col("row") > found.data_at)

    def _blocks(self, part: str) -> Iterator[bytes]:
        return cells.pieces(archives.inflate(self._archive, part, piece_bytes=_PIECE_BYTES), b"</row>")

    def _shared_texts(self) -> pl.Series:
        name = "xl/sharedStrings.xml"
        if name not in self._archive.namelist():
            return pl.Series("text", [], dtype=pl.String)
        return cells.shared_texts(archives.inflate(self._archive, name, piece_bytes=_PIECE_BYTES))

    def _head(self, part: str) -> list[list[str]]:
        """Return the texts of a sheet's first rows, by their place in the sheet."""
        blocks = cells.pieces(archives.inflate(self._archive, part, piece_bytes=1 << 16), b"</row>")
        rows: dict[int, list[str]] = {}
        for block in blocks:
            self._positional = self._positional or cells.is_positional(block)
            for xml in cells.rows_of(block):
                number = cells.row_numbers(pl.Series([xml]))[0] or len(rows) + 1
                if number > HEADER_ROWS + 1:
                    return [rows.get(at, []) for at in range(1, max(rows, default=0) + 1)]
                rows[number] = self._texts(cells.row_cells(xml))
        return [rows.get(at, []) for at in range(1, max(rows, default=0) + 1)]

    def _texts(self, row: list[cells.Cell]) -> list[str]:
        texts = [""] * (max((cell.at for cell in row), default=-1) + 1)
        for cell in row:
            texts[cell.at] = self._text(cell) or ""
        return texts

    def _text(self, cell: cells.Cell) -> str:
        if 't="s"' not in cell.kind:
            return cell.raw
        known = cell.raw.isdigit() and int(cell.raw) < len(self._strings)
        return str(self._strings[int(cell.raw)]) if known else ""

    def _frame(self, rows: pl.Series, block: bytes, found: Found, seen: int) -> pl.DataFrame:
        plain = cells.plain_cells(rows, found.position)
        columns = {cell.name: values.RawColumn(cell.struct.field("1"), cell.struct.field("2")) for cell in plain}
        odd = self._odd_rows(rows, block, found, columns)
        said = [{cell.at: cell for cell in cells.row_cells(rows[at])} for at in odd]
        for field, column in columns.items() if odd else ():
            column.put(odd, [row.get(found.position[field]) for row in said])
        flaws = [("order_id_inexact", "order_id", values.inexact(columns["order_id"]))]
        flaws += [("formula_not_run", field, values.not_run(column)) for field, column in columns.items()]
        counted = pl.int_range(seen + 1, seen + len(rows) + 1, dtype=pl.UInt32, eager=True)
        texts = {
            field: values.texts(
                column, self._strings, days_from=self._days_from if field in found.moments else None
            ).alias(field)
            for field, column in columns.items()
        }
        return pl.DataFrame(
            [cells.row_numbers(rows).fill_null(counted).alias("row"), *texts.values(), *flaw_columns(flaws, len(rows))]
        ).with_columns(whole=pl.lit(value=True))

    def _odd_rows(self, rows: pl.Series, block: bytes, found: Found, columns: dict[str, values.RawColumn]) -> list[int]:
        """Return the rows with cells that are not written plainly: formulas, texts in several styles, other layouts."""
        if self._positional:
            return list(range(len(rows)))
        odd: set[int] = set()
        for field, at in found.position.items():
            absent = columns[field].kinds.is_null()
            if absent.any():
                written = cells.is_written_otherwise(rows, block, at)
                odd.update((absent & written).arg_true())
        return sorted(odd)
