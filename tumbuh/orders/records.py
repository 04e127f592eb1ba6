"""What orders say of their sellers, and how far an order's money is; for those who stand above the e-order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q

from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.models import Order, OrderLine

_REFERENCE = "orders.order:"  # before the public id


@dataclass(frozen=True)
class DeliveryRecord:
    """How many orders of a seller were delivered, and how many of these by the time that was agreed."""

    on_time: int
    deliveries: int


@dataclass(frozen=True)
class OrderMoney:
    """What an order costs and how far it is. `paid_on` None: nothing was paid yet."""

    public_id: str
    seller_id: int
    unit_ref: str
    state: str
    total_rupiah: int
    ordered_on: date
    paid_on: date | None
    is_off: bool  # declined or cancelled


@dataclass(frozen=True)
class SoldLine:
    """One line of an order that its unit received: how much stayed there, at what price, without taxes and fees."""

    order_id: str
    ordered_at: datetime
    title: str
    sku: str
    quantity: int
    returned_quantity: int
    price_rupiah: int
    is_closed: bool

    @property
    def rupiah(self) -> int:
        """What was sold by it."""
        return (self.quantity - self.returned_quantity) * self.price_rupiah


def orders_between(unit_ref: str, seller_id: int, *, since: datetime) -> list[OrderMoney]:
    """Return the orders of a unit from a seller since a moment that were not called off, the newest first."""
    found = Order.objects.filter(unit_ref=unit_ref, seller=seller_id, placed_at__gte=since)
    keys = found.exclude(state__in=["declined", "cancelled"]).order_by("-placed_at").values_list("public_id", flat=True)
    asked = [str(one) for one in keys]
    known = orders_money(asked)
    return [known[key] for key in asked if key in known]


def sold_lines(seller_id: int, *, first: datetime, after: datetime) -> list[SoldLine]:
    """Return the lines of a seller's received orders that were placed from `first` to before `after`, latest first."""
    found = OrderLine.objects.filter(
        order__seller=seller_id, order__placed_at__gte=first, order__placed_at__lt=after,
        order__received_at__isnull=False, received_quantity__gt=0,
    ).exclude(order__state__in=["declined", "cancelled"])  # fmt: skip
    rows = found.select_related("order", "offer__product").order_by("-order__placed_at", "order", "position")
    return [
        SoldLine(
            order_id=str(line.order.public_id),
            ordered_at=line.order.placed_at,
            title=line.title,
            sku=str(line.offer.product.public_id),
            quantity=line.received_quantity or 0,
            returned_quantity=line.returned_quantity,
            price_rupiah=line.price_rupiah,
            is_closed=line.order.state == "closed",
        )
        for line in rows
    ]


def orders_of_stock(references: Collection[str], *, seller_id: int) -> dict[str, str]:
    """
    Return the public ids of a seller's orders by what their pieces were promised to (catalogue.stock).

    A promise that moved to another day has the order's reference with a number behind it (changing.py).
    """
    asked = {one: one.partition(":")[2].partition("/")[0] for one in references if one.startswith(_REFERENCE)}
    found = Order.objects.filter(seller=seller_id, public_id__in=set(asked.values()))
    own = {str(public_id) for public_id in found.values_list("public_id", flat=True)}
    return {reference: public_id for reference, public_id in asked.items() if public_id in own}


def delivery_records(seller_ids: Collection[int]) -> dict[int, DeliveryRecord]:
    """Return the records of sellers by id; a seller without a delivery has none."""
    delivered = Order.objects.filter(seller__in=seller_ids, delivered_at__isnull=False)
    counted = delivered.values("seller").annotate(
        came=Count("pk"), in_time=Count("pk", filter=Q(delivered_at__lte=F("deliver_by_at")))
    )
    return {row["seller"]: DeliveryRecord(row["in_time"], row["came"]) for row in counted.order_by()}


def orders_money(public_ids: Collection[str | UUID]) -> dict[str, OrderMoney]:
    """Return how far some orders are, by public id; an unknown one is left out."""
    return {
        str(one.public_id): OrderMoney(
            public_id=str(one.public_id),
            seller_id=one.seller_id,
            unit_ref=one.unit_ref,
            state=one.state,
            total_rupiah=one.total_rupiah,
            ordered_on=day_in_wib(one.placed_at),
            paid_on=day_in_wib(one.paid_at) if one.paid_at else None,
            is_off=one.state in {"declined", "cancelled"},
        )
        for one in Order.objects.filter(public_id__in=list(public_ids)).order_by("pk")
    }
