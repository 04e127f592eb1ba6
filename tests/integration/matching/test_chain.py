"""The chain: outcomes, orders, money, who waits how long, and reminders once."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.integration.matching.city import MORNING, NOON, UNIT, MatchingCity
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import funnel, nearby, seeing, services
from tumbuh.matching.models import Deal, DealOrder, Demand, Event, Meeting, Outcome
from tumbuh.matching.paying import orders_to_link
from tumbuh.matching.planned import coming_purchases, outlook
from tumbuh.notices.models import Notice
from tumbuh.procurement.models import Package, Purchase, SpendingUnit

AFTER = MORNING + timedelta(hours=5)
NEXT = day_in_wib(AFTER) + timedelta(days=3)


@pytest.fixture
def met(city: MatchingCity) -> tuple[Event, Meeting]:
    """The unit of the orders' tests has met the seller who sells to it."""
    services.draft_demands(unit_ref=UNIT, by=city.organiser, now=NOON)
    drafted = Demand.objects.get(source="plan")
    services.share_demand(demand_id=drafted.pk, by=city.unit.officer, now=NOON)
    city.buyers["Dinas"], city.speakers["Dinas Perdagangan"] = drafted.buyer, city.unit.officer
    city.businesses["Dapur Budi"], city.owners["Dapur Budi"] = city.unit.seller, city.unit.owner
    city.share_supply("Dapur Budi")
    event = city.event()
    buyer, seller = city.come(event, ["Dinas", "Dapur Budi"])
    meeting = city.agreed(event, buyer, seller)
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    services.start_event(event_id=event.pk, by=city.organiser, now=MORNING)
    return event, Meeting.objects.get(pk=meeting.pk)


def say(city: MatchingCity, meeting: Meeting, rupiah: int = 50_000_000) -> Deal | None:
    services.tell_outcome(
        meeting_id=meeting.pk, interest_rupiah=rupiah, next_step="quotation", next_on=NEXT, by=city.unit.officer,
        now=AFTER,
    )  # fmt: skip
    return Deal.objects.filter(meeting=meeting).first()


def test_a_later_word_stands_and_the_earlier_one_stays(city: MatchingCity, met: tuple[Event, Meeting]) -> None:
    say(city, met[1])
    deal = say(city, met[1], 20_000_000)
    assert deal is not None
    assert deal.interest_rupiah == 20_000_000
    assert Outcome.objects.filter(meeting=met[1]).count() == 2
    assert Outcome.objects.filter(meeting=met[1], superseded_at=None).count() == 1


def test_no_interest_begins_no_deal(city: MatchingCity, met: tuple[Event, Meeting]) -> None:
    assert say(city, met[1], 0) is None


def test_an_outcome_is_told_after_the_meeting_has_begun(city: MatchingCity, met: tuple[Event, Meeting]) -> None:
    with pytest.raises(Refused, match="setelah pertemuan dimulai"):
        services.tell_outcome(meeting_id=met[1].pk, interest_rupiah=1, next_step="none", by=city.unit.officer, now=NOON)
    assert Outcome.objects.count() == 0


def test_an_order_of_another_seller_or_another_deal_is_refused(city: MatchingCity, met: tuple[Event, Meeting]) -> None:
    deal = say(city, met[1])
    assert deal is not None
    order = city.unit.place(40, city.offers["Dapur 1"])
    link = {"deal_id": deal.pk, "by": city.unit.officer, "now": AFTER}
    with pytest.raises(Refused, match="penjual lain"):
        services.link_order(key=str(order.public_id), **link)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="tidak ditemukan"):
        services.link_order(key="ABC", **link)  # type: ignore[arg-type]
    own = city.unit.place(40)
    services.link_order(key=str(own.public_id), **link)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="sudah ditautkan"):
        services.link_order(key=str(own.public_id), **link)  # type: ignore[arg-type]
    assert DealOrder.objects.count() == 1


