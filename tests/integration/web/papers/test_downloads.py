"""Both sides of an order open its documents; a stranger does not."""

from http import HTTPStatus
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.integration.orders import city as cities
from tests.integration.orders.city import City
from tumbuh.accounts.permissions import Role
from tumbuh.papers import queries, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return cities.build()


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_unit_and_seller_open_the_same_bytes(city: City) -> None:
    order = city.until("confirmed")
    [paper] = queries.papers_of(order.reference)
    for person in (city.owner, city.of(Role.TREASURER)):
        answer = client_of(person).get(f"/dokumen/{paper.public_id}.pdf")
        assert (answer.status_code, answer.headers["Content-Type"]) == (HTTPStatus.OK, "application/pdf")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.getvalue() == services.pdf(paper)
        pack = client_of(person).get(f"/dokumen/pesanan/{order.public_id}.zip")
        packed = ZipFile(BytesIO(pack.getvalue()))
        assert packed.namelist() == ["Surat-Pesanan-0001-SP-TMB-101-IV-2026.pdf"]


def test_a_stranger_gets_neither_document_nor_pack(city: City) -> None:
    order = city.until("confirmed")
    [paper] = queries.papers_of(order.reference)
    other = cities.business("Warung Lain")
    for person in (
        cities.person("lain", Role.OWNER, "business", str(other.public_id)),
        cities.person("unit_lain", Role.COMMITMENT_OFFICER, "unit", "999"),
    ):
        for address in (f"/dokumen/{paper.public_id}.pdf", f"/dokumen/pesanan/{order.public_id}.zip"):
            assert client_of(person).get(address).status_code == HTTPStatus.FORBIDDEN
