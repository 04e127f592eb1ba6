"""Whatever a program sends: never a failure of ours, never a row changed by a refusal, always words that help."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from tests.integration.api.orders.test_endpoints import basket_of, city, machine
from tests.integration.orders import city as cities
from tests.integration.orders.city import City
from tests.integration.orders.test_machine import snapshot
from tumbuh.api.problems import PROBLEM
from tumbuh.orders.models import Basket, BasketLine, Order

__all__ = ["city", "machine"]
pytestmark = pytest.mark.django_db
BASKET, ORDERS = "/api/v1/pesanan/keranjang", "/api/v1/pesanan"
NOBODYS = "0e8a8f1c-1111-4222-8333-444455556666"
Body = dict[str, Any]
Sent = Callable[[str, object], tuple[int, Any]]


@pytest.fixture
def send(machine: Client) -> Iterator[Sent]:
    """Send a body; what an accepted one did is taken back. At the end every row is as it was before the refusals."""

    def sent(path: str, body: object) -> tuple[int, Any]:
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        with transaction.atomic():
            response = machine.post(path, content, content_type="application/json")
            transaction.set_rollback(response.status_code < 400)
        if response.status_code >= 400:
            check_problem(response)
        return response.status_code, response.json()

    before = snapshot()
    yield sent
    assert snapshot() == before


def check_problem(response: Any) -> None:
    """A refusal is a problem of 4xx in Bahasa Indonesia that does not tell of our insides."""
    said = response.json()
    assert 400 <= response.status_code < 500
    assert response.headers["Content-Type"] == PROBLEM
    assert said["status"] == response.status_code
    assert said["detail"].endswith(".")
    told = " ".join([said["detail"], *(one["what"] for one in said.get("fields", ()))])
    assert not {"input", "should", "field", "valid", "error"} & set(told.lower().split())


def with_lines(city: City, *quantities: object) -> Body:
    return basket_of(city, lines=[{"offer": str(city.rice.public_id), "quantity": one} for one in quantities])


NO_BODIES = ("", "null", "[]", '"x"', "{", "NaN", "[" * 5_000, b"\xff\xfe", '{"a": "\\ud800"}', "9" * 5_000)
NO_NUMBERS = (True, "40", 40.0, 40.5, None, [40], 2**64)
NOT_MEANT = (0, -1, -(2**63), 1_000_001, 2**31, 2**63 - 1)
OTHERWISE: tuple[tuple[Body, str], ...] = (
    ({"deliver_by_at": "2030-01-01T10:00:00"}, "bad_shape"),  # in which zone?
    ({"deliver_by_at": "2030-01-01"}, "bad_shape"),
    ({"deliver_by_at": 1e18}, "bad_shape"),
    ({"deliver_by_at": "0001-01-01T00:00:00+12:00"}, "delivery_missing"),
    ({"deliver_by_at": "9999-12-31T23:59:59-12:00"}, "delivery_missing"),  # the year 10000 in UTC
    ({"address": "  "}, "delivery_missing"),
    ({"address": "x" * 501}, "delivery_missing"),
    ({"address": "x" * 3_000_000}, "too_big"),
    ({"address": "a\0b"}, "not_storable"),
    ({"area": "\0"}, "not_storable"),
    ({"lines": []}, "bad_quantity"),
    ({"lines": [{"offer": NOBODYS, "quantity": 1}]}, "not_for_sale"),
    ({"disposition": NOBODYS}, "package_not_taken_up"),
    ({"disposition": 5}, "bad_shape"),
)


def test_what_is_no_body_or_cannot_be_meant_is_refused(city: City, send: Sent) -> None:
    for content in NO_BODIES:
        for path in (BASKET, ORDERS):
            status, said = send(path, content)
            assert (status, said["code"]) in {(400, "not_json"), (422, "bad_shape")}, content
    for quantity in NOT_MEANT:
        assert send(BASKET, with_lines(city, quantity))[1]["code"] == "bad_quantity", quantity
    for more, code in OTHERWISE:
        assert send(BASKET, basket_of(city, **more))[1]["code"] == code, str(more)[:80]


def test_a_field_is_named_with_what_to_write_instead(city: City, send: Sent) -> None:
    for quantity in NO_NUMBERS:
        status, said = send(BASKET, with_lines(city, quantity))
        [field] = said["fields"]
        found = (status, field["at"], field["what"])
        assert found == (422, "lines.0.quantity", "Isi dengan bilangan bulat, tanpa tanda kutip."), quantity
    _, said = send(BASKET, basket_of(city, wilayah="31.71.01"))
    told = "Isian ini tidak dikenal; periksa ejaannya."
    assert said["fields"] == [{"at": "wilayah", "what": told, "type": "extra_forbidden"}]
    _, said = send(BASKET, with_lines(city, 40, 2))
    assert said["code"] == "offer_twice"
    assert str(city.rice.public_id) in said["detail"]


@pytest.fixture
def theirs(city: City) -> Basket:
    """The package goes to another procurement officer, with a basket of theirs."""
    other = cities.person("lain", cities.Role.PROCUREMENT_OFFICER)
    package = city.disposition
    type(package).objects.filter(pk=package.pk).update(procurement_officer=other)
    return Basket.objects.create(user=other, disposition=package, made_at=timezone.now())


def test_what_is_another_persons_opens_nothing(city: City, theirs: Basket, send: Sent) -> None:
    assert send(BASKET, basket_of(city))[1]["code"] == "not_allowed"
    for unseen in (str(theirs.public_id), NOBODYS):
        status, said = send(ORDERS, {"basket": unseen})
        assert (status, said["detail"]) == (403, "Keranjang ini milik orang lain atau tidak ada.")


def test_the_same_body_again_changes_nothing_and_answers_the_same(city: City, machine: Client) -> None:
    made = machine.post(BASKET, basket_of(city), content_type="application/json").json()
    assert machine.post(BASKET, basket_of(city), content_type="application/json").json() == made
    placed = machine.post(ORDERS, made, content_type="application/json")
    rows = snapshot()
    for more in ({}, {"warnings": [{"rule": "price", "words": "lain"}]}):
        again = machine.post(ORDERS, made | more, content_type="application/json")
        assert (placed.status_code, again.status_code) == (201, 200)
        assert again.json() == placed.json()
    assert snapshot() == rows
    assert BasketLine.objects.count() == Order.objects.count() == 1


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just(NOBODYS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def places(body: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every part of a body, itself too."""
    yield path
    parts = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, part in parts:
        yield from places(part, (*path, key))


