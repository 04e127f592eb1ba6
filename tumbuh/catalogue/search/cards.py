"""Offers as a list shows them: what does not change often from the index, price, stock and state of this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tumbuh.kernel.periods import day_in_wib
from tumbuh.prepared import rows

STATEMENT = """
    SELECT stamp.at, card.*
    FROM (SELECT max(refreshed_at) AS at FROM catalogue_searchrow) stamp
    LEFT JOIN (
        SELECT o.id, o.public_id::text, o.title, coalesce(price.price_rupiah, o.price_rupiah), o.unit, o.min_quantity,
               o.made_to_order, o.on_hand - o.reserved, r.lead_hours, o.grade, r.kinds[1], r.seller_name,
               r.seller_public_id::text, coalesce(s.seller_type, 'maker'), r.district_code, r.size_class,
               r.origin_level, r.licences, photo.sha256, wanted.place
        FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY wanted(id, place)
        JOIN catalogue_offer o ON o.id = wanted.id
        JOIN catalogue_searchrow r ON r.offer_id = o.id
        LEFT JOIN catalogue_sellerprofile s ON s.business_id = o.seller_id
        LEFT JOIN LATERAL (
            SELECT price_rupiah FROM catalogue_offerprice p
            WHERE p.offer_id = o.id AND p.voided_at IS NULL AND p.valid_from <= %(on)s
            ORDER BY p.valid_from DESC LIMIT 1
        ) price ON true
        LEFT JOIN LATERAL (
            SELECT sha256 FROM catalogue_offerphoto f
            WHERE f.offer_id = o.id AND f.withdrawn_at IS NULL ORDER BY f.position, f.id LIMIT 1
        ) photo ON true
        WHERE o.state = 'listed' AND (s.banned_until_on IS NULL OR s.banned_until_on < %(on)s)
    ) card ON true
    ORDER BY card.place
"""


@dataclass(frozen=True, slots=True)
class Card:
    """
    One offer in a list. `free`: pieces that may still be promised, 0 for what is made to order; `photo`: "" for none.

    `origin_level` is a number of rules.OriginLevel; `licences` are kinds that hold.
    """

    id: int
    public_id: str
    title: str
    price_rupiah: int
    unit: str
    min_quantity: int
    made_to_order: bool
    free: int
    lead_hours: int
    grade: str
    category: str
    seller_name: str
    seller_public_id: str
    seller_type: str
    district_code: str
    size_class: str
    origin_level: int
    licences: tuple[str, ...]
    photo: str

    @property
    def is_out(self) -> bool:
        """Whether nothing of it is left today."""
        return not self.made_to_order and self.free < self.min_quantity


def cards(offer_ids: Sequence[int], *, now: datetime) -> tuple[object, tuple[Card, ...]]:
    """
    Return the stamp of the index and the offers that are for sale, in the given order; one statement.

    The stamp is the moment of the last change of the index, None for an empty one.
    """
    on: date = day_in_wib(now)
    found = rows(STATEMENT, {"ids": list(offer_ids), "on": on})
    return found[0][0], tuple(_card(row) for row in found if row[1] is not None)


def _card(row: tuple[Any, ...]) -> Card:
    values: tuple[Any, ...] = (*row[1:18], tuple(row[18]), row[19] or "")  # in the order of the fields
    return Card(*values)
