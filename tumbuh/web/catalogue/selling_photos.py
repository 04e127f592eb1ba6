"""The photos of a product: added, put first, withdrawn. Of what is shown already a curator looks at them first."""

from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import services
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.changing import MOST_PHOTOS
from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.photos import Picture, keep
from tumbuh.kernel.errors import Refused
from tumbuh.web.catalogue.sellers import SELL, own_businesses
from tumbuh.web.catalogue.selling_forms import PhotoForm
from tumbuh.web.catalogue.selling_rooms import steps_of
from tumbuh.web.doors import door, person


@door(SELL, methods=("GET", "POST"))
def photos(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the photos of a product; take in another one."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    have = reading.photos_wanted(offer)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST" and form.is_valid() and len(have) < MOST_PHOTOS:
        try:
            picture = keep(form.cleaned_data["photo"].read(), folder=Path(settings.MEDIA_ROOT))
            _write(request, offer, have if picture in have else [*have, picture])
        except Refused as refused:
            form.add_error("photo", refused.message)
        else:
            messages.success(request, _("Foto tersimpan.") + _later(offer))
            return redirect("selling_photos", offer.public_id)
    is_new = offer.state == "draft"
    onward = "selling_supply" if is_new and not offer.pool_id and not offer.on_hand else "selling_product"
    context: dict[str, Any] = {
        "offer": offer,
        "photos": have,
        "waits": have != reading.photos_shown(offer),
        "form": form,
        "may_add": len(have) < MOST_PHOTOS,
        "most": MOST_PHOTOS,
        "steps": steps_of(offer, "photos", photos=len(have)) if is_new else None,
        "onward": reverse(onward, args=[offer.public_id]),
        "onward_words": _("Lanjut ke persediaan") if onward == "selling_supply" else _("Kembali ke produk"),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_photos.html", context, status=status)


@door(SELL, methods=("POST",))
def first(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a photo first: it is the one that the catalogue shows."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    chosen = _chosen(request, offer)
    _write(request, offer, [chosen, *(one for one in reading.photos_wanted(offer) if one != chosen)])
    messages.success(request, _("Foto pertama diganti.") + _later(offer))
    return redirect("selling_photos", offer.public_id)


@door(SELL, methods=("POST",))
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a photo off the product."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    chosen = _chosen(request, offer)
    _write(request, offer, [one for one in reading.photos_wanted(offer) if one != chosen])
    messages.success(request, _("Foto ditarik.") + _later(offer))
    return redirect("selling_photos", offer.public_id)


def _write(request: HttpRequest, offer: Offer, wanted: list[Picture]) -> None:
    services.change_offer(offer_id=offer.pk, changes={"photos": wanted}, by=person(request), now=timezone.now())


def _chosen(request: HttpRequest, offer: Offer) -> Picture:
    wanted = request.POST.get("photo", "")
    for one in reading.photos_wanted(offer):
        if one.sha256 == wanted:
            return one
    raise Http404


def _later(offer: Offer) -> str:
    """Return what is added for an offer that is shown: its change waits."""
    return f" {_('Kurator memeriksanya dahulu.')}" if offer.state in {"listed", "paused"} else ""
