"""The first word of a seller on how much there is: pieces on the shelf, or so many a day from a kitchen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.catalogue.capacity import PoolValues, add_pool
from tumbuh.catalogue.models import CapacityPool, Offer
from tumbuh.catalogue.offering import change_offer
from tumbuh.catalogue.stocking import count_stock, make_to_order

_FIRST_COUNT = "Diisi penjual"


@dataclass(frozen=True)
class Supply:
    """Either `on_hand` pieces, or a kitchen: one that is there, or `new_pool`. `lead_hours`: None leaves it."""

    on_hand: int | None = None
    pool: CapacityPool | None = None
    new_pool: PoolValues | None = None
    lead_hours: int | None = None


@transaction.atomic
def supply(*, offer: Offer, wanted: Supply, by: User | None, now: datetime) -> Offer:
    """
    Write how an offer is supplied, all or nothing; each part is in the trail by its own act.

    Raises: NotAllowed, BadPool, BadOffer, OutOfStock.
    """
    if wanted.on_hand is not None:
        if offer.pool_id is not None:
            make_to_order(offer_id=offer.pk, pool=None, by=by, now=now)
        return count_stock(offer_id=offer.pk, counted=wanted.on_hand, reason=_FIRST_COUNT, by=by, now=now)
    pool = wanted.pool
    if wanted.new_pool is not None:
        pool = add_pool(business=offer.seller, values=wanted.new_pool, by=by, now=now)
    if offer.on_hand:
        count_stock(offer_id=offer.pk, counted=0, reason=_FIRST_COUNT, by=by, now=now)
    if wanted.lead_hours is not None and wanted.lead_hours != offer.lead_hours:
        change_offer(offer_id=offer.pk, changes={"lead_hours": wanted.lead_hours}, by=by, now=now)
    return make_to_order(offer_id=offer.pk, pool=pool, by=by, now=now)
