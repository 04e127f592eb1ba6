"""
Promising pieces and days to orders, and what becomes of the promises. The database has the last word.

Everything runs inside the transaction of the act that promises, without a savepoint: a refusal undoes the act. The
order of locks is offers by id, then days by (pool, day); who holds money locks the budget line after that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from tumbuh import prepared
from tumbuh.catalogue.rules.days import ClosedDay, Timing, check_day
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.reference.holidays import DaysOff


class OutOfStock(Refused):
    """Fewer pieces are free than are asked for."""

    code = "out_of_stock"


class DayFull(Refused):
    """The seller's day has less room than is asked for."""

    code = "day_full"


class NotForSale(Refused):
    """The offer is not in the catalogue now."""

    code = "not_for_sale"


class NothingReserved(Refused):
    """Less is promised to this order than is to be delivered or given back."""

    code = "nothing_reserved"


@dataclass(frozen=True)
class Want:
    """What an order asks of one offer: how much, for which day, perhaps by which moment of it, promised to whom."""

    offer_id: int
    quantity: int
    day: date
    reference: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class _Locked:
    """An offer as it is while its row is locked."""

    id: int
    title: str
    unit: str
    state: str
    free: int
    pool_id: int | None
    timing: Timing
    limit: int
    banned: bool
    promised_to: frozenset[str]  # those of the asked references that have their promise already


@transaction.atomic(savepoint=False)
def reserve(*, wants: Sequence[Want], now: datetime) -> None:
    """
    Promise all that is wanted, or nothing; the same (offer, reference) once more promises nothing more.

    Two or three statements for any number of wants. Raises: NotForSale, TooLate, ClosedDay, OutOfStock, DayFull.
    """
    wanted = sorted(wants, key=lambda want: (want.offer_id, want.reference))
    if any(want.quantity <= 0 for want in wanted):
        raise Refused("Jumlah yang dipesan harus lebih dari nol.", code="bad_quantity")
    offers = _lock(wanted, day_in_wib(now))
    new = [w for w in wanted if w.offer_id not in offers or w.reference not in offers[w.offer_id].promised_to]
    for want in new:
        _check_for_sale(offers.get(want.offer_id))
        offer = offers[want.offer_id]
        check_day(offer.timing, title=offer.title, day=want.day, now=now, due_at=want.due_at)
    _reserve_pieces([want for want in new if offers[want.offer_id].pool_id is None], offers, now)
    _reserve_days([want for want in new if offers[want.offer_id].pool_id is not None], offers, now)


@transaction.atomic(savepoint=False)
def consume(
    *, reference: str, quantities: Mapping[int, int] | None = None, now: datetime, key: str = ""
) -> dict[int, int]:
    """
    Take what was promised out of stock, because it was delivered; return how much of each offer.

    `quantities` by offer id is a part, None is all that is left. A part needs a `key` of its own (the delivery's
    reference) to be safe against being told twice: the same key once more moves nothing. Raises: NothingReserved.
    """
    return _settle("consume", reference, quantities, now, key)


@transaction.atomic(savepoint=False)
def release(
    *, reference: str, quantities: Mapping[int, int] | None = None, now: datetime, key: str = ""
) -> dict[int, int]:
    """Give back what was promised, all that is left or a part, as `consume` does. Raises: NothingReserved."""
    return _settle("release", reference, quantities, now, key)


def promised(reference: str) -> dict[int, int]:
    """Return how much of each offer is still promised to something, by offer id; what is settled is left out."""
    return {one.offer_id: one.left for one in _promises(reference) if one.left > 0}


