"""What else of the same category is on offer: the candidates of article 66."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Max, Q

from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.ordering import OfferToOrder, offers_to_order

_MOST = 200


def alternatives(category_codes: Collection[str], *, on: date, most: int = _MOST) -> list[OfferToOrder]:
    """Return offers of the categories that can be ordered on a day, those with the best proof of origin first."""
    live = Q(product__evidence__withdrawn_at=None)
    found = (
        Offer.objects.filter(category__code__in=category_codes, state="listed")
        .annotate(proof=Max("product__evidence__level", filter=live))
        .order_by(F("proof").desc(nulls_last=True), "pk")
    )
    offers = offers_to_order(list(found.values_list("pk", flat=True)[:most]), on=on)
    return [offers[key] for key in offers]
