"""After any sequence of acts the stock is the sum of its movements, and a day that of its bookings."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tumbuh.catalogue.models import CapacityBooking, CapacityDay, Offer, StockMovement
from tumbuh.catalogue.services import count_stock, receive_stock
from tumbuh.catalogue.stock import Want, consume, promised, release, reserve
from tumbuh.kernel.errors import Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
DAYS = [date(2026, 1, 7), date(2026, 1, 8)]

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["receive", "count", "reserve", "consume", "release", "consume part", "release part"]),
        st.integers(0, 1),  # which offer, or which day of the kitchen
        st.integers(0, 2),  # which order
        st.integers(1, 40),
    ),
    max_size=14,
)


def do(act, goods, meal, which, order, quantity):
    reference = f"orders.order:{order}"
    offer = goods[which]
    if act == "receive":
        receive_stock(offer_id=offer.pk, quantity=quantity, by=None, now=NOON)
    elif act == "count":
        count_stock(offer_id=offer.pk, counted=quantity, reason="dihitung ulang", by=None, now=NOON)
    elif act == "reserve":
        reserve(
            wants=[Want(offer.pk, quantity, DAYS[0], reference), Want(meal.pk, quantity, DAYS[which], reference)],
            now=NOON,
        )
    else:
        settle = consume if act.startswith("consume") else release
        part = {offer.pk: quantity, meal.pk: quantity} if act.endswith("part") else None
        settle(reference=reference, quantities=part, now=NOON, key=f"{act} {quantity}" if part else "")


def check(goods):
    for offer in Offer.objects.filter(pk__in=[one.pk for one in goods]):
        sums = dict(StockMovement.objects.filter(offer=offer).values_list("kind").annotate(total=Sum("quantity")))
        total = {kind: sums.get(kind, 0) for kind in ("receive", "adjust", "reserve", "consume", "release")}
        assert offer.on_hand == total["receive"] + total["adjust"] - total["consume"]
        assert offer.reserved == total["reserve"] - total["consume"] - total["release"]
        assert 0 <= offer.reserved <= offer.on_hand
    for day in CapacityDay.objects.all():
        booked = CapacityBooking.objects.filter(pool=day.pool_id, day_on=day.day_on)
        taken = booked.aggregate(total=Sum(F("quantity") - F("released")))["total"] or 0
        assert day.taken == taken <= day.limit
    left = sum(quantity for order in range(3) for quantity in promised(f"orders.order:{order}").values())
    open_days = CapacityBooking.objects.aggregate(total=Sum(F("quantity") - F("consumed") - F("released")))["total"]
    reserved = Offer.objects.aggregate(total=Sum("reserved"))["total"]
    assert left == (open_days or 0) + reserved


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_any_sequence_of_acts_keeps_stock_and_days_equal_to_their_ledgers(make_offer, make_pool, make_seller, acts):
    with transaction.atomic():
        seller = make_seller()
        goods = [make_offer(f"Keripik {n}", seller=seller, stock=50) for n in range(2)]
        meal = make_offer("Nasi kotak", seller=seller, pool=make_pool(seller, daily_limit=60))
        for act, which, order, quantity in acts:
            try:
                with transaction.atomic():
                    do(act, goods, meal, which, order, quantity)
            except Refused:
                pass  # and then nothing may have changed, which the sums say
            check(goods)
        transaction.set_rollback(True)