def _lock(wants: Sequence[Want], on: date) -> dict[int, _Locked]:
    """Lock the offers in the order of their ids, so that two baskets never wait for each other in a ring."""
    sql = """
        SELECT o.id, o.title, o.unit, o.state, o.on_hand - o.reserved, o.pool_id,
               greatest(o.lead_hours, coalesce(p.lead_hours, 0)), p.cutoff_time, p.closed_weekdays,
               coalesce(p.closed_on_holidays, false), p.daily_limit,
               coalesce(s.banned_until_on >= %(on)s, false),
               ARRAY(SELECT m.reference FROM catalogue_stockmovement m
                     WHERE m.offer_id = o.id AND m.kind = 'reserve' AND m.reference = ANY(%(references)s)
                     UNION ALL SELECT b.reference FROM catalogue_capacitybooking b
                     WHERE b.offer_id = o.id AND b.reference = ANY(%(references)s))
        FROM catalogue_offer o
        LEFT JOIN catalogue_capacitypool p ON p.id = o.pool_id
        LEFT JOIN catalogue_sellerprofile s ON s.business_id = o.seller_id
        WHERE o.id = ANY(%(offers)s) ORDER BY o.id FOR NO KEY UPDATE OF o
    """
    asked: dict[str, Any] = {
        "on": on,
        "offers": [w.offer_id for w in wants],
        "references": [w.reference for w in wants],
    }
    return {row[0]: _locked(row) for row in prepared.rows(sql, asked)}


def _locked(row: tuple[Any, ...]) -> _Locked:
    lead_hours, cutoff_time, weekdays, on_holidays, limit, banned, promised_to = row[6:]
    timing = Timing(lead_hours, cutoff_time, tuple(weekdays or ()), DaysOff() if on_holidays else ())
    values: tuple[Any, ...] = (*row[:6], timing, limit or 0, banned, frozenset(promised_to))
    return _Locked(*values)


def _check_for_sale(offer: _Locked | None) -> None:
    if offer is None:
        raise NotForSale("Produk ini tidak ada dalam katalog; hapus dari keranjang.")
    if offer.state != "listed" or offer.banned:
        raise NotForSale(f"{offer.title} sedang tidak dijual; hapus dari keranjang atau pilih penjual lain.")


def _reserve_pieces(wants: Sequence[Want], offers: Mapping[int, _Locked], now: datetime) -> None:
    if not wants:
        return
    asked: dict[int, int] = {}
    for want in wants:
        asked[want.offer_id] = asked.get(want.offer_id, 0) + want.quantity
    for offer_id, quantity in asked.items():
        offer = offers[offer_id]
        if quantity > offer.free:
            raise OutOfStock(
                f"{offer.title}: tersisa {format_number(offer.free)} {offer.unit}, yang dipesan "
                f"{format_number(quantity)}. Kurangi jumlahnya atau pilih penjual lain."
            )
    sql = """
        WITH new AS (
            INSERT INTO catalogue_stockmovement (offer_id, kind, quantity, reference, key, reason, moved_at)
            SELECT w.offer_id, 'reserve', w.quantity, w.reference, w.reference, '', %(now)s
            FROM unnest(%(offers)s::bigint[], %(quantities)s::int[], %(references)s::text[])
                AS w(offer_id, quantity, reference)
            ON CONFLICT DO NOTHING RETURNING offer_id, quantity
        ), sums AS (SELECT offer_id, sum(quantity)::int AS quantity FROM new GROUP BY offer_id)
        UPDATE catalogue_offer o SET reserved = o.reserved + sums.quantity FROM sums WHERE o.id = sums.offer_id
        RETURNING o.id
    """
    columns = {
        "offers": [w.offer_id for w in wants],
        "quantities": [w.quantity for w in wants],
        "references": [w.reference for w in wants],
    }
    prepared.rows(sql, {"now": now, **columns})


