"""Rows of an xlsx export: only the columns that are asked for are made."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from tumbuh.channels.formats.layouts import HEADER_ROWS, Found
from tumbuh.kernel.errors import UnreadableFile

CHUNK_ROWS = 50_000
_SHEETS = {"orders", "orderskulist", "ordersku list"}


class XlsxRows:
    """A workbook's sheet with the orders."""

    def __init__(self, path: Path) -> None:
        try:
            self._book = fastexcel.read_excel(path)
            names = self._book.sheet_names
            self._sheet = next((name for name in names if name.strip().lower() in _SHEETS), names[0])
            sample = self._book.load_sheet(self._sheet, header_row=None, n_rows=HEADER_ROWS, dtypes="string")
        except fastexcel.FastExcelError as error:
            raise UnreadableFile(
                "Berkas Excel rusak atau terpotong. Unduh ulang dari pusat penjual, lalu unggah lagi.",
                code="broken_xlsx",
            ) from error
        self.head = [[str(cell or "") for cell in row] for row in sample.to_polars().rows()]
        self._total = sample.total_height

    def rows_total(self, found: Found) -> int | None:
        """Return how many rows follow the header."""
        return max(0, self._total - found.data_at)

    def batches(self, found: Found) -> Iterator[pl.DataFrame]:
        """Yield frames of "row" (as the spreadsheet counts), the fields as text, and "extra"."""
        columns = sorted(set(found.position.values()))
        sheet = self._book.load_sheet(
            self._sheet, header_row=None, skip_rows=found.data_at, dtypes="string", use_columns=columns
        ).to_polars()
        sheet.columns = [f"c{at}" for at in columns]
        numbered = sheet.select(
            *(pl.col(f"c{at}").alias(field) for field, at in found.position.items()),
            extra=pl.lit(value=False),
        ).with_row_index("row", offset=found.data_at + 1)
        yield from numbered.iter_slices(CHUNK_ROWS)
