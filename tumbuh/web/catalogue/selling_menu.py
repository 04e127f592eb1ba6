"""A menu card to print, with a code that leads to the shop's page of the business."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue.models import Offer
from tumbuh.kernel.money import format_rupiah
from tumbuh.web.catalogue.sellers import SELL, shelf
from tumbuh.web.catalogue.shop_addresses import seller_address
from tumbuh.web.doors import door
from tumbuh.web.sharing import whatsapp


@door(SELL)
def menu_card(request: HttpRequest) -> HttpResponse:
    """Show the card: what is in the catalogue today with its prices, and the QR code beside it."""
    here = shelf(request)
    shown = [offer for offer in catalogue.offers_of([here.business.pk]) if offer.state == "listed"]
    address = request.build_absolute_uri(seller_address(here.business.public_id) or "/")
    shown.sort(key=lambda one: (one.category.position, one.title))
    context = {
        "shelf": here,
        "address": address,
        "share": whatsapp(_words(here.business.name, address, shown)),
        "code": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "rows": [
            {"title": one.title, "price": format_rupiah(one.price_rupiah), "unit": one.unit, "note": one.description}
            for one in shown
        ],
    }
    return render(request, "catalogue/selling_menu_card.html", context)


def _words(name: str, address: str, shown: list[Offer]) -> list[str]:
    """Return the card as a message: the address stands first, so that it is never cut off."""
    menu = [f"• {one.title}: {format_rupiah(one.price_rupiah)} / {one.unit}" for one in shown]
    return [f"*{name}*", address, "", *menu]
