"""The rooms of a seller's pages, and the steps of a new product."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.models import Offer
from tumbuh.web.catalogue.offer_words import is_supplied

# An address that another room of the house has not got yet is left out.
ROOMS = (
    ("selling_home", _("Ringkasan")),
    ("orders_selling", _("Pesanan")),
    ("selling_products", _("Produk")),
    ("selling_stock", _("Stok")),
    ("selling_pools", _("Kapasitas")),
    ("selling_money", _("Uang")),
    ("selling_profile", _("Profil usaha")),
)


@dataclass(frozen=True)
class Room:
    """One entry of the row of rooms."""

    url: str
    label: object
    is_current: bool


@dataclass(frozen=True)
class Step:
    """One step of a new product."""

    label: object
    url: str
    is_done: bool
    is_current: bool


def rooms(request: HttpRequest) -> list[Room]:
    """Return the rooms of selling, this page's marked."""
    found = []
    for name, label in ROOMS:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Room(url, label, url == request.path))
    return found


def steps_of(offer: Offer | None, here: str, *, photos: int = 0) -> list[Step]:
    """Return the four steps of a product that was never sent to curators; `here`: what, photos, supply or send."""
    url = {name: reverse(f"selling_{name}", args=[offer.public_id]) if offer else "" for name in ("photos", "supply")}
    done = {"what": offer is not None, "photos": photos > 0, "supply": offer is not None and is_supplied(offer)}
    first = reverse("selling_change", args=[offer.public_id]) if offer else ""
    last = reverse("selling_product", args=[offer.public_id]) if offer else ""
    return [
        Step(_("Nama dan harga"), first, done["what"], here == "what"),
        Step(_("Foto"), url["photos"], done["photos"], here == "photos"),
        Step(_("Persediaan"), url["supply"], done["supply"], here == "supply"),
        Step(_("Kirim"), last, is_done=False, is_current=here == "send"),
    ]
