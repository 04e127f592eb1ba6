from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue import queries, services
from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.rules import EvidenceKind, NoEvidence, OriginLevel
from tumbuh.catalogue.services import NewEvidence, NewProduct
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
DAY = date(2026, 1, 1)


@pytest.fixture
def officer(make_person):
    return make_person(Role.REGISTRY_OFFICER)


@pytest.fixture
def business():
    return Business.objects.create(
        name="Keripik Budi", name_key="keripik budi", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=NOON,
    )  # fmt: skip


@pytest.fixture
def product(business, officer):
    return services.add_product(business=business, name="Keripik Singkong", by=officer, now=NOON)


def prove(product, kind, officer, **values):
    return services.add_evidence(product=product, kind=kind, by=officer, now=NOON, **({"valid_from": DAY} | values))


def test_a_product_is_added_once_per_business(product, business, officer):
    assert (product.name, product.kind, product.added_by_id) == ("Keripik Singkong", "maker", officer.pk)
    with pytest.raises(services.ProductExists):
        services.add_product(business=business, name=" Keripik Singkong ", by=officer, now=NOON)
    assert Product.objects.count() == 1


def test_many_products_come_in_together_or_not_at_all(business, officer):
    new = [NewProduct(business.pk, name) for name in ("A", "B", "A")]
    with pytest.raises(services.ProductExists):
        services.add_products(products=new, by=officer, now=NOON)
    assert not Product.objects.exists()
    assert len(services.add_products(products=new[:2], by=officer, now=NOON)) == 2
    assert AuditEvent.objects.get(event="catalogue.products_added").detail == {"products": 2}


def test_who_may_not_change_the_catalogue_is_refused(business, make_person):
    mentor = make_person(Role.FIELD_MENTOR)
    with pytest.raises(NotAllowed):
        services.add_product(business=business, name="A", by=mentor, now=NOON)
    assert not Product.objects.exists()


def test_the_level_of_a_product_follows_its_evidence_by_day(product, officer):
    prove(product, EvidenceKind.DECLARED, officer)
    prove(
        product, EvidenceKind.TKDN, officer, reference="8110/SJ-IND.8/TKDN/9/2023", share_permyriad=5762,
        valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31),
    )  # fmt: skip
    days = [DAY - timedelta(days=1), DAY, date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [queries.origin_levels([product.pk], on=day)[product.pk] for day in days] == [
        OriginLevel.UNKNOWN, OriginLevel.SELF_DECLARED, OriginLevel.TKDN, OriginLevel.TKDN, OriginLevel.SELF_DECLARED,
    ]  # fmt: skip


def test_an_import_licence_makes_a_product_foreign(product, officer):
    prove(product, EvidenceKind.VISIT, officer)
    prove(product, EvidenceKind.BPOM, officer, reference="ML 123456789012")
    assert queries.origin_levels([product.pk], on=DAY) == {product.pk: OriginLevel.FOREIGN}


def test_a_visit_is_verified_by_who_made_it(product, officer):
    assert prove(product, EvidenceKind.VISIT, officer).verified_by_id == officer.pk


def test_the_makers_nib_counts_for_what_its_own_business_makes(product, business, officer):
    made = prove(product, EvidenceKind.MAKER_NIB, officer)
    assert (made.level, made.reference) == (OriginLevel.MAKER_NIB, "9120106900276")
    with pytest.raises(NoEvidence):
        prove(product, EvidenceKind.MAKER_NIB, officer, reference="9120106900275")


@pytest.mark.parametrize(("kbli", "kind"), [("56102", "maker"), ("10794", "reseller")])
def test_a_nib_is_no_proof_when_the_business_makes_nothing(business, officer, kbli, kind):
    Business.objects.update(kbli_code=kbli)
    product = services.add_product(business=business, name="X", kind=kind, by=officer, now=NOON)
    with pytest.raises(NoEvidence):
        prove(product, EvidenceKind.MAKER_NIB, officer)
    assert not OriginEvidence.objects.exists()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (EvidenceKind.BPOM, {"reference": "abc"}),
        (EvidenceKind.PIRT, {"reference": "12"}),
        (EvidenceKind.DECLARED, {"share_permyriad": 100}),
        (EvidenceKind.TKDN, {"reference": "8110/SJ-IND.8/TKDN/9/2023", "share_permyriad": 10_001}),
        (EvidenceKind.DECLARED, {"valid_to": date(2025, 1, 1)}),
    ],
)
def test_evidence_that_cannot_be_is_refused(product, officer, kind, values):
    with pytest.raises(Refused):
        prove(product, kind, officer, **values)
    assert not OriginEvidence.objects.exists()


