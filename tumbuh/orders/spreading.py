"""How the orders are spread over the sellers: who has how many, and who that is listed has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import narwhals as nw
import polars as pl
from django.db.models import Count, QuerySet, Sum

from tumbuh.analytics.measures import order_spread
from tumbuh.catalogue.queries import sellers_listed
from tumbuh.kernel.periods import end_of_day
from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import State

NO_ORDER = (State.DECLINED, State.CANCELLED)


@dataclass(frozen=True)
class SellerPart:
    """One seller with its orders of the span; `is_listed`: the catalogue shows something of it today."""

    public_id: UUID
    name: str
    orders: int
    rupiah: int
    is_listed: bool


@dataclass(frozen=True)
class Spread:
    """The figure, and every seller of it, the one with most orders first. `gini`: None without orders."""

    listed: int
    listed_with_orders: int
    orders: int
    top_orders: int
    rupiah: int
    top_rupiah: int
    gini: Fraction | None
    sellers: Sequence[SellerPart]


def spread(orders: QuerySet[Order], *, start: date, end: date, today: date) -> Spread:
    """Return how the orders placed from `start` to `end`, both included, are spread. Two statements."""
    found = orders.filter(placed_at__gt=end_of_day(start - timedelta(days=1)), placed_at__lte=end_of_day(end)).exclude(
        state__in=NO_ORDER
    )
    had = {
        row["seller__public_id"]: row
        for row in found.order_by()
        .values("seller__public_id", "seller__name")
        .annotate(n=Count("pk", distinct=True), rupiah=Sum("total_rupiah"))
    }
    names = sellers_listed(on=today)
    sellers = [
        SellerPart(one, row["seller__name"], row["n"], row["rupiah"], one in names) for one, row in had.items()
    ] + [SellerPart(one, name, 0, 0, True) for one, name in names.items() if one not in had]
    sellers.sort(key=lambda one: (-one.orders, -one.rupiah, one.name, one.public_id))
    rows = [(str(one.public_id), one.is_listed, one.orders, one.rupiah) for one in sellers]
    frame = nw.from_native(pl.DataFrame(rows, schema=order_spread.SCHEMA, orient="row"))
    [told] = order_spread.measure(frame).to_native().to_dicts()
    return Spread(
        listed=told["listed"],
        listed_with_orders=told["listed_with_orders"],
        orders=told["orders"],
        top_orders=told["top_orders"],
        rupiah=told["rupiah"],
        top_rupiah=told["top_rupiah"],
        gini=Fraction(told["gini_over"], told["gini_of"]) if told["gini_of"] else None,
        sellers=sellers,
    )