def test_the_orders_of_the_two_since_they_met_are_offered_to_be_linked(
    city: MatchingCity, met: tuple[Event, Meeting]
) -> None:
    city.unit.clock = MORNING - timedelta(days=1)
    city.unit.place(40)  # before they met
    city.unit.clock = AFTER
    deal = say(city, met[1])
    assert deal is not None
    city.unit.place(40, city.offers["Dapur 1"])  # from another seller
    own = city.unit.place(40)
    assert [one.public_id for one in orders_to_link(deal)] == [str(own.public_id)]
    services.link_order(deal_id=deal.pk, key=str(own.public_id), by=city.unit.officer, now=AFTER)
    assert orders_to_link(deal) == []


def test_a_purchase_of_the_catalogue_is_money_when_its_file_says_realised(
    city: MatchingCity, met: tuple[Event, Meeting]
) -> None:
    deal = say(city, met[1], 80_000_000)
    assert deal is not None
    Purchase.objects.create(
        key="ecat6:7", year=2026, as_of=AFTER, fingerprint="7", recorded_at=AFTER, source="ecat6", external_id="7",
        unit_ref=UNIT, method="e_purchasing", state="realised", ordered_on=day_in_wib(AFTER), value_rupiah=60_000_000,
    )  # fmt: skip
    linked = services.link_order(deal_id=deal.pk, key="ecat6:7", by=city.unit.officer, now=AFTER)
    deal.refresh_from_db()
    assert (linked.paid_rupiah, deal.state) == (60_000_000, "paid")
    whole = funnel.funnel(met[0])
    assert (whole.interest.rupiah, whole.realised.rupiah) == (80_000_000, 60_000_000)
    assert whole.conversion == Fraction(3, 4)
    assert [one.name for one in funnel.funnels("exhibitor", event=met[0])] == ["Dapur Budi"]
    assert funnel.ageing(on=day_in_wib(AFTER)) == []


def test_what_lies_is_told_by_age_and_overdue_promises_are_marked(
    city: MatchingCity, met: tuple[Event, Meeting]
) -> None:
    say(city, met[1])
    [waiting] = funnel.ageing(on=NEXT + timedelta(days=20), event=met[0])
    assert (waiting.days, waiting.is_overdue) == (23, True)
    assert funnel.age_bands([waiting]) == [("≤ 7 hari", 0), ("≤ 30 hari", 1), ("≤ 90 hari", 0), ("> 90 hari", 0)]


def test_everybody_is_reminded_once(city: MatchingCity, met: tuple[Event, Meeting]) -> None:
    before = MORNING - timedelta(hours=3)
    assert services.remind(now=before) > 0
    assert services.remind(now=before) == 0
    say(city, met[1])
    due = AFTER + timedelta(days=4)
    assert services.remind(now=due) == services.remind(now=due + timedelta(days=7)) > 0
    assert services.remind(now=due) == 0
    titles = set(Notice.objects.filter(event="matching.reminder").values_list("title", flat=True))
    assert "Tindak lanjut: Dinas Perdagangan dan Dapur Budi" in titles


def test_demand_near_me_lists_the_packages_of_my_kinds_by_day(city: MatchingCity) -> None:
    today = day_in_wib(NOON)
    found = outlook(city.businesses["Dapur 1"], on=today).coming
    assert found == []  # packages without a day are of no calendar
    for number, days in enumerate((30, 10, 91)):
        Package.objects.create(
            key=f"8{number}", year=2026, as_of=NOON, fingerprint=f"8{number}", recorded_at=NOON, kind="provider",
            unit_ref=UNIT, name="Konsumsi rapat koordinasi", ceiling_rupiah=10_000_000, method="e_purchasing",
            contract_from_on=today + timedelta(days=days),
        )  # fmt: skip
    found = outlook(city.businesses["Dapur 1"], on=today).coming
    assert [one.plan_code for one in found] == ["81", "80"]
    assert (found[0].unit_name, found[0].district) == ("Dinas Perdagangan", "")


