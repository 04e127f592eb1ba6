"""The straight path of a gathering: from profiles to money paid."""

from datetime import timedelta

import pytest

from tests.integration.matching.city import MORNING, NOON, UNIT, MatchingCity
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.matching import seeing, services
from tumbuh.matching.inviting import NotInvited
from tumbuh.matching.models import Deal, Demand, Meeting, Suggestion
from tumbuh.notices.models import Notice

AFTER = MORNING + timedelta(hours=5)


def test_from_suggestions_to_a_timetable(city: MatchingCity) -> None:
    event, people = city.all_come()
    run = services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    assert (run.demands, run.sellers, run.pairs, run.excluded) == (2, 3, 6, 0)
    assert run.objective == run.bound > 0
    first = Suggestion.objects.filter(run=run, rank=1).first()
    assert first is not None
    assert sum(part["points"] for part in first.parts) == first.score
    made = services.assign(event_id=event.pk, run_id=run.pk, by=city.organiser, now=NOON)
    assert len(made) == 6
    table = services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    assert (table.placed, table.waiting, table.worth) == (6, 0, table.bound)
    event.refresh_from_db()
    assert event.state == "arranged"
    assert Notice.objects.filter(event="matching.seated", person=city.by("Dapur 1")).count() == 2
    assert set(people) == {"Dapur 1", "Dapur 2", "Dapur 3", "PT Pembeli 1", "PT Pembeli 2"}


def test_a_cancellation_is_offered_to_the_waiting_list(city: MatchingCity) -> None:
    event, people = city.all_come(tables=1, hours=1)  # two slots of half an hour, one table
    buyer = people["PT Pembeli 1"]
    for name in ("Dapur 1", "Dapur 2", "Dapur 3"):
        city.agreed(event, buyer, people[name])
    table = services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    assert (table.placed, table.waiting) == (2, 1)
    waiting = Meeting.objects.get(state="waiting")
    leaving = Meeting.objects.filter(state="scheduled").order_by("slot__number").first()
    assert leaving is not None
    freed = leaving.slot
    filled = services.cancel_meeting(
        meeting_id=leaving.pk, code="ill", by=city.by(leaving.seller.name), now=MORNING - timedelta(minutes=1)
    )
    assert [one.pk for one in filled] == [waiting.pk]
    waiting.refresh_from_db()
    leaving.refresh_from_db()
    assert (waiting.state, waiting.slot, waiting.table) == ("scheduled", freed, 1)
    assert (leaving.state, leaving.slot, leaving.reason_code) == ("cancelled", None, "ill")


def test_the_chain_from_interest_to_money_paid(city: MatchingCity) -> None:
    services.draft_demands(unit_ref=UNIT, by=city.organiser, now=NOON)
    drafted = Demand.objects.get(source="plan")
    officer = city.unit.officer
    services.share_demand(demand_id=drafted.pk, by=officer, now=NOON)
    city.buyers["Dinas"], city.speakers["Dinas Perdagangan"] = drafted.buyer, officer
    city.businesses["Dapur Budi"], city.owners["Dapur Budi"] = city.unit.seller, city.unit.owner
    city.share_supply("Dapur Budi")
    event = city.event()
    buyer, seller = city.come(event, ["Dinas", "Dapur Budi"])
    meeting = city.agreed(event, buyer, seller)
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    services.start_event(event_id=event.pk, by=city.organiser, now=MORNING)
    services.tell_outcome(
        meeting_id=meeting.pk, interest_rupiah=50_000_000, next_step="quotation",
        next_on=(MORNING + timedelta(days=3)).date(), by=officer, now=AFTER,
    )  # fmt: skip
    deal = Deal.objects.get()
    assert (deal.state, deal.interest_rupiah) == ("interested", 50_000_000)
    services.note_quote(deal_id=deal.pk, rupiah=40_000_000, by=city.unit.owner, now=AFTER)
    order = city.unit.until("delivered")
    linked = services.link_order(deal_id=deal.pk, key=str(order.public_id), by=officer, now=AFTER)
    assert (linked.ordered_rupiah, linked.paid_rupiah) == (order.total_rupiah, None)
    assert services.follow_orders(now=AFTER) == 0
    from tumbuh.orders import services as orders

    later = city.unit.clock
    orders.receive(order_id=order.pk, by=city.unit.of(Role.COMMITMENT_OFFICER), now=later)
    orders.pay(
        order_id=order.pk, by=city.unit.of(Role.TREASURER), now=later, proof_number="SP2D/1", paid_on=later.date(),
        tax_slip_number="BP-1",
    )  # fmt: skip
    assert services.follow_orders(now=AFTER) == 1
    assert services.follow_orders(now=AFTER) == 0
    deal.refresh_from_db()
    linked.refresh_from_db()
    assert (deal.state, linked.paid_rupiah) == ("paid", order.total_rupiah)


def test_two_needs_of_one_buyer_are_talked_of_in_one_meeting(city: MatchingCity) -> None:
    city.share_demand("PT Pembeli 1", title="Nasi kotak jaga malam", quantity=100)
    event, _people = city.all_come()
    run = services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    chosen = Suggestion.objects.filter(run=run, chosen=True)
    pairs = list(chosen.values_list("demand__buyer", "supply"))
    assert (
        len(pairs)
        == len(set(pairs))
        == len(services.assign(event_id=event.pk, run_id=run.pk, by=city.organiser, now=NOON))
    )


def test_who_runs_two_businesses_takes_part_as_each_of_them(city: MatchingCity) -> None:
    owner = city.owners["Dapur 1"]
    add_membership(
        user=owner, role=Role.OWNER, scope_kind="business", scope_code=str(city.businesses["Dapur 2"].public_id),
        by=None, now=NOON - timedelta(days=1),
    )  # fmt: skip
    event, people = city.all_come()
    assert [one.name for one in seeing.participations(event, user=owner, now=NOON)] == ["Dapur 1", "Dapur 2"]
    second, buyer = people["Dapur 2"], people["PT Pembeli 1"]
    asked = services.request_meeting(event_id=event.pk, with_id=buyer.pk, own_id=second.pk, by=owner, now=NOON)
    assert asked.seller == second
    with pytest.raises(NotInvited):
        services.request_meeting(
            event_id=event.pk, with_id=people["PT Pembeli 2"].pk, own_id=people["Dapur 3"].pk, by=owner, now=NOON
        )
    assert Meeting.objects.count() == 1


def test_a_timetable_notes_what_it_took_by_the_watch_of_the_door(city: MatchingCity) -> None:
    event, people = city.all_come()
    city.agreed(event, people["PT Pembeli 1"], people["Dapur 1"])
    seconds = iter((5.0, 5.25))
    run = services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON, stopwatch=lambda: next(seconds))
    assert run.milliseconds == 250
