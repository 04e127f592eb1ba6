"""The life of an offer: added, filled in, judged three times, shown, changed, paused and retired."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue import queries, services
from tumbuh.catalogue.models import ChangeProposal, CurationStep, Offer, OfferPrice, StockMovement
from tumbuh.catalogue.photos import Picture
from tumbuh.catalogue.rules.curation import BadScores, JudgedBefore, OwnOffer, ReasonsMissing
from tumbuh.catalogue.rules.offers import BadOffer, NotReady
from tumbuh.catalogue.services import Decision, NewOffer, ProfileValues
from tumbuh.catalogue.stock import OutOfStock, Want, reserve
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.states import IllegalMove
from tumbuh.notices.models import Notice
from tumbuh.registry.models import Licence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
TODAY = date(2026, 1, 5)
GOOD = {"taste": 90, "packaging": 80, "hygiene": 85, "halal": 100, "photo": 70}
PICTURE = Picture("a" * 64, 960, 720)
OTHER_PICTURE = Picture("b" * 64, 960, 720)
NEW: dict[str, Any] = {
    "title": "Keripik Singkong Balado 200 gr", "category": "keripik", "unit": "bungkus", "price_rupiah": 15_000,
    "description": "Keripik singkong renyah, bumbu balado merah, tanpa pengawet.",
}  # fmt: skip


@pytest.fixture
def seller(make_seller):
    services.load_categories(now=NOON)
    business = make_seller()
    Licence.objects.create(business=business, kind="pirt", number="2103171010001-28", created_at=NOON)
    return business


@pytest.fixture
def owner(seller, make_person):
    user = make_person(username="pemilik")
    add_membership(
        user=user, role=Role.OWNER, scope_kind="business", scope_code=str(seller.public_id), by=None, now=NOON
    )
    return user


@pytest.fixture
def curators(make_person):
    people = []
    for name, code in (("kecamatan", "31.71.01"), ("kota", "31.71"), ("provinsi", "31")):
        user = make_person(username=name)
        add_membership(user=user, role=Role.CURATOR, scope_kind="area", scope_code=code, by=None, now=NOON)
        people.append(user)
    return people


@pytest.fixture
def draft(seller, owner):
    return services.add_offer(business=seller, new=NewOffer(seller.pk, **NEW), by=owner, now=NOON)


@pytest.fixture
def sent(draft, owner):
    services.change_offer(offer_id=draft.pk, changes={"photos": [PICTURE]}, by=owner, now=NOON)
    services.receive_stock(offer_id=draft.pk, quantity=30, by=owner, now=NOON)
    return services.submit(offer_id=draft.pk, by=owner, now=NOON)


@pytest.fixture
def listed(sent, curators):
    for curator in curators:
        judge(sent, curator)
    sent.refresh_from_db()
    return sent


def judge(offer, curator, verdict="passed", scores=GOOD, reasons="", now=NOON):
    step = CurationStep.objects.get(offer=offer, state="waiting")
    return services.decide(decision=Decision(step.pk, verdict, scores, reasons), by=curator, now=now)


def test_an_offer_is_shown_after_three_curators_passed_it(curators, sent):
    assert sent.state == "submitted"
    for curator, level in zip(curators, ("district", "city", "province"), strict=True):
        assert [step.level for step in queries.steps_waiting(curator, on=TODAY)] == [level]
        assert Notice.objects.filter(person=curator, event="catalogue.waiting").count() == 1
        assert judge(sent, curator).grade == "B"
        assert list(queries.steps_waiting(curator, on=TODAY)) == []
    sent.refresh_from_db()
    assert (sent.state, sent.grade, sent.listed_at) == ("listed", "B", NOON)
    assert Notice.objects.filter(event="catalogue.judged").count() == 1
    assert set(queries.offers_to_order([sent.pk], on=TODAY)) == {sent.pk}


def test_a_draft_has_its_first_price_and_says_what_it_lacks(draft, owner, seller):
    price = OfferPrice.objects.get(offer=draft)
    assert (price.price_rupiah, price.valid_from, price.valid_to, price.set_by) == (15_000, TODAY, None, owner)
    Licence.objects.update(withdrawn_at=NOON)
    with pytest.raises(NotReady) as caught:
        services.submit(offer_id=draft.pk, by=owner, now=NOON)
    for said in ("foto", "P-IRT", "Isi stok"):
        assert said in caught.value.message
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not CurationStep.objects.exists()


def test_nobody_acts_on_the_offers_of_another_business(draft, make_seller, make_person, sent):
    other = make_seller("Toko Lain")
    stranger = make_person(username="lain")
    add_membership(
        user=stranger, role=Role.OWNER, scope_kind="business", scope_code=str(other.public_id), by=None, now=NOON
    )
    events = AuditEvent.objects.count()
    for act in (
        lambda: services.add_offer(business=draft.seller, new=NewOffer(draft.seller_id, **NEW), by=stranger, now=NOON),
        lambda: services.change_offer(offer_id=draft.pk, changes={"sku": "X"}, by=stranger, now=NOON),
        lambda: services.set_price(offer_id=draft.pk, price_rupiah=1, by=stranger, now=NOON),
        lambda: services.receive_stock(offer_id=draft.pk, quantity=1, by=stranger, now=NOON),
        lambda: services.recall(offer_id=draft.pk, by=stranger, now=NOON),
        lambda: services.retire(offer_id=draft.pk, by=stranger, now=NOON),
        lambda: services.set_profile(business=draft.seller, values=ProfileValues(), by=stranger, now=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert AuditEvent.objects.count() == events
    assert CurationStep.objects.get(offer=draft).state == "waiting"


def test_a_curator_judges_only_their_level_their_area_and_once_a_round(sent, curators, make_person):
    district, city, province = curators
    elsewhere = make_person(username="tebet")
    add_membership(user=elsewhere, role=Role.CURATOR, scope_kind="area", scope_code="31.74.01", by=None, now=NOON)
    with pytest.raises(NotAllowed):
        judge(sent, elsewhere)
    judge(sent, city)  # who judges for the kota may stand in for the kecamatan
    with pytest.raises(JudgedBefore):
        judge(sent, city)
    with pytest.raises(NotAllowed):
        judge(sent, district)
    judge(sent, province)
    assert CurationStep.objects.get(offer=sent, state="waiting").level == "province"


def test_nobody_judges_their_own_business(sent, owner):
    add_membership(user=owner, role=Role.CURATOR, by=None, now=NOON)
    with pytest.raises(OwnOffer):
        judge(sent, owner)
    assert CurationStep.objects.get().state == "waiting"


def test_a_return_says_why_and_the_next_round_begins_at_the_kecamatan(sent, owner, curators):
    judge(sent, curators[0])
    with pytest.raises(ReasonsMissing):
        judge(sent, curators[1], "returned", {}, "jelek")
    judge(sent, curators[1], "returned", {}, "Label belum memuat tanggal kedaluwarsa")
    sent.refresh_from_db()
    assert sent.state == "draft"
    assert "tanggal kedaluwarsa" in Notice.objects.get(event="catalogue.judged").body
    services.submit(offer_id=sent.pk, by=owner, now=NOON)
    step = CurationStep.objects.get(state="waiting")
    assert (step.level, step.round) == ("district", 2)


def test_scores_that_fail_cannot_pass(sent, curators):
    with pytest.raises(BadScores):
        judge(sent, curators[0], scores=GOOD | {"hygiene": 20})
    with pytest.raises(BadScores):
        judge(sent, curators[0], scores={"taste": 90})
    assert CurationStep.objects.get().state == "waiting"


def test_an_appeal_is_judged_by_another_curator_and_only_in_time(sent, owner, curators, make_person):
    refused = judge(sent, curators[0], "rejected", GOOD, "Kemasan bocor pada contoh")
    with pytest.raises(services.AppealTooLate):
        services.appeal(step_id=refused.pk, text="Contohnya rusak di jalan", by=owner, now=NOON + timedelta(days=15))
    opened = services.appeal(step_id=refused.pk, text="Contohnya rusak di jalan", by=owner, now=NOON)
    assert (opened.level, opened.round, opened.appeal_of_id) == ("district", 2, refused.pk)
    with pytest.raises(JudgedBefore):
        judge(sent, curators[0])
    judge(sent, curators[1])
    with pytest.raises(IllegalMove):
        services.appeal(step_id=refused.pk, text="Contohnya rusak di jalan", by=owner, now=NOON)


def test_what_was_judged_changes_only_with_a_curator_and_price_and_stock_at_once(listed, owner, curators):
    services.change_offer(
        offer_id=listed.pk, changes={"title": "Keripik Pedas 250 gr", "sku": "KS-1"}, by=owner, now=NOON
    )
    services.change_offer(offer_id=listed.pk, changes={"photos": [OTHER_PICTURE]}, by=owner, now=NOON)
    services.set_price(offer_id=listed.pk, price_rupiah=16_000, by=owner, now=NOON)
    listed.refresh_from_db()
    assert (listed.title, listed.sku, listed.price_rupiah) == (NEW["title"], "KS-1", 16_000)
    proposal = ChangeProposal.objects.get(state="waiting")
    assert proposal.before["title"] == NEW["title"]
    assert proposal.after["title"] == "Keripik Pedas 250 gr"
    assert [photo["sha256"] for photo in proposal.after["photos"]] == ["b" * 64]
    assert list(queries.changes_waiting(curators[0], on=TODAY)) == [proposal]
    services.decide_change(proposal_id=proposal.pk, accept=True, by=curators[0], now=NOON)
    shown = queries.offer_by_public_id(listed.public_id)
    [photo] = shown.shown_photos  # type: ignore[attr-defined]
    assert (shown.title, photo.sha256) == ("Keripik Pedas 250 gr", "b" * 64)
    assert photo.file == f"foto/bb/{'b' * 64}-960.webp"


def test_a_refused_change_leaves_the_offer_as_it_was(listed, owner, curators):
    services.change_offer(offer_id=listed.pk, changes={"description": "Obat segala penyakit"}, by=owner, now=NOON)
    proposal = ChangeProposal.objects.get()
    with pytest.raises(ReasonsMissing):
        services.decide_change(proposal_id=proposal.pk, accept=False, by=curators[0], now=NOON)
    services.decide_change(
        proposal_id=proposal.pk, accept=False, reasons="Klaim kesehatan tanpa bukti", by=curators[0], now=NOON
    )
    listed.refresh_from_db()
    assert listed.description == NEW["description"]
    with pytest.raises(services.NotWaiting):
        services.decide_change(proposal_id=proposal.pk, accept=True, by=curators[0], now=NOON)


def test_a_change_is_not_applied_to_what_has_become_another(listed, owner, curators):
    services.change_offer(offer_id=listed.pk, changes={"title": "Keripik Pedas"}, by=owner, now=NOON)
    Offer.objects.filter(pk=listed.pk).update(title="Keripik Lain")
    with pytest.raises(services.ChangedSince):
        services.decide_change(proposal_id=ChangeProposal.objects.get().pk, accept=True, by=curators[0], now=NOON)
    listed.refresh_from_db()
    assert listed.title == "Keripik Lain"


def test_a_future_price_takes_effect_on_its_day_and_the_history_stays(listed, owner):
    friday = date(2026, 1, 9)
    services.set_price(offer_id=listed.pk, price_rupiah=18_000, from_on=friday, by=owner, now=NOON)
    services.set_price(offer_id=listed.pk, price_rupiah=17_000, from_on=friday, by=owner, now=NOON)
    listed.refresh_from_db()
    assert listed.price_rupiah == 15_000
    assert queries.offers_to_order([listed.pk], on=friday)[listed.pk].price_rupiah == 17_000
    assert services.apply_due_prices(now=NOON) == 0
    assert services.apply_due_prices(now=NOON + timedelta(days=4)) == 1
    rows = [(p.price_rupiah, p.valid_from, p.valid_to) for p in queries.prices_of(listed)]
    assert rows == [(17_000, friday, None), (15_000, TODAY, date(2026, 1, 8))]
    with pytest.raises(BadOffer):
        services.set_price(offer_id=listed.pk, price_rupiah=1, from_on=date(2026, 1, 4), by=owner, now=NOON)


def test_a_count_is_an_adjustment_and_never_below_what_is_promised(listed, owner):
    reserve(wants=[Want(listed.pk, 20, TODAY, "orders.order:1")], now=NOON)
    with pytest.raises(OutOfStock):
        services.count_stock(offer_id=listed.pk, counted=19, reason="rusak", by=owner, now=NOON)
    services.count_stock(offer_id=listed.pk, counted=25, reason="rusak", by=owner, now=NOON)
    listed.refresh_from_db()
    assert (listed.on_hand, listed.reserved) == (25, 20)
    assert StockMovement.objects.get(kind="adjust").quantity == -5


def test_a_paused_offer_is_not_sold_and_comes_back(listed, owner):
    services.pause(offer_id=listed.pk, by=owner, now=NOON)
    assert queries.offers_to_order([listed.pk], on=TODAY) == {}
    services.resume(offer_id=listed.pk, by=owner, now=NOON)
    assert len(queries.offers_to_order([listed.pk], on=TODAY)) == 1
    services.retire(offer_id=listed.pk, by=owner, now=NOON)
    with pytest.raises(IllegalMove):
        services.resume(offer_id=listed.pk, by=owner, now=NOON)


def test_what_is_sold_on_names_its_maker(seller, owner):
    with pytest.raises(BadOffer) as caught:
        services.add_offer(business=seller, new=NewOffer(seller.pk, **NEW, kind="reseller"), by=owner, now=NOON)
    assert "pembuat" in caught.value.message
    assert not Offer.objects.exists()


def test_the_licence_that_ran_out_pauses_and_the_new_one_shows_again(listed):
    Licence.objects.update(valid_to=date(2026, 2, 1))
    assert services.warn_of_endings(now=NOON + timedelta(days=1)) == 1
    later = NOON + timedelta(days=30)
    assert services.inactivate_expired(now=later)["paused"] == 1
    assert services.inactivate_expired(now=later)["paused"] == 0
    listed.refresh_from_db()
    assert (listed.state, listed.pause_reason) == ("paused", "expired")
    Licence.objects.update(valid_to=None)
    assert services.inactivate_expired(now=later)["resumed"] == 1
    listed.refresh_from_db()
    assert listed.state == "listed"
    assert sorted(Notice.objects.filter(event__startswith="catalogue.").values_list("event", flat=True).distinct()) == [
        "catalogue.ending", "catalogue.expired", "catalogue.judged", "catalogue.resumed", "catalogue.waiting",
    ]  # fmt: skip
