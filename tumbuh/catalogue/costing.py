"""What a product costs its seller to make: noted once, beside every price from then on."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.models import OfferCost
from tumbuh.catalogue.offering import locked_offer
from tumbuh.catalogue.rules.prices import CostSheet, margin_of


@transaction.atomic
def note_cost(*, offer_id: int, sheet: CostSheet, by: User | None, now: datetime) -> OfferCost:
    """Note what a batch costs, in place of what was noted before. Raises: NotAllowed, BadCost."""
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    margin_of(sheet, price_rupiah=offer.price_rupiah)
    OfferCost.objects.filter(offer=offer, replaced_at=None).update(replaced_at=now)
    made = OfferCost.objects.create(offer=offer, noted_by=by, noted_at=now, **asdict(sheet))
    audit.record("catalogue.cost_noted", by=by, at=now, target=f"catalogue.offer:{offer.public_id}")
    return made