def _reserve_days(wants: Sequence[Want], offers: Mapping[int, _Locked], now: datetime) -> None:
    """
    Book the days. One row per (pool, day) is made or raised in their order, and only while it has room.

    A row that is there keeps its limit; the new one carries at least what is asked, because its check is judged before
    the conflict is seen, and an order above a whole day's limit would end as an error instead of a refusal.
    """
    if not wants:
        return
    sql = """
        WITH new AS (
            INSERT INTO catalogue_capacitybooking
                (pool_id, offer_id, day_on, quantity, consumed, released, reference, settled_by, booked_at, changed_at)
            SELECT o.pool_id, w.offer_id, w.day_on, w.quantity, 0, 0, w.reference, '{}', %(now)s, %(now)s
            FROM unnest(%(offers)s::bigint[], %(days)s::date[], %(quantities)s::int[], %(references)s::text[])
                AS w(offer_id, day_on, quantity, reference) JOIN catalogue_offer o ON o.id = w.offer_id
            ON CONFLICT DO NOTHING RETURNING pool_id, day_on, quantity
        ), sums AS (SELECT pool_id, day_on, sum(quantity)::int AS quantity FROM new GROUP BY pool_id, day_on)
        INSERT INTO catalogue_capacityday AS d (pool_id, day_on, "limit", taken, closed, note)
        SELECT s.pool_id, s.day_on, greatest(p.daily_limit, s.quantity), s.quantity, false, ''
        FROM sums s JOIN catalogue_capacitypool p ON p.id = s.pool_id
        WHERE s.quantity <= p.daily_limit
            OR EXISTS (SELECT 1 FROM catalogue_capacityday e WHERE e.pool_id = s.pool_id AND e.day_on = s.day_on)
        ORDER BY s.pool_id, s.day_on
        ON CONFLICT (pool_id, day_on) DO UPDATE SET taken = d.taken + EXCLUDED.taken
        WHERE NOT d.closed AND d.taken + EXCLUDED.taken <= d."limit"
        RETURNING pool_id, day_on
    """
    asked = {
        "now": now,
        "offers": [w.offer_id for w in wants],
        "days": [w.day for w in wants],
        "quantities": [w.quantity for w in wants],
        "references": [w.reference for w in wants],
    }
    booked = set(prepared.rows(sql, asked))
    for want in wants:
        if (offers[want.offer_id].pool_id, want.day) not in booked:
            raise _no_room(offers[want.offer_id], want, wants, offers)


def _no_room(offer: _Locked, want: Want, wants: Sequence[Want], offers: Mapping[int, _Locked]) -> Refused:
    asked = sum(w.quantity for w in wants if (offers[w.offer_id].pool_id, w.day) == (offer.pool_id, want.day))
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT closed, "limit" - taken FROM catalogue_capacityday WHERE pool_id = %s AND day_on = %s',
            [offer.pool_id, want.day],
        )
        closed, left = cursor.fetchone() or (False, offer.limit)
    if closed:
        return ClosedDay(f"{offer.title}: penjual tutup pada {want.day:%d/%m/%Y}. Pilih hari lain atau penjual lain.")
    return DayFull(
        f"{offer.title}: pada {want.day:%d/%m/%Y} tersisa {format_number(left)} {offer.unit}, yang dipesan "
        f"{format_number(asked)}. Kurangi jumlahnya, pilih hari lain, atau bagi ke penjual lain."
    )


@dataclass(frozen=True)
class _Promise:
    """What is left of one offer's promise, whether it is of a day, and the acts that have settled parts of it."""

    offer_id: int
    of_a_day: bool
    left: int
    keys: frozenset[str]


