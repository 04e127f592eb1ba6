"""A timetable that breaks any rule of its hall is found out, whoever made it."""

import pytest

from tumbuh.matching.solver.hall import BrokenTimetableError, Hall, Meeting, Occupancy, Placed, check

HALL = Hall(
    sessions=(0, 0, 0, 0, 1), tables=3, breaks=frozenset({3}), booths={"s1": 1}, away={"b1": frozenset({0})},
    most_per_session={"b2": 1}, most_in_a_row=2,
)  # fmt: skip


def at(slot: int, table: int, first: str, second: str) -> Placed:
    return Placed(slot, table, Meeting(first, second))


def test_a_right_timetable_passes() -> None:
    check(HALL, [at(1, 1, "b1", "s1"), at(1, 2, "b2", "s2"), at(4, 1, "b2", "s1"), at(4, 2, "b1", "s2")])


@pytest.mark.parametrize(
    "rows",
    [
        [at(1, 2, "b1", "s2"), at(1, 2, "b3", "s3")],  # one table, two meetings
        [at(1, 2, "b1", "s2"), at(1, 3, "b1", "s3")],  # one person, two places
        [at(1, 2, "b1", "s2"), at(2, 2, "b1", "s2")],  # one pair, twice
        [at(0, 2, "b1", "s2")],  # away
        [at(3, 2, "b3", "s2")],  # a break
        [at(1, 2, "b1", "s1")],  # not at the booth
        [at(1, 1, "b1", "s2")],  # at somebody's booth
        [at(1, 4, "b1", "s2")],  # a table that is not there
        [at(0, 2, "b2", "s2"), at(1, 2, "b2", "s3")],  # two in a session, one allowed
        [at(0, 2, "b3", "s2"), at(1, 2, "b3", "s3"), at(2, 2, "b3", "s4")],  # three in a row, two allowed
    ],
)
def test_a_broken_rule_is_found(rows: list[Placed]) -> None:
    with pytest.raises(BrokenTimetableError):
        check(HALL, rows)


def test_a_pause_is_also_a_break_and_the_end_of_a_session() -> None:
    hall = Hall(sessions=(0, 0, 1, 1), tables=2, most_in_a_row=2)
    check(hall, [at(slot, 1, "b1", f"s{slot}") for slot in range(4)])


def test_a_table_is_given_only_where_the_two_may_meet() -> None:
    seated = Occupancy(HALL, [at(1, 2, "b2", "s2"), at(1, 3, "b3", "s3")])
    assert seated.table_for(Meeting("b1", "s1"), 1) == 1
    assert seated.table_for(Meeting("b4", "s4"), 1) is None  # no shared table is free
    assert seated.table_for(Meeting("b4", "s4"), 2) == 2
    assert seated.table_for(Meeting("b2", "s4"), 2) is None  # one in this session is all
    assert seated.table_for(Meeting("b2", "s4"), 4) == 2
