"""Rows that were not understood, told without anything of a buyer: also not where cells stand in a wrong column."""

import json
import re
from collections.abc import Sequence

import polars as pl

from tumbuh.analytics.tables import REJECT_SCHEMA
from tumbuh.channels.formats.cells import text
from tumbuh.channels.formats.layouts import Check, Column, Layout

# Cells of a row with one of these may stand under another column's name, a buyer's name under "Order Status".
_SHIFTED = {"row_shifted", "quote_open"}
# Without its order's id nothing of a row is kept. With it, the status beside it is in place; any other word is only
# where the row is "whole": it has a cell for each column.
# Two cells of one row that are not what their columns hold: the row is shifted, whatever else is wrong with it.
_WRONG_KIND = {"value_unreadable", "value_implausible", "status_unknown", "channel_unknown"}
_TELLING = 60
_SCIENTIFIC = re.compile(r"^\d([.,]\d+)?[eE]\+?\d+$")
_LONG_NUMBER = re.compile(r"\d{6}")


def rejected_rows(layout: Layout, rows: pl.DataFrame, checks: Sequence[Check], marks: pl.DataFrame) -> pl.DataFrame:
    """
    Return broken rows (REJECT_SCHEMA), each with the reader's flaw or the first check that it fails.

    `marks` has a column for the flaw, then one for each check: true where the row fails it.
    """
    cleaned = rows.with_columns(text(pl.col(column.field)) for column in layout.columns)
    told = []
    for row, (_, *marked) in zip(cleaned.iter_rows(named=True), marks.iter_rows(), strict=True):
        told.append(_told(layout, row, [checks[n] for n, fails in enumerate(marked) if fails]))
    return pl.DataFrame(told, schema=REJECT_SCHEMA, orient="row")


def _told(layout: Layout, row: dict[str, object], failed: Sequence[Check]) -> dict[str, object]:
    reason, field = (row["flaw"], row["flaw_field"]) if row["flaw"] else (failed[0].reason, failed[0].field)
    if len({check.field for check in failed if check.reason in _WRONG_KIND}) > 1:
        reason, field = "row_shifted", ""
    order = str(row["order_id"] or "")
    known = re.match(layout.order_id, order) is not None
    kept = {}
    if reason not in _SHIFTED and (known or reason == "order_id_inexact"):
        wrong = {check.field for check in failed} | {field}
        open_to_all = {"status"} | (wrong if row["whole"] else set())
        for column in layout.columns:
            if row[column.field] is not None:
                cell = str(row[column.field])
                in_place = column.field not in wrong or (column.field in open_to_all and _tells(column, cell))
                kept[column.names[0]] = cell if in_place or _SCIENTIFIC.match(cell) else _shape(cell)
    name = layout.column(str(field)).names[0] if field else ""
    return {
        "row": row["row"],
        "order_id": order if known else None,
        "reason": reason,
        "column": name,
        "value": kept.get(name),
        "kept": json.dumps(kept, ensure_ascii=False),
    }


def _tells(column: Column, cell: str) -> bool:
    """Return whether a word that its column never held may be shown: a status never seen must be, to be understood."""
    return column.kind == "text" and len(cell) <= _TELLING and not _LONG_NUMBER.search(cell)


def _shape(cell: str) -> str:
    return re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", cell))[:_TELLING]
