"""One offer as its own page shows it: everything that is public of it, of this moment, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tumbuh.catalogue.rules.days import Timing, next_open_day
from tumbuh.catalogue.search.asking import DISTRICT
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.prepared import rows
from tumbuh.reference.holidays import is_day_off
from tumbuh.registry.facts import SELLER_FACTS, SellerFacts, facts_of_row

DAYS_AHEAD = 31  # of capacity that is looked at
HOLIDAYS_AHEAD = 92  # two months in which a day is looked for, after the longest lead

_SQL = f"""
    SELECT o.id, o.public_id::text, o.title, o.description, o.maker_name, coalesce(price.price_rupiah, o.price_rupiah),
           price.valid_from, o.unit, o.min_quantity, o.max_quantity, o.made_to_order, o.on_hand - o.reserved,
           greatest(o.lead_hours, coalesce(pool.lead_hours, 0)), o.grade, o.listed_at, o.seller_id, p.kind,
           m.id, m.public_id::text, m.name, m.unit, m.pack,
           c.code, c.name, c.line_kind, above.code, above.name,
           coalesce(s.seller_type, 'maker'), coalesce(s.delivers_to, '{{}}'), coalesce(s.delivery_fee_rupiah, 0),
           coalesce(s.packing_fee_rupiah, 0), coalesce(s.collects_vat, false),
           pool.daily_limit, pool.cutoff_time, coalesce(pool.closed_weekdays, '{{}}'),
           (SELECT coalesce(json_agg(json_build_array(d.day_on, d."limit", d.taken, d.closed) ORDER BY d.day_on), '[]')
            FROM catalogue_capacityday d
            WHERE d.pool_id = pool.id AND d.day_on >= %(on)s AND d.day_on < %(until)s),
           (SELECT coalesce(json_agg(json_build_array(f.sha256, f.width, f.height) ORDER BY f.position, f.id), '[]')
            FROM catalogue_offerphoto f WHERE f.offer_id = o.id AND f.withdrawn_at IS NULL),
           (SELECT coalesce(json_agg(json_build_array(e.kind, e.level, e.reference, e.share_permyriad,
                                                      e.company_benefit_permyriad, e.valid_from, e.valid_to)
                                     ORDER BY e.level DESC, e.valid_from), '[]')
            FROM catalogue_originevidence e
            WHERE e.product_id = p.id AND e.withdrawn_at IS NULL AND e.valid_from <= %(on)s
              AND (e.valid_to IS NULL OR e.valid_to >= %(on)s)),
           coalesce(pool.closed_on_holidays, false),
           (SELECT max(refreshed_at) FROM catalogue_searchrow), f.*
    FROM catalogue_offer o
    JOIN catalogue_product p ON p.id = o.product_id
    JOIN catalogue_category c ON c.id = o.category_id
    JOIN LATERAL ({SELLER_FACTS} AND b.id = o.seller_id OFFSET 0) f ON true
    LEFT JOIN catalogue_category above ON above.id = c.parent_id
    LEFT JOIN catalogue_masterproduct m ON m.id = p.master_id
    LEFT JOIN catalogue_sellerprofile s ON s.business_id = o.seller_id
    LEFT JOIN catalogue_capacitypool pool ON pool.id = o.pool_id
    LEFT JOIN LATERAL (
        SELECT price_rupiah, valid_from FROM catalogue_offerprice r
        WHERE r.offer_id = o.id AND r.voided_at IS NULL AND r.valid_from <= %(on)s ORDER BY r.valid_from DESC LIMIT 1
    ) price ON true
    WHERE o.public_id = %(public_id)s AND o.state = 'listed'
      AND (s.banned_until_on IS NULL OR s.banned_until_on < %(on)s)
"""  # noqa: S608 - put together from constants
_OWN = 40  # columns of the statement that are the catalogue's; those of the seller follow


class NoSuchOffer(Refused):
    """Nothing that is for sale has this id."""

    code = "no_such_offer"


@dataclass(frozen=True)
class Proof:
    """One proof of origin that holds. `kind`: rules.EvidenceKind; shares 0 to 10000 or None; no end: None."""

    kind: str
    level: int
    reference: str
    share_permyriad: int | None
    company_benefit_permyriad: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Master:
    """What equal offers of other sellers are offers of, too."""

    id: int
    public_id: str
    name: str
    unit: str
    pack: str


@dataclass(frozen=True)
class DayRoom:
    """A day and how many can still be ordered for it; `is_open`: in time, not closed, and not full."""

    day: date
    room: int
    is_open: bool


@dataclass(frozen=True)
class OfferShown:
    """
    One offer in full.

    `category` and `wider_category` are (code, name), the latter ("", "") for none; `photos` are (sha256, width,
    height); `next_day`: the first day for which it can be had, None when not within two months; `days`: the next week,
    empty for what is in stock; `room_of_day`: the daily limit, None for what is in stock.
    """

    id: int
    public_id: str
    title: str
    description: str
    maker_name: str
    price_rupiah: int
    price_since: date | None
    unit: str
    min_quantity: int
    max_quantity: int | None
    made_to_order: bool
    free: int
    lead_hours: int
    grade: str
    listed_at: datetime
    made_by_seller: bool
    master: Master | None
    category: tuple[str, str]
    line_kind: str
    wider_category: tuple[str, str]
    seller: SellerFacts
    seller_type: str
    delivers_to: tuple[str, ...]
    delivery_fee_rupiah: int
    packing_fee_rupiah: int
    collects_vat: bool
    photos: tuple[tuple[str, int, int], ...]
    proofs: tuple[Proof, ...]
    cutoff_time: time | None
    closed_weekdays: tuple[int, ...]
    room_of_day: int | None
    days: tuple[DayRoom, ...]
    next_day: date | None
    index_at: datetime | None  # when the index last changed, which tells how old what is remembered of it may be

    @property
    def is_out(self) -> bool:
        """Whether nothing of it is left today."""
        return not self.made_to_order and self.free < self.min_quantity

    @property
    def district_code(self) -> str:
        """The district of the seller's place; "" when nobody knows."""
        return self.seller.area_code[:DISTRICT]


