"""Evidence of choice: what could have been chosen for a basket and what was, locked by a hash in the trail."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.catalogue.choices import rivals
from tumbuh.catalogue.queries import OfferToOrder, offers_to_order
from tumbuh.orders.models import Basket


@dataclass(frozen=True)
class Candidate:
    """One product that was chosen or could have been; `instead_of`: the chosen product that it is compared with."""

    instead_of: str
    chosen: bool
    title: str
    seller_name: str
    unit: str
    price_rupiah: int
    quantity: int  # of the chosen; 0 for the others
    fees_rupiah: int  # packing and delivery, an order
    size_class: str
    origin_level: int
    tkdn_permyriad: int | None
    public_id: str


def candidates(basket: Basket, *, on: date) -> list[Candidate]:
    """Return the chosen products of a basket, each followed by what else could have been chosen, the cheapest first."""
    asked = {line.offer_id: line.quantity for line in basket.lines.filter(quantity__gt=0)}
    offers, others = offers_to_order(sorted(asked), on=on), rivals(sorted(asked), on=on)
    found: list[Candidate] = []
    for offer_id, offer in sorted(offers.items()):
        found.append(_candidate(offer, offer.title, quantity=asked[offer_id]))
        found += [_candidate(other, offer.title, quantity=0) for other in others[offer_id]]
    return found


@transaction.atomic
def lock(*, basket: Basket, found: Sequence[Candidate], by: User, now: datetime) -> str:
    """
    Note in the trail which candidates a basket had at a moment; return the hash that is printed on the export.

    The trail cannot be changed, so that the export proves what was on offer. Raises: NotAllowed.
    """
    require(by, Permission.ORDERS_PLACE)
    rows = json.dumps([asdict(one) for one in found], sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(rows.encode()).hexdigest()
    detail = {"sha256": sha256, "candidates": len(found), "chosen": sum(one.chosen for one in found)}
    audit.record("orders.candidates_locked", by=by, at=now, target=f"orders.basket:{basket.public_id}", detail=detail)
    return sha256


def _candidate(offer: OfferToOrder, instead_of: str, *, quantity: int) -> Candidate:
    return Candidate(
        instead_of=instead_of,
        chosen=quantity > 0,
        title=offer.title,
        seller_name=offer.seller_name,
        unit=offer.unit,
        price_rupiah=offer.price_rupiah,
        quantity=quantity,
        fees_rupiah=offer.packing_fee_rupiah + offer.delivery_fee_rupiah,
        size_class=offer.size_class,
        origin_level=offer.origin_level,
        tkdn_permyriad=offer.tkdn_permyriad,
        public_id=offer.public_id,
    )
