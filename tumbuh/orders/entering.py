"""Sales of closed orders into the ledger: each once, whatever is killed on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from tumbuh.analytics.tables import LINE_SCHEMA, REJECT_SCHEMA, STATUS_RANK
from tumbuh.ledger import services as ledger
from tumbuh.orders.models import Order, OrderLine, SaleEntry
from tumbuh.registry.models import Business

CHANNEL = "eorder"
_STATUS = "completed"
_AT_A_TIME = 2_000


@dataclass
class _Chunk:
    """What the ledger reads: lines of orders instead of lines of a file."""

    lines: pl.DataFrame
    rows_read: int
    rejected: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECT_SCHEMA))


def enter_sales(*, now: datetime, most: int = _AT_A_TIME) -> int:
    """
    Write the sales that wait into the ledger, one batch for each seller; return how many orders were entered.

    An entry is marked after the ledger has it. Who is killed between the two does it again, and the ledger then knows
    every line: the key is (shop, channel, order, line). Run by one worker at a time (tasks.enter_sales).
    """
    waiting = list(
        SaleEntry.objects.filter(entered_at=None).select_related("order__seller").order_by("order__seller", "pk")[:most]
    )
    sellers: dict[int, list[SaleEntry]] = {}
    for entry in waiting:
        sellers.setdefault(entry.order.seller_id, []).append(entry)
    for entries in sellers.values():
        _enter(entries[0].order.seller, entries, now)
    return len(waiting)


def waiting_sales() -> int:
    """Return how many sales wait for the ledger."""
    return SaleEntry.objects.filter(entered_at=None).count()


def _enter(seller: Business, entries: Sequence[SaleEntry], now: datetime) -> None:
    orders = {entry.order_id: entry.order for entry in entries}
    lines = OrderLine.objects.filter(order__in=orders, received_quantity__gt=0).select_related("offer__product")
    chosen = list(lines.order_by("order", "position"))
    shop = ledger.own_shop(business=seller, now=now)
    ledger.map_new_skus(shop=shop, products={line.offer.product for line in chosen}, now=now)
    batch = ledger.start_batch(
        shop=shop, channel=CHANNEL, file_name=f"e-order {now:%Y-%m-%d}", file_bytes=0, file_sha256="", by=None, now=now
    )
    ledger.append(batch=batch, chunks=[_Chunk(_frame(chosen, orders), rows_read=len(chosen))], now=now)
    SaleEntry.objects.filter(pk__in=[entry.pk for entry in entries], entered_at=None).update(entered_at=now)


def _frame(lines: Iterable[OrderLine], orders: dict[int, Order]) -> pl.DataFrame:
    rows = [_row(number, line, orders[line.order_id]) for number, line in enumerate(lines, start=1)]
    return pl.DataFrame(rows, schema=LINE_SCHEMA)


def _row(number: int, line: OrderLine, order: Order) -> dict[str, object]:
    sku = str(line.offer.product.public_id)
    quantity, returned = line.received_quantity or 0, line.returned_quantity
    return {
        "row": number, "channel": CHANNEL, "order_id": str(order.public_id),
        "line_id": f"{sku}||{line.price_rupiah}", "sku": sku, "product_name": line.title, "variation": "",
        "status": _STATUS, "status_rank": STATUS_RANK[_STATUS], "ordered_at": order.placed_at,
        "last_event_at": line.returned_at or order.ended_at, "quantity": quantity, "returned_quantity": returned,
        "unit_price_rupiah": line.price_rupiah, "seller_discount_rupiah": 0,
        "refund_rupiah": returned * line.price_rupiah, "net_rupiah": (quantity - returned) * line.price_rupiah,
    }  # fmt: skip
