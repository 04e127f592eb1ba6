"""Rows of text into a chunk of the ledger: typed, judged row by row, the understood apart from the rest."""

from dataclasses import dataclass

import polars as pl

from tumbuh.analytics.tables import LINE_SCHEMA, REJECT_SCHEMA
from tumbuh.channels.formats import cells
from tumbuh.channels.formats.layouts import Check, Layout

# A number that a spreadsheet made of a long id: its last digits are gone for good.
_INEXACT_ID = r"^\d+([.,]\d+)?[eE][+]?\d+$"
_ORDER_ID = r"^[0-9A-Za-z/_.-]{4,40}$"


@dataclass
class Chunk:
    """A part of an export: `lines` has LINE_SCHEMA, `rejected` REJECT_SCHEMA."""

    lines: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int


def read_rows(layout: Layout, rows: pl.DataFrame) -> Chunk:
    """
    Return the chunk of some rows of text ("row", a column per field, "extra" true where a row has surplus cells).

    Only fields of the layout come in, so that nothing of a buyer can go out.
    """
    raw = rows.with_columns(cells.texts(rows[name]) for name in rows.columns if name not in {"row", "extra"})
    raw = raw.filter(pl.any_horizontal(pl.col(c.field).is_not_null() for c in layout.columns if c.field in raw.columns))
    for column in layout.columns:
        if column.field not in raw.columns:
            raw = raw.with_columns(pl.lit(None, dtype=pl.String).alias(column.field))
    typed = raw.with_columns(_typed(layout, raw, column.field) for column in layout.columns)
    checks = [*_shape_checks(layout, raw, typed), *layout.checks(typed)]
    checks = [check for check in checks if check.broken.any()]
    if not checks:
        return Chunk(_lines(layout, typed), pl.DataFrame(schema=REJECT_SCHEMA), rows.height)
    broken = checks[0].broken
    for check in checks[1:]:
        broken = broken | check.broken
    return Chunk(_lines(layout, typed.filter(~broken)), _rejected(layout, raw, broken, checks), rows.height)


def _typed(layout: Layout, raw: pl.DataFrame, field: str) -> pl.Series:
    kind = layout.column(field).kind
    if kind == "rupiah":
        return cells.rupiah(raw[field])
    if kind == "count":
        return cells.counts(raw[field])
    if kind == "moment":
        return cells.moments(raw[field], layout.moments)
    return raw[field]


def _shape_checks(layout: Layout, raw: pl.DataFrame, typed: pl.DataFrame) -> list[Check]:
    order = raw["order_id"]
    checks = [
        Check("row_shifted", "", raw["extra"]),
        Check("order_id_inexact", "order_id", order.str.contains(_INEXACT_ID).fill_null(value=False)),
        Check("order_id_unreadable", "order_id", ~order.str.contains(_ORDER_ID).fill_null(value=True)),
    ]
    for column in layout.columns:
        values = typed[column.field]
        if column.filled:
            checks.append(Check("value_missing", column.field, raw[column.field].is_null()))
        if column.kind in {"rupiah", "count", "moment"}:
            checks.append(Check("value_unreadable", column.field, values.is_null() & raw[column.field].is_not_null()))
    return checks


def _lines(layout: Layout, typed: pl.DataFrame) -> pl.DataFrame:
    lines = layout.understand(typed)
    return lines.select(pl.col(name).cast(kind) for name, kind in LINE_SCHEMA.items())


def _rejected(layout: Layout, raw: pl.DataFrame, broken: pl.Series, checks: list[Check]) -> pl.DataFrame:
    """Return the broken rows, each with the first reason that holds, and its columns of the layout as JSON."""
    reason, field = pl.lit(None, dtype=pl.String), pl.lit(None, dtype=pl.String)
    marks = pl.DataFrame({f"c{n}": check.broken for n, check in enumerate(checks)})
    for n, check in reversed(list(enumerate(checks))):
        reason = pl.when(pl.col(f"c{n}")).then(pl.lit(check.reason)).otherwise(reason)
        field = pl.when(pl.col(f"c{n}")).then(pl.lit(check.field)).otherwise(field)
    told = raw.with_columns(marks.select(reason.alias("reason"), field.alias("field"))).filter(broken)
    rows = [_reject(layout, row) for row in told.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=REJECT_SCHEMA, orient="row")


def _reject(layout: Layout, row: dict[str, object]) -> dict[str, object]:
    import json

    field = str(row["field"])
    named = {column.field: column.names[0] for column in layout.columns}
    shifted = row["reason"] == "row_shifted"
    kept = {} if shifted else {named[f]: row[f] for f in named if row[f] is not None}
    return {
        "row": row["row"],
        "order_id": row["order_id"],
        "reason": row["reason"],
        "column": named.get(field, ""),
        "value": None if shifted else row.get(field),
        "kept": json.dumps(kept, ensure_ascii=False),
    }
