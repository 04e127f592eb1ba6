"""Hundreds at once on one database: nobody oversells, nothing is lost or doubled, and no deadlock reaches a person."""

import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON
from tests.killing import GATE, kill_while_it_waits
from tumbuh.accounts.models import Membership, User
from tumbuh.catalogue.models import CapacityBooking, CapacityDay, StockMovement
from tumbuh.catalogue.stock import DayFull, OutOfStock
from tumbuh.orders import services
from tumbuh.orders.models import Basket, BasketLine, Disposition, Order, OrderEvent, OrderLine
from tumbuh.procurement.budgeting import OverBudget
from tumbuh.procurement.models import Holding

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS, AT_ONCE = 300, 16


def buyers(city, count=BUYERS):
    """Make so many procurement officers, each with a package of the unit taken up."""
    users = User.objects.bulk_create(
        User(username=f"pp{User.objects.count()}-{n}", date_joined=NOON) for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=user, role="procurement_officer", scope_kind="unit", scope_code=cities.UNIT, from_on=NOON)
        for user in users
    )
    of = city.disposition
    return Disposition.objects.bulk_create(
        Disposition(
            year=of.year, plan_code=f"{of.plan_code}-{user.pk}", unit_ref=of.unit_ref, budget_line=city.line,
            ceiling_rupiah=5_000_000, state="taken_up", disposed_by=of.disposed_by, disposed_at=NOON, prepared_at=NOON,
            taken_up_at=NOON, commitment_officer=of.commitment_officer, procurement_officer=user,
        )
        for user in users
    )  # fmt: skip


def baskets(city, *wanted, count=BUYERS):
    """Fill a basket for each of so many buyers; return (its key, the buyer)."""
    made = Basket.objects.bulk_create(
        Basket(
            user=of.procurement_officer, disposition=of, delivery_address=cities.ROOM, made_at=NOON,
            deliver_by_at=cities.TOMORROW,
        )
        for of in buyers(city, count)
    )  # fmt: skip
    BasketLine.objects.bulk_create(
        BasketLine(basket=basket, offer=one, quantity=quantity) for basket in made for one, quantity in wanted
    )
    return [(basket.pk, basket.user) for basket in made]


def race(keys):
    """Place all baskets from several threads; return how many came to each end."""

    def one(key, buyer):
        try:
            services.place(basket_id=key, by=buyer, now=NOON)
            return "placed"
        except Exception as refused:  # what reaches the person
            return type(refused).__name__
        finally:
            # As a request does: the pool holds half as many connections as there are threads, and who waits for one
            # until another thread's whole share is done waits longer than the pool's ten seconds on a busy machine.
            connection.close()

    def some(share):
        return [one(key, buyer) for key, buyer in share]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = [keys[at::AT_ONCE] for at in range(AT_ONCE)]
        return Counter(itertools.chain.from_iterable(pool.map(some, shares)))


def check_sums(city):
    """Money, package, orders, holdings and trail agree to the rupiah."""
    city.line.refresh_from_db()
    totals = list(Order.objects.values_list("total_rupiah", flat=True))
    assert city.line.held_rupiah == sum(totals) == sum(Holding.objects.values_list("amount_rupiah", flat=True))
    assert sum(Disposition.objects.values_list("committed_rupiah", flat=True)) == sum(totals)
    assert OrderEvent.objects.count() == OrderLine.objects.values("order").distinct().count() == len(totals)
    before = sorted(Order.objects.values_list("balance_before_rupiah", "total_rupiah"), reverse=True)
    left = city.line.ceiling_rupiah
    for balance, total in before:
        assert balance == left  # each order says the balance that it found, and no two the same
        left -= total


def test_three_hundred_buyers_race_for_a_stock_of_one_hundred():
    city = cities.build(stock=100)
    ends = race(baskets(city, (city.rice, 1)))
    assert ends == {"placed": 100, OutOfStock.__name__: 200}
    city.rice.refresh_from_db()
    assert (city.rice.on_hand, city.rice.reserved, city.rice.free) == (100, 100, 0)
    assert StockMovement.objects.filter(kind="reserve").count() == Order.objects.count() == 100
    check_sums(city)


