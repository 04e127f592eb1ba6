"""What sellers could supply of a kind of thing on a day, and by which words people ask for kinds. For needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import connection

from tumbuh.reference.holidays import is_day_off


@dataclass(frozen=True)
class SupplyRow:
    """
    One offer as it stands for a day, also a paused one or of a barred seller: who asks judges it.

    `room`: pieces on hand that are not promised, or what is left of the pool's day; `day_closed`: of that one day.
    """

    offer_id: int
    title: str
    seller_id: int
    unit: str
    price_rupiah: int
    min_quantity: int
    max_quantity: int | None
    room: int
    lead_hours: int
    cutoff_time: time | None
    closed_weekdays: tuple[int, ...]
    day_closed: bool
    state: str
    banned_until_on: date | None
    delivers_to: tuple[str, ...]
    delivery_fee_rupiah: int
    packing_fee_rupiah: int
    collects_vat: bool
    line_kind: str


@dataclass(frozen=True)
class KindRow:
    """One category with what people call it, and the unit that most of its offers are sold in ("" without offers)."""

    id: int
    code: str
    name: str
    line_kind: str
    words: tuple[str, ...]
    unit: str
    parent_code: str = ""  # of the category above
    parent_name: str = ""


_SUPPLIES = """
    WITH RECURSIVE tree AS (
        SELECT id FROM catalogue_category WHERE code = ANY(%(codes)s)
        UNION SELECT c.id FROM catalogue_category c JOIN tree ON c.parent_id = tree.id
    )
    SELECT o.id, o.title, o.seller_id, o.unit, coalesce(price.price_rupiah, o.price_rupiah), o.min_quantity,
           o.max_quantity,
           CASE WHEN o.made_to_order
                THEN greatest(0, coalesce(day."limit", pool.daily_limit, 0) - coalesce(day.taken, 0))
                ELSE o.on_hand - o.reserved END,
           greatest(o.lead_hours, coalesce(pool.lead_hours, 0)), pool.cutoff_time,
           coalesce(pool.closed_weekdays, '{}'),
           coalesce(day.closed, false) OR (coalesce(pool.closed_on_holidays, false) AND %(day_off)s),
           o.state, s.banned_until_on,
           coalesce(s.delivers_to, '{}'), coalesce(s.delivery_fee_rupiah, 0), coalesce(s.packing_fee_rupiah, 0),
           coalesce(s.collects_vat, false), c.line_kind
    FROM catalogue_offer o
    JOIN catalogue_category c ON c.id = o.category_id
    LEFT JOIN catalogue_capacitypool pool ON pool.id = o.pool_id
    LEFT JOIN catalogue_capacityday day ON day.pool_id = o.pool_id AND day.day_on = %(on)s
    LEFT JOIN catalogue_sellerprofile s ON s.business_id = o.seller_id
    LEFT JOIN LATERAL (
        SELECT price_rupiah FROM catalogue_offerprice r
        WHERE r.offer_id = o.id AND r.voided_at IS NULL AND r.valid_from <= %(today)s
        ORDER BY r.valid_from DESC LIMIT 1
    ) price ON true
    WHERE o.category_id IN (SELECT id FROM tree) AND o.state IN ('listed', 'paused')
      AND (%(sellers)s::bigint[] IS NULL OR o.seller_id = ANY(%(sellers)s))
    ORDER BY o.id
"""

_MIDDLES = """
    SELECT c.code,
           floor(percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(price.price_rupiah, o.price_rupiah)))::bigint
    FROM catalogue_offer o
    JOIN catalogue_category c ON c.id = o.category_id
    LEFT JOIN LATERAL (
        SELECT price_rupiah FROM catalogue_offerprice r
        WHERE r.offer_id = o.id AND r.voided_at IS NULL AND r.valid_from <= %(today)s
        ORDER BY r.valid_from DESC LIMIT 1
    ) price ON true
    WHERE o.state = 'listed' GROUP BY c.code
"""

_KINDS = """
    SELECT c.id, c.code, c.name, c.line_kind, c.search_words,
           coalesce((SELECT mode() WITHIN GROUP (ORDER BY o.unit) FROM catalogue_offer o
                     WHERE o.category_id = c.id AND o.state = 'listed'), ''), coalesce(above.code, ''),
           coalesce(above.name, '')
    FROM catalogue_category c LEFT JOIN catalogue_category above ON above.id = c.parent_id
    WHERE c.retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM catalogue_category k WHERE k.parent_id = c.id)
    ORDER BY c.position, c.code
"""


def supplies(
    category_codes: Collection[str], *, day: date, today: date, seller_ids: Collection[int] | None = None
) -> list[SupplyRow]:
    """Return the offers of the categories and those below them as they stand for a day, of some sellers or of all."""
    asked: dict[str, Any] = {
        "codes": list(category_codes),
        "on": day,
        "day_off": is_day_off(day),
        "today": today,
        "sellers": None if seller_ids is None else list(seller_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUPPLIES, asked)
        return [_supply(row) for row in cursor.fetchall()]


def kinds() -> list[KindRow]:
    """Return the categories that offers stand in, in the order of the list."""
    with connection.cursor() as cursor:
        cursor.execute(_KINDS)
        return [
            KindRow(
                id=row[0], code=row[1], name=row[2], line_kind=row[3],
                words=tuple(word.strip() for word in row[4].split(",") if word.strip()), unit=row[5],
                parent_code=row[6], parent_name=row[7],
            )
            for row in cursor.fetchall()
        ]  # fmt: skip


def _supply(row: tuple[Any, ...]) -> SupplyRow:
    values = list(row)
    values[10], values[14] = tuple(values[10]), tuple(values[14])
    return SupplyRow(*values)


def middle_prices(*, today: date) -> dict[str, int]:
    """Return the middle of what the listed offers of each category cost today; one without offers is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_MIDDLES, {"today": today})
        return dict(cursor.fetchall())
