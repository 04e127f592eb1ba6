"""What an order has to know of the offers in its basket, in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tumbuh import prepared
from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.rules.origin import strongest
from tumbuh.registry.facts import SELLER_FACTS, SellerFacts, facts_of_row


@dataclass(frozen=True)
class OfferToOrder:
    """
    One offer that can be ordered on a day, with its price and proofs of that day.

    `origin_level` is a number of rules.OriginLevel; the two shares are those of a TKDN certificate that holds, or None.
    `licences` are kinds that hold; `delivers_to` area codes, none for everywhere; fees are an order's, not a piece's.
    """

    id: int
    public_id: str
    title: str
    seller_id: int
    category_code: str
    line_kind: str
    unit: str
    price_rupiah: int
    min_quantity: int
    max_quantity: int | None
    lead_hours: int
    made_to_order: bool
    pool_id: int | None
    free: int
    product_id: int
    master_id: int | None
    origin_level: int
    tkdn_permyriad: int | None
    bmp_permyriad: int | None
    seller_name: str
    seller_public_id: str
    seller_type: str
    seller_area: str
    size_class: str
    licences: tuple[str, ...]
    delivers_to: tuple[str, ...]
    delivery_fee_rupiah: int
    packing_fee_rupiah: int
    collects_vat: bool


_OWN = 24  # columns of the statement that are the catalogue's; those of the seller follow
_SQL = f"""
    SELECT o.id, o.public_id::text, o.title, o.seller_id, c.code, c.line_kind, o.unit,
           coalesce(price.price_rupiah, o.price_rupiah), o.min_quantity, o.max_quantity,
           greatest(o.lead_hours, coalesce(pool.lead_hours, 0)), o.made_to_order, o.pool_id, o.on_hand - o.reserved,
           o.product_id, p.master_id, proof.levels, proof.share, proof.benefit,
           coalesce(s.seller_type, 'maker'), coalesce(s.delivers_to, '{{}}'), coalesce(s.delivery_fee_rupiah, 0),
           coalesce(s.packing_fee_rupiah, 0), coalesce(s.collects_vat, false), f.*
    FROM catalogue_offer o
    JOIN catalogue_product p ON p.id = o.product_id
    JOIN catalogue_category c ON c.id = o.category_id
    LEFT JOIN catalogue_capacitypool pool ON pool.id = o.pool_id
    LEFT JOIN catalogue_sellerprofile s ON s.business_id = o.seller_id
    JOIN LATERAL ({SELLER_FACTS} AND b.id = o.seller_id OFFSET 0) f ON true
    LEFT JOIN LATERAL (
        SELECT price_rupiah FROM catalogue_offerprice r
        WHERE r.offer_id = o.id AND r.voided_at IS NULL AND r.valid_from <= %(on)s ORDER BY r.valid_from DESC LIMIT 1
    ) price ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(e.level) AS levels, max(e.share_permyriad) AS share,
               max(e.company_benefit_permyriad) AS benefit
        FROM catalogue_originevidence e
        WHERE e.product_id = p.id AND e.withdrawn_at IS NULL AND e.valid_from <= %(on)s
          AND (e.valid_to IS NULL OR e.valid_to >= %(on)s)
    ) proof ON true
    WHERE o.id = ANY(%(ids)s) AND o.state = 'listed' AND (s.banned_until_on IS NULL OR s.banned_until_on < %(on)s)
"""  # noqa: S608 - put together from constants


def offers_to_order(offer_ids: Collection[int], *, on: date) -> dict[int, OfferToOrder]:
    """Return the offers that can be ordered on a day, by id; one that is not for sale is left out. One statement."""
    found = {}
    for row in prepared.rows(_SQL, {"ids": list(offer_ids), "on": on}):
        seller = facts_of_row(row[_OWN:])
        if seller.is_open:
            found[row[0]] = _offer(row[:_OWN], seller)
    return found


def _offer(row: tuple[Any, ...], seller: SellerFacts) -> OfferToOrder:
    (
        levels, tkdn_permyriad, bmp_permyriad, seller_type, delivers_to, delivery_fee, packing_fee, collects_vat,
    ) = row[16:]  # fmt: skip
    proved = (int(strongest(levels or ())), tkdn_permyriad, bmp_permyriad)
    who = (seller.name, seller.public_id, seller_type, seller.area_code, seller.size_class)
    licences = tuple(dict.fromkeys(kind for kind, _, _ in seller.licences))
    fees = (tuple(delivers_to), delivery_fee, packing_fee, collects_vat)
    values: tuple[Any, ...] = (*row[:16], *proved, *who, licences, *fees)  # in the order of the fields
    return OfferToOrder(*values)


def offer_to_order(public_id: UUID, *, on: date) -> OfferToOrder | None:
    """Return one offer by the id that its page has; None when it cannot be ordered on that day."""
    key = Offer.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    return offers_to_order([key], on=on).get(key) if key else None


# The keys of offers by public id, as a part of another app's statement; of one that there is not, none.
OFFER_KEYS = """
    SELECT array_agg(o.public_id) AS public_ids, array_agg(o.id) AS keys
    FROM catalogue_offer o WHERE o.public_id = ANY(%(offers)s)
"""
