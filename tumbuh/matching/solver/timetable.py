"""
A timetable of meetings: as much worth as slots, tables and people allow, with a stated optimum or gap.

First everybody is seated one after the other, which is always a timetable. Where somebody is left over, HiGHS solves
the linear programme over (meeting, slot), whose answer is nearly always whole, and where it is not, branches. Its bound
tells how far from the best we can be at most. What comes out is checked row by row.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

from tumbuh.matching.solver.hall import Hall, Meeting, Occupancy, Placed, check

Floats = npt.NDArray[np.float64]
LEAST_WEIGHT = 0.01
NODES = 200  # a limit that is the same on every machine, unlike seconds; 300 people, 1,680 wishes are proved within


@dataclass(frozen=True)
class Timetable:
    """Meetings with slot and table, those that found no place, and the most that any timetable is worth."""

    hall: Hall
    placed: tuple[Placed, ...]
    waiting: tuple[Meeting, ...]
    bound: int

    @property
    def worth(self) -> int:
        """What the placed meetings are worth."""
        return sum(one.meeting.worth for one in self.placed)

    @property
    def gap(self) -> int:
        """How much better another timetable is at most."""
        return self.bound - self.worth

    @property
    def optimal(self) -> bool:
        """Whether no timetable is worth more."""
        return self.gap == 0


def arrange(hall: Hall, meetings: Iterable[Meeting], *, seconds: float = 60.0, nodes: int = NODES) -> Timetable:
    """
    Return the best timetable that is found within the limits; never one that breaks a rule, never none.

    The same meetings give the same timetable in whatever order they come, unless `seconds` run out before `nodes`.
    Raises: ValueError for a pair given twice, somebody meeting themselves, or a worth below 1.
    """
    wanted = _canonical(meetings)
    found, bound = _seated_in_turn(hall, wanted), sum(meeting.worth for meeting in wanted)
    if len(found) == len(wanted):
        return _finished(hall, wanted, found, bound)
    problem = _problem(hall, wanted)
    for search in (_relaxed, partial(_searched, seconds=seconds, nodes=nodes)):
        weights, least_bound = search(problem)
        bound = min(bound, least_bound)
        found = max(found, _seated_by_weight(problem, weights), key=_worth)
        if _worth(found) == bound:
            break
    return _finished(hall, wanted, found, bound)


def _worth(placed: Iterable[Placed]) -> int:
    return sum(one.meeting.worth for one in placed)


def _canonical(meetings: Iterable[Meeting]) -> list[Meeting]:
    wanted = sorted(meetings)
    for meeting in wanted:
        if meeting.first >= meeting.second or meeting.worth < 1:
            raise ValueError(f"no meeting: {meeting}")
    if len({meeting.people for meeting in wanted}) != len(wanted):
        raise ValueError("a pair is given twice")
    return wanted


def _by_worth(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda meeting: (-meeting.worth, meeting))


def _seated_in_turn(
    hall: Hall,
    meetings: Iterable[Meeting],
    start: Sequence[Placed] = (),
    slots_of: Callable[[Meeting], Iterable[int]] | None = None,
) -> list[Placed]:
    """Seat the meetings one after the other, the worthiest first, each in the first slot that takes it."""
    occupancy, placed = Occupancy(hall, start), list(start)
    for meeting in _by_worth(meetings):
        for slot in hall.slots if slots_of is None else slots_of(meeting):
            table = occupancy.table_for(meeting, slot)
            if table is not None:
                placed.append(Placed(slot, table, meeting))
                occupancy.add(placed[-1])
                break
    return placed


def _finished(hall: Hall, wanted: Sequence[Meeting], placed: Sequence[Placed], bound: int) -> Timetable:
    """Fill what is still free, check all of it, and put the rest on the waiting list."""
    there = {one.meeting for one in placed}
    full = _seated_in_turn(hall, [one for one in wanted if one not in there], placed)
    check(hall, full)
    there = {one.meeting for one in full}
    return Timetable(hall, tuple(sorted(full)), tuple(_by_worth(one for one in wanted if one not in there)), bound)


@dataclass(frozen=True)
class _Problem:
    """Every (meeting, slot) that could be, and the limits that they count towards, as a matrix."""

    hall: Hall
    wanted: Sequence[Meeting]
    choices: list[tuple[Meeting, int]]
    matrix: csr_matrix
    most: Floats
    worth: Floats


def _problem(hall: Hall, wanted: Sequence[Meeting]) -> _Problem:
    choices = [(meeting, slot) for meeting in wanted for slot in hall.open_slots(*meeting.people)]
    numbers: dict[tuple[object, ...], int] = {}
    most: list[int] = []
    rows, columns = [], []
    for column, (meeting, slot) in enumerate(choices):
        for key, limit in limits_of(hall, meeting, slot):
            if key not in numbers:
                numbers[key] = len(most)
                most.append(limit)
            rows.append(numbers[key])
            columns.append(column)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(most), len(choices)))
    worth = np.array([meeting.worth for meeting, _ in choices], dtype=float)
    return _Problem(hall, wanted, choices, matrix, np.array(most, dtype=float), worth)


def _relaxed(problem: _Problem) -> tuple[Floats, int]:
    """Return how much of each choice the linear programme takes, mostly all or nothing, and its bound."""
    if not problem.choices:
        return problem.worth, 0
    found = linprog(-problem.worth, A_ub=problem.matrix, b_ub=problem.most, bounds=(0, 1), method="highs")
    return found.x, _whole(found.fun)


def _searched(problem: _Problem, *, seconds: float, nodes: int) -> tuple[Floats, int]:
    """Return what branch and bound takes, nothing when it found none within the limits, and its bound."""
    found = milp(
        -problem.worth,
        constraints=LinearConstraint(problem.matrix, ub=problem.most),
        integrality=np.ones(len(problem.choices)),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "node_limit": nodes, "mip_rel_gap": 0.0},
    )
    dual = getattr(found, "mip_dual_bound", None)
    known = float("-inf") if dual is None else float(dual)
    bound = _whole(known) if np.isfinite(known) else sum(meeting.worth for meeting in problem.wanted)
    return np.zeros(len(problem.choices)) if found.x is None else found.x, bound


def _whole(least_cost: float) -> int:
    """Return the bound that a solver's least cost proves. Worth is whole: the rest of a number is nothing."""
    return int(np.floor(-least_cost + 1e-6))


