"""How long the sellers of each unit wait for their money, and who still waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
from django.db.models import QuerySet

from tumbuh.analytics.measures import days_to_pay
from tumbuh.kernel.periods import day_in_wib, end_of_day
from tumbuh.orders.models import Order


@dataclass(frozen=True)
class Waits:
    """How long sellers waited: payments, median and p90 of days (None without any), within limits, and the unpaid."""

    paid: int
    median_days: Fraction | None
    p90_days: int | None
    within_3: int
    within_7: int
    over_30: int
    unpaid: int
    late: int
    unit_ref: str = ""  # empty: of all units together


def waits(orders: QuerySet[Order], *, start: date, end: date, today: date) -> tuple[Waits, Sequence[Waits]]:
    """
    Return the waits of the orders received from `start` to `end`, both included: in all, and per unit, slowest first.

    One statement.
    """
    found = orders.filter(
        received_at__gt=end_of_day(start - timedelta(days=1)), received_at__lte=end_of_day(end)
    ).prefetch_related(None)
    rows: list[tuple[Any, ...]] = list(
        found.order_by().values_list("unit_ref", "received_at", "pay_by_on", "payment__paid_on")
    )
    days = [(unit, day_in_wib(received), promised, paid) for unit, received, promised, paid in rows]
    frame = nw.from_native(pl.DataFrame(days, schema=days_to_pay.SCHEMA, orient="row"))
    [whole] = _told(days_to_pay.measure(frame, day=today))
    units = _told(days_to_pay.measure(frame, day=today, by=("unit",)))
    units.sort(key=lambda one: (-(one.median_days or 0), -one.late, one.unit_ref))
    return whole, units


def _told(measured: Any) -> list[Waits]:
    told = []
    for row in measured.to_native().to_dicts():
        doubled = row.pop("median_half_days")
        median = None if doubled is None else Fraction(doubled, 2)
        told.append(Waits(unit_ref=row.pop("unit", ""), median_days=median, **row))
    return told
