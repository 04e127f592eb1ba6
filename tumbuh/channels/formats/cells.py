"""Cells of an export as values: text in, typed values out; what cannot be read is null."""

from collections.abc import Sequence

import polars as pl

from tumbuh.analytics.tables import MOMENT

_WIB = "-7h"  # without daylight saving since 1964: a subtraction, where asking for the time zone costs ten times more
# "35.000", "Rp 35.000", "35,000", "35000", "35000.00": a mark before exactly three digits is for thousands, as rupiah
# have no part of three digits. Anything else is no amount.
_RUPIAH = r"^(?:rp\.?|idr)?\s*(-?(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+))(?:[.,]0{1,2})?$"
_COUNT = r"^(\d+)(?:\.0+)?$"
_DASHES = ("-", "–", "—")


def text(cell: pl.Expr) -> pl.Expr:
    """Return cells without the blanks and TABs around them; an empty cell or a lone dash is null."""
    trimmed = cell.str.strip_chars()
    return pl.when((trimmed.str.len_bytes() > 3) | ~trimmed.is_in(["", *_DASHES])).then(trimmed)


def whole(cell: pl.Expr) -> pl.Expr:
    """Return whole numbers in plain writing; all else is null and is left to `rupiah` or `counts`."""
    return cell.cast(pl.Int64, strict=False)


def moment(cell: pl.Expr, pattern: str) -> pl.Expr:
    """Return moments (UTC) from times in WIB in one writing."""
    return _utc(cell.str.strip_chars().str.to_datetime(pattern, strict=False, time_unit="us"))


def rupiah(cells: pl.Series) -> pl.Series:
    """Return whole rupiah in any of the exports' writings."""
    return _digits(cells, _RUPIAH)


def counts(cells: pl.Series) -> pl.Series:
    """Return counts, never negative."""
    return _digits(cells, _COUNT)


def moments(cells: pl.Series, patterns: Sequence[str]) -> pl.Series:
    """Return moments (UTC) from times in WIB in any of some writings."""
    trimmed = pl.col(cells.name).str.strip_chars()
    read = [trimmed.str.to_datetime(pattern, strict=False, time_unit="us") for pattern in patterns]
    return cells.to_frame().select(_utc(pl.coalesce(read))).to_series()


def is_blank(cells: pl.Series) -> pl.Series:
    """Return where a cell says nothing."""
    return cells.to_frame().select(text(pl.col(cells.name)).is_null()).to_series()


def _digits(cells: pl.Series, pattern: str) -> pl.Series:
    found = pl.col(cells.name).str.strip_chars().str.to_lowercase().str.extract(pattern, 1).str.replace_all(r"[.,]", "")
    return cells.to_frame().select(found.cast(pl.Int64, strict=False)).to_series()


def _utc(wall: pl.Expr) -> pl.Expr:
    return wall.dt.offset_by(_WIB).dt.replace_time_zone("UTC").cast(MOMENT)
