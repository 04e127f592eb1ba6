"""Rows that were not understood: kept once each, without buyers' data, closed when a later export makes them clear."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import polars as pl

from tumbuh.analytics.tables import REJECT_SCHEMA
from tumbuh.ledger.models import Batch, QuarantinedLine
from tumbuh.ledger.rules import CONTENT, KEY

_BATCH_ROWS = 2_000


def no_rows() -> pl.DataFrame:
    """Return an empty frame of rejected rows."""
    return pl.DataFrame(schema=REJECT_SCHEMA)


def from_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Return lines that contradict another of the same key and version as rejected rows."""
    shown = pl.struct(pl.col(name).cast(pl.String) for name in (*KEY, *CONTENT)).struct.json_encode()
    return lines.select(
        "row",
        "order_id",
        reason=pl.lit("ambiguous_line"),
        column=pl.lit(""),
        value=pl.col("line_id"),
        kept=shown,
    ).cast(REJECT_SCHEMA)  # type: ignore[arg-type]


def keep(batch: Batch, frames: Iterable[pl.DataFrame]) -> int:
    """Store rejected rows that are not waiting already; return how many rows of the batch were rejected."""
    total = 0
    for frame in frames:
        total += frame.height
        for part in frame.iter_slices(_BATCH_ROWS):
            QuarantinedLine.objects.bulk_create(
                [_row(batch, row) for row in part.iter_rows(named=True)], ignore_conflicts=True
            )
    return total


def _row(batch: Batch, row: dict[str, Any]) -> QuarantinedLine:
    kept = str(row["kept"] or "{}")
    said = "\x1f".join(str(row[name] or "") for name in ("order_id", "reason", "column", "value"))
    return QuarantinedLine(
        batch=batch,
        shop_id=batch.shop_id,
        row=row["row"],
        order_id=str(row["order_id"] or "")[:80],
        reason=row["reason"],
        column=str(row["column"] or "")[:80],
        value=str(row["value"] or "")[:2_000],
        kept=json.loads(kept),
        fingerprint=hashlib.sha256(f"{said}\x1e{kept}".encode()).hexdigest(),
    )


def resolve(batch: Batch, understood: Iterable[str], *, now: datetime) -> int:
    """Close the shop's waiting rows whose order a later batch brought in full; return how many."""
    waiting = QuarantinedLine.objects.filter(shop_id=batch.shop_id, state="waiting", order_id__in=list(understood))
    return waiting.exclude(batch=batch).update(
        state="resolved", closed_at=now, closed_by=batch.created_by, closing_reason=f"Terbaca dalam {batch.file_name}"
    )


def waiting_orders(batch: Batch) -> list[str]:
    """Return the ids of the shop's orders that have rows waiting."""
    lines = QuarantinedLine.objects.filter(shop_id=batch.shop_id, state="waiting").exclude(order_id="")
    return list(lines.values_list("order_id", flat=True).distinct())


def orders_of(frames: Iterable[pl.DataFrame]) -> set[str]:
    """Return the ids of the orders that have a rejected row."""
    return {order for frame in frames for order in frame["order_id"].drop_nulls()}
