"""Every pair of states: what may follow what, and that a refused move changes nothing."""

from datetime import timedelta
from itertools import product

import pytest

from tests.integration.matching.city import MORNING, NOON, MatchingCity
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import IllegalMove
from tumbuh.matching import services
from tumbuh.matching.models import Demand, Event, Meeting, SupplyProfile
from tumbuh.matching.rules import states
from tumbuh.matching.rules.states import EventState, MeetingState, ProfileState

TABLES = (
    (states.ProfileState, states.PROFILE_MOVES, states.PROFILE_NAMES),
    (states.EventState, states.EVENT_MOVES, states.EVENT_NAMES),
    (states.ParticipantState, states.PARTICIPANT_MOVES, states.PARTICIPANT_NAMES),
    (states.MeetingState, states.MEETING_MOVES, states.MEETING_NAMES),
    (states.DealState, states.DEAL_MOVES, states.DEAL_NAMES),
)
ENDED = {"ended_at": NOON}


@pytest.mark.parametrize(("kind", "moves", "names"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_each_table_knows_each_state(kind: object, moves: object, names: object) -> None:
    assert set(moves) == set(names) == set(kind)  # type: ignore[call-overload]
    assert {to for row in moves.values() for to in row} <= set(kind)  # type: ignore[attr-defined, call-overload]


@pytest.mark.parametrize("state", [state.value for state in EventState])
def test_an_event_moves_as_its_table_says(city: MatchingCity, state: str) -> None:
    event = city.event()
    acts = {
        EventState.OPEN: services.open_event, EventState.RUNNING: services.start_event,
        EventState.FINISHED: services.finish_event,
    }  # fmt: skip
    for to, act in acts.items():
        _put(event, state)
        allowed = to in states.EVENT_MOVES[state]
        if allowed:
            act(event_id=event.pk, by=city.organiser, now=NOON)
            assert Event.objects.get(pk=event.pk).state == to
        else:
            with pytest.raises(IllegalMove):
                act(event_id=event.pk, by=city.organiser, now=NOON)
            assert Event.objects.get(pk=event.pk).state == state


def _put(event: Event, state: str) -> None:
    ended = NOON if state in {"finished", "cancelled"} else None
    Event.objects.filter(pk=event.pk).update(state=state, ended_at=ended, end_reason="")


@pytest.mark.parametrize("state", [state.value for state in MeetingState])
def test_a_meeting_moves_as_its_table_says(city: MatchingCity, state: str) -> None:
    event, people = city.all_come()
    buyer, seller = people["PT Pembeli 1"], people["Dapur 1"]
    meeting = services.request_meeting(event_id=event.pk, with_id=seller.pk, by=city.by(buyer.name), now=NOON)
    slot = event.slots.get(number=0)
    acts = {
        MeetingState.WAITING: lambda: services.accept_meeting(meeting_id=meeting.pk, by=city.by(seller.name), now=NOON),
        MeetingState.DECLINED: lambda: services.decline_meeting(
            meeting_id=meeting.pk, code="price", by=city.by(seller.name), now=NOON
        ),
        MeetingState.CANCELLED: lambda: services.cancel_meeting(
            meeting_id=meeting.pk, code="ill", by=city.by(buyer.name), now=NOON
        ),
    }  # fmt: skip
    for to, act in acts.items():
        seated, ended = state in states.SEATED_MEETINGS, state in {"declined", "cancelled"}
        Meeting.objects.filter(pk=meeting.pk).update(
            state=state, slot=slot if seated else None, table=1 if seated else None,
            ended_at=NOON if ended else None, reason_code="price" if ended else "",
        )  # fmt: skip
        # Accepting answers a request; a meeting that had a slot goes back to waiting by a new timetable only.
        allowed = to in states.MEETING_MOVES[state] and not (to == MeetingState.WAITING and state == "scheduled")
        if allowed:
            act()
            assert Meeting.objects.get(pk=meeting.pk).state == to
        elif state != "scheduled":
            with pytest.raises(IllegalMove):
                act()
            assert Meeting.objects.get(pk=meeting.pk).state == state


@pytest.mark.parametrize("state", [state.value for state in ProfileState])
def test_a_profile_moves_as_its_table_says(city: MatchingCity, state: str) -> None:
    name = "PT Pembeli 1"
    demand = Demand.objects.get(buyer=city.buyers[name])
    for to, act in ((ProfileState.SHARED, services.share_demand), (ProfileState.WITHDRAWN, services.withdraw_demand)):
        consent = {"consented_by": None, "consented_at": None} if state == "draft" else {}
        Demand.objects.filter(pk=demand.pk).update(
            state=state, withdrawn_at=NOON if state == "withdrawn" else None, **consent
        )
        if to in states.PROFILE_MOVES[state]:
            assert act(demand_id=demand.pk, by=city.by(name), now=NOON).state == to
        else:
            with pytest.raises(IllegalMove):
                act(demand_id=demand.pk, by=city.by(name), now=NOON)
        Demand.objects.filter(pk=demand.pk).update(consented_by=city.by(name), consented_at=NOON)


def test_a_refused_act_leaves_no_trace(city: MatchingCity) -> None:
    event, people = city.all_come()
    events = AuditEvent.objects.count()
    wrong = {"by": city.by("Dapur 1"), "now": NOON}
    meeting = {"event_id": event.pk, "with_id": people["Dapur 2"].pk}
    with pytest.raises(Refused):
        services.request_meeting(**meeting, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    with pytest.raises(Refused):
        services.cancel_event(event_id=event.pk, reason=" ", by=city.organiser, now=NOON)
    assert (Meeting.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_a_withdrawn_consent_takes_a_business_out_of_everything_new(city: MatchingCity) -> None:
    event, _ = city.all_come()
    business, owner = city.businesses["Dapur 1"], city.owners["Dapur 1"]
    services.withdraw_supply(business=business, by=owner, now=NOON + timedelta(hours=1))
    run = services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    assert run.sellers == 2
    assert not run.suggestions.filter(supply__business=business).exists()
    assert services.suggest(by=city.organiser, now=NOON).sellers == 2
    with pytest.raises(Refused, match="Belum menyetujui"):
        services.invite(event_id=city.event().pk, businesses=[business], by=city.organiser, now=NOON)
    trail = AuditEvent.objects.filter(target=f"matching.supplyprofile:{business.supply_profile.public_id}")
    assert list(trail.order_by("pk").values_list("event", flat=True)) == [
        "matching.supply_changed", "matching.supply_shared", "matching.supply_withdrawn",
    ]  # fmt: skip
    assert SupplyProfile.objects.get(business=business).consented_at == NOON


def test_who_has_not_consented_is_not_invited(city: MatchingCity) -> None:
    city.add_kitchen("Dapur Baru", share=False)
    event = city.event()
    with pytest.raises(Refused, match="Dapur Baru"):
        services.invite(event_id=event.pk, businesses=list(city.businesses.values()), by=city.organiser, now=NOON)
    assert event.participants.count() == 0


@pytest.mark.parametrize(("first", "second"), list(product(["buyer", "seller"], repeat=2)))
def test_nobody_answers_their_own_request(city: MatchingCity, first: str, second: str) -> None:
    event, people = city.all_come()
    sides = {"buyer": people["PT Pembeli 1"], "seller": people["Dapur 1"]}
    asker, other = sides[first], sides["seller" if first == "buyer" else "buyer"]
    asked = services.request_meeting(event_id=event.pk, with_id=other.pk, by=city.by(asker.name), now=NOON)
    answer = {"meeting_id": asked.pk, "by": city.by(sides[second].name), "now": MORNING - timedelta(days=1)}
    if first == second:
        with pytest.raises(Refused):
            services.accept_meeting(**answer)  # type: ignore[arg-type]
    else:
        assert services.accept_meeting(**answer).state == "waiting"  # type: ignore[arg-type]
