"""Rows of text into a chunk of the ledger: typed, judged row by row, the understood apart from the rest."""

from dataclasses import dataclass

import polars as pl

from tumbuh.analytics.tables import LINE_SCHEMA, REJECT_SCHEMA
from tumbuh.channels.formats import cells
from tumbuh.channels.formats.layouts import Check, Layout
from tumbuh.channels.formats.rejects import rejected_rows

_ABOUT = {"row", "flaw", "flaw_field"}
# A number that a spreadsheet made of a long id, as a csv then has it: its last digits are gone for good.
_INEXACT_ID = r"^\d([.,]\d+[eE]\+?|[eE]\+)\d+$"
# What a spreadsheet leaves of more than fifteen digits: zeros. One true id in a thousand ends so, and waits too.
_ZEROED_ID = r"^\d{15}0{3,}$"
_MAX_RUPIAH = 1_000_000_000_000
_MAX_COUNT = 1_000_000


@dataclass
class Chunk:
    """A part of an export: `lines` has LINE_SCHEMA, `rejected` REJECT_SCHEMA."""

    lines: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int


def read_rows(layout: Layout, rows: pl.DataFrame) -> Chunk:
    """
    Return the chunk of some rows of text: "row", a column per field, "flaw" and "flaw_field" where a row is unreadable.

    Only the layout's fields come in, so that nothing of a buyer can go out. Rows without any value are passed over.
    """
    raw = rows.with_columns(cells.texts(rows[name]) for name in rows.columns if name not in _ABOUT)
    filled = [column.field for column in layout.columns if column.field in raw.columns]
    absent = [column.field for column in layout.columns if column.field not in raw.columns]
    raw = raw.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in (*filled, "flaw"))).with_columns(
        pl.lit(None, dtype=pl.String).alias(field) for field in absent
    )
    typed = raw.with_columns(_typed(layout, raw[column.field], column.kind) for column in layout.columns)
    checks = [check for check in (*_cell_checks(layout, raw, typed), *layout.checks(typed)) if check.broken.any()]
    flawed = raw["flaw"].is_not_null()
    if not checks and not flawed.any():
        return Chunk(_lines(layout, typed), pl.DataFrame(schema=REJECT_SCHEMA), rows.height)
    broken = flawed
    for check in checks:
        broken = broken | check.broken
    rejected = rejected_rows(layout, raw, broken, checks)
    return Chunk(_lines(layout, typed.filter(~broken)), rejected, rows.height)


def _typed(layout: Layout, series: pl.Series, kind: str) -> pl.Series:
    if kind == "rupiah":
        return cells.rupiah(series)
    if kind == "count":
        return cells.counts(series)
    if kind == "moment":
        return cells.moments(series, layout.moments)
    return series


def _cell_checks(layout: Layout, raw: pl.DataFrame, typed: pl.DataFrame) -> list[Check]:
    """Return what is wrong with single cells: no value, one that cannot be read, one that cannot be."""
    order = raw["order_id"]
    checks = [
        Check("order_id_inexact", "order_id", order.str.contains(_INEXACT_ID).fill_null(value=False)),
        Check("order_id_inexact", "order_id", order.str.contains(_ZEROED_ID).fill_null(value=False)),
        Check("order_id_unreadable", "order_id", ~order.str.contains(layout.order_id).fill_null(value=True)),
    ]
    for column in layout.columns:
        text, value = raw[column.field], typed[column.field]
        if column.filled:
            checks.append(Check("value_missing", column.field, text.is_null()))
        if column.kind in {"rupiah", "count", "moment"}:
            checks.append(Check("value_unreadable", column.field, value.is_null() & text.is_not_null()))
        if column.kind in {"rupiah", "count"}:
            most = _MAX_RUPIAH if column.kind == "rupiah" else _MAX_COUNT
            checks.append(Check("value_implausible", column.field, (value > most).fill_null(value=False)))
    return checks


def _lines(layout: Layout, typed: pl.DataFrame) -> pl.DataFrame:
    return layout.understand(typed).select(pl.col(name).cast(kind) for name, kind in LINE_SCHEMA.items())