def _promises(reference: str) -> list[_Promise]:
    sql = """
        SELECT offer_id, false,
               sum(CASE WHEN kind = 'reserve' THEN quantity ELSE -quantity END)::int,
               array_agg(kind || ' ' || key) FILTER (WHERE key > '')
        FROM catalogue_stockmovement WHERE reference = %s AND kind IN ('reserve', 'consume', 'release')
        GROUP BY offer_id
        UNION ALL
        SELECT offer_id, true, quantity - consumed - released, settled_by
        FROM catalogue_capacitybooking WHERE reference = %s
        ORDER BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [reference, reference])
        rows = cursor.fetchall()
    return [_Promise(offer_id, of_a_day, left, frozenset(keys or ())) for offer_id, of_a_day, left, keys in rows]


def _settle(kind: str, reference: str, quantities: Mapping[int, int] | None, now: datetime, key: str) -> dict[int, int]:
    """Settle a promise, or a part of it, by delivering ("consume") or giving back ("release")."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM catalogue_offer WHERE id IN (SELECT offer_id FROM catalogue_stockmovement "
            "WHERE reference = %s UNION ALL SELECT offer_id FROM catalogue_capacitybooking WHERE reference = %s) "
            "ORDER BY id FOR NO KEY UPDATE",
            [reference, reference],
        )
    promises = {one.offer_id: one for one in _promises(reference)}
    asked = quantities if quantities is not None else {one.offer_id: one.left for one in promises.values()}
    moved: dict[int, int] = {}
    for offer_id, quantity in asked.items():
        promise = promises.get(offer_id)
        if promise is not None and key and f"{kind} {key}" in promise.keys:
            continue
        if quantity < 0 or quantity > (promise.left if promise else 0):
            raise NothingReserved(
                f"Yang masih dijanjikan {format_number(promise.left if promise else 0)}, yang diminta "
                f"{format_number(quantity)}. Muat ulang halaman pesanan; mungkin sudah diproses."
            )
        if quantity:
            moved[offer_id] = quantity
    pieces = {offer_id: n for offer_id, n in moved.items() if not promises[offer_id].of_a_day}
    days = {offer_id: n for offer_id, n in moved.items() if promises[offer_id].of_a_day}
    if pieces:
        _settle_pieces(kind, reference, pieces, now, key)
    if days:
        _settle_days(kind, reference, days, now, key)
    return moved


def _settle_pieces(kind: str, reference: str, pieces: Mapping[int, int], now: datetime, key: str) -> None:
    sql = """
        WITH new AS (
            INSERT INTO catalogue_stockmovement (offer_id, kind, quantity, reference, key, reason, moved_at)
            SELECT w.offer_id, %(kind)s, w.quantity, %(reference)s, %(key)s, '', %(now)s
            FROM unnest(%(offers)s::bigint[], %(quantities)s::int[]) AS w(offer_id, quantity)
            RETURNING offer_id, quantity
        )
        UPDATE catalogue_offer o
        SET reserved = o.reserved - new.quantity,
            on_hand = o.on_hand - CASE WHEN %(kind)s = 'consume' THEN new.quantity ELSE 0 END
        FROM new WHERE o.id = new.offer_id
    """
    values: dict[str, Any] = {"kind": kind, "reference": reference, "key": key, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(sql, values | {"offers": list(pieces), "quantities": list(pieces.values())})


def _settle_days(kind: str, reference: str, days: Mapping[int, int], now: datetime, key: str) -> None:
    """What was delivered stays taken, because the day's work is done; what was given back is free again."""
    sql = """
        WITH settled AS (
            UPDATE catalogue_capacitybooking b
            SET consumed = b.consumed + CASE WHEN %(kind)s = 'consume' THEN w.quantity ELSE 0 END,
                released = b.released + CASE WHEN %(kind)s = 'release' THEN w.quantity ELSE 0 END,
                settled_by = CASE WHEN %(act)s = '' THEN b.settled_by ELSE array_append(b.settled_by, %(act)s) END,
                changed_at = %(now)s
            FROM unnest(%(offers)s::bigint[], %(quantities)s::int[]) AS w(offer_id, quantity)
            WHERE b.reference = %(reference)s AND b.offer_id = w.offer_id
            RETURNING b.pool_id, b.day_on, w.quantity
        ), freed AS (
            SELECT pool_id, day_on, sum(quantity)::int AS quantity FROM settled
            WHERE %(kind)s = 'release' GROUP BY pool_id, day_on
        ), locked AS (
            SELECT d.id, f.quantity FROM catalogue_capacityday d JOIN freed f USING (pool_id, day_on)
            ORDER BY d.pool_id, d.day_on FOR NO KEY UPDATE OF d
        )
        UPDATE catalogue_capacityday d SET taken = d.taken - locked.quantity FROM locked WHERE d.id = locked.id
    """
    values: dict[str, Any] = {"kind": kind, "reference": reference, "act": f"{kind} {key}" if key else "", "now": now}
    with connection.cursor() as cursor:
        cursor.execute(sql, values | {"offers": list(days), "quantities": list(days.values())})
