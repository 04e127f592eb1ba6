"""Timetables hold every rule, are the best where that is said, and a cancelled slot is given on."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.matching.solver.hall import Hall, Meeting, Occupancy, check
from tumbuh.matching.solver.timetable import Timetable, arrange, refill

PEOPLE = ["b1", "b2", "b3", "s1", "s2", "s3"]
slot_sets = st.frozensets(st.integers(0, 4), max_size=3)
halls = st.builds(
    Hall,
    sessions=st.sampled_from([(0, 0, 0), (0, 0, 0, 1, 1), (0, 1)]),
    tables=st.integers(1, 3),
    breaks=st.frozensets(st.integers(0, 4), max_size=1),
    booths=st.sampled_from([{}, {"s1": 1}]),
    away=st.dictionaries(st.sampled_from(PEOPLE), slot_sets, max_size=3),
    most_per_session=st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 2), max_size=2),
    most_in_a_row=st.integers(0, 2),
)
wishes = st.lists(
    st.builds(Meeting, st.sampled_from(PEOPLE[:3]), st.sampled_from(PEOPLE[3:]), st.integers(1, 4)),
    max_size=6,
    unique_by=lambda one: one.people,
)


def best_worth(hall: Hall, meetings: list[Meeting]) -> int:
    """Try every slot for every meeting, the slow way."""
    best = 0
    options = [[None, *hall.open_slots(*meeting.people)] for meeting in meetings]
    for slots in product(*options):
        chosen = [(meeting, slot) for meeting, slot in zip(meetings, slots, strict=True) if slot is not None]
        worth = sum(meeting.worth for meeting, _ in chosen)
        if worth > best and holds(hall, chosen):
            best = worth
    return best


def holds(hall: Hall, chosen: list[tuple[Meeting, int]]) -> bool:
    times: dict[str, list[int]] = {}
    for meeting, slot in chosen:
        for person in meeting.people:
            times.setdefault(person, []).append(slot)
    for person, slots in times.items():
        if len(set(slots)) < len(slots) or any(all(slot in slots for slot in run) for run in hall.runs):
            return False
        counts = [sum(hall.sessions[slot] == session for slot in slots) for session in hall.sessions]
        if max(counts) > hall.most_per_session.get(person, 99):
            return False
    shared = [slot for meeting, slot in chosen if hall.booth_of(meeting) is None]
    return all(shared.count(slot) <= len(hall.shared_tables) for slot in shared)


@settings(max_examples=60, deadline=None)
@given(halls, wishes)
def test_every_timetable_holds_every_rule_and_is_the_best_when_it_says_so(hall: Hall, meetings: list[Meeting]) -> None:
    timetable = arrange(hall, meetings)
    check(hall, timetable.placed)
    assert sorted([one.meeting for one in timetable.placed] + list(timetable.waiting)) == sorted(meetings)
    best = best_worth(hall, meetings) if meetings else 0
    assert timetable.worth <= best <= timetable.bound
    assert timetable.optimal
    assert timetable.worth == best


@settings(max_examples=40, deadline=None)
@given(halls, wishes, st.randoms(use_true_random=False))
def test_the_order_of_the_wishes_changes_nothing(hall: Hall, meetings: list[Meeting], draw: random.Random) -> None:
    assert arrange(hall, draw.sample(meetings, len(meetings))) == arrange(hall, meetings)


@settings(max_examples=80, deadline=None)
@given(halls, wishes, st.sampled_from(PEOPLE), st.integers(0, 5))
def test_a_refilled_timetable_holds_every_rule_and_moves_nobody(
    hall: Hall, meetings: list[Meeting], gone: str, place: int
) -> None:
    before = arrange(hall, meetings)
    cancelled = [one.meeting.people for one in before.placed[place : place + 1]]
    after = refill(before, cancelled=cancelled, withdrawn=[gone])
    check(hall, after.placed)
    lost = {one for one in before.placed if one.meeting.people in cancelled or gone in one.meeting.people}
    assert set(before.placed) - lost <= set(after.placed)
    assert not any(gone in one.meeting.people or one.meeting.people in cancelled for one in after.placed)
    assert after.worth <= after.bound
    seated = Occupancy(hall, after.placed)
    assert not [one for one in after.waiting for slot in hall.slots if seated.table_for(one, slot) is not None]


def crowded() -> tuple[Hall, list[Meeting]]:
    """Return an event of 200 buyers and 100 sellers who cannot all meet at 60 tables."""
    draw = random.Random(5)
    buyers, sellers = [f"b{n:03}" for n in range(200)], [f"s{n:03}" for n in range(100)]
    away = {one: frozenset(slot for slot in range(20) if draw.random() < 0.1) for one in buyers + sellers}
    pairs = {(buyer, seller) for buyer in buyers for seller in draw.sample(sellers, 6)}
    hall = Hall(sessions=(0,) * 10 + (1,) * 10, tables=60, breaks=frozenset({4, 15}), booths={"s000": 60}, away=away)
    return hall, [Meeting(*pair, draw.randint(1, 9)) for pair in sorted(pairs)]


@pytest.fixture(scope="module")
def full_hall() -> Timetable:
    return arrange(*crowded(), seconds=0.01)  # no time to search: the seats given one after the other


def test_three_hundred_people_have_a_timetable_even_without_time_to_search(full_hall: Timetable) -> None:
    check(full_hall.hall, full_hall.placed)
    assert len(full_hall.placed) > 900
    assert 0 < full_hall.worth <= full_hall.bound
    assert full_hall.waiting == tuple(sorted(full_hall.waiting, key=lambda one: (-one.worth, one)))


def test_a_cancelled_slot_goes_to_the_worthiest_who_waits_and_can(full_hall: Timetable) -> None:
    lost = full_hall.placed[0].meeting
    after = refill(full_hall, cancelled=[lost.people])
    new = {one.meeting for one in after.placed} - {one.meeting for one in full_hall.placed}
    assert len(after.placed) >= len(full_hall.placed)
    assert new <= set(full_hall.waiting)
    assert lost not in after.waiting


@pytest.mark.parametrize(
    "meetings",
    [[Meeting("b", "a")], [Meeting("a", "a")], [Meeting("a", "b", 0)], [Meeting("a", "b"), Meeting("a", "b", 2)]],
)
def test_what_is_no_meeting_is_a_mistake_of_the_caller(meetings: list[Meeting]) -> None:
    with pytest.raises(ValueError, match=r"no meeting|twice"):
        arrange(Hall(sessions=(0,), tables=1), meetings)
