"""The straight path from a package to a closed order, with money, capacity and trail at each step."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, PLAN, ROOM
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue.models import CapacityDay
from tumbuh.orders import services
from tumbuh.orders.models import Basket, Disposition, Order, OrderEvent, SaleEntry
from tumbuh.procurement.models import Holding, Purchase

pytestmark = pytest.mark.django_db


def money(city):
    city.line.refresh_from_db()
    return city.line.held_rupiah, city.line.realised_rupiah


def test_lunch_for_forty_from_package_to_closed(city):
    order = city.place(40)
    assert (order.state, order.total_rupiah, order.seller_name) == ("placed", 1_000_000, "Dapur Budi")
    assert (order.balance_before_rupiah, order.balance_after_rupiah) == (200_000_000, 199_000_000)
    assert (order.plan_code, order.unit_ref, order.delivery_address) == (PLAN, "101", ROOM)
    assert money(city) == (1_000_000, 0)
    assert CapacityDay.objects.get().taken == 40
    assert Disposition.objects.get().committed_rupiah == 1_000_000

    services.confirm(order_id=order.pk, by=city.owner, now=NOON)
    services.deliver(order_id=order.pk, by=city.owner, now=NOON)
    order = services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    assert (order.state, order.pay_by_on, order.receipt.late_minutes) == ("received", date(2026, 4, 9), 0)

    order = services.pay(
        order_id=order.pk, by=city.of(Role.TREASURER), now=NOON, proof_number="SP2D/1", paid_on=date(2026, 4, 6),
        tax_slip_number="BP-1",
    )  # fmt: skip
    # Catering is a service: PPh 23 of 2 %, twice that because the register knows no NPWP of the seller.
    assert (order.state, order.withheld_rupiah, order.payment.net_rupiah) == ("paid", 40_000, 960_000)
    assert money(city) == (0, 1_000_000)

    order = services.close(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    assert order.state == "closed"
    purchase = Purchase.objects.get()
    assert (purchase.source, purchase.value_rupiah, purchase.plan_codes) == ("eorder", 1_000_000, [PLAN])
    assert (purchase.domestic_rupiah, purchase.micro_small_rupiah, purchase.state) == (None, 1_000_000, "realised")
    assert SaleEntry.objects.get().entered_at is None
    acts = list(OrderEvent.objects.order_by("pk").values_list("act", "to_state"))
    assert acts == [
        ("place", "placed"), ("confirm", "confirmed"), ("deliver", "delivered"), ("receive", "received"),
        ("pay", "paid"), ("close", "closed"),
    ]  # fmt: skip
    told = AuditEvent.objects.filter(target=order.reference).order_by("pk").values_list("event", flat=True)
    assert list(told) == [
        "orders.placed", "orders.confirmed", "orders.delivered", "orders.received", "orders.paid", "orders.closed",
    ]  # fmt: skip


def test_an_autodebet_is_asked_for_by_one_and_confirmed_by_another(city):
    order = city.until("received")
    services.request_debit(order_id=order.pk, by=city.of(Role.TREASURER), now=NOON, tax_slip_number="BP-7")
    order = services.confirm_debit(order_id=order.pk, by=city.of(Role.BUDGET_OWNER), now=NOON)
    assert (order.state, order.payment_path, order.paid_by) == ("paid", "autodebet", city.of(Role.BUDGET_OWNER))
    assert order.payment.proof_number.startswith("AD-2026-")
    assert Holding.objects.get().held_rupiah == 0


def test_a_basket_becomes_orders_once(city):
    basket = city.fill((city.rice, 10))
    services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    with pytest.raises(services.BasketPlaced):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    assert (Order.objects.count(), Basket.objects.count()) == (1, 1)


def test_placing_a_basket_of_two_sellers_takes_eight_statements(city):
    other = cities.offer(cities.business("Warung Sari"), "Kue basah", stock=500)
    basket = city.fill((city.rice, 10), (other, 20))
    with CaptureQueriesContext(connection) as asked:
        placed = services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    statements = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    # Basket, roles, offers, whether the rail may ask, locks, pieces, days, and all that is written. Of one kind of
    # offer it is one fewer.
    assert len(statements) == 8
    assert [(one.seller_name, one.total_rupiah) for one in placed] == [
        ("Dapur Budi", 250_000),
        ("Warung Sari", 500_000),
    ]
    assert [one.balance_before_rupiah for one in placed] == [200_000_000, 199_750_000]
    assert placed[-1].balance_after_rupiah == 199_250_000
