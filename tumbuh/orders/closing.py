"""The PPK closes a paid order: it becomes a purchase of the city, and its sale goes on to the ledger."""

from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.catalogue.services import PaidLine, record_paid
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import acting
from tumbuh.orders.models import Order, OrderLine, SaleEntry
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import Act
from tumbuh.orders.rules.purchases import domestic_rupiah, micro_small_rupiah
from tumbuh.procurement.ordering import OrderPurchase, record_orders


@whole
def close(*, order_id: int, by: User, now: datetime, words: str = "") -> Order:
    """
    Close a paid order. In the same transaction it becomes a purchase and a price that was paid, and its sale waits for
    the ledger.

    Raises: NotAllowed, IllegalMove, OwnAct.
    """
    doing = acting.begin(order_id=order_id, act=Act.CLOSE, by=by, now=now)
    doing.set(ended_at=now)
    order = acting.finish("orders.closed", doing, words=words)
    lines = acting.lines_of(order)
    record_orders([purchase_of(order, lines)], by=by, now=now)
    SaleEntry.objects.create(order=order, version=1, queued_at=now)
    paid = [PaidLine(line.offer_id, line.price_rupiah, line.due_quantity) for line in lines if line.due_quantity]
    record_paid(lines=paid, reference=order.reference, now=now)
    return order


def purchase_of(order: Order, lines: list[OrderLine]) -> OrderPurchase:
    """Return a paid order as procurement knows purchases: the parts by the evidence and the class of its day."""
    returned = sum(line.returned_quantity * line.price_rupiah for line in lines)
    kept = [(line.rupiah - line.returned_quantity * line.price_rupiah, line.origin_level) for line in lines]
    value, size = order.total_rupiah - returned, order.size_class
    return OrderPurchase(
        external_id=str(order.public_id),
        name="; ".join(line.title for line in lines)[:500],
        unit_ref=order.unit_ref,
        plan_code=order.plan_code,
        ordered_on=day_in_wib(order.placed_at),
        value_rupiah=value,
        shipping_rupiah=order.delivery_rupiah,
        domestic_rupiah=domestic_rupiah(kept, total_rupiah=value),
        micro_small_rupiah=micro_small_rupiah(size, total_rupiah=value),
        vendor_code=f"eorder:{order.seller.public_id}",
        vendor_name=order.seller_name,
        vendor_micro_small=None if not size else size in {"micro", "small"},
    )
