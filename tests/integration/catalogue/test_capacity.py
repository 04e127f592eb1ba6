"""A seller's kitchens, their days, and what equals cost."""

from datetime import UTC, date, datetime, time

import pytest

from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue import queries, services
from tumbuh.catalogue.models import CapacityDay, CapacityPool, PaidPrice, Product, SellerProfile
from tumbuh.catalogue.rules.offers import BadOffer
from tumbuh.catalogue.rules.prices import Spread
from tumbuh.catalogue.services import NewMaster, PaidLine, PoolValues, ProfileValues
from tumbuh.catalogue.stock import Want, reserve

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
WEDNESDAY = date(2026, 1, 7)


@pytest.fixture
def kitchen(make_seller):
    values = PoolValues("Dapur", 100, 12, time(15), (6,))
    return services.add_pool(business=make_seller(), values=values, by=None, now=NOON)


@pytest.fixture
def meal(kitchen, make_offer):
    return make_offer("Nasi kotak", seller=kitchen.business, pool=kitchen)


def test_a_day_can_have_another_limit_but_not_below_what_is_promised(kitchen, meal):
    reserve(wants=[Want(meal.pk, 60, WEDNESDAY, "orders.order:1")], now=NOON)
    events = AuditEvent.objects.count()
    with pytest.raises(services.BelowTaken, match="sudah dijanjikan 60"):
        services.set_day(pool_id=kitchen.pk, day=WEDNESDAY, limit=59, by=None, now=NOON)
    assert AuditEvent.objects.count() == events
    services.set_day(pool_id=kitchen.pk, day=WEDNESDAY, limit=60, by=None, now=NOON)
    assert queries.room_on([meal.pk], day=WEDNESDAY) == {meal.pk: 0}
    services.set_day(pool_id=kitchen.pk, day=WEDNESDAY, closed=True, note="hajatan", by=None, now=NOON)
    [day] = queries.pool_days(kitchen, first=WEDNESDAY, last=WEDNESDAY, now=NOON)
    assert (day.taken, day.is_open, day.left, day.note) == (60, False, 0, "hajatan")


def test_a_new_daily_limit_holds_for_coming_days_that_had_the_old_one(kitchen, meal):
    reserve(wants=[Want(meal.pk, 80, WEDNESDAY, "orders.order:1")], now=NOON)
    services.set_day(pool_id=kitchen.pk, day=date(2026, 1, 8), limit=30, by=None, now=NOON)
    services.change_pool(pool_id=kitchen.pk, values=PoolValues("Dapur", 50, 12), by=None, now=NOON)
    limits = dict(CapacityDay.objects.values_list("day_on", "limit"))
    assert limits == {WEDNESDAY: 80, date(2026, 1, 8): 30}
    assert queries.room_on([meal.pk], day=date(2026, 1, 9)) == {meal.pk: 50}


