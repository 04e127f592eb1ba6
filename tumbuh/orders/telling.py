"""People hear of what was done to their orders, and of payments that are due: from the events, each once."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import holders
from tumbuh.accounts.rules import Scope, ScopeKind
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day, format_moment
from tumbuh.notices import services as notices
from tumbuh.orders.models import Order, OrderEvent
from tumbuh.orders.rules.moves import REASON_NAMES, Reason
from tumbuh.orders.rules.telling import Audience, filled, tellings
from tumbuh.procurement.lookup import unit_names
from tumbuh.procurement.ordering import codes_around
from tumbuh.reference.holidays import working_days_between

UNPAID = ("received", "debit_requested")
_NAMED = 3  # lines that a notice names; the page has the rest


@transaction.atomic
def tell_waiting(*, limit: int, now: datetime) -> int:
    """
    Tell the others of acts that nobody was told of, the oldest first; return how many acts.

    The acts themselves only leave their event, so that ordering stays quick; a crash here tells again, and the key of
    each notice keeps it single. Two workers never take one event.
    """
    waiting = OrderEvent.objects.filter(told_at=None).order_by("pk").select_for_update(skip_locked=True, of=("self",))
    events = list(waiting.select_related("order__seller", "order__disposition")[:limit])
    for event in events:
        _tell(event, now)
    OrderEvent.objects.filter(pk__in=[event.pk for event in events]).update(told_at=now)
    return len(events)


def remind_to_pay(*, now: datetime) -> int:
    """
    Tell treasurers what has to be paid by the next working day, and with the budget owners what is late.

    One notice for all orders of a unit: of a day once, of lateness once a week. Returns how many people were told.
    """
    unpaid = Order.objects.filter(state__in=UNPAID, pay_by_on__isnull=False)
    return _remind_of_due(unpaid, now) + _remind_of_late(unpaid, now)


def _remind_of_due(unpaid: QuerySet[Order], now: datetime) -> int:
    today, told = day_in_wib(now), 0
    for unit, day, n, rupiah in _sums(unpaid.filter(pay_by_on__gte=today)):
        if working_days_between(today, day) <= 1:
            when = "hari ini" if day == today else f"paling lambat {format_day(day)}"
            told += notices.tell(
                people=_in_unit(Permission.ORDERS_PAY, unit, now), event="orders.payment_due",
                title=f"{format_number(n)} pesanan harus dibayar {when}",
                body=f"{format_rupiah(rupiah)}. Penjual menunggu pembayarannya.", path="/pesanan/",
                key=f"orders.payment_due:{unit}:{day}:{today}", now=now,
            )  # fmt: skip
    return told


def _remind_of_late(unpaid: QuerySet[Order], now: datetime) -> int:
    today, told = day_in_wib(now), 0
    year, week, _ = today.isocalendar()
    late: dict[str, tuple[date, int, int]] = {}
    for unit, day, n, rupiah in _sums(unpaid.filter(pay_by_on__lt=today)):
        since, count, sum_ = late.get(unit, (day, 0, 0))
        late[unit] = (min(since, day), count + n, sum_ + rupiah)
    for unit, (since, n, rupiah) in late.items():
        people = _in_unit(Permission.ORDERS_PAY, unit, now) | _in_unit(Permission.ORDERS_CONFIRM_DEBIT, unit, now)
        told += notices.tell(
            people=people, event="orders.payment_late", title=f"{format_number(n)} pesanan terlambat dibayar",
            body=f"{format_rupiah(rupiah)}, yang paling lama dijanjikan {format_day(since)}.", path="/pesanan/",
            key=f"orders.payment_late:{unit}:{year}-{week}", now=now,
        )  # fmt: skip
    return told


def _sums(orders: QuerySet[Order]) -> Iterable[tuple[str, date, int, int]]:
    """Return (unit, day promised, orders, rupiah) of unpaid orders, by unit and day."""
    grouped = orders.values_list("unit_ref", "pay_by_on").annotate(n=Count("pk"), rupiah=Sum("total_rupiah"))
    return [(unit, day, n, rupiah) for unit, day, n, rupiah in grouped.order_by("unit_ref", "pay_by_on") if day]


def _tell(event: OrderEvent, now: datetime) -> None:
    order = event.order
    by_seller = event.done_by_id in _audience(Audience.SELLER, order, now)
    found = tellings(event.act, by_seller=by_seller)
    blanks = _blanks(event, by_seller=by_seller) if found else {}
    for one in found:
        is_seller = one.audience is Audience.SELLER
        people = _audience(one.audience, order, now) - {event.done_by_id}
        notices.tell(
            people=[person for person in people if person is not None], event=f"orders.{event.act}",
            title=filled(one.title, blanks)[:200], body=filled(one.body, blanks),
            path=f"/jualan/pesanan/{order.public_id}/" if is_seller else f"/pesanan/{order.public_id}/",
            key=f"orders.event:{event.pk}:{one.audience}", now=now, urgent=one.urgent,
        )  # fmt: skip


def _audience(audience: Audience, order: Order, now: datetime) -> frozenset[int | None]:
    on = day_in_wib(now)
    if audience is Audience.SELLER:
        own = Scope(ScopeKind.BUSINESS, str(order.seller.public_id))
        return frozenset(holders(Permission.ORDERS_FULFIL, scope=own, on=on))
    if audience is Audience.OFFICER:
        return frozenset({order.placed_by_id})
    if audience is Audience.COMMITMENT:
        return frozenset({order.disposition.commitment_officer_id})
    pays = audience is Audience.TREASURERS
    permission = Permission.ORDERS_PAY if pays else Permission.ORDERS_CONFIRM_DEBIT
    return frozenset(_in_unit(permission, order.unit_ref, now))


def _in_unit(permission: Permission, unit_ref: str, now: datetime) -> frozenset[int]:
    own, agencies = codes_around(unit_ref)
    around = [Scope(ScopeKind.UNIT, code) for code in own] + [Scope(ScopeKind.AGENCY, code) for code in agencies]
    return holders(permission, scope=Scope(ScopeKind.UNIT, unit_ref), on=day_in_wib(now), around=around)


def _blanks(event: OrderEvent, *, by_seller: bool) -> dict[str, str]:
    order = event.order
    reason = REASON_NAMES[Reason(event.reason)] if event.reason in set(map(str, Reason)) else ""
    unit = unit_names([order.unit_ref]).get(order.unit_ref, order.unit_ref)
    return {
        "seller": order.seller_name,
        "unit": unit,
        "side": order.seller_name if by_seller else unit,
        "total": format_rupiah(order.total_rupiah),
        "items": _items(order),
        "due": format_moment(order.deliver_by_at),
        "pay_by": format_day(order.pay_by_on) if order.pay_by_on else "–",
        "words": ". ".join(_sentences(reason, event.words)),
    }


def _items(order: Order) -> str:
    lines = list(order.lines.order_by("position")[: _NAMED + 1])
    named = [f"{format_number(line.due_quantity)} {line.unit} {line.title}" for line in lines[:_NAMED]]
    return ", ".join(named) + (" dan lainnya" if len(lines) > _NAMED else "")


def _sentences(*parts: str) -> Iterable[str]:
    said = [part.strip().rstrip(".") for part in parts if part.strip()]
    return [*said[:-1], f"{said[-1]}."] if said else []
