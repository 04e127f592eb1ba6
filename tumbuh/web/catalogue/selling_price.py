"""The price of a product: changed from a day on, beside those of equals and what it leaves."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import services
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import Offer, OfferPrice
from tumbuh.catalogue.rules.prices import Spread, margin_of, place_in
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.catalogue.sellers import SELL, own_businesses
from tumbuh.web.catalogue.selling_forms import CostForm, PriceForm
from tumbuh.web.doors import door, person

PAID_DAYS = 90


@door(SELL, methods=("GET", "POST"))
def price(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show and change what a product costs."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    today = day_in_wib(timezone.now())
    form = PriceForm(request.POST if request.method == "POST" else None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.set_price(
                offer_id=offer.pk,
                price_rupiah=given["price"],
                from_on=given["valid_from"],
                by=person(request),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            words = {"price": format_rupiah(given["price"]), "on": format_day(given["valid_from"])}
            messages.success(request, _("Harga %(price)s berlaku mulai %(on)s.") % words)
            return redirect("selling_product", offer.public_id)
    cost_form = CostForm(request.GET) if "pieces" in request.GET else CostForm()
    context = {
        "offer": offer,
        "price": format_rupiah(offer.price_rupiah),
        "form": form,
        "spreads": _spreads(offer, today),
        "cost_form": cost_form,
        "margin": _margin(cost_form, offer) if cost_form.is_bound and cost_form.is_valid() else None,
        "history": [_line(one, today) for one in catalogue.prices_of(offer)],
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_price.html", context, status=status)


def _spreads(offer: Offer, today: date) -> list[dict[str, str]]:
    """Return the prices of equals, those that were paid and those asked, each with how many there are."""
    found = catalogue.price_advice(offer, price_rupiah=offer.price_rupiah, on=today, days=PAID_DAYS)
    paid = _("Harga pesanan %(days)s hari terakhir") % {"days": PAID_DAYS}
    pairs = ((paid, found.paid), (_("Harga yang ditawarkan penjual lain hari ini"), found.listed))
    return [_spread(label, spread, offer) for label, spread in pairs if spread is not None]


def _spread(label: str, spread: Spread, offer: Offer) -> dict[str, str]:
    places = {
        "few": _("Terlalu sedikit untuk dijadikan patokan."),
        "low": _("Harga Anda di bawah kebanyakan."),
        "usual": _("Harga Anda seperti kebanyakan."),
        "high": _("Harga Anda di atas kebanyakan."),
        "far": _("Harga Anda jauh di atas yang lain; pembeli diminta menuliskan alasan."),
    }
    counted = _("Dari %(n)s harga untuk barang yang sama per %(unit)s.") % {
        "n": format_number(spread.n),
        "unit": offer.unit,
    }
    return {
        "label": label,
        "q1": format_rupiah(spread.q1),
        "median": format_rupiah(spread.median),
        "q3": format_rupiah(spread.q3),
        "note": f"{counted} {places[place_in(spread, offer.price_rupiah)]}",
    }


def _margin(form: CostForm, offer: Offer) -> dict[str, Any]:
    found = margin_of(form.sheet(), price_rupiah=offer.price_rupiah)
    too_low = _("Harga ini tidak menutup biaya. Naikkan harga atau kurangi biaya.")
    return {
        "cost": format_rupiah(found.cost_rupiah),
        "profit": format_rupiah(found.left_rupiah),
        "share": format_percent(found.left_rupiah, offer.price_rupiah, digits=1),
        "warning": too_low if found.left_rupiah <= 0 else "",
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
