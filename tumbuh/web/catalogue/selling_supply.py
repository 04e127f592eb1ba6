"""How much there is of a product: its first supply, and the stock of what is sold from the shelf."""

import uuid
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import first_supply, services
from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import Offer
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.web.catalogue.sellers import SELL, own_businesses, shelf
from tumbuh.web.catalogue.selling_forms import SupplyForm
from tumbuh.web.catalogue.selling_rooms import rooms, steps_of
from tumbuh.web.doors import door, person


@door(SELL, methods=("GET", "POST"))
def supply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say how a product is supplied: from stock, or made to order."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    pools = list(catalogue.pools_of(offer.seller_id))
    form = SupplyForm(request.POST if request.method == "POST" else None, pools=pools, initial=_first_values(offer))
    if request.method == "POST" and form.is_valid():
        try:
            first_supply.supply(offer=offer, wanted=form.supply(pools), by=person(request), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Persediaan tersimpan."))
            return redirect("selling_product", offer.public_id)
    photos = len(reading.photos_shown(offer))
    context = {
        "offer": offer,
        "form": form,
        "pools": pools,
        "steps": steps_of(offer, "supply", photos=photos) if offer.state == "draft" else None,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_supply.html", context, status=status)


@door(SELL, methods=("GET", "POST"))
def stock(request: HttpRequest) -> HttpResponse:
    """List what is on the shelf; write what came in, or what was counted."""
    here = shelf(request)
    if request.method == "POST":
        return _write(request)
    rows = [
        {
            "offer": one,
            "url": reverse("selling_product", args=[one.public_id]),
            "free": format_number(one.free),
            "reserved": format_number(one.reserved),
            "kind": "" if one.free else "bad",
            "key": uuid.uuid4(),  # the same form sent twice, as a slow line does, takes the pieces in once
        }
        for one in catalogue.offers_of([here.business.pk])
        if one.pool_id is None and (one.on_hand or one.state != "draft")
    ]
    return render(request, "catalogue/selling_stock.html", {"shelf": here, "rooms": rooms(request), "rows": rows})


def _write(request: HttpRequest) -> HttpResponse:
    given = request.POST
    offer = reading.own_offer(_uuid(given.get("offer", "")), businesses=own_businesses(request))
    by, now, quantity = person(request), timezone.now(), _whole(given.get("quantity", ""))
    if given.get("act") == "count":
        done = services.count_stock(offer_id=offer.pk, counted=quantity, reason=given.get("reason", ""), by=by, now=now)
    else:
        key = f"web:{given.get('key', '')[:60]}"
        done = services.receive_stock(offer_id=offer.pk, quantity=quantity, by=by, now=now, key=key)
    said = _("%(title)s: %(free)s %(unit)s dapat dijual.")
    messages.success(request, said % {"title": done.title, "free": format_number(done.free), "unit": done.unit})
    return redirect(f"{reverse('selling_stock')}#stok-{offer.public_id}")


def _first_values(offer: Offer) -> dict[str, object]:
    pool = str(offer.pool.public_id) if offer.pool else None
    way = "order" if pool or offer.category.line_kind != "goods" else "stock"
    first: dict[str, object] = {"way": way, "on_hand": offer.on_hand, "lead_hours": offer.lead_hours or 24}
    return first | ({"pool": pool} if pool else {})


def _whole(text: str) -> int:
    """Return a number of pieces. Raises: Refused for what is none."""
    if not text.strip().isdecimal() or len(text.strip()) > 9:
        raise Refused("Isi jumlahnya dengan angka utuh, misalnya 20.", code="not_a_count")
    return int(text)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise catalogue.NoSuchOffer("Produk ini tidak ada di usaha Anda.") from None
