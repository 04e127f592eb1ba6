"""The desk: what waits for this person, in the order in which it should be done, and the one thing that is next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import seeing
from tumbuh.orders.models import Disposition, Order
from tumbuh.orders.rules.moves import DispositionState, State
from tumbuh.procurement.lookup import unit_names
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.orders import showing
from tumbuh.web.orders.words import table_day, table_moment

SHOWN = 8  # rows of one queue on the desk
_DUTIES = frozenset(
    {
        Permission.ORDERS_DISPOSE, Permission.ORDERS_PREPARE, Permission.ORDERS_PLACE, Permission.ORDERS_RECEIVE,
        Permission.ORDERS_PAY, Permission.ORDERS_CONFIRM_DEBIT,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait for the person. `subject`, `when`: heads of the columns; `act`: of the button."""

    title: str
    subject: str
    when: str
    act: str
    rows: Sequence[dict[str, Any]]
    count: str
    more: bool
    href: str


@door(Permission.ORDERS_VIEW)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person."""
    who, now, held = person(request), timezone.now(), permissions(request)
    queues = [queue for permission, make in _MAKERS if permission in held and (queue := make(who, now)) is not None]
    first = queues[0] if queues else None
    context = {
        "lead": _("Yang menunggu Anda, dari yang paling mendesak."),
        "queues": queues,
        "next": _next(first) if first else None,
        "has_duties": bool(_DUTIES & held),
        "rest": _("Halaman ini terisi lagi begitu ada paket, barang, atau pembayaran yang menunggu Anda."),
        "may_place": Permission.ORDERS_PLACE in held,
        "may_dispose": Permission.ORDERS_DISPOSE in held,
        "basket_count": _in_baskets(who) if Permission.ORDERS_PLACE in held else 0,
    }
    return render(request, "orders/desk.html", context)


def _next(queue: Queue) -> dict[str, str]:
    row = queue.rows[0]
    text = " · ".join(part for part in (str(row["when"]), str(row["amount"]), str(row["unit"])) if part)
    return {"title": f"{queue.act}: {row['title']}", "text": text, "href": str(row["href"]), "act": queue.act}


def _in_baskets(who: User) -> int:
    own = seeing.dispositions_of_officer(who, state=DispositionState.TAKEN_UP)
    baskets = [seeing.open_basket(who, one) for one in own]
    return sum(one.lines.filter(quantity__gt=0).count() for one in baskets if one is not None)


def _orders(
    who: User, now: datetime, permission: Permission, states: Sequence[State], order_by: str
) -> tuple[list[Order], int]:
    found = seeing.orders_seen(who, now=now, permission=permission).filter(state__in=states).order_by(order_by, "pk")
    return list(found[:SHOWN]), found.count()


def _order_queue(
    found: tuple[list[Order], int],
    *,
    title: str,
    when: str,
    act: str,
    page: str,
    told: Callable[[Order], tuple[str, str]],
) -> Queue | None:
    orders, count = found
    if not orders:
        return None
    units = unit_names({one.unit_ref for one in orders})
    rows = []
    for one in orders:
        words, kind = told(one)
        rows.append(
            {
                "href": reverse(page, args=[one.public_id]),
                "title": showing.what(list(one.lines.all())) or one.seller_name,
                "about": f"{one.seller_name} · {showing.number(one)}",
                "unit": units.get(one.unit_ref, one.unit_ref),
                "when": words,
                "badge_kind": kind,
                "amount": format_rupiah(one.total_rupiah),
            }
        )
    state = orders[0].state
    href = f"{reverse('orders_list')}?keadaan={state}"
    return Queue(title, _("Pesanan"), when, act, rows, format_number(count), count > len(rows), href)


def _disposition_queue(found: list[Disposition], *, title: str, when: str, act: str) -> Queue | None:
    if not found:
        return None
    units = unit_names({one.unit_ref for one in found})
    rows = [
        {
            "href": reverse("orders_disposition", args=[one.public_id]),
            "title": one.package_name or one.plan_code,
            "about": one.plan_code,
            "unit": units.get(one.unit_ref, one.unit_ref),
            "when": table_moment(one.taken_up_at or one.prepared_at or one.disposed_at),
            "badge_kind": "",
            "amount": format_rupiah(one.free_rupiah),
        }
        for one in found[:SHOWN]
    ]
    return Queue(title, _("Paket"), when, act, rows, format_number(len(found)), False, "")


def _debits(who: User, now: datetime) -> Queue | None:
    found = _orders(who, now, Permission.ORDERS_CONFIRM_DEBIT, [State.DEBIT_REQUESTED], "pay_by_on")
    return _order_queue(
        found, title=_("Autodebet menunggu persetujuan Anda"), when=_("Dijanjikan dibayar"),
        act=_("Setujui autodebet"), page="orders_order", told=lambda one: _promise(one, day_in_wib(now)),
    )  # fmt: skip


def _to_pay(who: User, now: datetime) -> Queue | None:
    found = _orders(who, now, Permission.ORDERS_PAY, [State.RECEIVED], "pay_by_on")
    return _order_queue(
        found, title=_("Harus dibayar"), when=_("Dijanjikan dibayar"), act=_("Bayar pesanan"), page="orders_pay",
        told=lambda one: _promise(one, day_in_wib(now)),
    )  # fmt: skip


def _to_receive(who: User, now: datetime) -> Queue | None:
    states = [State.DELIVERED, State.PART_DELIVERED]
    found = _orders(who, now, Permission.ORDERS_RECEIVE, states, "deliver_by_at")
    return _order_queue(
        found, title=_("Barang yang harus diperiksa"), when=_("Dijanjikan tiba"), act=_("Periksa barang"),
        page="orders_receive", told=lambda one: (table_moment(one.deliver_by_at), ""),
    )  # fmt: skip


def _to_close(who: User, now: datetime) -> Queue | None:
    found = _orders(who, now, Permission.ORDERS_RECEIVE, [State.PAID], "paid_at")
    return _order_queue(
        found, title=_("Sudah dibayar, siap ditutup"), when=_("Dibayar"), act=_("Tutup pesanan"), page="orders_order",
        told=lambda one: (table_moment(one.paid_at) if one.paid_at else "", ""),
    )  # fmt: skip


def _parts(who: User, now: datetime) -> Queue | None:
    found = _orders(who, now, Permission.ORDERS_PLACE, [State.PART_OFFERED], "deliver_by_at")
    return _order_queue(
        found, title=_("Penjual hanya sanggup sebagian"), when=_("Diantar"), act=_("Jawab penjual"),
        page="orders_order", told=lambda one: (table_moment(one.deliver_by_at), ""),
    )  # fmt: skip


def _to_prepare(who: User, now: datetime) -> Queue | None:
    found = seeing.dispositions_seen(who, now=now).filter(commitment_officer=who, state=DispositionState.DISPOSED)
    return _disposition_queue(
        list(found.order_by("disposed_at")), title=_("Disposisi menunggu dokumen"), when=_("Sejak"),
        act=_("Lengkapi dokumen"),
    )  # fmt: skip


def _to_take_up(who: User, now: datetime) -> Queue | None:
    found = seeing.dispositions_of_officer(who, state=DispositionState.PREPARED)
    title = _("Disposisi untuk diterima")
    return _disposition_queue(found, title=title, when=_("Sejak"), act=_("Terima disposisi"))


def _to_shop(who: User, now: datetime) -> Queue | None:
    found = [one for one in seeing.dispositions_of_officer(who, state=DispositionState.TAKEN_UP) if one.free_rupiah > 0]
    title = _("Paket untuk dibelanjakan")
    return _disposition_queue(found, title=title, when=_("Diterima"), act=_("Belanja untuk paket ini"))


def _to_dispose(who: User, now: datetime) -> Queue | None:
    found = [one for one in seeing.packages_to_dispose(who, now=now) if one.left_rupiah > 0]
    if not found:
        return None
    rows = [
        {
            "href": reverse("orders_dispose", args=[one.code]),
            "title": one.name,
            "about": one.code,
            "unit": one.unit_name,
            "when": _("belum didisposisikan") if not one.disposed_rupiah else _("sebagian didisposisikan"),
            "badge_kind": "",
            "amount": format_rupiah(one.left_rupiah),
        }
        for one in found[:SHOWN]
    ]
    href, count = reverse("orders_packages"), len(found)
    return Queue(
        _("Paket untuk didisposisikan"), _("Paket"), _("Keadaan"), _("Disposisikan"), rows, format_number(count),
        count > len(rows), href,
    )  # fmt: skip


def _promise(one: Order, today: date) -> tuple[str, str]:
    if one.pay_by_on is None:
        return "", ""
    kind = "bad" if one.pay_by_on < today else "warn" if one.pay_by_on == today else "info"
    return table_day(one.pay_by_on), kind


_MAKERS: tuple[tuple[Permission, Callable[[User, datetime], Queue | None]], ...] = (
    (Permission.ORDERS_CONFIRM_DEBIT, _debits),
    (Permission.ORDERS_PAY, _to_pay),
    (Permission.ORDERS_RECEIVE, _to_receive),
    (Permission.ORDERS_PLACE, _parts),
    (Permission.ORDERS_PREPARE, _to_prepare),
    (Permission.ORDERS_PLACE, _to_take_up),
    (Permission.ORDERS_PLACE, _to_shop),
    (Permission.ORDERS_RECEIVE, _to_close),
    (Permission.ORDERS_DISPOSE, _to_dispose),
)
