"""Rows of text into a chunk of the ledger: typed, judged row by row, the understood apart from the rest."""

from dataclasses import dataclass

import polars as pl

from tumbuh.analytics.tables import LINE_SCHEMA, REJECT_SCHEMA
from tumbuh.channels.formats import cells
from tumbuh.channels.formats.layouts import Check, Column, Layout
from tumbuh.channels.formats.rejects import rejected_rows

_MOST = {"rupiah": 1_000_000_000_000, "count": 1_000_000}
_TYPED = {"rupiah": pl.Int64, "count": pl.Int64, "moment": pl.Datetime("us", "UTC")}


@dataclass
class Chunk:
    """A part of an export: `lines` has LINE_SCHEMA, `rejected` REJECT_SCHEMA."""

    lines: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int
    doubtful: tuple[int, ...] = ()  # lines of each of the layout's doubts


def read_rows(layout: Layout, rows: pl.DataFrame) -> Chunk:
    """
    Return the chunk of some rows of text: "row", a column per field, "flaw" and "flaw_field" where a row is unreadable,
    and whether it is "whole", that is, has a cell for each column.

    Only the layout's fields come in, so that nothing of a buyer can go out. Rows without any value are passed over.
    """
    given = rows.with_columns(
        pl.lit(None, dtype=pl.String).alias(column.field)
        for column in layout.columns
        if column.field not in rows.columns
    )
    # Lazy, so that what several expressions share is computed once.
    typed = given.lazy().select("row", "flaw", *(_plain(layout, column) for column in layout.columns)).collect()
    given, typed = _without_blank_rows(layout, given, typed)
    typed = typed.with_columns(_hard(layout, given, typed)).lazy().with_columns(**layout.derived).collect()
    checks = [*_cell_checks(layout, given, typed), *layout.checks]
    fails = typed.select(check.broken.any().alias(str(n)) for n, check in enumerate(checks)).row(0)
    failed = [check for check, one in zip(checks, fails, strict=True) if one]
    if not failed and typed["flaw"].null_count() == typed.height:
        empty = pl.DataFrame(schema=REJECT_SCHEMA)
        return Chunk(_lines(layout, typed), empty, rows.height, _doubtful(layout, typed))
    marks = typed.select(pl.col("flaw").is_not_null(), *(one.broken.alias(str(n)) for n, one in enumerate(failed)))
    broken = marks.select(pl.any_horizontal(pl.all())).to_series()
    rejected = rejected_rows(layout, given.filter(broken), failed, marks.filter(broken))
    good = typed.filter(~broken)
    return Chunk(_lines(layout, good), rejected, rows.height, _doubtful(layout, good))


def _without_blank_rows(layout: Layout, given: pl.DataFrame, typed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    suspect = typed["order_id"].is_null() & typed["flaw"].is_null()
    if not suspect.any():
        return given, typed
    filled = pl.any_horizontal(cells.text(pl.col(column.field)).is_not_null() for column in layout.columns)
    kept = ~suspect | given.select(filled).to_series()
    return given.filter(kept), typed.filter(kept)


def _plain(layout: Layout, column: Column) -> pl.Expr:
    """Return the quick reading of a column: texts, and the values that are written plainly."""
    cell = pl.col(column.field)
    if column.kind in _MOST:
        return cells.whole(cell)
    if column.kind == "moment":
        return cells.moment(cell, layout.moments[0])
    return cells.text(cell)


def _hard(layout: Layout, given: pl.DataFrame, typed: pl.DataFrame) -> list[pl.Series]:
    """Return the columns in which some cells are not written plainly, read the slow way."""
    found = []
    for column in layout.columns:
        values, text = typed[column.field], given[column.field]
        if column.kind not in _TYPED or not values.null_count() or text.null_count() == len(text):
            continue
        hard = _unread(values, text)
        if hard.any():
            found.append(values.scatter(hard.arg_true(), _slow(layout, column, text.filter(hard))))
    return found


def _slow(layout: Layout, column: Column, text: pl.Series) -> pl.Series:
    if column.kind == "rupiah":
        return cells.rupiah(text)
    if column.kind == "count":
        return cells.counts(text)
    return cells.moments(text, layout.moments)


def _cell_checks(layout: Layout, given: pl.DataFrame, typed: pl.DataFrame) -> list[Check]:
    """Return what may be wrong with single cells: no value, one that cannot be read, one that cannot be."""
    checks = [Check("order_id_unreadable", "order_id", ~pl.col("order_id").str.contains(layout.order_id))]
    for column in layout.columns:
        value, missing = pl.col(column.field), pl.col(column.field).is_null()
        if column.kind in _TYPED and (unread := _unread(typed[column.field], given[column.field])).any():
            unread &= ~cells.is_blank(given[column.field])
            checks.append(Check("value_unreadable", column.field, pl.lit(unread)))
            missing &= ~pl.lit(unread)
        if column.filled:
            checks.append(Check("value_missing", column.field, missing))
        if column.kind in _MOST:
            checks.append(Check("value_implausible", column.field, value > _MOST[column.kind]))
    return checks


def _unread(values: pl.Series, text: pl.Series) -> pl.Series:
    """Return where a cell has a text but no value; the text may be a dash."""
    if not values.null_count():
        return values.is_null()
    return values.is_null() & (text.str.len_bytes() > 0).fill_null(value=False)


def _lines(layout: Layout, typed: pl.DataFrame) -> pl.DataFrame:
    lines = (layout.lines[name].cast(kind).alias(name) for name, kind in LINE_SCHEMA.items())
    return typed.lazy().select(lines).collect()


def _doubtful(layout: Layout, typed: pl.DataFrame) -> tuple[int, ...]:
    if not layout.doubts:
        return ()
    return typed.select(doubt.holds.sum().alias(str(n)) for n, doubt in enumerate(layout.doubts)).row(0)
