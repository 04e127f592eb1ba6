"""What else could have been chosen: the offers of other sellers that are the same product or of the same kind."""

from collections.abc import Collection
from datetime import date

from django.db import connection

from tumbuh.catalogue.ordering import OfferToOrder, offers_to_order

# Equal offers share a master product; what has none is compared within its category and unit.
_SQL = """
    SELECT chosen.id, other.id
    FROM catalogue_offer chosen
    JOIN catalogue_product p ON p.id = chosen.product_id
    JOIN LATERAL (
        SELECT o.id FROM catalogue_offer o JOIN catalogue_product q ON q.id = o.product_id
        WHERE o.state = 'listed' AND o.id <> chosen.id
          AND (CASE WHEN p.master_id IS NOT NULL THEN q.master_id = p.master_id
                    ELSE o.category_id = chosen.category_id AND o.unit = chosen.unit END)
        ORDER BY o.price_rupiah, o.id LIMIT %(most)s
    ) other ON true
    WHERE chosen.id = ANY(%(ids)s)
"""


def rivals(offer_ids: Collection[int], *, on: date, most: int = 20) -> dict[int, list[OfferToOrder]]:
    """
    Return, by offer, up to `most` other offers of the same product that can be ordered on a day, the cheapest first.

    An offer without a master product is compared with those of its category and unit. Three statements.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"ids": list(offer_ids), "most": most})
        pairs = cursor.fetchall()
    offers = offers_to_order({other for _, other in pairs}, on=on)
    found: dict[int, list[OfferToOrder]] = {offer_id: [] for offer_id in offer_ids}
    for chosen, other in pairs:
        if other in offers:
            found[chosen].append(offers[other])
    return {key: sorted(of, key=lambda one: (one.price_rupiah, one.id)) for key, of in found.items()}
