"""Many at once, on the real database: exactly what there is is promised, and nobody waits in a ring."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from tumbuh.catalogue.models import CapacityBooking, CapacityDay, StockMovement
from tumbuh.catalogue.stock import DayFull, OutOfStock, Want, consume, release, reserve

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
DAY = date(2026, 1, 7)
THREADS = 6  # the connection pool of a process holds eight


def all_at_once(act, buyers):
    """Let buyers act from several threads that start together; return how often each answer came."""
    together = Barrier(THREADS)

    def work(number):
        together.wait(timeout=30)
        try:
            return [act(buyer) for buyer in range(number, buyers, THREADS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(answer for answers in pool.map(work, range(THREADS)) for answer in answers)


def buy(wants):
    try:
        with transaction.atomic():
            reserve(wants=wants, now=NOON)
    except (OutOfStock, DayFull) as refusal:
        return refusal.code
    return "ok"


def test_300_buyers_race_for_a_stock_of_100(make_offer):
    offer = make_offer(stock=100)
    answers = all_at_once(lambda buyer: buy([Want(offer.pk, 1, DAY, f"orders.order:{buyer}")]), 300)
    assert answers == {"ok": 100, "out_of_stock": 200}
    offer.refresh_from_db()
    assert (offer.on_hand, offer.reserved) == (100, 100)
    assert StockMovement.objects.filter(kind="reserve").count() == 100


def test_300_buyers_race_for_the_100_portions_of_a_day(make_offer, make_pool, make_seller):
    seller = make_seller()
    pool = make_pool(seller, daily_limit=100)
    offers = [make_offer(title, seller=seller, pool=pool) for title in ("Nasi kotak", "Snack box")]
    answers = all_at_once(lambda buyer: buy([Want(offers[buyer % 2].pk, 1, DAY, f"orders.order:{buyer}")]), 300)
    assert answers == {"ok": 100, "day_full": 200}
    assert CapacityDay.objects.get(pool=pool, day_on=DAY).taken == 100
    assert CapacityBooking.objects.count() == 100


def test_baskets_in_any_order_with_settling_meanwhile_meet_no_deadlock(make_offer, make_pool, make_seller):
    seller = make_seller()
    pools = [make_pool(seller, name=f"Dapur {n}", daily_limit=100_000) for n in range(2)]
    goods = [make_offer(f"Keripik {n}", seller=seller, stock=10_000) for n in range(3)]
    meals = [make_offer(f"Nasi {n}", seller=seller, pool=pool) for n, pool in enumerate(pools)]

    def act(buyer):
        mixed = [*goods, *meals]
        random.Random(buyer).shuffle(mixed)
        reference = f"orders.order:{buyer}"
        answer = buy([Want(offer.pk, 1 + buyer % 3, DAY, reference) for offer in mixed[:4]])
        settle = consume if buyer % 2 else release
        settle(reference=reference, now=NOON)
        return answer

    assert all_at_once(act, 90) == {"ok": 90}
    for offer in goods:
        offer.refresh_from_db()
        assert offer.reserved == 0
    taken = sum(CapacityDay.objects.values_list("taken", flat=True))
    delivered = sum(CapacityBooking.objects.values_list("consumed", flat=True))
    assert taken == delivered


def test_one_order_told_six_times_at_once_promises_once(make_offer):
    offer = make_offer(stock=100)
    answers = all_at_once(lambda _: buy([Want(offer.pk, 30, DAY, "orders.order:1")]), THREADS)
    assert answers == {"ok": THREADS}
    offer.refresh_from_db()
    assert offer.reserved == 30