@pytest.mark.parametrize(
    "values",
    [
        PoolValues("", 10),
        PoolValues("Dapur", 0),
        PoolValues("Dapur", 10, -1),
        PoolValues("D", 1, closed_weekdays=(0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_what_is_no_kitchen_is_refused(make_seller, values):
    with pytest.raises(services.BadPool):
        services.add_pool(business=make_seller(), values=values, by=None, now=NOON)
    assert not CapacityPool.objects.exists()


def test_an_offer_moves_between_stock_and_kitchen_only_when_nothing_is_promised(kitchen, meal, make_offer):
    stocked = make_offer("Keripik", seller=kitchen.business, stock=5)
    with pytest.raises(BadOffer, match="stok"):
        services.make_to_order(offer_id=stocked.pk, pool=kitchen, by=None, now=NOON)
    with pytest.raises(services.NoStockKept):
        services.receive_stock(offer_id=meal.pk, quantity=5, by=None, now=NOON)
    reserve(wants=[Want(meal.pk, 1, WEDNESDAY, "orders.order:1")], now=NOON)
    with pytest.raises(BadOffer, match="dijanjikan"):
        services.make_to_order(offer_id=meal.pk, pool=None, by=None, now=NOON)
    with pytest.raises(services.BadPool, match="pindahkan"):
        services.retire_pool(pool_id=kitchen.pk, by=None, now=NOON)


def test_stock_that_came_in_is_told_twice_and_counted_once(make_offer):
    offer = make_offer(stock=5)
    for _ in range(2):
        services.receive_stock(offer_id=offer.pk, quantity=7, by=None, now=NOON, key="nota-1")
    offer.refresh_from_db()
    assert offer.on_hand == 12


def test_a_profile_is_checked_and_its_phone_written_one_way(make_seller):
    business = make_seller()
    values = ProfileValues(phone="0812-3456-7890", delivers_to=["31.71", "31.74"], delivery_fee_rupiah=10_000)
    profile = services.set_profile(business=business, values=values, by=None, now=NOON)
    assert (profile.phone, profile.delivers_to, profile.consented_at) == ("+6281234567890", ["31.71", "31.74"], NOON)
    for bad in (
        ProfileValues(seller_type="reseller"),
        ProfileValues(delivers_to=["99"]),
        ProfileValues(seller_type="x"),
    ):
        with pytest.raises(services.BadProfile):
            services.set_profile(business=business, values=bad, by=None, now=NOON)
    assert SellerProfile.objects.get().phone == "+6281234567890"


def test_equals_are_tied_to_a_master_compared_and_untied(make_offer, make_seller, make_category):
    make_category("camilan")
    child = make_category()
    child.parent = make_category("camilan")
    child.save()
    prices = (10_000, 12_000, 15_000, 20_000)
    offers = [make_offer("Keripik 100 gr", seller=make_seller(f"S{p}"), stock=9, price_rupiah=p) for p in prices]
    new = NewMaster("Keripik", "keripik", "bungkus", "100 gr")
    master = services.add_master(new=new, by=None, now=NOON)
    assert services.add_master(new=new, by=None, now=NOON) == master
    assert [one.master for one in services.suggest_masters(offers[0])] == [master]
    services.link_masters(links=[(offer.product_id, master.pk) for offer in offers], by=None, now=NOON)
    assert queries.price_spread(master.pk, on=WEDNESDAY, days=30) == Spread(4, 11_500, 13_500, 16_250, "listed")
    services.unlink_master(product_id=offers[3].product_id, by=None, now=NOON)
    assert Product.objects.filter(master=master).count() == 3
    with pytest.raises(services.NoMaster):
        services.unlink_master(product_id=offers[3].product_id, by=None, now=NOON)
    offer = queries.offer_by_public_id(offers[0].public_id)
    assert queries.price_advice(offer, price_rupiah=10_000, on=WEDNESDAY).place == "few"


def test_what_orders_paid_comes_before_what_sellers_ask_and_counts_once(make_offer, make_seller, make_category):
    child = make_category()
    child.parent = make_category("camilan")
    child.save()
    offer = make_offer("Keripik 100 gr", stock=9)
    master = services.add_master(new=NewMaster("Keripik", "keripik", "bungkus", "100 gr"), by=None, now=NOON)
    services.link_masters(links=[(offer.product_id, master.pk)], by=None, now=NOON)
    for number, price in enumerate((9_000, 10_000, 11_000, 12_000)):
        for _ in range(2):
            lines = [PaidLine(offer.pk, price, 5)]
            services.record_paid(lines=lines, reference=f"orders.order:{number}", now=NOON)
    assert PaidPrice.objects.count() == 4
    assert queries.price_spread(master.pk, on=WEDNESDAY, days=30) == Spread(4, 9_750, 10_500, 11_250, "paid")
    assert queries.price_spread(master.pk, on=date(2026, 3, 1), days=30) == Spread(1, 15_000, 15_000, 15_000, "listed")
