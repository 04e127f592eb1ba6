"""The end of the fiscal year: which orders will not be paid from its budget unless somebody acts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import HOLDS_MONEY
from tumbuh.orders.rules.year_end import Outlook, outlook
from tumbuh.orders.terms import number
from tumbuh.reference.holidays import working_days_after
from tumbuh.reference.policies import policy


@dataclass(frozen=True)
class Unpaid:
    """One order that holds money of the year, and what will become of it."""

    order: Order
    outlook: Outlook


@dataclass(frozen=True)
class YearEnd:
    """The unpaid orders of a year, those in the most danger first, and the last days."""

    ends_on: date
    last_receipt_on: date
    orders: tuple[Unpaid, ...]

    def rupiah(self, kind: Outlook) -> int:
        """Return what the orders of one outlook hold."""
        return sum(one.order.total_rupiah for one in self.orders if one.outlook is kind)


def year_end(year: int, *, today: date, unit_refs: Collection[str] | None = None) -> YearEnd:
    """Return the outlook of a year's unpaid orders, of some units when given."""
    month, day = policy("eorder", "last_payment_day", on=date(year, 12, 31)).value
    ends_on = date(year, month, day)
    last = last_receipt_on(ends_on)
    found = Order.objects.filter(year=year, state__in=sorted(map(str, HOLDS_MONEY)))
    if unit_refs is not None:
        found = found.filter(unit_ref__in=unit_refs)
    rows = [Unpaid(order, _outlook(order, last, ends_on, today)) for order in found.order_by("deliver_by_at", "pk")]
    rank = list(reversed(Outlook))
    return YearEnd(ends_on, last, tuple(sorted(rows, key=lambda one: rank.index(one.outlook))))


def last_receipt_on(ends_on: date) -> date:
    """Return the last day on which something can be received and still be paid as promised within the year."""
    days, found = number("pay_within", ends_on), ends_on
    while working_days_after(found, days) > ends_on:
        found -= timedelta(days=1)
    return found


def _outlook(order: Order, last: date, ends_on: date, today: date) -> Outlook:
    return outlook(
        arrives_on=day_in_wib(order.deliver_by_at), pay_by_on=order.pay_by_on, last_receipt_on=last, ends_on=ends_on,
        today=today,
    )  # fmt: skip
