"""What a sheet's cells say: shared and inline texts, numbers, days, formulas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from tumbuh.channels.formats.sheet_cells import NOT_RUN, Cell, unescaped

_EXACT = 2**53  # the first whole number at which a spreadsheet's numbers have gaps
_SECONDS_OF_DAY = 86_400


@dataclass
class RawColumn:
    """One column of a piece: each cell's attributes (they tell its type; null: no cell) and its raw value."""

    kinds: pl.Series
    values: pl.Series

    def put(self, at: Sequence[int], cells: Sequence[Cell | None]) -> None:
        """Set the cells of some rows."""
        self.kinds = self.kinds.scatter(at, pl.Series([cell and cell.kind for cell in cells], dtype=pl.String))
        self.values = self.values.scatter(at, pl.Series([cell and cell.raw for cell in cells], dtype=pl.String))

    def where(self, of_kind: Callable[[str], bool]) -> pl.Series:
        """Return where the cells' attributes satisfy a condition."""
        wanted = [kind for kind in self.kinds.unique() if kind is not None and of_kind(kind)]
        return self.kinds.is_in(wanted).fill_null(value=False)


def texts(column: RawColumn, strings: pl.Series, *, days_from: pl.Expr | None) -> pl.Series:
    """Return the cells as text; with `days_from`, numbers are moments and are written as "2026-01-31 12:00:00"."""
    shared = column.where(_is_shared)
    if shared.all():
        return strings.gather(column.values.cast(pl.UInt32)).alias(column.values.name)
    number = column.where(_is_number)
    frame = pl.DataFrame({"value": unescaped(column.values), "shared": shared, "number": number})
    found = frame["value"].set(column.where(lambda kind: kind == NOT_RUN), None)
    if shared.any():
        found = found.scatter(shared.arg_true(), strings.gather(column.values.filter(shared).cast(pl.UInt32)))
    if number.any():
        said = column.values.filter(number)
        found = found.scatter(number.arg_true(), _numbers(said) if days_from is None else _days(said, days_from))
    return found


def inexact(column: RawColumn) -> pl.Series:
    """Return where a cell is a number too large for a spreadsheet to keep all its digits."""
    number = column.where(_is_number)
    if not number.any():
        return number
    return number & (column.values.cast(pl.Float64, strict=False).abs() >= _EXACT).fill_null(value=False)


def not_run(column: RawColumn) -> pl.Series:
    """Return where a cell is a formula that no program has computed."""
    return column.where(lambda kind: kind == NOT_RUN)


def _is_shared(kind: str) -> bool:
    return 't="s"' in kind


def _is_number(kind: str) -> bool:
    return kind != NOT_RUN and (' t="' not in kind or 't="n"' in kind)


def _numbers(said: pl.Series) -> pl.Series:
    """Return numbers as digits: "4.5E4" and "45000.0" are 45000; a fraction stays as it is."""
    hard = ~said.str.contains(r"^-?\d+$").fill_null(value=True)
    if not hard.any():
        return said
    value = said.filter(hard).cast(pl.Float64, strict=False)
    whole = (value.floor() == value) & (value.abs() < _EXACT)
    frame = pl.DataFrame({"said": said.filter(hard), "value": value, "whole": whole.fill_null(value=False)})
    digits = pl.when("whole").then(pl.col("value").cast(pl.Int64, strict=False).cast(pl.String)).otherwise("said")
    return said.scatter(hard.arg_true(), frame.select(digits).to_series())


def _days(said: pl.Series, days_from: pl.Expr) -> pl.Series:
    seconds = (said.cast(pl.Float64, strict=False) * _SECONDS_OF_DAY).round().cast(pl.Int64, strict=False)
    frame = pl.DataFrame({"said": said, "seconds": seconds})
    moment = (days_from + pl.duration(seconds="seconds")).dt.strftime("%Y-%m-%d %H:%M:%S")
    return frame.select(pl.coalesce(moment, "said")).to_series()
