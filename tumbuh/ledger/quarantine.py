"""Rows that were not understood: kept once each, without buyers' data, closed when a later export makes them clear."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.db.models import Q

from tumbuh.analytics.tables import REJECT_SCHEMA
from tumbuh.ledger.models import Batch, QuarantinedLine
from tumbuh.ledger.rules import CONTENT, KEY

_BATCH_ROWS = 2_000
SEEN = ("order_id", "sku", "product_name", "variation")  # what of a line tells whether it explains a row that waits


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


def waiting_orders(batch: Batch) -> set[str]:
    """Return the ids of the shop's orders that have rows waiting."""
    lines = QuarantinedLine.objects.filter(shop_id=batch.shop_id, state="waiting").exclude(order_id="")
    return set(lines.values_list("order_id", flat=True).distinct())


def seen_of(lines: pl.DataFrame, orders: Collection[str]) -> pl.DataFrame:
    """Return what is needed of the lines of these orders to know which waiting rows they explain."""
    return lines.filter(pl.col("order_id").is_in(list(orders))).select(SEEN).unique()


def resolve(batch: Batch, seen: Sequence[pl.DataFrame], *, rejected: Collection[str], now: datetime) -> int:
    """
    Close the shop's waiting rows that the batch explains; return how many.

    It explains a row when it holds the row's line of the same order, understood, rejects nothing of that order, and
    knows at least as late events as the file that the row came from: an older file cannot say what became of an order.
    """
    understood: dict[str, list[tuple[str | None, ...]]] = {}
    for order_id, *words in (row for frame in seen for row in frame.iter_rows()):
        if order_id not in rejected:
            understood.setdefault(order_id, []).append(tuple(words))
    if not understood:
        return 0
    waiting = QuarantinedLine.objects.filter(shop_id=batch.shop_id, state="waiting", order_id__in=understood)
    later = waiting.exclude(batch=batch).filter(
        Q(batch__latest_event_at=None) | Q(batch__latest_event_at__lte=batch.latest_event_at)
    )
    explained = [row.pk for row in later if any(_same_line(row.kept, words) for words in understood[row.order_id])]
    return QuarantinedLine.objects.filter(pk__in=explained).update(
        state="resolved", closed_at=now, closed_by=batch.created_by, closing_reason=f"Terbaca dalam {batch.file_name}"
    )


def _same_line(kept: dict[str, Any], words: Sequence[str | None]) -> bool:
    """Return whether a row's cells name the thing of a line: SKU or product (long SKUs are masked) and variation."""
    sku, product_name, variation = words
    cells = {str(cell).strip() for cell in kept.values()}
    return bool({sku, product_name} & cells) and (not variation or variation in cells)
