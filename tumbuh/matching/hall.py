"""What happens in the hall: people arrive, meetings are held; noted at once, or later by a device that was offline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.matching import access
from tumbuh.matching.models import Event, HallEntry, Meeting, Participant
from tumbuh.matching.rules.states import MEETING_MOVES, EventState, MeetingState
from tumbuh.papers.rules import normal_code

MOST_AT_ONCE = 500
IN_THE_HALL = (EventState.ARRANGED, EventState.RUNNING, EventState.FINISHED)  # late entries come after the end


class UnknownCode(Refused):
    """No participant of the event has this code."""

    code = "unknown_code"


class HallNotOpen(Refused):
    """Nothing is noted before the timetable is out, or of an event that was called off."""

    code = "hall_not_open"


class TooManyEntries(Refused):
    """More entries than one sending may hold."""

    code = "too_many_entries"


@dataclass(frozen=True)
class Entry:
    """
    One thing that was noted. `key` is made by the device once, so that sending it again does nothing.

    `kind` arrived: `code` is a participant's; held or missed: `meeting` is a meeting's public id.
    """

    key: UUID
    kind: str
    happened_at: datetime
    code: str = ""
    meeting: UUID | None = None


@dataclass(frozen=True)
class Noted:
    """What became of one entry: done, known (it had been sent before), or refused and why."""

    key: UUID
    result: str
    message: str = ""


@transaction.atomic
def note(*, event_id: int, entries: Sequence[Entry], by: User, now: datetime) -> list[Noted]:
    """
    Take in what was noted in the hall, each entry by itself: a refused one holds no other up.

    An organiser notes everything; a participant its own arrival and its own meetings. Entries may come late, twice and
    in any order: the same key is noted once, and "held" wins over "missed". Raises: HallNotOpen, TooManyEntries.
    """
    event = Event.objects.select_for_update().get(pk=event_id)
    if event.state not in IN_THE_HALL:
        raise HallNotOpen("Kehadiran dicatat setelah jadwal terbit dan sebelum acara dibatalkan.")
    if len(entries) > MOST_AT_ONCE:
        raise TooManyEntries(f"Paling banyak {MOST_AT_ONCE} catatan sekali kirim; kirim sisanya sesudah ini.")
    known = set(HallEntry.objects.filter(key__in=[one.key for one in entries]).values_list("key", flat=True))
    noted = []
    for one in sorted(entries, key=lambda entry: entry.happened_at):
        if one.key in known:
            noted.append(Noted(one.key, "known"))
            continue
        known.add(one.key)
        try:
            with transaction.atomic():
                _take(event, one, by, now)
            noted.append(Noted(one.key, "done"))
        except Refused as refused:
            noted.append(Noted(one.key, "refused", refused.message))
    done = sum(one.result == "done" for one in noted)
    if done:
        audit.record("matching.hall_noted", by=by, at=now, target=event.reference, detail={"entries": done})
    return noted


def _take(event: Event, one: Entry, by: User, now: datetime) -> None:
    if one.kind == "arrived":
        _arrive(event, one, by, now)
    elif one.kind in {MeetingState.HELD, MeetingState.MISSED}:
        _mark(event, one, by, now)
    else:
        raise UnknownCode("Catatan ini tidak dikenal; perbarui halaman aula.")


def _arrive(event: Event, one: Entry, by: User, now: datetime) -> None:
    people = event.participants.select_related("event", "buyer", "business")
    participant = people.filter(code=normal_code(one.code)).first()
    if participant is None:
        raise UnknownCode("Kode ini bukan peserta acara ini; periksa kartunya.")
    if not access.organises(by, now):
        access.require_participant(by, participant, now=now)
    _write(event, one, by, now, participant=participant)
    if participant.arrived_at is None or one.happened_at < participant.arrived_at:
        participant.arrived_at = one.happened_at
        participant.save(update_fields=["arrived_at"])


def _mark(event: Event, one: Entry, by: User, now: datetime) -> None:
    sides = ("event", "buyer__buyer", "buyer__business", "seller__buyer", "seller__business")
    found = Meeting.objects.select_related(*sides).filter(event=event)
    meeting = None if one.meeting is None else found.filter(public_id=one.meeting).first()
    if meeting is None:
        raise UnknownCode("Pertemuan ini bukan bagian acara ini.")
    access.side_of(by, meeting, now=now)
    if meeting.state == MeetingState.HELD:  # who says it was missed comes too late; the entry stays
        _write(event, one, by, now, meeting=meeting)
        return
    if meeting.state != one.kind:
        check_move(MEETING_MOVES, meeting.state, one.kind)
    meeting.state = one.kind
    meeting.save(update_fields=["state"])
    _write(event, one, by, now, meeting=meeting)


def _write(
    event: Event,
    one: Entry,
    by: User,
    now: datetime,
    *,
    participant: Participant | None = None,
    meeting: Meeting | None = None,
) -> None:
    HallEntry.objects.create(
        key=one.key, event=event, kind=one.kind, participant=participant, meeting=meeting,
        happened_at=one.happened_at, noted_by=by, noted_at=now,
    )  # fmt: skip
