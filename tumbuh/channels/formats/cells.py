"""Cells of an export as values: series of text in, typed series out; what cannot be read is null."""

from collections.abc import Sequence

import polars as pl

from tumbuh.analytics.tables import MOMENT

# Seven hours, without daylight saving since 1964: a subtraction, where a look-up of the time zone costs ten times more.
_WIB_HOURS = 7
# "35.000", "Rp 35.000", "35,000", "35000", "35000.00": a mark before exactly three digits is for thousands, as rupiah
# have no part of three digits. Anything else is no amount.
_RUPIAH = r"^(?:rp\.?|idr)?\s*(-?(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+))(?:[.,]0{1,2})?$"
_COUNT = r"^(\d+)(?:\.0+)?$"
_BLANK = ("", "-", "–", "—")


def texts(cells: pl.Series) -> pl.Series:
    """Return the cells without the blanks and TABs around them; an empty cell or a lone dash is null."""
    trimmed = cells.str.strip_chars()
    blank = trimmed.is_in(_BLANK)
    return trimmed.set(blank, None) if blank.any() else trimmed


def rupiah(cells: pl.Series) -> pl.Series:
    """Return whole rupiah (Int64)."""
    return _whole(cells, _RUPIAH)


def counts(cells: pl.Series) -> pl.Series:
    """Return counts (Int64), never negative."""
    return _whole(cells, _COUNT)


def _whole(cells: pl.Series, pattern: str) -> pl.Series:
    plain = cells.cast(pl.Int64, strict=False)
    hard = plain.is_null() & cells.is_not_null()
    if not hard.any():
        return plain
    digits = cells.filter(hard).str.to_lowercase().str.extract(pattern, 1).str.replace_all(r"[.,]", "")
    return plain.scatter(hard.arg_true(), digits.cast(pl.Int64, strict=False))


def moments(cells: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Return moments (UTC) from times in WIB, written in one of the formats."""
    found = pl.Series(cells.name, [None], dtype=pl.Datetime("us")).new_from_index(0, len(cells))
    for pattern in formats:
        hard = found.is_null() & cells.is_not_null()
        if not hard.any():
            break
        if hard.all():
            found = cells.str.to_datetime(pattern, strict=False, time_unit="us")
            continue
        read = cells.filter(hard).str.to_datetime(pattern, strict=False, time_unit="us")
        found = found.scatter(hard.arg_true(), read)
    return found.dt.offset_by(f"-{_WIB_HOURS}h").dt.replace_time_zone("UTC").cast(MOMENT)
