"""A machine of a unit fills a basket and orders it: two calls, at most eight statements each."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.integration.orders import city as cities
from tests.integration.orders.city import City
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.tokens import issue_token
from tumbuh.api.orders.endpoints import OrderOut
from tumbuh.orders.models import Order

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.fixture
def city(db: None) -> City:
    return cities.build()


@pytest.fixture
def machine(city: City) -> Client:
    now = timezone.now()
    _, secret = issue_token(
        user=city.officer, name="SIPD", permissions=[Permission.ORDERS_PLACE], expires_at=now + timedelta(days=1),
        by=None, now=now,
    )  # fmt: skip
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})


def basket_of(city: City, **more: Any) -> dict[str, Any]:
    due = (timezone.now() + timedelta(days=3)).isoformat()
    lines = [{"offer": str(city.rice.public_id), "quantity": 40}]
    return {
        "disposition": str(city.disposition.public_id), "lines": lines, "address": cities.ROOM, "deliver_by_at": due,
    } | more  # fmt: skip


def post(client: Client, path: str, body: object) -> tuple[int, Any, list[str]]:
    with CaptureQueriesContext(connection) as asked:
        response = client.post(path, body, content_type="application/json")
    found = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    return response.status_code, response.json(), found


def test_from_an_empty_basket_to_a_placed_order(city: City, machine: Client) -> None:
    status, made, asked = post(machine, "/api/v1/pesanan/keranjang", basket_of(city))
    assert (status, len(asked) <= MOST) == (200, True), asked
    status, placed, asked = post(machine, "/api/v1/pesanan", made)
    assert (status, len(asked)) == (201, 7), asked  # the token, and the six of placing
    [order] = placed
    assert OrderOut.model_validate(order).total_rupiah == 1_000_000
    assert order["balance_after_rupiah"] == order["balance_before_rupiah"] - 1_000_000
    assert str(Order.objects.get().public_id) == order["order"]


def test_a_refusal_is_a_problem(city: City, machine: Client) -> None:
    lines = [{"offer": str(city.rice.public_id), "quantity": 301}]
    _, made, _ = post(machine, "/api/v1/pesanan/keranjang", basket_of(city, lines=lines))
    status, said, _ = post(machine, "/api/v1/pesanan", made)
    assert (status, said["code"]) == (400, "day_full")
    assert Order.objects.count() == 0


def test_without_a_token_nothing_is_ordered(city: City) -> None:
    status, said, _ = post(Client(), "/api/v1/pesanan", {"basket": str(city.disposition.public_id)})
    assert (status, said["code"]) == (401, "token_missing")
