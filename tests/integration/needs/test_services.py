"""From a sentence over sealed quotes to orders, with what each seller is told."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.integration.needs.city import NOON, NeedsCity
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue.models import Offer, SellerProfile
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.needs import services
from tumbuh.needs.keeping import keep_time
from tumbuh.needs.models import Award, Invitation, Need, Question, Quote, SealReading
from tumbuh.needs.posting import NeedIncomplete, NobodyEligible
from tumbuh.needs.quoting import BadQuote, NotInvited, QuotesClosed
from tumbuh.needs.reading import StillSealed
from tumbuh.needs.rules.ranking import ReasonMissing
from tumbuh.needs.rules.windows import TooSoon
from tumbuh.needs.sealing import SealBroken
from tumbuh.notices.models import Notice
from tumbuh.orders.models import Order

pytestmark = pytest.mark.django_db


def states(need: Need) -> dict[str, str]:
    found = Invitation.objects.filter(need=need).select_related("seller")
    return {one.seller.name: one.state for one in found}


def events(need: Need) -> list[str]:
    return list(AuditEvent.objects.filter(target=need.reference).order_by("pk").values_list("event", flat=True))


def test_three_quotes_become_one_order_at_the_cheapest_landed_total(city: NeedsCity) -> None:
    need = city.open()
    assert states(need) == dict.fromkeys(city.sellers, "told")
    city.quote(need, "Dapur Ani", 30_000, delivery_rupiah=100_000)  # landed 3,100,000
    city.quote(need, "Dapur Beni", 30_000, packing_rupiah=30_000, delivery_rupiah=20_000)  # landed 3,050,000
    city.quote(need, "Dapur Citra", 33_000)
    services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    found = Quote.objects.order_by("rank").values_list("seller__name", "total_rupiah", "rank", "gap_rupiah")
    assert list(found) == [
        ("Dapur Beni", 3_050_000, 1, 0), ("Dapur Ani", 3_100_000, 2, 50_000), ("Dapur Citra", 3_300_000, 3, 250_000),
    ]  # fmt: skip

    proposal = services.propose(Need.objects.get(), now=need.closes_at)
    best = Quote.objects.get(rank=1)
    assert (proposal.quantities, proposal.total_rupiah) == ({best.pk: 100}, 3_050_000)
    [award] = services.award(
        need_id=need.pk, quantities=proposal.quantities, reason="", reason_text="", by=city.officer, now=need.closes_at
    )
    order = Order.objects.get()
    assert (order.total_rupiah, order.seller_name, order.state) == (3_050_000, "Dapur Beni", "placed")
    assert (award.order_reference, award.reason) == (order.reference, "cheapest")
    outcomes = dict(Quote.objects.values_list("seller__name", "outcome"))
    assert outcomes["Dapur Beni"] == "Penawaran Anda dipilih untuk 100 kotak."
    assert outcomes["Dapur Ani"] == (
        "Peringkat 2 dari 3; selisih dengan yang termurah Rp50.000. "
        "Dengan harga satuan Rp29.499 (ongkos tetap) Anda di peringkat pertama."
    )
    assert events(need) == [
        "needs.stated", "needs.sellers_asked", "needs.closed", "needs.quotes_opened", "needs.awarded",
    ]  # fmt: skip
    lost = Notice.objects.get(person=city.owners["Dapur Citra"], event="needs.lost")
    assert lost.title == "Tidak dipilih: Nasi kotak"


def test_nothing_of_a_sealed_quote_is_in_the_clear_before_closing(city: NeedsCity) -> None:
    need = city.open()
    quote = city.quote(need, "Dapur Ani", 31_234, note="pakai daun pisang")
    quote.refresh_from_db()
    assert "31234" not in quote.sealed
    assert (quote.unit_price_rupiah, quote.total_rupiah, quote.note, quote.opened_at) == (None, None, "", None)
    with pytest.raises(StillSealed):
        services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at - timedelta(seconds=1))
    assert SealReading.objects.count() == 0
    with pytest.raises(DatabaseError, match="after closing only"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(
            opened_at=NOON, quantity=1, unit_price_rupiah=1, goods_rupiah=1, packing_rupiah=0, delivery_rupiah=0,
            tax_rupiah=0, total_rupiah=1,
        )  # fmt: skip


def test_a_seller_reads_its_own_quote_and_that_is_written_down(city: NeedsCity) -> None:
    need = city.open()
    quote = city.quote(need, "Dapur Ani", 31_234)
    content = services.read_own(quote=quote, by=city.owners["Dapur Ani"], now=NOON)
    assert (content["unit_price_rupiah"], content["total_rupiah"]) == (31_234, 3_123_400)
    reading = SealReading.objects.get()
    assert (reading.purpose, reading.read_by) == ("own", city.owners["Dapur Ani"])
    for other in (city.owners["Dapur Beni"], city.officer):
        with pytest.raises(NotAllowed):
            services.read_own(quote=quote, by=other, now=NOON)
    assert SealReading.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        SealReading.objects.update(purpose="opening")


def test_each_opening_is_written_down_and_a_changed_seal_is_found(city: NeedsCity) -> None:
    need = city.open()
    first, second = city.quote(need, "Dapur Ani", 30_000), city.quote(need, "Dapur Beni", 31_000)
    with pytest.raises(DatabaseError), transaction.atomic():
        Quote.objects.filter(pk=first.pk).update(sealed=second.sealed)
    services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    readings = set(SealReading.objects.values_list("quote", "purpose", "read_by"))
    assert readings == {(one.pk, "opening", city.officer.pk) for one in (first, second)}
    from tumbuh.needs.sealing import unseal

    with pytest.raises(SealBroken):
        unseal(first.sealed, fingerprint=second.fingerprint, need=str(need.public_id))
    with pytest.raises(SealBroken):
        unseal(first.sealed, fingerprint=first.fingerprint, need="another need")


def test_a_quote_can_be_changed_until_closing_and_not_a_second_later(city: NeedsCity) -> None:
    need = city.open()
    city.quote(need, "Dapur Ani", 33_000)
    newer = city.quote(need, "Dapur Ani", 29_000)
    assert newer.version == 2
    late: dict[str, Any] = {"need_id": need.pk, "seller": city.sellers["Dapur Ani"], "by": city.owners["Dapur Ani"]}
    values = services.QuoteValues(offer_id=city.offers["Dapur Ani"].pk, quantity=100, unit_price_rupiah=1)
    with pytest.raises(QuotesClosed):
        services.send_quote(**late, values=values, now=need.closes_at)
    assert Quote.objects.count() == 2
    services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    assert list(Quote.objects.filter(opened_at__isnull=False).values_list("version", "total_rupiah")) == [
        (2, 2_900_000)
    ]


def test_a_quote_taken_back_is_never_opened(city: NeedsCity) -> None:
    need = city.open()
    city.quote(need, "Dapur Ani", 30_000)
    city.quote(need, "Dapur Beni", 31_000)
    services.take_back(need_id=need.pk, seller=city.sellers["Dapur Ani"], by=city.owners["Dapur Ani"], now=NOON)
    services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    assert list(Quote.objects.filter(opened_at__isnull=False).values_list("seller__name", "rank")) == [
        ("Dapur Beni", 1)
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"quantity": 99}, "antara 100 dan 100"),
        ({"unit_price_rupiah": 0}, "lebih dari nol"),
        ({"delivery_rupiah": -1}, "nol atau lebih"),
    ],
)
def test_a_quote_that_cannot_be_is_refused_and_leaves_nothing(city: NeedsCity, given: dict, words: str) -> None:
    need = city.open()
    with pytest.raises(BadQuote, match=words):
        city.quote(need, "Dapur Ani", given.pop("unit_price_rupiah", 30_000), **given)
    assert (Quote.objects.count(), Invitation.objects.filter(answered_at__isnull=False).count()) == (0, 0)


def test_who_is_kept_away_keeps_the_reason_and_is_not_told(city: NeedsCity) -> None:
    SellerProfile.objects.filter(business=city.sellers["Dapur Ani"]).update(delivers_to=["31.72"])
    SellerProfile.objects.filter(business=city.sellers["Dapur Beni"]).update(
        banned_until_on="2026-12-31", ban_reason="Ingkar janji kirim"
    )
    Offer.objects.filter(pk=city.offers["Dapur Citra"].pk).update(price_rupiah=60_000)
    city.offers["Dapur Citra"].prices.update(voided_at=NOON)
    need = city.open()
    found = Invitation.objects.filter(need=need, state="excluded").order_by("seller__name")
    assert [(one.seller.name, [each["code"] for each in one.exclusions]) for one in found] == [
        ("Dapur Ani", ["area"]), ("Dapur Beni", ["banned"]), ("Dapur Citra", ["price"]),
    ]  # fmt: skip
    assert Notice.objects.filter(event="needs.invited").count() == 1
    with pytest.raises(NotInvited):
        city.quote(need, "Dapur Ani", 30_000)


def test_without_an_eligible_seller_nothing_is_opened(city: NeedsCity) -> None:
    need = city.draft(licences=("halal",))
    with pytest.raises(NobodyEligible, match="4 diperiksa"):
        services.ask_sellers(need_id=need.pk, by=city.officer, now=NOON)
    need.refresh_from_db()
    assert (need.state, Invitation.objects.count(), Notice.objects.count()) == ("draft", 0, 0)


def test_eligibility_is_checked_again_at_closing(city: NeedsCity) -> None:
    need = city.open()
    city.quote(need, "Dapur Ani", 20_000)
    city.quote(need, "Dapur Beni", 30_000)
    SellerProfile.objects.filter(business=city.sellers["Dapur Ani"]).update(
        banned_until_on="2026-12-31", ban_reason="Ingkar janji kirim"
    )
    services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    found = Quote.objects.order_by("seller__name").values_list("seller__name", "rank", "closing_exclusions__0__code")
    assert list(found) == [("Dapur Ani", None, "banned"), ("Dapur Beni", 1, None)]
    excluded = Quote.objects.get(rank=None)
    with pytest.raises(Refused, match="ikut diperingkat"):
        services.award(
            need_id=need.pk, quantities={excluded.pk: 100}, reason="", reason_text="", by=city.officer,
            now=need.closes_at,
        )  # fmt: skip
    assert Order.objects.count() == 0


def test_another_than_the_cheapest_needs_a_reason_in_words(city: NeedsCity) -> None:
    need = city.opened({"Dapur Ani": 30_000, "Dapur Beni": 31_000})
    dearer = Quote.objects.get(rank=2)
    chosen: dict[str, Any] = {
        "need_id": need.pk,
        "quantities": {dearer.pk: 100},
        "by": city.officer,
        "now": need.quotes_read_at,
    }
    for reason, text in (("", ""), ("cheapest", "x" * 20), ("specification", ""), ("unheard_of", "x" * 20)):
        with pytest.raises(ReasonMissing):
            services.award(**chosen, reason=reason, reason_text=text)
    assert (Award.objects.count(), Order.objects.count()) == (0, 0)
    [award] = services.award(**chosen, reason="specification", reason_text="Menu tanpa santan seperti diminta.")
    assert (award.reason, award.total_rupiah) == ("specification", 3_100_000)
    cheapest = Quote.objects.get(rank=1)
    assert "termurah (peringkat 1 dari 2), tetapi pembeli memilih dengan alasan: Spesifikasi" in cheapest.outcome


def test_a_need_shared_out_becomes_an_order_each_within_the_fair_share(city: NeedsCity) -> None:
    need = city.opened({"Dapur Ani": 30_000, "Dapur Beni": 31_000, "Dapur Citra": 32_000}, most_sellers=3)
    proposal = services.propose(need, now=need.quotes_read_at)
    services.award(
        need_id=need.pk, quantities=proposal.quantities, reason="", reason_text="", by=city.officer,
        now=need.quotes_read_at,
    )  # fmt: skip
    orders = Order.objects.order_by("seller_name")
    assert [(one.seller_name, one.total_rupiah) for one in orders] == [
        ("Dapur Ani", 1_800_000), ("Dapur Beni", 1_240_000),
    ]  # fmt: skip
    assert proposal.total_rupiah == 3_040_000
    assert len({one.group_id for one in orders}) == 1
    assert orders[0].group_id is not None


def test_silent_sellers_are_passed_over_and_the_next_are_told(city: NeedsCity) -> None:
    city.add_kitchens(8)  # twelve in all; ten are told at first
    need = city.open()
    assert Counter(states(need).values()) == {"told": 10, "waiting": 2}
    first = Invitation.objects.filter(need=need, wave=1).order_by("turn").select_related("seller")
    answering, silent = (one.seller.name for one in first[:2])
    city.quote(need, answering, 30_000)
    assert keep_time(now=NOON + timedelta(hours=7)) == (0, 0)
    assert keep_time(now=NOON + timedelta(hours=8)) == (0, 2)
    assert keep_time(now=NOON + timedelta(hours=8)) == (0, 0)
    assert Counter(states(need).values()) == {"told": 3, "skipped": 9}
    assert (states(need)[answering], states(need)[silent]) == ("told", "skipped")
    city.quote(need, silent, 31_000)  # late, and still welcome
    assert Quote.objects.count() == 2


def test_who_declines_makes_room_for_the_next(city: NeedsCity) -> None:
    city.add_kitchens(8)
    need = city.open()
    told = Invitation.objects.filter(need=need, state="told").select_related("seller").order_by("turn")[0]
    owner = city.owners[told.seller.name]
    services.decline(need_id=need.pk, seller=told.seller, reason="Dapur penuh", by=owner, now=NOON)
    assert keep_time(now=NOON + timedelta(minutes=1)) == (0, 1)
    assert Counter(states(need).values()) == {"declined": 1, "told": 10, "waiting": 1}


def test_who_was_told_least_lately_comes_first_in_the_turn(city: NeedsCity) -> None:
    city.add_kitchens(8)
    first, second = city.open(), city.open()
    left_out = {name for name, state in states(first).items() if state == "waiting"}
    assert left_out < {name for name, state in states(second).items() if state == "told"}


def test_a_need_without_quotes_ends_at_closing(city: NeedsCity) -> None:
    need = city.open()
    assert keep_time(now=need.closes_at) == (1, 0)
    need.refresh_from_db()
    assert (need.state, need.end_reason) == ("failed", "Tidak ada penawaran yang masuk.")
    assert Notice.objects.filter(person=city.officer, event="needs.failed").count() == 1


def test_from_fifty_million_on_it_takes_two_people_to_open(city: NeedsCity) -> None:
    need = city.open(total_ceiling_rupiah=50_000_000, unit_ceiling_rupiah=None)
    city.quote(need, "Dapur Ani", 30_000)
    first = services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    assert (first.state, SealReading.objects.count()) == ("closed", 0)
    again = services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    assert (again.state, SealReading.objects.count()) == ("closed", 0)
    ppk = city.unit.of(Role.COMMITMENT_OFFICER)
    assert services.open_quotes(need_id=need.pk, by=ppk, now=need.closes_at).state == "opened"


def test_nobody_decides_where_a_business_of_their_own_quotes(city: NeedsCity) -> None:
    from tumbuh.accounts.services import add_membership

    need = city.open()
    city.quote(need, "Dapur Ani", 30_000)
    add_membership(
        user=city.officer, role=Role.OWNER, scope_kind="business",
        scope_code=str(city.sellers["Dapur Ani"].public_id), by=None, now=NOON,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="Usaha Anda sendiri"):
        services.open_quotes(need_id=need.pk, by=city.officer, now=need.closes_at)
    assert SealReading.objects.count() == 0


def test_a_question_is_answered_to_everybody_once(city: NeedsCity) -> None:
    need = city.open()
    asked = services.ask(
        need_id=need.pk, seller=city.sellers["Dapur Ani"], text="Boleh pakai daun?", by=city.owners["Dapur Ani"],
        now=NOON,
    )  # fmt: skip
    services.answer(question_id=asked.pk, text="Boleh.", by=city.officer, now=NOON)
    assert Notice.objects.filter(event="needs.answered").count() == 4
    with pytest.raises(Refused, match="sudah dijawab"):
        services.answer(question_id=asked.pk, text="Tidak.", by=city.officer, now=NOON)
    assert Question.objects.get().answer == "Boleh."
    with pytest.raises(DatabaseError), transaction.atomic():
        Question.objects.update(answer="Tidak.")


def test_what_sellers_were_told_cannot_be_changed(city: NeedsCity) -> None:
    need = city.open()
    with pytest.raises(Refused, match="tidak dapat diubah"):
        services.change_draft(need_id=need.pk, values=city.values(quantity=500), by=city.officer, now=NOON)
    for change in ({"quantity": 500}, {"closes_at": NOON}, {"sentence": "lain"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Need.objects.filter(pk=need.pk).update(**change)


def test_a_need_is_withdrawn_with_a_reason_and_everybody_told(city: NeedsCity) -> None:
    need = city.open()
    with pytest.raises(Refused, match="alasan"):
        services.withdraw(need_id=need.pk, reason=" ", by=city.officer, now=NOON)
    services.withdraw(need_id=need.pk, reason="Rapat dibatalkan", by=city.officer, now=NOON)
    assert Notice.objects.filter(event="needs.withdrawn").count() == 4
    with pytest.raises(QuotesClosed):
        city.quote(need, "Dapur Ani", 30_000)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"quantity": 0}, NeedIncomplete), ({"category_code": "unheard"}, NeedIncomplete),
        ({"address": " "}, NeedIncomplete), ({"deliver_by_at": NOON}, NeedIncomplete),
    ],
)  # fmt: skip
def test_an_incomplete_need_is_refused_and_not_kept(city: NeedsCity, given: dict, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        city.draft(**given)
    assert Need.objects.count() == 0


def test_a_need_that_is_too_near_is_sent_to_the_catalogue(city: NeedsCity) -> None:
    need = city.draft(deliver_by_at=NOON + timedelta(hours=4))
    with pytest.raises(TooSoon, match="katalog"):
        services.ask_sellers(need_id=need.pk, by=city.officer, now=NOON)
    need.refresh_from_db()
    assert need.state == "draft"
