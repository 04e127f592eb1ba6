"""Rows of a csv export, in batches: only the columns that are asked for are made."""

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tumbuh.channels.formats.layouts import HEADER_ROWS, Found

CHUNK_ROWS = 50_000


class CsvRows:
    """A csv file's rows of text."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            sample = file.readline()
            self._separator = max(",;\t|", key=sample.count)
            file.seek(0)
            reader = csv.reader(file, delimiter=self._separator)
            self.head = [row for row, _ in zip(reader, range(HEADER_ROWS), strict=False)]

    def rows_total(self, found: Found) -> int | None:
        """Return how many rows follow the header, if that is cheap to know."""
        counted = self._scan(1).select(pl.len()).collect().item()
        return max(0, int(counted) - found.data_at)

    def batches(self, found: Found) -> Iterator[pl.DataFrame]:
        """Yield frames of "row" (as a spreadsheet counts), the fields as text, and "extra"."""
        rows = self._scan(found.width + 1, skip_rows=found.data_at, row_offset=found.data_at + 1)
        wanted = rows.select(
            "row",
            *(pl.col(f"c{at}").alias(field) for field, at in found.position.items()),
            extra=pl.col(f"c{found.width}").is_not_null(),
        )
        yield from wanted.collect_batches(chunk_size=CHUNK_ROWS, maintain_order=True)

    def _scan(self, width: int, *, skip_rows: int = 0, row_offset: int = 0) -> pl.LazyFrame:
        return pl.scan_csv(
            self._path,
            has_header=False,
            separator=self._separator,
            skip_rows=skip_rows,
            schema={f"c{at}": pl.String for at in range(width)},
            extra_columns="ignore",
            missing_columns="insert",
            row_index_name="row",
            row_index_offset=row_offset,
        )
