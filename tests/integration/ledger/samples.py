"""Hand-made lines of an export, and the ledger's rows in a form that two ledgers can be compared in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import polars as pl

from tumbuh.analytics.tables import LINE_SCHEMA, REJECT_SCHEMA, STATUS_RANK
from tumbuh.ledger.commits import store

ORDERED = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)


@dataclass
class Chunk:
    lines: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LINE_SCHEMA))
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECT_SCHEMA))
    rows_read: int = -1

    def __post_init__(self) -> None:
        if self.rows_read < 0:
            self.rows_read = self.lines.height + self.rejected.height


def line(order_id: str, *, status: str = "completed", sku: str = "KRP-01", **values: Any) -> dict[str, Any]:
    quantity = values.get("quantity", 1)
    price = values.get("unit_price_rupiah", 35_000)
    given = {
        "row": 2, "channel": "shopee", "order_id": order_id, "line_id": sku, "sku": sku,
        "product_name": "Keripik Singkong", "variation": "", "status": status, "status_rank": STATUS_RANK[status],
        "ordered_at": ORDERED, "last_event_at": ORDERED, "quantity": quantity, "returned_quantity": 0,
        "unit_price_rupiah": price, "seller_discount_rupiah": 0, "refund_rupiah": 0, "net_rupiah": price * quantity,
    }  # fmt: skip
    return given | values


def lines(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=LINE_SCHEMA)


def rejected(order_id: str, *, reason: str = "unknown_status", **values: Any) -> pl.DataFrame:
    given = {"row": 9, "order_id": order_id, "reason": reason, "column": "Status Pesanan", "value": "Melayang"}
    return pl.DataFrame([given | {"kept": '{"Nomor Referensi SKU": "KRP-01"}'} | values], schema=REJECT_SCHEMA)


def ledger_rows(*, history: bool = False) -> pl.DataFrame:
    """Return all rows of the Delta table in one order; without `history` only the versions in force."""
    files = store().snapshot().files
    if not files:
        return pl.DataFrame()
    found = pl.scan_parquet(list(files), hive_partitioning=True, hive_schema={"month": pl.String}).collect()
    if not history:
        found = found.filter(pl.col("superseded_at").is_null())
    return found.sort("shop", "order_id", "line_id", "recorded_at")
