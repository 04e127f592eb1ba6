from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.integration.ledger.samples import ledger_rows, line, lines
from tumbuh.catalogue import services as catalogue
from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.ledger.models import SkuMapping
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
TKDN = {"proof": "tkdn", "reference": "8110/SJ-IND.8/TKDN/9/2023", "share": "57,62", "valid_from": "2026-01-01"}


@pytest.fixture
def product(business):
    return catalogue.add_product(business=business, name="Keripik Singkong", by=None, now=NOON)


def map_url(shop, sku="KRP-01", **query):
    return reverse("ledger_map_sku", args=[shop.public_id], query={"sku": sku} | query)


def levels():
    return dict(ledger_rows().select("order_id", "origin_level").iter_rows())


def test_skus_are_listed_by_rupiah_each_with_its_way_to_a_product(client, officer, shop, bring_in):
    bring_in(lines(line("A1"), line("A2", sku="KRP & 02", quantity=3, variation="Pedas")))
    page = client.get(reverse("ledger_skus")).content.decode()
    assert page.index("Rp105.000") < page.index("Rp35.000")
    link = page.split(f'href="{reverse("ledger_map_sku", args=[shop.public_id])}')[1].split('"')[0]
    asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert asked == {"sku": ["KRP & 02"], "variasi": ["Pedas"], "nama": ["Keripik Singkong"]}
    one_shop = client.get(reverse("ledger_skus"), {"toko": str(shop.public_id)})
    assert "KRP-01" in one_shop.content.decode()
    assert client.get(reverse("ledger_skus"), {"toko": "x"}).status_code == 404


def test_the_page_of_a_sku_tells_what_it_restates(client, officer, shop, bring_in, product):
    bring_in(lines(line("A1"), line("A2"), line("A3", status="cancelled")))
    page = client.get(map_url(shop)).content.decode()
    assert "3 baris, Rp70.000 penjualan." in page
    assert "Oktober 2026" in page
    assert "Keripik Singkong · Belum ada bukti" in page
    assert "checked" not in page  # the person chooses, unless the names agree
    assert "checked" in client.get(map_url(shop, nama="keripik singkong")).content.decode()


def test_a_sku_is_mapped_to_a_product_of_the_business(client, officer, shop, bring_in, product):
    catalogue.add_evidence(product=product, kind=EvidenceKind.DECLARED, valid_from=date(2026, 1, 1), by=None, now=NOON)
    bring_in(lines(line("A1"), line("A2", sku="KRP-02")))
    given = {"product": str(product.public_id), "all_variations": "on"}
    answer = client.post(map_url(shop), given, follow=True)
    assert "1 baris penjualan dinyatakan ulang" in answer.content.decode()
    assert levels() == {"A1": 1, "A2": 0}
    assert SkuMapping.objects.get().mapped_by == officer


def test_a_sku_is_mapped_to_a_new_product_with_its_proof(client, officer, shop, bring_in):
    bring_in(lines(line("A1")))
    given = {"product": "new", "name": "Keripik Baru", "kind": "maker", "all_variations": "on"} | TKDN
    assert client.post(map_url(shop), given).status_code == 302
    assert levels() == {"A1": 5}
    proof = OriginEvidence.objects.get()
    assert (proof.product.name, proof.share_permyriad) == ("Keripik Baru", 5762)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"product": "new"},
        {"product": "new", "name": "A", "proof": "tkdn"},
        {"product": "new", "name": "A", "proof": "tkdn", "valid_from": "2026-01-01"},
        {"product": "new", "name": "A", "proof": "pirt", "valid_from": "2026-01-01", "reference": "12"},
    ],
)
def test_a_form_that_is_not_whole_changes_nothing(client, officer, shop, bring_in, given):
    bring_in(lines(line("A1")))
    before = ledger_rows(history=True)
    assert client.post(map_url(shop), given).status_code == 400
    assert not Product.objects.exists()
    assert not SkuMapping.objects.exists()
    assert ledger_rows(history=True).equals(before)


def test_the_product_of_another_business_is_no_choice(client, officer, shop, bring_in):
    stranger = Business.objects.create(
        name="Toko Lain", name_key="toko lain", registered_on=date(2024, 1, 1), created_at=NOON
    )
    other = catalogue.add_product(business=stranger, name="Barang Rahasia", by=None, now=NOON)
    bring_in(lines(line("A1")))
    assert "Barang Rahasia" not in client.get(map_url(shop)).content.decode()
    assert client.post(map_url(shop), {"product": str(other.public_id)}).status_code == 400
    assert not SkuMapping.objects.exists()


def test_one_variation_is_mapped_alone_when_asked(client, officer, shop, bring_in, product):
    bring_in(lines(line("A1", variation="Pedas"), line("A2", variation="Manis")))
    client.post(map_url(shop, variasi="Pedas"), {"product": str(product.public_id)})
    found = dict(ledger_rows().select("order_id", "product_id").iter_rows())
    assert found == {"A1": str(product.public_id), "A2": None}


def test_a_proof_added_and_withdrawn_on_the_products_page_moves_its_sales(client, officer, shop, bring_in, product):
    bring_in(lines(line("A1")))
    client.post(map_url(shop), {"product": str(product.public_id), "all_variations": "on"})
    prove = reverse("ledger_prove", args=[product.public_id])
    assert "1 baris penjualan dinyatakan ulang" in client.post(prove, TKDN, follow=True).content.decode()
    assert levels() == {"A1": 5}
    page = client.get(reverse("ledger_product", args=[product.public_id])).content.decode()
    assert "8110/SJ-IND.8/TKDN/9/2023" in page
    withdraw = reverse("ledger_withdraw_proof", args=[product.public_id])
    proof = OriginEvidence.objects.get()
    assert client.post(withdraw, {"proof": proof.pk, "reason": " "}).status_code == 400
    assert levels() == {"A1": 5}
    client.post(withdraw, {"proof": proof.pk, "reason": "Sertifikat palsu"})
    assert levels() == {"A1": 0}
    assert client.post(withdraw, {"proof": proof.pk, "reason": "Lagi"}).status_code == 404


def test_an_inspector_sees_a_product_without_its_forms(client, inspector, product):
    page = client.get(reverse("ledger_product", args=[product.public_id])).content.decode()
    assert "Belum ada bukti" in page
    assert "Simpan bukti" not in page
