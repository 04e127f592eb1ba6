from datetime import date, timedelta
from typing import Any

import pytest

from tests.integration.ledger.samples import Chunk, line, lines
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue import services as catalogue
from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.ledger import queries, services
from tumbuh.ledger.models import Restatement, SkuMapping
from tumbuh.ledger.services import NewProof
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
TKDN: dict[str, Any] = {"kind": EvidenceKind.TKDN, "reference": "8110/SJ-IND.8/TKDN/9/2023", "share_permyriad": 5762}


def tkdn(*, valid_from):
    return NewProof(valid_from=valid_from, **TKDN)


@pytest.fixture
def officer(make_person):
    return make_person(Role.REGISTRY_OFFICER)


@pytest.fixture
def product(business, officer, now):
    return catalogue.add_product(business=business, name="Keripik Singkong", by=officer, now=now)


@pytest.fixture
def declared(product, officer, now):
    catalogue.add_evidence(
        product=product, kind=EvidenceKind.DECLARED, valid_from=date(2026, 1, 1), by=officer, now=now
    )
    return product


def levels(rows):
    return dict(rows.select("order_id", "origin_level").iter_rows())


def test_mapping_a_sku_restates_its_lines_with_a_trace(shop, bring_in, declared, officer, rows):
    bring_in(lines(line("A1"), line("A2", sku="KRP-02")))
    before, later = bring_in.now + timedelta(minutes=1), bring_in.now + timedelta(days=1)
    assert services.map_sku(shop=shop, sku=" KRP-01 ", variation="", product=declared, by=officer, now=later) == 1
    assert levels(rows()) == {"A1": 1, "A2": 0}
    noted = Restatement.objects.get()
    assert (noted.cause, noted.lines, noted.made_by) == ("sku_mapped", 1, officer)
    new = rows().row(0, named=True)
    assert (new["batch_id"], new["product_id"]) == (-noted.pk, str(declared.public_id))
    known = queries.sales(known_at=before)
    assert set(known.collect(known.lines)["origin_level"]) == {0}
    detail = {"skus": 1, "replaced": 0, "restated": 1}
    assert AuditEvent.objects.get(event="ledger.sku_mapped").detail == detail