def test_the_same_evidence_twice_is_refused(product, officer):
    prove(product, EvidenceKind.DECLARED, officer)
    with pytest.raises(Refused) as refused:
        prove(product, EvidenceKind.DECLARED, officer)
    assert refused.value.code == "evidence_exists"


def test_withdrawn_evidence_counts_no_more_and_stays_readable(product, officer):
    row = prove(product, EvidenceKind.DECLARED, officer)
    services.withdraw_evidence(evidence_id=row.pk, by=officer, now=NOON, reason="salah produk")
    assert queries.origin_levels([product.pk], on=DAY) == {product.pk: OriginLevel.UNKNOWN}
    assert OriginEvidence.objects.get().withdrawn_at == NOON
    assert AuditEvent.objects.get(event="catalogue.evidence_withdrawn").reason == "salah produk"
    prove(product, EvidenceKind.DECLARED, officer)


def test_the_frame_of_evidence_is_ready_to_join(product, officer):
    new = [
        NewEvidence(product.pk, EvidenceKind.DECLARED, DAY),
        NewEvidence(product.pk, EvidenceKind.VISIT, DAY, valid_to=DAY),
    ]
    services.add_evidences(evidence=new, by=officer, now=NOON)
    frame = queries.evidence_frame([product.pk]).sort("level")
    assert frame.schema == pl.Schema(queries.EVIDENCE_SCHEMA)
    assert frame.rows() == [(product.pk, 1, DAY, None), (product.pk, 2, DAY, DAY)]
    assert queries.evidence_frame([]).schema == pl.Schema(queries.EVIDENCE_SCHEMA)
    assert queries.public_ids([product.pk]) == {product.pk: str(product.public_id)}


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "tkdn", "level": 1},
        {"level": 7},
        {"kind": "tkdn", "level": 5, "reference": ""},
        {"valid_to": date(2025, 1, 1)},
        {"share_permyriad": 1},
    ],
)
def test_the_database_refuses_evidence_that_does_not_hold_together(product, officer, values):
    prove(product, EvidenceKind.DECLARED, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        OriginEvidence.objects.update(**values)


def test_products_of_a_business_come_with_their_proofs_best_first(product, business, officer):
    prove(product, EvidenceKind.DECLARED, officer)
    prove(product, EvidenceKind.VISIT, officer)
    (found,) = queries.products_of([business.pk])
    assert [proof.level for proof in found.proofs] == [2, 1]  # type: ignore[attr-defined]


def test_a_certificate_says_who_holds_it_and_what_the_company_is_worth(product, officer):
    new = NewEvidence(
        product.pk, EvidenceKind.TKDN, DAY, "1234/SJ-IND.8/TKDN/1/2026", share_permyriad=7_000,
        company_benefit_permyriad=1_200, holder="Keripik Budi",
    )  # fmt: skip
    [proof] = services.add_evidences(evidence=[new], by=officer, now=NOON)
    assert (proof.company_benefit_permyriad, proof.holder) == (1_200, "Keripik Budi")
    for bad in (
        NewEvidence(product.pk, EvidenceKind.TKDN, DAY, "1235/SJ-IND.8/TKDN/1/2026", company_benefit_permyriad=1_501),
        NewEvidence(product.pk, EvidenceKind.DECLARED, DAY, company_benefit_permyriad=100),
    ):
        with pytest.raises(Refused, match="BMP"):
            services.add_evidences(evidence=[bad], by=officer, now=NOON)
    assert OriginEvidence.objects.count() == 1
