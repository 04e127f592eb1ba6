"""The price of a product: changed from a day on, beside those of equals and what it leaves."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import services
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import Offer, OfferPrice
from tumbuh.catalogue.rules.prices import (
    LEAST_FOR_ADVICE,
    CostSheet,
    Spread,
    dearer,
    margin_of,
    place_in,
    price_for,
)
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.answering import done
from tumbuh.web.catalogue.sellers import SELL, own_businesses
from tumbuh.web.catalogue.selling_forms import CostForm, PriceForm
from tumbuh.web.doors import door, person

PAID_DAYS = 90
TARGETS = (2_000, 3_000)  # permyriad of the price that is to be left
RISES = (2_500, 5_000, 10_000)  # permyriad by which materials get dearer; chilli doubles
_WHOLE = 10_000


@door(SELL, methods=("GET", "POST"))
def price(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show and change what a product costs."""
    offer, now = reading.own_offer(public_id, businesses=own_businesses(request)), timezone.now()
    form = PriceForm(request.POST if request.method == "POST" else None, initial={"valid_from": day_in_wib(now)})
    if done(
        form,
        lambda: services.set_price(
            offer_id=offer.pk,
            price_rupiah=form.cleaned_data["price"],
            from_on=form.cleaned_data["valid_from"],
            by=person(request),
            now=now,
        ),
    ):
        given = form.cleaned_data
        words = {"price": format_rupiah(given["price"]), "on": format_day(given["valid_from"])}
        messages.success(request, _("Harga %(price)s berlaku mulai %(on)s.") % words)
        return redirect("selling_product", offer.public_id)
    return _page(request, offer, form=form)


@door(SELL, methods=("POST",))
def cost(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note what a batch costs; what it leaves is then shown beside the price."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    form = CostForm(request.POST)
    if done(
        form,
        lambda: services.note_cost(offer_id=offer.pk, sheet=form.sheet(), by=person(request), now=timezone.now()),
    ):
        return redirect(reverse("selling_price", args=[offer.public_id]) + "#cost")
    return _page(request, offer, cost_form=form)


def _page(
    request: HttpRequest, offer: Offer, *, form: PriceForm | None = None, cost_form: CostForm | None = None
) -> HttpResponse:
    today = day_in_wib(timezone.now())
    sheet = catalogue.costs_of([offer.pk]).get(offer.pk)
    context = {
        "offer": offer,
        "price": format_rupiah(offer.price_rupiah),
        "form": form or PriceForm(initial={"valid_from": today}),
        "spreads": _spreads(offer, today),
        "cost_form": cost_form or CostForm(initial=_first(sheet)),
        "margin": _margin(sheet, offer) if sheet else None,
        "history": [_line(one, today) for one in catalogue.prices_of(offer)],
    }
    wrong = any(one is not None and one.errors for one in (form, cost_form))
    status = HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK
    return render(request, "catalogue/selling_price.html", context, status=status)


def _spreads(offer: Offer, today: date) -> list[dict[str, str]]:
    """Return the prices of equals, those that were paid and those asked, each with how many there are."""
    found = catalogue.price_advice(offer, price_rupiah=offer.price_rupiah, on=today, days=PAID_DAYS)
    paid = _("Harga pesanan %(days)s hari terakhir") % {"days": PAID_DAYS}
    same = _("Dari %(n)s harga untuk barang yang sama per %(unit)s.")
    pairs = ((paid, found.paid), (_("Harga yang ditawarkan penjual lain hari ini"), found.listed))
    shown = [_spread(label, spread, offer, same) for label, spread in pairs if spread is not None]
    enough = any(spread is not None and spread.n >= LEAST_FOR_ADVICE for _label, spread in pairs)
    alike = None if enough else catalogue.kind_spread(offer, on=today)
    if alike is not None:
        label = _("Harga sejenis hari ini: %(kind)s") % {"kind": offer.category.name}
        near = _("Dari %(n)s harga per %(unit)s; ukuran dan isinya dapat berbeda.")
        shown.append(_spread(label, alike, offer, near, is_same=False))
    return shown


def _spread(label: str, spread: Spread, offer: Offer, counted: str, *, is_same: bool = True) -> dict[str, str]:
    places = {
        "few": _("Terlalu sedikit untuk dijadikan patokan."),
        "low": _("Harga Anda di bawah kebanyakan."),
        "usual": _("Harga Anda seperti kebanyakan."),
        "high": _("Harga Anda di atas kebanyakan."),
        "far": _("Harga Anda jauh di atas yang lain; pembeli diminta menuliskan alasan."),
    }
    words = {"n": format_number(spread.n), "unit": offer.unit}
    place = place_in(spread, offer.price_rupiah)
    if place == "far" and not is_same:
        place = "high"  # buyers give reasons only where the very same thing is cheaper
    return {
        "label": label,
        "q1": format_rupiah(spread.q1),
        "median": format_rupiah(spread.median),
        "q3": format_rupiah(spread.q3),
        "note": f"{counted % words} {places[place]}",
    }


def _first(sheet: CostSheet | None) -> dict[str, int | None]:
    if sheet is None:
        return {"pieces": 1}
    names = ("materials", "packing", "labour", "energy", "other")
    return {"pieces": sheet.pieces} | {name: getattr(sheet, f"{name}_rupiah") or None for name in names}


def _margin(sheet: CostSheet, offer: Offer) -> dict[str, Any]:
    """Return what the price of today leaves, what price would leave more, and what dearer materials would do."""
    found = margin_of(sheet, price_rupiah=offer.price_rupiah)
    too_low = _("Harga ini tidak menutup biaya. Naikkan harga atau kurangi biaya.")
    return {
        "cost": format_rupiah(found.cost_rupiah),
        "profit": format_rupiah(found.left_rupiah),
        "share": format_percent(found.left_rupiah, offer.price_rupiah, digits=1),
        "warning": too_low if found.left_rupiah <= 0 else "",
        "prices": [
            (format_percent(part, _WHOLE, digits=0), format_rupiah(price_for(sheet, margin_permyriad=part)))
            for part in TARGETS
        ]
        if sheet.total_rupiah
        else [],
        "rises": [_risen(sheet, part, offer) for part in RISES] if sheet.materials_rupiah else [],
    }


def _risen(sheet: CostSheet, permyriad: int, offer: Offer) -> dict[str, Any]:
    left = margin_of(dearer(sheet, permyriad=permyriad), price_rupiah=offer.price_rupiah).left_rupiah
    return {
        "by": format_percent(permyriad, _WHOLE, digits=0),
        "left": format_rupiah(left),
        "is_loss": left <= 0,
    }


def _line(one: OfferPrice, today: date) -> dict[str, Any]:
    since = format_day(one.valid_from)
    until = format_day(one.valid_to) if one.valid_to else ""
    words = _("%(since)s sampai %(until)s") if until else _("sejak %(since)s")
    return {
        "price": format_rupiah(one.price_rupiah),
        "days": words % {"since": since, "until": until},
        "is_later": one.valid_from > today,
    }
