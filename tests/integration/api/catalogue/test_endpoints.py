# ruff: noqa: F811 - fixtures of the catalogue are taken by their names
"""The shop as JSON: the shape that it says it has, refusals as problems, and nothing that is personal."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON
from tests.integration.catalogue.conftest import make_category, make_offer, make_pool, make_seller  # noqa: F401
from tumbuh.api.catalogue import shapes
from tumbuh.catalogue.models import Offer, OfferPhoto, OriginEvidence
from tumbuh.catalogue.search import index, kinds

Make = Callable[..., Any]


@pytest.fixture
def offer(make_offer: Make, make_seller: Make) -> Offer:
    seller = make_seller("Keripik Budi", phone="+628111111111", delivery_fee_rupiah=10_000)
    offer = make_offer("Keripik Singkong Pedas", seller=seller, stock=5, description="Renyah")
    OfferPhoto.objects.create(offer=offer, file="foto/aa", sha256="a" * 64, width=960, height=720, added_at=NOON)
    OriginEvidence.objects.create(
        product=offer.product, kind="declared", level=1, valid_from="2025-01-01", added_at=NOON
    )
    index.rebuild(now=NOON)
    kinds.forget()
    return offer


@pytest.mark.usefixtures("offer")
def test_a_list_has_the_shape_that_it_says_it_has(client: Client) -> None:
    response = client.get("/api/v1/katalog", {"cari": "keripik"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    found = shapes.Listing.model_validate_json(response.content, strict=True)
    assert (found.total, found.items[0].title, found.items[0].available) == (1, "Keripik Singkong Pedas", 5)
    assert found.items[0].photo == f"/foto/{'a' * 64}-320.webp"
    assert found.facets["category"] == {"keripik": 1}


def test_an_offer_has_the_shape_that_it_says_it_has(client: Client, offer: Offer) -> None:
    response = client.get(f"/api/v1/katalog/{offer.public_id}")
    found = shapes.Product.model_validate_json(response.content)
    assert (found.title, found.price_rupiah, found.delivery.delivery_fee_rupiah) == (offer.title, 15_000, 10_000)
    assert [proof.level for proof in found.proofs] == [1]
    assert json.loads(response.content).keys() == shapes.Product.model_fields.keys()


@pytest.mark.usefixtures("offer")
def test_categories_have_the_shape_that_they_say_they_have(client: Client) -> None:
    [one] = json.loads(client.get("/api/v1/katalog/kategori").content)
    assert shapes.Kind.model_validate(one).code == "keripik"


def test_nothing_personal_is_told(client: Client, offer: Offer) -> None:
    said = client.get("/api/v1/katalog").content + client.get(f"/api/v1/katalog/{offer.public_id}").content
    assert b"8111111111" not in said


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/katalog?urut=acak", 400, "bad_question"),
        ("/api/v1/katalog/7e0a3c35-0000-4000-8000-000000000000", 404, "no_such_offer"),
        ("/api/v1/nirwana", 404, "no_such_endpoint"),
        ("/api/v1/", 404, "no_such_endpoint"),
    ],
)
@pytest.mark.django_db
def test_a_refusal_is_a_problem_with_a_stable_code(client: Client, address: str, status: int, code: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    found = shapes.Problem.model_validate_json(response.content, strict=True)
    assert (found.code, found.status) == (code, status)
    assert found.detail


def test_an_offer_that_is_no_longer_for_sale_is_not_found(client: Client, offer: Offer) -> None:
    Offer.objects.update(state="paused", pause_reason="seller")
    assert client.get(f"/api/v1/katalog/{offer.public_id}").status_code == 404


@pytest.mark.usefixtures("offer")
def test_nobody_needs_a_session_and_the_answer_may_be_shared_for_ten_seconds(client: Client) -> None:
    response = client.get("/api/v1/katalog")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=10"
    assert not response.cookies


def test_an_answer_takes_few_statements(client: Client, offer: Offer) -> None:
    client.get("/api/v1/katalog")
    for address, most in (("/api/v1/katalog", 1), (f"/api/v1/katalog/{offer.public_id}", 2)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most


def test_the_description_is_openapi_3_1_and_names_every_endpoint(client: Client) -> None:
    told = json.loads(client.get("/api/v1/openapi.json").content)
    assert told["openapi"].startswith("3.1")
    assert {"/api/v1/katalog", "/api/v1/katalog/kategori", "/api/v1/katalog/{public_id}"} <= set(told["paths"])
    names = {one["name"] for one in told["paths"]["/api/v1/katalog"]["get"]["parameters"]}
    assert {"cari", "kategori", "antar", "halaman"} <= names