def test_lines_that_come_after_the_mapping_have_its_level_at_once(shop, bring_in, declared, officer, rows):
    services.map_sku(shop=shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
    bring_in(lines(line("A1")))
    assert levels(rows()) == {"A1": 1}
    assert not Restatement.objects.exists()


def test_a_sku_that_is_mapped_while_its_file_is_read_counts_for_the_file(shop, bring_in, declared, officer, rows):
    bring_in(lines(line("A1")))

    def slowly():
        yield Chunk(lines(line("A2")))
        services.map_sku(shop=shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
        yield Chunk(lines(line("A3")))

    services.append(batch=bring_in.start(), chunks=slowly(), now=bring_in.now)
    assert levels(rows()) == {"A1": 1, "A2": 1, "A3": 1}


def test_a_line_without_sku_is_mapped_by_its_name(shop, bring_in, declared, officer, rows):
    bring_in(lines(line("A1", sku="", line_id="Keripik Singkong")))
    changed = services.map_sku(
        shop=shop, sku="Keripik Singkong", variation="", product=declared, by=officer, now=bring_in.now
    )
    assert (changed, levels(rows())) == (1, {"A1": 1})


def test_the_mapping_of_a_variation_comes_before_that_of_its_sku(bring_in, business, declared, officer, rows):
    other = catalogue.add_product(
        business=business, name="Keripik Impor", kind="reseller", by=officer, now=bring_in.now
    )
    bring_in(lines(line("A1", variation="Pedas"), line("A2", variation="Manis")))
    pairs = [("KRP-01", "", declared), ("KRP-01", "Manis", other)]
    services.map_skus(shop=bring_in.shop, products=pairs, by=officer, now=bring_in.now)
    found = dict(rows().select("order_id", "product_id").iter_rows())
    assert found == {"A1": str(declared.public_id), "A2": str(other.public_id)}
    assert levels(rows()) == {"A1": 1, "A2": 0}


def test_another_product_for_a_sku_ends_the_mapping_before(bring_in, business, declared, officer, rows):
    bring_in(lines(line("A1")))
    services.map_sku(shop=bring_in.shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
    other = catalogue.add_product(business=business, name="Lain", by=officer, now=bring_in.now)
    assert (
        services.map_sku(shop=bring_in.shop, sku="KRP-01", variation="", product=other, by=officer, now=bring_in.now)
        == 1
    )
    ended, open_now = SkuMapping.objects.order_by("pk")
    assert (ended.product, ended.ended_at) == (declared, bring_in.now)
    assert (open_now.product, open_now.ended_at) == (other, None)
    assert levels(rows()) == {"A1": 0}
    assert rows(history=True).height == 3


def test_the_product_of_another_business_is_refused(shop, bring_in, officer, rows):
    stranger = Business.objects.create(
        name="Toko Lain", name_key="toko lain", registered_on=date(2024, 1, 1), created_at=bring_in.now
    )
    product = catalogue.add_product(business=stranger, name="Barang", by=officer, now=bring_in.now)
    bring_in(lines(line("A1")))
    before = rows(history=True)
    with pytest.raises(Refused, match="milik usaha lain"):
        services.map_sku(shop=shop, sku="KRP-01", variation="", product=product, by=officer, now=bring_in.now)
    assert rows(history=True).equals(before)
    assert not SkuMapping.objects.exists()


def test_who_may_not_map_changes_nothing(shop, bring_in, declared, make_person, rows):
    bring_in(lines(line("A1")))
    before = rows(history=True)
    with pytest.raises(NotAllowed):
        services.map_sku(
            shop=shop, sku="KRP-01", variation="", product=declared, by=make_person(Role.INSPECTOR), now=bring_in.now
        )
    assert rows(history=True).equals(before)
    assert not SkuMapping.objects.exists()


def test_a_proof_that_is_added_later_raises_the_lines_of_its_days(shop, bring_in, declared, officer, rows):
    november = line("A2", ordered_at=line("A1")["ordered_at"] + timedelta(days=40))
    bring_in(lines(line("A1"), november))
    services.map_sku(shop=shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
    changed = services.prove_origin(
        product=declared, proof=tkdn(valid_from=date(2026, 11, 1)), by=officer, now=bring_in.now
    )
    assert (changed, levels(rows())) == (1, {"A1": 1, "A2": 5})
    assert Restatement.objects.latest("pk").cause == "origin_changed"


def test_a_proof_that_is_withdrawn_takes_its_level_back(shop, bring_in, declared, officer, rows):
    bring_in(lines(line("A1")))
    services.map_sku(shop=shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
    services.prove_origin(product=declared, proof=tkdn(valid_from=date(2026, 1, 1)), by=officer, now=bring_in.now)
    assert levels(rows()) == {"A1": 5}
    proof = OriginEvidence.objects.get(kind="tkdn")
    assert services.withdraw_proof(evidence=proof, by=officer, now=bring_in.now, reason="Sertifikat palsu") == 1
    assert levels(rows()) == {"A1": 1}
    assert rows(history=True)["origin_level"].to_list() == [0, 1, 5, 1]


def test_releveling_again_changes_nothing(shop, bring_in, declared, officer, rows):
    bring_in(lines(line("A1")))
    services.map_sku(shop=shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
    before = rows(history=True)
    assert services.relevel(by=officer, now=bring_in.now) == 0
    assert services.relevel(products=[declared.pk], by=None, now=bring_in.now) == 0
    assert rows(history=True).equals(before)


def test_releveling_finds_proofs_that_the_catalogue_got_by_itself(shop, bring_in, declared, officer, rows):
    bring_in(lines(line("A1")))
    services.map_sku(shop=shop, sku="KRP-01", variation="", product=declared, by=officer, now=bring_in.now)
    catalogue.add_evidence(product=declared, valid_from=date(2026, 1, 1), by=officer, now=bring_in.now, **TKDN)
    assert levels(rows()) == {"A1": 1}
    assert services.relevel(by=None, now=bring_in.now) == 1
    assert levels(rows()) == {"A1": 5}


def test_skus_without_a_product_are_listed_by_rupiah(shop, bring_in, declared, officer):
    bring_in(lines(line("A1"), line("A2", sku="KRP-02", quantity=3), line("A3", sku="KRP-02", status="cancelled")))
    wanted = [("shopee:88112233", "KRP-02", 105_000, 1), ("shopee:88112233", "KRP-01", 35_000, 1)]
    assert queries.unmapped_skus().select("shop", "sku", "rupiah", "lines").rows() == wanted
    services.map_sku(shop=shop, sku="KRP-02", variation="", product=declared, by=officer, now=bring_in.now)
    assert queries.unmapped_skus()["sku"].to_list() == ["KRP-01"]


def test_a_new_product_comes_with_its_proof_and_its_sku_or_not_at_all(shop, bring_in, officer, rows):
    bring_in(lines(line("A1")))
    new: dict[str, Any] = {
        "shop": shop,
        "sku": "KRP-01",
        "variation": "",
        "kind": "maker",
        "by": officer,
        "now": bring_in.now,
    }
    broken = NewProof(kind=EvidenceKind.TKDN, valid_from=date(2026, 1, 1), reference="")
    before = rows(history=True)
    with pytest.raises(Refused):
        services.map_to_new_product(name="Keripik Baru", proof=broken, **new)
    assert not Product.objects.exists()
    assert rows(history=True).equals(before)
    changed = services.map_to_new_product(name="Keripik Baru", proof=tkdn(valid_from=date(2026, 1, 1)), **new)
    assert (changed, levels(rows())) == (1, {"A1": 5})
    assert Product.objects.get().name == "Keripik Baru"
