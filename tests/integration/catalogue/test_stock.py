"""Promises of pieces and days: kept within what there is, once per reference, and settled in parts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from tumbuh.catalogue.models import CapacityBooking, CapacityDay, StockMovement
from tumbuh.catalogue.queries import pool_days, room_on
from tumbuh.catalogue.rules.days import ClosedDay, TooLate
from tumbuh.catalogue.stock import (
    DayFull,
    NotForSale,
    NothingReserved,
    OutOfStock,
    Want,
    consume,
    promised,
    release,
    reserve,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)  # Monday, 12.00 WIB
WEDNESDAY = date(2026, 1, 7)
ORDER = "orders.order:1"


def want(offer, quantity, day=WEDNESDAY, reference=ORDER, **more):
    return Want(offer.pk, quantity, day, reference, **more)


def refused(kind, *wants, now=NOON):
    with pytest.raises(kind) as caught, transaction.atomic():
        reserve(wants=wants, now=now)
    return caught.value.message


def stock_of(offer):
    offer.refresh_from_db()
    return offer.on_hand, offer.reserved


def day_of(pool, day=WEDNESDAY):
    return CapacityDay.objects.get(pool=pool, day_on=day)


def test_pieces_are_reserved_then_consumed_in_parts_and_the_rest_released(make_offer):
    offer = make_offer(stock=50)
    reserve(wants=[want(offer, 40)], now=NOON)
    assert stock_of(offer) == (50, 40)
    assert consume(reference=ORDER, quantities={offer.pk: 25}, now=NOON, key="orders.delivery:1") == {offer.pk: 25}
    assert stock_of(offer) == (25, 15)
    assert release(reference=ORDER, now=NOON) == {offer.pk: 15}
    assert stock_of(offer) == (25, 0)
    assert promised(ORDER) == {}
    kinds = dict(StockMovement.objects.values_list("kind").annotate(total=Sum("quantity")))
    assert kinds == {"receive": 50, "reserve": 40, "consume": 25, "release": 15}


def test_more_than_there_is_is_refused_and_nothing_is_promised(make_offer, make_seller):
    seller = make_seller()
    one, other = make_offer("Keripik A", seller=seller, stock=10), make_offer("Keripik B", seller=seller, stock=5)
    message = refused(OutOfStock, want(one, 10), want(other, 6))
    assert message.startswith("Keripik B: tersisa 5 bungkus, yang dipesan 6.")
    assert (stock_of(one), stock_of(other)) == ((10, 0), (5, 0))
    assert not StockMovement.objects.exclude(kind="receive").exists()


def test_two_orders_in_one_call_may_not_share_a_piece(make_offer):
    offer = make_offer(stock=10)
    refused(OutOfStock, want(offer, 6), want(offer, 5, reference="orders.order:2"))
    reserve(wants=[want(offer, 6), want(offer, 4, reference="orders.order:2")], now=NOON)
    assert stock_of(offer) == (10, 10)
    assert promised("orders.order:2") == {offer.pk: 4}


def test_the_same_reference_once_more_promises_nothing_more(make_offer, make_pool, make_seller):
    seller = make_seller()
    pool = make_pool(seller, daily_limit=40)
    pieces, meals = make_offer("Keripik", seller=seller, stock=10), make_offer("Nasi kotak", seller=seller, pool=pool)
    for _ in range(2):
        reserve(wants=[want(pieces, 10), want(meals, 40)], now=NOON)
    assert stock_of(pieces) == (10, 10)
    assert day_of(pool).taken == 40
    for _ in range(2):
        consume(reference=ORDER, quantities={pieces.pk: 4, meals.pk: 15}, now=NOON, key="orders.delivery:1")
    assert stock_of(pieces) == (6, 6)
    assert promised(ORDER) == {pieces.pk: 6, meals.pk: 25}
    assert consume(reference=ORDER, now=NOON) == {pieces.pk: 6, meals.pk: 25}
    assert consume(reference=ORDER, now=NOON) == {}


def test_a_day_holds_its_limit_over_all_offers_of_the_kitchen(make_offer, make_pool, make_seller):
    seller = make_seller()
    pool = make_pool(seller, daily_limit=100)
    rice, snack = make_offer("Nasi kotak", seller=seller, pool=pool), make_offer("Snack box", seller=seller, pool=pool)
    reserve(wants=[want(rice, 60), want(snack, 30)], now=NOON)
    message = refused(DayFull, want(rice, 11, reference="orders.order:2"))
    assert "pada 07/01/2026 tersisa 10 bungkus, yang dipesan 11." in message
    reserve(wants=[want(rice, 10, reference="orders.order:2")], now=NOON)
    assert (day_of(pool).taken, day_of(pool).limit) == (100, 100)
    refused(DayFull, want(rice, 101, reference="orders.order:4"))  # more than a whole day, on a day with bookings
    refused(DayFull, want(rice, 101, date(2026, 1, 8), "orders.order:3"))
    assert not CapacityDay.objects.filter(day_on=date(2026, 1, 8)).exists()


def test_what_is_released_of_a_day_is_free_again_and_what_was_delivered_is_not(make_offer, make_pool, make_seller):
    seller = make_seller()
    pool = make_pool(seller)
    offer = make_offer("Nasi kotak", seller=seller, pool=pool)
    reserve(wants=[want(offer, 80)], now=NOON)
    consume(reference=ORDER, quantities={offer.pk: 30}, now=NOON)
    release(reference=ORDER, quantities={offer.pk: 20}, now=NOON)
    assert day_of(pool).taken == 60
    booking = CapacityBooking.objects.get()
    assert (booking.quantity, booking.consumed, booking.released) == (80, 30, 20)


def test_a_closed_day_a_late_order_and_a_closed_weekday_are_refused_with_the_next_day(
    make_offer, make_pool, make_seller
):
    seller = make_seller()
    pool = make_pool(seller, lead_hours=18, cutoff_time=time(15), closed_weekdays=[6])
    offer = make_offer("Nasi kotak", seller=seller, pool=pool)
    CapacityDay.objects.create(pool=pool, day_on=WEDNESDAY, limit=100, closed=True)
    refused(ClosedDay, want(offer, 1))
    refused(TooLate, want(offer, 1, date(2026, 1, 5)))
    refused(TooLate, want(offer, 1, date(2026, 1, 6)), now=NOON + timedelta(hours=4))  # 16.00 WIB
    assert "Hari buka berikutnya: Senin, 12/01/2026." in refused(
        ClosedDay, want(offer, 1, date(2026, 1, 11)), now=datetime(2026, 1, 10, 1, tzinfo=UTC)
    )
    half_past_eight = datetime(2026, 1, 6, 1, 30, tzinfo=UTC)
    reserve(wants=[want(offer, 1, date(2026, 1, 6), due_at=half_past_eight)], now=NOON)
    early = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)
    message = refused(TooLate, want(offer, 1, date(2026, 1, 6), "orders.order:2", due_at=early))
    assert "perlu 18 jam, jadi paling cepat 06/01/2026 pukul 06.00 WIB" in message


def test_what_is_not_listed_or_whose_seller_is_banned_is_not_for_sale(make_offer, make_seller):
    paused = make_offer(stock=5, state="paused", pause_reason="seller")
    banned = make_offer(
        seller=make_seller("Toko X", banned_until_on=date(2026, 2, 1), ban_reason="Barang palsu"), stock=5
    )
    refused(NotForSale, want(paused, 1))
    refused(NotForSale, want(banned, 1))
    assert "tidak ada dalam katalog" in refused(NotForSale, Want(0, 1, WEDNESDAY, ORDER))
    assert stock_of(paused) == (5, 0)


def test_more_than_was_promised_cannot_be_settled(make_offer):
    offer = make_offer(stock=5)
    reserve(wants=[want(offer, 3)], now=NOON)
    for act in (consume, release):
        with pytest.raises(NothingReserved), transaction.atomic():
            act(reference=ORDER, quantities={offer.pk: 4}, now=NOON)
        with pytest.raises(NothingReserved), transaction.atomic():
            act(reference="orders.order:9", quantities={offer.pk: 1}, now=NOON)
    assert stock_of(offer) == (5, 3)


def test_a_basket_of_many_offers_needs_few_statements(make_offer, make_pool, make_seller):
    seller = make_seller()
    pool = make_pool(seller)
    wants = [want(make_offer(f"Keripik {n}", seller=seller, stock=10), 2) for n in range(8)]
    wants += [want(make_offer(f"Nasi {n}", seller=seller, pool=pool), 5) for n in range(4)]
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as counted,
    ):
        reserve(wants=wants, now=NOON)
    assert len(counted) == 3


def test_a_kitchen_that_rests_on_holidays_takes_no_order_for_one(make_offer, make_pool, make_seller):
    seller = make_seller()
    pool = make_pool(seller, closed_on_holidays=True)
    offer = make_offer("Nasi kotak", seller=seller, pool=pool)
    holiday = date(2026, 1, 16)  # Isra Mikraj, a Friday
    assert "Hari buka berikutnya: Sabtu, 17/01/2026." in refused(
        ClosedDay, want(offer, 1, holiday), now=datetime(2026, 1, 15, 1, tzinfo=UTC)
    )
    assert room_on([offer.pk], day=holiday) == {offer.pk: 0}
    assert room_on([offer.pk], day=date(2026, 1, 17)) == {offer.pk: 100}
    days = pool_days(pool, first=holiday, last=date(2026, 1, 17), now=NOON)
    assert [(day.is_open, day.left) for day in days] == [(False, 0), (True, 100)]


def test_more_than_a_kitchen_makes_on_a_usual_day_is_judged_by_the_limit_of_the_day(make_offer, make_pool, make_seller):
    seller = make_seller()
    offer = make_offer(seller=seller, pool=make_pool(seller, daily_limit=100))
    reserve(wants=[want(offer, 1)], now=NOON)
    refused(DayFull, want(offer, 101, reference="orders.order:2"))
    CapacityDay.objects.update(limit=150)
    reserve(wants=[want(offer, 120, reference="orders.order:3")], now=NOON)
    assert CapacityDay.objects.values_list("limit", "taken").get() == (150, 121)
