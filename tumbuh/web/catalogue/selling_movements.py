"""What came, was promised and went of a product's stock: each movement once, and the order that it was for."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import StockMovement
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.orders.records import orders_of_stock
from tumbuh.web.catalogue.sellers import SELL, own_businesses
from tumbuh.web.doors import door

PAGE_SIZE = 20
_KINDS = {
    "receive": _("Masuk"),
    "adjust": _("Hitung ulang"),
    "reserve": _("Dijanjikan"),
    "consume": _("Keluar"),
    "release": _("Janji dilepas"),
}
_SIGNS = {"receive": "+", "consume": "−"}  # what changes the shelf; an adjustment brings its own sign


@door(SELL)
def movements(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the movements of a product's stock, the latest first."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    page = Paginator(catalogue.movements_of(offer), PAGE_SIZE).get_page(request.GET.get("page"))
    orders = orders_of_stock({one.reference for one in page if one.reference}, seller_id=offer.seller_id)
    context = {
        "offer": offer,
        "on_hand": format_number(offer.on_hand),
        "reserved": format_number(offer.reserved),
        "free": format_number(offer.free),
        "rows": [_row(one, orders) for one in page],
        "page": page,
    }
    return render(request, "catalogue/selling_movements.html", context)


def _row(one: StockMovement, orders: Mapping[str, str]) -> dict[str, Any]:
    order = orders.get(one.reference, "")
    sign = "+" if one.kind == "adjust" and one.quantity > 0 else _SIGNS.get(one.kind, "")
    return {
        "kind": _KINDS[one.kind],
        "quantity": f"{sign}{format_number(one.quantity)}",
        "at": format_moment(one.moved_at),
        "reason": one.reason,
        "order": order.split("-")[0].upper(),
        "href": reverse("orders_selling_order", args=[order]) if order else "",
    }