def offer_shown(public_id: UUID, *, now: datetime) -> OfferShown:
    """Return an offer that is for sale. Raises: NoSuchOffer."""
    on = day_in_wib(now)
    given: dict[str, Any] = {"public_id": public_id, "on": on, "until": on + timedelta(days=DAYS_AHEAD)}
    row = next(iter(rows(_SQL, given)), None)
    seller = facts_of_row(row[_OWN:]) if row else None
    if row is None or seller is None or not seller.is_open:
        raise NoSuchOffer("Produk ini tidak dijual sekarang. Cari yang serupa di katalog.")
    return _shown(row, seller, now=now)


def _shown(row: Sequence[Any], seller: SellerFacts, *, now: datetime) -> OfferShown:
    taken = {date.fromisoformat(day): (limit, taken, closed) for day, limit, taken, closed in row[35]}
    timing = _timing(row, taken, first=day_in_wib(now))
    days = _days(timing, taken, row[32], now=now) if row[10] else ()
    return OfferShown(
        id=row[0],
        public_id=row[1],
        title=row[2],
        description=row[3],
        maker_name=row[4],
        price_rupiah=row[5],
        price_since=row[6],
        unit=row[7],
        min_quantity=row[8],
        max_quantity=row[9],
        made_to_order=row[10],
        free=row[11],
        lead_hours=row[12],
        grade=row[13],
        listed_at=row[14],
        made_by_seller=row[16] == "maker",
        master=Master(*row[17:22]) if row[17] else None,
        category=(row[22], row[23]),
        line_kind=row[24],
        wider_category=(row[25] or "", row[26] or ""),
        seller=seller,
        seller_type=row[27],
        delivers_to=tuple(row[28]),
        delivery_fee_rupiah=row[29],
        packing_fee_rupiah=row[30],
        collects_vat=row[31],
        photos=tuple((sha, width, height) for sha, width, height in row[36]),
        proofs=tuple(_proof(values) for values in row[37]),
        cutoff_time=row[33],
        closed_weekdays=tuple(row[34]),
        room_of_day=row[32],
        days=days,
        next_day=next_open_day(timing, now=now),
        index_at=row[39],
    )


def _timing(row: Sequence[Any], taken: Mapping[date, tuple[int, int, bool]], *, first: date) -> Timing:
    shut = {day for day, (limit, booked, closed) in taken.items() if closed or booked + row[8] > limit}
    if row[38]:
        ahead = (first + timedelta(days=n) for n in range(HOLIDAYS_AHEAD))
        shut |= {day for day in ahead if is_day_off(day)}
    return Timing(row[12], row[33], tuple(row[34]), frozenset(shut))


def _days(
    timing: Timing, taken: Mapping[date, tuple[int, int, bool]], usual: int, *, now: datetime
) -> tuple[DayRoom, ...]:
    first = day_in_wib(now)
    soonest = next_open_day(Timing(timing.lead_hours, timing.cutoff_time), now=now) or first
    found = []
    for day in (first + timedelta(days=n) for n in range(7)):
        limit, booked, _closed = taken.get(day, (usual, 0, False))
        is_open = day >= soonest and timing.is_open(day)
        found.append(DayRoom(day, limit - booked if is_open else 0, is_open))
    return tuple(found)


def ready_at(shown: OfferShown, *, now: datetime) -> datetime | None:
    """Return the first moment at which it can be there: the lead hours from now, or the morning of the first day."""
    if shown.next_day is None:
        return None
    ready = now + timedelta(hours=shown.lead_hours)
    opening = datetime.combine(shown.next_day, time(8), WIB)
    return ready if day_in_wib(ready) == shown.next_day else opening


def _proof(values: Sequence[Any]) -> Proof:
    kind, level, reference, share, benefit, since, until = values
    ends = date.fromisoformat(until) if until else None
    return Proof(kind, level, reference, share, benefit, date.fromisoformat(since), ends)