def put(body: Any, path: tuple[Any, ...], value: object) -> Any:
    """Return the body with something else at one place."""
    if not path:
        return value
    changed = dict(body) if isinstance(body, dict) else list(body)
    changed[path[0]] = put(changed[path[0]], path[1:], value)
    return changed


@pytest.fixture
def filled(city: City, machine: Client) -> Body:
    """A basket that could be ordered."""
    made: Body = machine.post(BASKET, basket_of(city), content_type="application/json").json()
    return made


def test_anything_anywhere_in_a_body_is_answered(city: City, filled: Body, send: Sent) -> None:
    good: dict[str, Body] = {
        BASKET: basket_of(city, area="31.71.01", deliver_by_at=(timezone.now() + timedelta(days=2)).isoformat()),
        ORDERS: filled | {"warnings": [{"rule": "price", "words": "mendesak"}]},
    }
    everywhere = [(path, place) for path, body in good.items() for place in places(body)]

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(changes=st.lists(st.tuples(st.sampled_from(everywhere), ANYTHING), min_size=4, max_size=4))
    def try_all(changes: list[Any]) -> None:
        for (path, place), value in changes:
            send(path, put(good[path], place, value))

    try_all()


def test_a_database_without_room_is_told_as_busy_and_the_call_may_be_sent_again(filled: Body, machine: Client) -> None:
    def full(*_: object) -> None:
        raise OperationalError("couldn't get a connection after 10.00 sec")

    with connection.execute_wrapper(full), CaptureQueriesContext(connection):
        response = machine.post(ORDERS, filled, content_type="application/json")
    found = (response.status_code, response.json()["code"], response.headers["Retry-After"])
    assert found == (503, "too_busy", "5")
    assert Order.objects.count() == 0
