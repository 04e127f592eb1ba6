"""A seller's orders, for a cheap phone: what waits for an answer, what is to be sent, when the money comes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import reading, seeing
from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import OVER, Act, Actor, State
from tumbuh.reference.holidays import working_days_after
from tumbuh.web.catalogue.sellers import own_businesses
from tumbuh.web.catalogue.selling_rooms import rooms
from tumbuh.web.doors import door, person
from tumbuh.web.orders import acts, afterwards, doing, showing, talking
from tumbuh.web.orders.order import shared
from tumbuh.web.orders.parts import Card
from tumbuh.web.orders.words import day_in_words, moment_in_words
from tumbuh.web.sharing import whatsapp

PAGE_SIZE = 20
CARDS = 10  # of one group; the others stand in the list below
_TO_SEND = frozenset({State.CONFIRMED, State.PART_DELIVERED})
_GROUPS = (
    (gettext_noop("Menunggu jawaban Anda"), frozenset({State.PLACED}), gettext_noop("Jawab pesanan")),
    (gettext_noop("Siapkan dan kirim"), _TO_SEND, gettext_noop("Buka pesanan")),
)
_WAITING = frozenset({State.PART_OFFERED, State.DELIVERED, State.RECEIVED, State.DEBIT_REQUESTED})
_RUNNING = _WAITING.union(*(states for _title, states, _act in _GROUPS))


@door(Permission.ORDERS_FULFIL)
def orders(request: HttpRequest) -> HttpResponse:
    """List a seller's orders: those to answer first, then those to send, those that wait, and the rest."""
    now = timezone.now()
    found = seeing.orders_sold(person(request), now=now)
    running = list(found.filter(state__in=sorted(_RUNNING)).order_by("deliver_by_at"))
    several = len(own_businesses(request)) > 1
    groups = []
    for title, states, button in _GROUPS:
        of_group = [one for one in running if one.state in states]
        if of_group:
            cards = [_card(one, now, several=several) for one in of_group[:CARDS]]
            groups.append({"title": _(title), "count": len(of_group), "act": _(button), "cards": cards})
    page = Paginator(found.exclude(state__in=sorted(_RUNNING)), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rooms": rooms(request),
        "lead": _lead(running),
        "groups": groups,
        "waiting": [_row(one, several=several) for one in running if one.state in _WAITING],
        "older": [_row(one, several=several) for one in page],
        "page": page,
    }
    return render(request, "orders/seller_list.html", context)


@door(Permission.ORDERS_FULFIL)
def order(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one order to its seller; on paper it is one page."""
    found = seeing.order_sold(public_id, user=person(request), now=timezone.now())
    return _page(request, found)


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def act(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Do an act of the seller's side; a form that is not whole comes back with what is missing."""
    found = seeing.order_sold(public_id, user=person(request), now=timezone.now())
    asked = doing.act_named(name)
    form = doing.perform(found, asked, request.POST, by=person(request), now=timezone.now())
    if form is not None:
        return _page(request, found, bound=(asked, form), status=400)
    messages.success(request, doing.done(asked))
    return redirect("orders_selling_order", public_id)


def _page(request: HttpRequest, found: Order, *, bound: Any = None, status: int = 200) -> HttpResponse:
    now, who = timezone.now(), person(request)
    taxes = reading.taxes_of(found, on=day_in_wib(now))
    own = {Act(one.act) for one in reading.events_of(found) if one.done_by_id == who.pk and one.act in set(Act)}
    main, more = acts.offered(
        found,
        [Actor.SELLER],
        own=own,
        url=lambda one: reverse("orders_selling_act", args=[found.public_id, one.value]),
        page=lambda name: reverse(name, args=[found.public_id]),
        bound=bound,
    )
    payer = seeing.unit_name(found.unit_ref)
    card = showing.card(found, payer=_payer(payer), promise=_promise(found), taxes=taxes)
    context = shared(request, found) | {
        "lead": payer,
        "main": main,
        "more": more,
        "wait": acts.wait(found),
        "card": card,
        "share": whatsapp(_to_kitchen(card)) if found.state in _TO_SEND else "",
    }
    context |= talking.of_order(request, found, side="seller", may=found.state not in OVER, may_change=True)
    context |= afterwards.of_order(found, may_reply=True)
    return render(request, "orders/seller_order.html", context, status=status)


def _to_kitchen(card: Card) -> list[str]:
    """Return what a cook and a courier need of an order, as a message; money is none of their business."""
    lines = [f"• {one.quantity} {one.unit} {one.title}" + (f" ({one.note})" if one.note else "") for one in card.lines]
    return [
        f"*{_('Pesanan %(number)s') % {'number': card.number}}*",
        *lines,
        _("Tiba: %(when)s") % {"when": card.when},
        _("Di: %(where)s") % {"where": card.where},
    ]


def _lead(running: list[Order]) -> str:
    """Return what has to be done now: answer, else send; `running` is sorted by when it is to be delivered."""
    waiting = sum(one.state == State.PLACED for one in running)
    if waiting:
        words = ngettext("%(n)s pesanan menunggu jawaban Anda.", "%(n)s pesanan menunggu jawaban Anda.", waiting)
        return words % {"n": waiting}
    to_send = [one for one in running if one.state in _TO_SEND]
    if to_send:
        words = ngettext(
            "%(n)s pesanan harus dikirim, paling lambat %(when)s.",
            "%(n)s pesanan harus dikirim, yang pertama paling lambat %(when)s.",
            len(to_send),
        )
        return words % {"n": len(to_send), "when": moment_in_words(to_send[0].deliver_by_at)}
    return _("Tidak ada yang menunggu Anda.")


def _row(found: Order, *, several: bool) -> dict[str, object]:
    """Return an order as a row; whoever has several businesses reads which of them it is of."""
    row = showing.row(found, href=_url(found), unit=seeing.unit_name(found.unit_ref))
    return row | {"number": f"{row['number']} · {found.seller_name}"} if several else row


def _card(found: Order, now: Any, *, several: bool) -> dict[str, Any]:
    card = showing.card(
        found,
        payer=_payer(seeing.unit_name(found.unit_ref)),
        promise=_promise(found),
        taxes=reading.taxes_of(found, on=day_in_wib(now)),
    )
    return {"card": card, "href": _url(found), "seller": found.seller_name if several else ""}


def _payer(unit: str) -> str:
    return _("%(unit)s (Bendahara Pengeluaran)") % {"unit": unit}


def _promise(found: Order) -> str:
    """Return the promised pay day; before the handover, that of a handover on the day of delivery."""
    if found.pay_by_on:
        return _("paling lambat %(day)s") % {"day": day_in_words(found.pay_by_on)}
    handover = day_in_wib(found.deliver_by_at)
    expected = working_days_after(handover, reading.promise(found.deliver_by_at))
    return _("paling lambat %(day)s, bila diterima hari pengantaran") % {"day": day_in_words(expected)}


def _url(found: Order) -> str:
    return reverse("orders_selling_order", args=[found.public_id])
