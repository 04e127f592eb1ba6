"""The yardstick: what Polars alone needs to read, type and validate the same columns of the same file."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tumbuh.channels.formats.layouts import Layout


def read_csv(path: Path, layout: Layout) -> Iterator[pl.DataFrame]:
    """
    Yield the file's rows typed, invalid ones left out, as one would write it without our traps.

    Text is trimmed, amounts and counts are whole numbers, moments have one format; needed values must be there and
    the status must be known.
    """
    rows = pl.scan_csv(path, infer_schema=False)
    typed = rows.select(_typed(layout, column.field) for column in layout.columns)
    valid = [pl.col(column.field).is_not_null() for column in layout.columns if column.filled]
    known = pl.col("status").is_in(["Selesai", "Dikirim", "Perlu dikirim", "Dibatalkan", "Belum dibayar"])
    yield from typed.filter(*valid, known).collect_batches(chunk_size=50_000)


def _typed(layout: Layout, field: str) -> pl.Expr:
    column = layout.column(field)
    text = pl.col(column.names[0]).str.strip_chars()
    if column.kind in {"rupiah", "count"}:
        return text.cast(pl.Int64, strict=False).alias(field)
    if column.kind == "moment":
        return text.str.to_datetime(layout.moments[0], strict=False, time_unit="us").alias(field)
    return text.alias(field)


def read_xlsx(path: Path, layout: Layout) -> Iterator[pl.DataFrame]:
    """Yield the workbook's rows typed, in one frame: Polars reads a sheet whole. Thousand dots are taken out."""
    names = [column.names[0] for column in layout.columns]
    rows = pl.read_excel(path, sheet_name="orders", engine="calamine", columns=names, infer_schema_length=0)
    dots = [
        pl.col(column.names[0]).str.replace_all(".", "", literal=True)
        for column in layout.columns
        if column.kind == "rupiah"
    ]
    typed = rows.lazy().with_columns(dots).select(_typed(layout, column.field) for column in layout.columns)
    valid = [pl.col(column.field).is_not_null() for column in layout.columns if column.filled]
    yield typed.filter(*valid).collect()
