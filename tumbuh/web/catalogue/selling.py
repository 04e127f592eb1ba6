"""A seller's first page, the choice of a business, and the list of products."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import Offer
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.orders import seeing
from tumbuh.orders.models import Order
from tumbuh.orders.reputation import reputation_of
from tumbuh.orders.rules.moves import State
from tumbuh.registry import queries as registry
from tumbuh.web.catalogue.next_steps import OpenOrders, ToSend, next_steps
from tumbuh.web.catalogue.offer_words import OFFER_STATES, lacks_of, supply_of
from tumbuh.web.catalogue.reputation import told_of
from tumbuh.web.catalogue.sellers import SELL, Shelf, choose, own_businesses, shelf
from tumbuh.web.catalogue.selling_rooms import rooms
from tumbuh.web.doors import door, person
from tumbuh.web.orders import showing
from tumbuh.web.orders.words import moment_in_words

_TO_SEND = frozenset({State.CONFIRMED, State.PART_DELIVERED})


@door(SELL)
def home(request: HttpRequest) -> HttpResponse:
    """Show the one thing to do next, then the others, then how many products are where."""
    here, now = shelf(request), timezone.now()
    offers = list(catalogue.offers_of([here.business.pk]))
    profile = catalogue.profile_of(here.business.pk)
    first, *others = next_steps(
        offers,
        has_profile=profile is not None,
        returned=reading.returned_offers(here.business.pk),
        orders=_orders(request, here, now),
        costs=catalogue.costs_of([offer.pk for offer in offers]),
        now=now,
    )
    states = Counter(offer.state for offer in offers)
    context = {
        "shelf": here,
        "rooms": rooms(request),
        "next": first,
        "others": others,
        "shown": states["listed"],
        "record": told_of(reputation_of(here.business.pk)),
        "counts": [
            {"value": format_number(states[state]), "label": OFFER_STATES[state].label, "kind": _count_kind(state)}
            for state in ("listed", "submitted", "draft", "paused", "rejected")
            if states[state]
        ],
    }
    return render(request, "catalogue/selling_home.html", context)


@door(SELL, methods=("GET", "POST"))
def choose_business(request: HttpRequest) -> HttpResponse:
    """Let a person with several businesses say which one this is about."""
    if request.method == "POST":
        choose(request, request.POST.get("usaha", ""))
        return redirect("selling_home")
    names = registry.names_of(own_businesses(request))
    context = {
        "businesses": sorted(names.items(), key=lambda pair: (pair[1], pair[0])),
        "chosen": str(shelf(request).business.public_id),
    }
    return render(request, "catalogue/selling_choose.html", context)


@door(SELL)
def products(request: HttpRequest) -> HttpResponse:
    """List the products of the business with what each of them lacks."""
    here = shelf(request)
    rows = [_row(offer) for offer in catalogue.offers_of([here.business.pk])]
    context = {"shelf": here, "rooms": rooms(request), "offers": rows}
    return render(request, "catalogue/selling_products.html", context)


def _orders(request: HttpRequest, here: Shelf, now: datetime) -> OpenOrders:
    """Return what waits for an answer or is to be sent of all the person's businesses: no order waits for a choice."""
    found = seeing.orders_sold(person(request), now=now).filter(
        state__in=[State.PLACED.value, *sorted(map(str, _TO_SEND))]
    )
    orders = list(found.order_by("deliver_by_at", "pk"))
    return OpenOrders(
        to_answer=sum(one.state == State.PLACED for one in orders),
        url=reverse("orders_selling"),
        to_send=tuple(_to_send(one, here) for one in orders if one.state in _TO_SEND),
    )


def _to_send(order: Order, here: Shelf) -> ToSend:
    what = showing.what(list(order.lines.all()))
    return ToSend(
        what=what if order.seller_id == here.business.pk else f"{what} ({order.seller_name})",
        by=order.deliver_by_at,
        by_words=moment_in_words(order.deliver_by_at),
        url=reverse("orders_selling_order", args=[order.public_id]),
    )


def _row(offer: Offer) -> dict[str, Any]:
    photos = offer.shown_photos  # type: ignore[attr-defined]
    lacks = lacks_of(offer, photos=len(photos)) if offer.state == "draft" else []
    words = {"photos": _("foto"), "supply": _("persediaan")}
    return {
        "offer": offer,
        "url": reverse("selling_product", args=[offer.public_id]),
        "photo": photos[0].sha256 if photos else "",
        "price": format_rupiah(offer.price_rupiah),
        "state": OFFER_STATES[offer.state],
        "supply": supply_of(offer),
        "lacks": _("Belum ada: %(what)s") % {"what": ", ".join(words[one] for one in lacks)} if lacks else "",
    }


def _count_kind(state: str) -> str:
    return {"rejected": "bad", "paused": "warn"}.get(state, "")
