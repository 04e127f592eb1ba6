"""How long the sellers of each unit wait for their money, and who still waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from tumbuh.kernel.periods import day_in_wib, end_of_day
from tumbuh.orders.models import Order
from tumbuh.orders.rules.clock import Waiting, waiting


@dataclass(frozen=True)
class UnitWait:
    """One unit: its payments summed up (None without any), orders not yet paid, and those past their promise."""

    unit_ref: str
    waiting: Waiting | None
    unpaid: int
    late: int


@dataclass(frozen=True)
class Waits:
    """All units together and each by itself, the slowest first."""

    whole: Waiting | None
    unpaid: int
    late: int
    units: Sequence[UnitWait]


def waits(orders: QuerySet[Order], *, start: date, end: date, today: date) -> Waits:
    """Return the waits of the orders that were received from `start` to `end`, both included. One statement."""
    found = orders.filter(
        received_at__gt=end_of_day(start - timedelta(days=1)), received_at__lte=end_of_day(end)
    ).prefetch_related(None)
    rows: list[tuple[Any, ...]] = list(
        found.order_by().values_list("unit_ref", "received_at", "pay_by_on", "payment__paid_on")
    )
    days: dict[str, list[int]] = {}
    open_: dict[str, list[bool]] = {}
    for unit_ref, received_at, pay_by_on, paid_on in rows:
        paid, unpaid = days.setdefault(unit_ref, []), open_.setdefault(unit_ref, [])
        if paid_on is not None:
            paid.append((paid_on - day_in_wib(received_at)).days)
        else:
            unpaid.append(pay_by_on < today)
    units = [UnitWait(ref, waiting(days[ref]), len(open_[ref]), sum(open_[ref])) for ref in days]
    units.sort(key=lambda one: (-(one.waiting.median_days if one.waiting else 0), -one.late, one.unit_ref))
    return Waits(
        waiting([day for of_unit in days.values() for day in of_unit]),
        sum(one.unpaid for one in units),
        sum(one.late for one in units),
        units,
    )
