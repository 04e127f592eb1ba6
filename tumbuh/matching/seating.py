"""The hall of an event as the solvers see it, and writing down where they seat whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tumbuh.matching.models import Event, Meeting, Participant, Slot
from tumbuh.matching.rules.states import SEATED_MEETINGS, MeetingState, ParticipantState
from tumbuh.matching.solver import hall as halls
from tumbuh.matching.solver.hall import Hall, Occupancy, Placed
from tumbuh.matching.solver.timetable import Timetable


@dataclass(frozen=True)
class Board:
    """An event with its slots, who comes, and the meetings that have a place or wait for one."""

    event: Event
    slots: Sequence[Slot]
    participants: Sequence[Participant]
    meetings: Sequence[Meeting]

    @cached_property
    def hall(self) -> Hall:
        """The hall; who does not come is away in every slot."""
        sessions = {session: n for n, session in enumerate(dict.fromkeys(slot.session_id for slot in self.slots))}
        everything = frozenset(slot.number for slot in self.slots)
        return Hall(
            sessions=tuple(sessions[slot.session_id] for slot in self.slots),
            tables=self.event.tables,
            breaks=frozenset(slot.number for slot in self.slots if slot.is_break),
            booths={one.key: one.booth for one in self.participants if one.booth is not None},
            away={
                one.key: frozenset(one.away) if one.state == ParticipantState.COMING else everything
                for one in self.participants
            },
            most_per_session={
                one.key: one.most_per_session for one in self.participants if one.most_per_session is not None
            },
            most_in_a_row=self.event.most_in_a_row,
        )

    @cached_property
    def keys(self) -> dict[int, str]:
        """How the solvers name each participant."""
        return {one.pk: one.key for one in self.participants}

    @cached_property
    def slot_of_number(self) -> dict[int, Slot]:
        """The slots by number."""
        return {slot.number: slot for slot in self.slots}

    def meeting(self, row: Meeting) -> halls.Meeting:
        """Return a meeting as the solvers see it."""
        return halls.Meeting(self.keys[row.buyer_id], self.keys[row.seller_id], row.worth)

    @cached_property
    def by_people(self) -> dict[tuple[str, str], Meeting]:
        """The meetings by their two people."""
        return {self.meeting(row).people: row for row in self.meetings}

    def placed(self) -> tuple[Placed, ...]:
        """Return the meetings that have a place, also those that were held."""
        return tuple(
            Placed(row.slot.number, row.table, self.meeting(row))
            for row in self.meetings
            if row.state in SEATED_MEETINGS and row.slot is not None and row.table is not None
        )

    def waiting(self) -> tuple[halls.Meeting, ...]:
        """Return the meetings that wait for a place, the worthiest first."""
        rows = (self.meeting(row) for row in self.meetings if row.state == MeetingState.WAITING)
        return tuple(sorted(rows, key=lambda one: (-one.worth, one)))

    def timetable(self) -> Timetable:
        """Return the timetable as it stands; its bound is what all who are wanted are worth."""
        placed, waiting = self.placed(), self.waiting()
        bound = sum(one.meeting.worth for one in placed) + sum(one.worth for one in waiting)
        return Timetable(self.hall, placed, waiting, bound)

    def first_open(self, now: datetime) -> int:
        """Return the number of the first slot that has not begun."""
        return next((slot.number for slot in self.slots if slot.starts_at > now), len(self.slots))

    def place_for(self, row: Meeting, *, now: datetime, slot_number: int | None = None) -> Placed | None:
        """Return the first place that takes a meeting, or its place in one slot; None when something is in the way."""
        wanted = self.meeting(row)
        occupancy = Occupancy(self.hall, [one for one in self.placed() if one.meeting.people != wanted.people])
        numbers = range(self.first_open(now), len(self.slots)) if slot_number is None else [slot_number]
        for number in numbers:
            table = occupancy.table_for(wanted, number) if number >= self.first_open(now) else None
            if table is not None:
                return Placed(number, table, wanted)
        return None


def board_of(event: Event) -> Board:
    """Return the board of an event: three statements."""
    seen = [*SEATED_MEETINGS, MeetingState.WAITING]
    return Board(
        event=event,
        slots=list(event.slots.order_by("number")),
        participants=list(event.participants.select_related("buyer", "business").order_by("pk")),
        meetings=list(
            event.meetings.filter(state__in=seen)
            .select_related("slot", "buyer__buyer", "buyer__business", "seller__buyer", "seller__business")
            .order_by("pk")
        ),
    )


def write_seats(board: Board, placed: Iterable[Placed]) -> list[Meeting]:
    """Give meetings that waited their places; return them. The event must be locked."""
    seated = []
    for one in placed:
        row = board.by_people[one.meeting.people]
        row.slot, row.table, row.state = board.slot_of_number[one.slot], one.table, MeetingState.SCHEDULED.value
        seated.append(row)
    Meeting.objects.bulk_update(seated, ["slot", "table", "state"])
    return seated
