"""A seller gives the numbers of licences and certificates; a curator of the place looks them up."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.catalogue import services
from tumbuh.catalogue.curating import NotWaiting
from tumbuh.catalogue.models import EvidenceClaim, Offer, OriginEvidence
from tumbuh.catalogue.readiness import missing_before_curation
from tumbuh.catalogue.rules import EvidenceKind, NoEvidence
from tumbuh.catalogue.rules.curation import OwnOffer, ReasonsMissing
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Business, Site

pytestmark = pytest.mark.django_db
PIRT = "2063171010123-29"


@pytest.fixture
def offer(db: None, now: datetime) -> Offer:
    services.load_categories(now=now)
    business = Business.objects.create(
        name="Keripik Bu Ani", name_key="keripik bu ani", nib="1234567890128", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=now,
    )  # fmt: skip
    Site.objects.create(business=business, kind="main", area_code="31.71.01.1001", created_at=now)
    words = "Keripik singkong renyah, pedas manis, isi 200 gram."
    new = services.NewOffer(business.pk, "Keripik singkong pedas", "keripik", "bungkus", 15_000, words)
    return services.add_offer(business=business, new=new, by=None, now=now)


@pytest.fixture
def owner(offer: Offer, make_person: Callable[..., Any], now: datetime) -> Any:
    person = make_person(username="pemilik")
    join(person, Role.OWNER, "business", str(offer.seller.public_id), now)
    return person


@pytest.fixture
def curator(make_person: Callable[..., Any], now: datetime) -> Any:
    person = make_person(username="kurator")
    join(person, Role.CURATOR, "area", "31.71.01", now)
    return person


def join(person: Any, role: Role, kind: str, code: str, now: datetime) -> None:
    add_membership(user=person, role=role, scope_kind=kind, scope_code=code, by=None, now=now)


def claim(offer: Offer, by: Any, now: datetime, **values: Any) -> EvidenceClaim:
    given: dict[str, Any] = {"kind": EvidenceKind.PIRT, "reference": PIRT} | values
    return services.claim_evidence(offer_id=offer.pk, by=by, now=now, **given)


def test_a_number_counts_once_a_curator_found_it(offer: Offer, owner: Any, curator: Any, now: datetime) -> None:
    on = day_in_wib(now)
    asked = claim(offer, owner, now)
    assert (asked.state, asked.valid_to) == ("waiting", date(2029, 12, 31))  # the year that the number names
    assert not OriginEvidence.objects.exists()
    assert any("P-IRT" in one for one in missing_before_curation([offer], on=on)[offer.pk])
    services.decide_claim(claim_id=asked.pk, accept=True, by=curator, now=now)
    [proof] = OriginEvidence.objects.all()
    assert (proof.level, proof.reference, proof.valid_to, proof.claim.state) == (
        4, PIRT, date(2029, 12, 31), "accepted",
    )  # fmt: skip
    assert not any("P-IRT" in one for one in missing_before_curation([offer], on=on)[offer.pk])


def test_a_no_needs_reasons_and_leaves_no_proof(offer: Offer, owner: Any, curator: Any, now: datetime) -> None:
    asked = claim(offer, owner, now)
    with pytest.raises(ReasonsMissing):
        services.decide_claim(claim_id=asked.pk, accept=False, by=curator, now=now)
    services.decide_claim(claim_id=asked.pk, accept=False, reasons="Nomor milik usaha lain.", by=curator, now=now)
    asked.refresh_from_db()
    assert (asked.state, asked.reasons) == ("refused", "Nomor milik usaha lain.")
    assert not OriginEvidence.objects.exists()
    with pytest.raises(NotWaiting):
        services.decide_claim(claim_id=asked.pk, accept=True, by=curator, now=now)


def test_nobody_accepts_their_own_and_nobody_from_elsewhere_does(
    offer: Offer, owner: Any, make_person: Callable[..., Any], now: datetime
) -> None:
    asked = claim(offer, owner, now)
    join(owner, Role.CURATOR, "area", "31.71.01", now)
    with pytest.raises(OwnOffer):
        services.decide_claim(claim_id=asked.pk, accept=True, by=owner, now=now)
    far = make_person(username="kurator_jauh")
    join(far, Role.CURATOR, "area", "31.74.01", now)
    with pytest.raises(NotAllowed):
        services.decide_claim(claim_id=asked.pk, accept=True, by=far, now=now)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert not OriginEvidence.objects.exists()


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"reference": "123"}, InvalidIdentifier),
        ({"reference": "2063171010123-20"}, services.BadClaim),  # ended
        ({"kind": EvidenceKind.TKDN, "reference": "8110/SJ-IND.8/TKDN/9/2023"}, services.BadClaim),  # no share
        ({"share_permyriad": 4_000}, services.BadClaim),  # only a TKDN certificate has one
        ({"kind": EvidenceKind.VISIT, "reference": "x"}, services.BadClaim),
    ],
)
def test_what_cannot_be_a_proof_is_refused(
    offer: Offer, owner: Any, now: datetime, values: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        claim(offer, owner, now, **values)
    assert not EvidenceClaim.objects.exists()


def test_a_second_number_waits_until_the_first_was_taken_back(offer: Offer, owner: Any, now: datetime) -> None:
    first = claim(offer, owner, now)
    with pytest.raises(services.BadClaim):
        claim(offer, owner, now, reference="2063171010124-29")
    services.withdraw_claim(claim_id=first.pk, by=owner, now=now)
    claim(offer, owner, now, reference="2063171010124-29")
    assert sorted(EvidenceClaim.objects.values_list("state", flat=True)) == ["waiting", "withdrawn"]


def test_the_own_nib_and_the_own_word_hold_at_once_and_once(offer: Offer, owner: Any, now: datetime) -> None:
    for kind in (EvidenceKind.MAKER_NIB, EvidenceKind.DECLARED, EvidenceKind.DECLARED):
        services.declare_origin(offer_id=offer.pk, kind=kind, by=owner, now=now)
    assert sorted(OriginEvidence.objects.values_list("level", flat=True)) == [1, 3]
    with pytest.raises(NoEvidence):
        services.declare_origin(offer_id=offer.pk, kind=EvidenceKind.TKDN, by=owner, now=now)


def test_another_owner_says_nothing_of_it(offer: Offer, make_person: Callable[..., Any], now: datetime) -> None:
    stranger = make_person(username="orang_lain")
    join(stranger, Role.OWNER, "business", "0b5e8d7e-0000-4000-8000-000000000000", now)
    with pytest.raises(NotAllowed):
        claim(offer, stranger, now)
    with pytest.raises(NotAllowed):
        services.declare_origin(offer_id=offer.pk, kind=EvidenceKind.DECLARED, by=stranger, now=now)
    assert not EvidenceClaim.objects.exists()
    assert not OriginEvidence.objects.exists()
