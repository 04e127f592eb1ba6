"""What the pages of one order read of it: its history, its clock, what is withheld, what was counted."""

from collections.abc import Sequence
from datetime import date, datetime

from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import terms
from tumbuh.orders.models import Order, OrderChange, OrderEvent, OrderMessage, Payment, Receipt
from tumbuh.orders.paying import due_taxes
from tumbuh.orders.rules.clock import Clock
from tumbuh.orders.rules.moves import Act, State
from tumbuh.orders.rules.tax import Withheld


def events_of(order: Order) -> list[OrderEvent]:
    """Return what was done to an order, newest first, with who did it."""
    told = OrderEvent.objects.filter(order=order).exclude(act="say")  # what was said stands in the thread
    return list(told.select_related("done_by").order_by("-pk"))


def moments_of(order: Order, events: Sequence[OrderEvent]) -> dict[str, datetime | None]:
    """Return when each of the eight stages was done, by stage; None for those to come."""
    found = order.disposition
    debit = next((one.done_at for one in events if one.act == Act.REQUEST_DEBIT), None)
    is_debit = order.payment_path == "autodebet" or order.state == State.DEBIT_REQUESTED
    return {
        "disposed": found.disposed_at,
        "prepared": found.prepared_at,
        "taken_up": found.taken_up_at,
        "delivered": order.delivered_at,
        "received": order.received_at,
        "payment": debit if is_debit else order.paid_at,
        "debit": order.paid_at if is_debit else None,
        "closed": order.ended_at if order.state == State.CLOSED else None,
    }


def payment_of(order: Order) -> Payment | None:
    """Return how an order was paid."""
    return Payment.objects.filter(order=order).first()


def taxes_of(order: Order, *, on: date) -> list[Withheld]:
    """Return what was withheld from an order, or will be when it is paid on a day as things stand."""
    paid = payment_of(order)
    return due_taxes(order, on=on) if paid is None else [Withheld(**tax) for tax in paid.taxes]


def clock_of(order: Order, *, today: date) -> Clock | None:
    """Return the pay-by clock; None while nothing was received."""
    if order.received_at is None or order.pay_by_on is None:
        return None
    paid = payment_of(order)
    return Clock(day_in_wib(order.received_at), order.pay_by_on, paid.paid_on if paid else None, today)


def promise(now: datetime) -> int:
    """Return within how many working days of the receipt a seller is promised its money."""
    return terms.number("pay_within", day_in_wib(now))


def receipt_of(order: Order) -> Receipt | None:
    """Return what was counted, with its lines and pictures."""
    found = Receipt.objects.filter(order=order).select_related("received_by")
    return found.prefetch_related("lines__line", "photos").first()


def messages_of(order: Order) -> list[OrderMessage]:
    """Return the thread of an order, oldest first."""
    return list(OrderMessage.objects.filter(order=order).select_related("written_by", "order").order_by("pk"))


def open_change_of(order: Order) -> OrderChange | None:
    """Return the proposed change that waits for an answer."""
    return OrderChange.objects.filter(order=order, state="open").first()