def _seated_by_weight(problem: _Problem, weights: Floats) -> list[Placed]:
    """Seat the choices that a solver gives most to first, each where it still fits; then give them their tables."""
    occupancy = Occupancy(problem.hall)
    slots_of: dict[Meeting, int] = {}
    for column in np.lexsort((np.arange(len(weights)), -problem.worth, -np.round(weights, 6))).tolist():
        meeting, slot = problem.choices[column]
        if weights[column] < LEAST_WEIGHT:
            break
        table = None if meeting in slots_of else occupancy.table_for(meeting, slot)
        if table is not None:
            occupancy.add(Placed(slot, table, meeting))
            slots_of[meeting] = slot
    rest = [meeting for meeting in problem.wanted if meeting not in slots_of]
    return _seated_in_turn(problem.hall, rest, _at_tables(problem.hall, slots_of))


def limits_of(hall: Hall, meeting: Meeting, slot: int) -> Iterable[tuple[tuple[object, ...], int]]:
    """Yield every limit that a meeting in a slot counts towards."""
    yield ("meeting", *meeting.people), 1
    if hall.booth_of(meeting) is None:
        yield ("tables", slot), len(hall.shared_tables)
    session = hall.sessions[slot]
    for person in meeting.people:
        yield ("person", person, slot), 1
        if person in hall.most_per_session:
            yield ("session", person, session), hall.most_per_session[person]
        for run in hall.runs_with[slot]:
            yield ("run", person, run.start), hall.most_in_a_row


def _at_tables(hall: Hall, slots_of: dict[Meeting, int]) -> list[Placed]:
    """Give each meeting a table: a booth, else where one of the two sat before, else the first that is free."""
    placed: list[Placed] = []
    last: dict[str, int] = {}
    for slot in hall.slots:
        here = sorted(meeting for meeting, at in slots_of.items() if at == slot)
        free = dict.fromkeys(hall.shared_tables)
        tables: dict[Meeting, int] = {}
        for meeting in here:
            booth = hall.booth_of(meeting)
            stays = [last[person] for person in meeting.people if last.get(person) in free]
            if booth is not None:
                tables[meeting] = booth
            elif stays:
                tables[meeting] = stays[0]
                free.pop(stays[0])
        for meeting in here:
            if meeting not in tables:
                tables[meeting] = next(iter(free))
                free.pop(tables[meeting])
        for meeting, table in tables.items():
            placed.append(Placed(slot, table, meeting))
            last |= dict.fromkeys(meeting.people, table)
    return placed


def refill(
    timetable: Timetable,
    *,
    cancelled: Collection[tuple[str, str]] = (),
    withdrawn: Collection[str] = (),
    first_open: int = 0,
) -> Timetable:
    """
    Take meetings and whole participants out and seat the waiting list in what is free, the worthiest first.

    Nobody else is moved: printed table cards stay right; slots before `first_open` are over. The bound becomes that of
    all meetings still wanted, for no solver is asked again. Milliseconds.
    """
    gone, away = set(cancelled), set(withdrawn)

    def stays(meeting: Meeting) -> bool:
        return meeting.people not in gone and not away.intersection(meeting.people)

    kept = [one for one in timetable.placed if stays(one.meeting)]
    lost = [one for one in timetable.placed if not stays(one.meeting)]
    waiting = [meeting for meeting in timetable.waiting if stays(meeting)]
    freed = sorted({one.slot for one in lost})
    released = {person for one in lost for person in one.meeting.people}

    def new_chances(meeting: Meeting) -> Iterable[int]:
        # Nothing waiting fitted before: only what has become free, or somebody's limit, can let it in now.
        free = freed if released.isdisjoint(meeting.people) else timetable.hall.slots
        return (slot for slot in free if slot >= first_open)

    placed = _seated_in_turn(timetable.hall, waiting, kept, new_chances)
    check(timetable.hall, placed)
    there = {one.meeting for one in placed}
    bound = min(timetable.bound, sum(meeting.worth for meeting in {*there, *waiting}))
    still = tuple(meeting for meeting in waiting if meeting not in there)
    return Timetable(timetable.hall, tuple(sorted(placed)), still, bound)
