"""An event's hall: slots, tables, who is there when; and what a timetable of it must keep."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

NOBODY_AWAY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hall:
    """
    What the organiser has to give.

    `sessions` gives the session of each slot, in the order of the day; `breaks` are slots in which nobody meets;
    `booths` the fixed tables of participants, who stay there while others come; `away` the slots in which one cannot;
    `most_per_session` the meetings that a participant may have in one session, `most_in_a_row` that anybody may have
    in slots that follow each other (0: no limit). Tables are numbered from 1; a booth's table is for its owner only.
    """

    sessions: tuple[int, ...]
    tables: int
    breaks: frozenset[int] = frozenset()
    booths: Mapping[str, int] = field(default_factory=dict)
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)
    most_per_session: Mapping[str, int] = field(default_factory=dict)
    most_in_a_row: int = 0

    @property
    def slots(self) -> range:
        """The slots of the event."""
        return range(len(self.sessions))

    @cached_property
    def shared_tables(self) -> tuple[int, ...]:
        """The tables that are nobody's booth, in order."""
        taken = set(self.booths.values())
        return tuple(table for table in range(1, self.tables + 1) if table not in taken)

    @cached_property
    def runs(self) -> tuple[range, ...]:
        """Every stretch of slots of one session that is one longer than anybody may meet without a pause."""
        length = self.most_in_a_row + 1
        starts = range(len(self.sessions) - length + 1) if self.most_in_a_row else range(0)
        stretches = (range(start, start + length) for start in starts)
        return tuple(one for one in stretches if len({self.sessions[slot] for slot in one}) == 1)

    @cached_property
    def runs_with(self) -> tuple[tuple[range, ...], ...]:
        """For each slot the stretches that it is in."""
        return tuple(tuple(run for run in self.runs if slot in run) for slot in self.slots)

    def open_slots(self, *people: str) -> list[int]:
        """Return the slots in which all of these are there and no break is."""
        return [
            slot
            for slot in self.slots
            if slot not in self.breaks and not any(slot in self.away.get(one, NOBODY_AWAY) for one in people)
        ]

    def booth_of(self, meeting: "Meeting") -> int | None:
        """Return the fixed table of a meeting: the first one's booth, else the second one's, else none."""
        return self.booths.get(meeting.first, self.booths.get(meeting.second))


@dataclass(frozen=True, order=True)
class Meeting:
    """Two participants who should meet, and what it is worth, at least 1. The two in the order of their ids."""

    first: str
    second: str
    worth: int = 1

    @property
    def people(self) -> tuple[str, str]:
        """Both."""
        return self.first, self.second


@dataclass(frozen=True, order=True)
class Placed:
    """A meeting with its slot and table."""

    slot: int
    table: int
    meeting: Meeting


class BrokenTimetableError(AssertionError):
    """A timetable breaks a rule of its hall. This is a bug, never an answer."""


def check(hall: Hall, placed: Iterable[Placed]) -> None:
    """
    Check a whole timetable from nothing but its rows. Raises: BrokenTimetableError.

    Nobody is in two places, no table holds two meetings, nobody meets twice; breaks, absences, booths and limits hold.
    """
    rows = list(placed)
    seats = Counter((one.slot, one.table) for one in rows)
    people = Counter((person, one.slot) for one in rows for person in one.meeting.people)
    pairs = Counter(one.meeting.people for one in rows)
    loads = Counter((person, hall.sessions[one.slot]) for one in rows for person in one.meeting.people)
    shared = set(hall.shared_tables)
    for told, counted in (("table", seats), ("person", people), ("pair", pairs)):
        if twice := [key for key, count in counted.items() if count > 1]:
            raise BrokenTimetableError(f"{told} twice: {twice[0]}")
    for one in rows:
        absent = any(one.slot in hall.away.get(person, NOBODY_AWAY) for person in one.meeting.people)
        if absent or one.slot in hall.breaks or one.slot not in hall.slots:
            raise BrokenTimetableError(f"somebody is away: {one}")
        booth = hall.booth_of(one.meeting)
        if one.table not in shared if booth is None else one.table != booth:
            raise BrokenTimetableError(f"wrong table: {one}")
    for (person, session), count in loads.items():
        if count > hall.most_per_session.get(person, count):
            raise BrokenTimetableError(f"too many in a session: {person}, {session}")
    for person in {person for person, _ in people}:
        if any(all((person, slot) in people for slot in run) for run in hall.runs):
            raise BrokenTimetableError(f"too many in a row: {person}")


class Occupancy:
    """Who sits where so far; it answers at once whether one more meeting fits."""

    def __init__(self, hall: Hall, placed: Iterable[Placed] = ()) -> None:
        self.hall = hall
        self.busy: set[tuple[str, int]] = set()
        self.loads: Counter[tuple[str, int]] = Counter()
        self.taken: dict[int, set[int]] = {slot: set() for slot in hall.slots}
        for one in placed:
            self.add(one)

    def add(self, one: Placed) -> None:
        """Note a meeting."""
        self.taken[one.slot].add(one.table)
        for person in one.meeting.people:
            self.busy.add((person, one.slot))
            self.loads[person, self.hall.sessions[one.slot]] += 1

    def table_for(self, meeting: Meeting, slot: int) -> int | None:
        """Return a table at which the two can meet in a slot; None when something is in the way."""
        hall = self.hall
        table = hall.booth_of(meeting)
        if table is None:
            table = next((one for one in hall.shared_tables if one not in self.taken[slot]), None)
        if table is None:
            return None
        for person in meeting.people:
            if (person, slot) in self.busy or slot in hall.breaks or slot in hall.away.get(person, NOBODY_AWAY):
                return None
            load = self.loads[person, hall.sessions[slot]]
            if load >= hall.most_per_session.get(person, load + 1):
                return None
            if any(all((person, at) in self.busy for at in run if at != slot) for run in hall.runs_with[slot]):
                return None
        return table