def test_three_hundred_buyers_race_for_a_line_with_room_for_forty():
    city = cities.build(stock=1_000, ceiling=40 * 25_000 + 24_999)
    ends = race(baskets(city, (city.rice, 1)))
    assert ends == {"placed": 40, OverBudget.__name__: 260}
    city.rice.refresh_from_db()
    assert (city.rice.reserved, Order.objects.count()) == (40, 40)  # who was refused promised nothing
    check_sums(city)


def test_a_day_of_a_kitchen_is_never_overbooked():
    city = cities.build(daily_limit=120)
    ends = race(baskets(city, (city.rice, 7)))
    assert ends == {"placed": 17, DayFull.__name__: 283}
    day = CapacityDay.objects.get()
    assert (day.taken, day.limit) == (119, 120)
    assert sum(CapacityBooking.objects.values_list("quantity", flat=True)) == 119
    check_sums(city)


def test_baskets_that_name_the_same_offers_in_another_order_never_wait_in_a_ring():
    city = cities.build(stock=500)
    other = cities.offer(cities.business("Warung Sari"), "Kue basah", stock=500)
    third = cities.offer(city.seller, "Teh", line_kind="catering", pool=cities.pool(city.seller, daily_limit=400))
    forth = baskets(city, (city.rice, 1), (other, 1), (third, 1), count=60)
    back = baskets(city, (third, 1), (other, 1), (city.rice, 1), count=60)
    mixed = [key for pair in zip(forth, back, strict=True) for key in pair]
    assert race(mixed) == {"placed": 120}
    assert Order.objects.count() == 240  # two sellers a basket
    check_sums(city)


def test_buyers_and_those_who_cancel_meet_on_one_line_without_a_ring():
    city = cities.build(stock=400)
    placed = [city.place(1) for _ in range(24)]
    keys = baskets(city, (city.rice, 1), count=60)

    def cancel(order):
        try:
            services.cancel(order_id=order.pk, reason="event_moved", by=city.officer, now=NOON)
            return "cancelled"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        cancelled = pool.map(cancel, placed)
        assert race(keys) == {"placed": 60}
        assert Counter(cancelled) == {"cancelled": 24}
    city.line.refresh_from_db()
    city.rice.refresh_from_db()
    assert (city.line.held_rupiah, city.rice.reserved, city.rice.free) == (60 * 25_000, 60, 340)
    assert sum(Disposition.objects.values_list("committed_rupiah", flat=True)) == 60 * 25_000


# The database stops the worker in the middle of placing: stock is promised, the orders are being written.
WAIT_IN_THE_MIDDLE = f"""
CREATE FUNCTION wait_in_the_middle() RETURNS trigger AS $$
BEGIN PERFORM pg_advisory_xact_lock({GATE}); RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER wait_in_the_middle BEFORE INSERT ON orders_orderline FOR EACH ROW EXECUTE FUNCTION wait_in_the_middle();
"""
GO_ON = "DROP TRIGGER IF EXISTS wait_in_the_middle ON orders_orderline; DROP FUNCTION IF EXISTS wait_in_the_middle()"
WORKER = """
import sys
import django
django.setup()
from django.utils.dateparse import parse_datetime
from tumbuh.accounts.models import User
from tumbuh.orders import services
services.place(basket_id=int(sys.argv[1]), by=User.objects.get(pk=int(sys.argv[2])), now=parse_datetime(sys.argv[3]))
"""


def test_a_process_killed_while_it_places_leaves_nothing_and_the_basket_is_placed_once():
    city = cities.build(stock=100)
    basket = city.fill((city.rice, 40))
    with connection.cursor() as cursor:
        cursor.execute(WAIT_IN_THE_MIDDLE)
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        try:
            kill_while_it_waits(WORKER, str(basket.pk), str(city.officer.pk), NOON.isoformat())
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])
            cursor.execute(GO_ON)
    city.rice.refresh_from_db()
    city.line.refresh_from_db()
    assert (city.rice.reserved, city.line.held_rupiah, Order.objects.count()) == (0, 0, 0)
    services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    with pytest.raises(services.BasketPlaced):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    city.rice.refresh_from_db()
    assert city.rice.reserved == 40
    check_sums(city)
