# ruff: noqa: F811 - fixtures of the catalogue are taken by their names
"""The shop's pages: found, narrowed, corrected, shared by caches, and light."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON
from tests.integration.catalogue.conftest import make_category, make_offer, make_pool, make_seller  # noqa: F401
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.models import Category, Offer, OriginEvidence
from tumbuh.catalogue.search import index, kinds
from tumbuh.registry.models import Licence

Make = Callable[..., Any]


@pytest.fixture
def offers(make_offer: Make, make_seller: Make) -> list[Offer]:
    kinds.forget()
    chips = Category.objects.create(code="keripik", name="Keripik", line_kind="goods")
    seller = make_seller("Keripik Budi", area="31.71.01.1001", phone="+628111111111")
    Licence.objects.create(business=seller, kind="halal", number="ID31110000", created_at=NOON)
    found = [
        make_offer("Keripik Singkong Pedas", seller=seller, category=chips, stock=120, description="Renyah & pedas"),
        make_offer("Keripik Pisang", category=chips, price_rupiah=27_500, stock=0, lead_hours=48),
    ]
    index.rebuild(now=NOON)
    return found


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.usefixtures("offers")
def test_the_shop_shows_offers_with_price_stock_and_seller(client: Client) -> None:
    said = text(client.get("/katalog/"))
    for words in (
        "Keripik Singkong Pedas",
        "Rp15.000",
        "Stok 120",
        "Keripik Budi",
        "Stok habis",
        "Siap 2 hari",
        "Halal",
    ):
        assert words in said
    assert "2 produk" in said


@pytest.mark.usefixtures("offers")
def test_filters_work_as_a_plain_form_and_each_can_be_taken_away(client: Client) -> None:
    said = text(client.get("/katalog/", {"harga": "2", "cari": "keripik"}))
    assert "Keripik Pisang" in said
    assert "Keripik Singkong Pedas" not in said
    assert 'href="?cari=keripik"' in said


@pytest.mark.usefixtures("offers")
def test_a_slip_is_corrected_and_said(client: Client) -> None:
    said = text(client.get("/katalog/", {"cari": "keripik singkng"}))
    assert "<strong>keripik singkong</strong>" in said
    assert "Keripik Singkong Pedas" in said


@pytest.mark.usefixtures("offers")
def test_what_is_not_there_leads_on(client: Client) -> None:
    said = text(client.get("/katalog/", {"cari": "xyzzyq"}))
    assert "Tidak ada produk dengan kata “xyzzyq”" in said
    assert "Lihat semua produk" in said


@pytest.mark.usefixtures("offers")
def test_what_was_typed_is_shown_as_text_and_nothing_else(client: Client) -> None:
    said = text(client.get("/katalog/", {"cari": "<script>alert(1)</script>"}))
    assert "<script>alert" not in said


def test_a_product_has_its_proofs_licences_and_days(
    client: Client,
    offers: list[Offer],
    make_pool: Make,
    make_offer: Make,
) -> None:
    OriginEvidence.objects.create(
        product=offers[0].product, kind="tkdn", level=5, reference="TKDN-77", share_permyriad=4_512,
        valid_from=date(2025, 1, 1), valid_to=date(2027, 3, 1), added_at=NOON,
    )  # fmt: skip
    said = text(client.get(f"/katalog/{offers[0].public_id}/"))
    for words in ("Renyah &amp; pedas", "TKDN-77", "45,12 %", "berlaku sampai 1 Maret 2027", "ID31110000", "Bukan PKP"):
        assert words in said
    assert "8111111111" not in said
    meal = make_offer("Nasi Kotak", seller=offers[0].seller, pool=make_pool(offers[0].seller))
    said = text(client.get(f"/katalog/{meal.public_id}/"))
    assert "Bisa dikirim tujuh hari ke depan" in said
    assert "sisa 100" in said


def test_a_seller_and_a_category_have_a_page(client: Client, offers: list[Offer]) -> None:
    said = text(client.get(f"/katalog/penjual/{offers[0].seller.public_id}/"))
    assert "Keripik Singkong Pedas" in said
    assert "Keripik Pisang" not in said
    assert "Keripik Pisang" in text(client.get("/katalog/kategori/keripik/"))
    assert client.get("/katalog/kategori/nirwana/").status_code == 404
    assert client.get("/katalog/penjual/7e0a3c35-0000-4000-8000-000000000000/").status_code == 404


def test_what_is_no_longer_sold_says_so_and_leads_back(client: Client, offers: list[Offer]) -> None:
    Offer.objects.update(state="paused", pause_reason="seller")
    response = client.get(f"/katalog/{offers[0].public_id}/")
    assert response.status_code == 404
    assert "Produk ini tidak dijual sekarang" in text(response)


def test_nobody_gets_a_cookie_and_caches_may_share_the_page(client: Client, offers: list[Offer]) -> None:
    for address in ("/katalog/", f"/katalog/{offers[0].public_id}/"):
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=10"
        assert not response.cookies


@pytest.mark.usefixtures("offers")
def test_the_page_of_who_is_signed_in_is_theirs_alone(signed_in: Make) -> None:
    assert signed_in(Role.PROCUREMENT_OFFICER).get("/katalog/")["Cache-Control"] == "private, no-store"


def test_a_page_takes_few_statements(client: Client, offers: list[Offer]) -> None:
    client.get("/katalog/")
    for address, most in (("/katalog/", 3), (f"/katalog/{offers[0].public_id}/", 6)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= most, [one["sql"][:80] for one in asked]


def test_a_full_page_is_light(client: Client, make_offer: Make) -> None:
    for number in range(24):
        make_offer(f"Keripik Singkong Pedas Balado nomor {number}")
    index.rebuild(now=NOON)
    page = client.get("/katalog/").content
    assert len(gzip.compress(page)) < 10_000  # with style sheet, script of htmx and none of the photos below 50 kB