def test_a_package_named_after_its_account_and_one_of_another_kind_are_found(city: MatchingCity) -> None:
    """Most packages bear the name of the account that pays them, some that of a ward called after a fruit."""
    today = day_in_wib(NOON)
    fact = {"year": 2026, "as_of": NOON, "recorded_at": NOON}
    rice = city.unit.rice.category
    rice.code = "nasi_kotak"
    rice.save(update_fields=["code"])
    ward = "Kelurahan Nasi Kotak"
    SpendingUnit.objects.create(key="62", fingerprint="62", skpd_code="9.9", agency_code="9.9", name=ward, **fact)
    for key, name, unit in (("1", "Makanan dan Minuman Rapat", UNIT), ("2", f"Cat Tembok {ward}", "62")):
        Package.objects.create(
            key=key, fingerprint=key, kind="provider", unit_ref=unit, name=f"Belanja {name}", method="e_purchasing",
            ceiling_rupiah=10_000_000, contract_from_on=today + timedelta(days=5), **fact,
        )  # fmt: skip
    profile = city.businesses["Dapur 1"].supply_profile
    profile.categories = ["nasi_kotak"]
    assert [one.plan_code for one in coming_purchases(on=today)] == ["1"]
    profile.save(update_fields=["categories"])
    found = outlook(city.businesses["Dapur 1"], on=today)
    assert ([one.plan_code for one in found.coming], found.openings) == (["1"], [])
    profile.categories = ["atk"]
    profile.save(update_fields=["categories"])
    found = outlook(city.businesses["Dapur 1"], on=today)
    assert found.coming == []
    assert [(one.category, one.packages, one.left_rupiah) for one in found.openings] == [("nasi_kotak", 1, 10_000_000)]


def test_demand_near_me_tells_what_is_left_of_what_is_bought_all_year_long(city: MatchingCity) -> None:
    today = day_in_wib(NOON)
    given = {"year": 2026, "as_of": NOON, "recorded_at": NOON, "unit_ref": UNIT, "method": "e_purchasing"}
    for key, ends_on in (("90", today), ("91", today - timedelta(days=1))):
        Package.objects.create(
            key=key, fingerprint=key, kind="provider", name="Konsumsi rapat koordinasi", ceiling_rupiah=10_000_000,
            contract_from_on=today - timedelta(days=60), use_until_on=ends_on, **given,
        )  # fmt: skip
    for key, state, codes in (("a", "realised", ["90"]), ("b", "ongoing", ["90", "91"]), ("c", "cancelled", ["90"])):
        Purchase.objects.create(
            key=key, fingerprint=key, source="inaproc", external_id=key, state=state, plan_codes=codes,
            value_rupiah=2_000_000, **given,
        )  # fmt: skip
    [running] = outlook(city.businesses["Dapur 1"], on=today).coming
    assert (running.plan_code, running.is_running, running.ends_on) == ("90", True, today)
    assert (running.ceiling_rupiah, running.left_rupiah) == (10_000_000, 6_000_000)


def test_why_not_me_tells_what_is_in_the_way_and_what_would_mend_it(city: MatchingCity) -> None:
    city.add_kitchen("Dapur Mahal", price=40_000)
    event, _ = city.all_come()
    services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    found = nearby.standings(city.businesses["Dapur Mahal"], on=day_in_wib(NOON))
    assert [one.rank for one in found] == [None, None]
    assert [one.filter for one in found[0].told.exclusions] == ["price"]
    assert any("harga Rp35.000" in fix.sentence for fix in found[0].fixes)
    chosen = nearby.standings(city.businesses["Dapur 1"], on=day_in_wib(NOON))
    assert all(one.is_chosen and one.gap == 0 for one in chosen)


def test_who_took_back_the_consent_after_the_suggestions_is_met_by_nobody_new(city: MatchingCity) -> None:
    event, _ = city.all_come()
    run = services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    gone = seeing.chosen_of(run)[0].supply.business
    services.withdraw_supply(business=gone, by=city.owners[gone.name], now=NOON)
    assert gone not in [one.supply.business for one in seeing.chosen_of(run)]
    made = services.assign(event_id=event.pk, run_id=run.pk, by=city.organiser, now=NOON)
    assert made
    assert gone.name not in {one.seller.name for one in made}
    assert seeing.unassigned_of(run, seeing.chosen_of(run)) == 0  # nothing is left to do
