"""Events: made with their sessions and slots, opened, started, finished or called off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Max, QuerySet

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import format_moment
from tumbuh.kernel.states import check_move
from tumbuh.matching import access
from tumbuh.matching.models import Event, EventSession, Participant, Slot
from tumbuh.matching.rules.states import (
    AT_WORK,
    EVENT_MOVES,
    EventState,
    MeetingState,
    Mode,
    ParticipantState,
)

SLOT_MINUTES = (15, 20, 30)
MOST_SLOTS, MOST_TABLES = 200, 500


class EventIncomplete(Refused):
    """An event needs a name, a place, tables, and sessions that hold slots."""

    code = "event_incomplete"


class EventClosed(Refused):
    """The event is not in a state in which this can be done."""

    code = "event_closed"


@dataclass(frozen=True)
class Stretch:
    """One session as typed: its name, from when to when, and breaks within it as (from, to)."""

    name: str
    starts_at: datetime
    ends_at: datetime
    breaks: Sequence[tuple[datetime, datetime]] = ()


@dataclass(frozen=True)
class EventValues:
    """An event as typed. `cap_permyriad` None and `floor` 0: no fairness asked; `rest_days` 0: pairs may meet again."""

    name: str
    place: str
    mode: Mode
    slot_minutes: int
    tables: int
    sessions: Sequence[Stretch]
    area_code: str = ""
    most_in_a_row: int = 0
    floor: int = 0
    cap_permyriad: int | None = None
    rest_days: int = 0


@transaction.atomic
def create_event(*, values: EventValues, by: User, now: datetime) -> Event:
    """Make an event with its slots, as a draft that only organisers see. Raises: NotAllowed, EventIncomplete."""
    access.require_organiser(by, now)
    _check_values(values)
    last = Event.objects.aggregate(last=Max("number"))["last"] or 0
    event = Event.objects.create(
        name=values.name.strip()[:200], number=last + 1, place=values.place.strip()[:200], area_code=values.area_code,
        mode=values.mode.value, slot_minutes=values.slot_minutes, tables=values.tables,
        most_in_a_row=values.most_in_a_row, floor=values.floor, cap_permyriad=values.cap_permyriad,
        rest_days=values.rest_days, organised_by=by, created_at=now,
    )  # fmt: skip
    number = 0
    for stretch in sorted(values.sessions, key=lambda one: one.starts_at):
        session = EventSession.objects.create(
            event=event, name=stretch.name.strip()[:60], starts_at=stretch.starts_at, ends_at=stretch.ends_at
        )
        slots = []
        for start, end, is_break in cut(stretch, minutes=values.slot_minutes):
            slots.append(
                Slot(event=event, session=session, number=number, starts_at=start, ends_at=end, is_break=is_break)
            )
            number += 1
        Slot.objects.bulk_create(slots)
    audit.record("matching.event_created", by=by, at=now, target=event.reference, detail={"slots": number})
    return event


def cut(stretch: Stretch, *, minutes: int) -> list[tuple[datetime, datetime, bool]]:
    """Return the slots of a session as (from, to, whether it is a break); what is left at the end is no slot."""
    found, start, step = [], stretch.starts_at, timedelta(minutes=minutes)
    while start + step <= stretch.ends_at:
        end = start + step
        found.append((start, end, any(a < end and start < b for a, b in stretch.breaks)))
        start = end
    return found


@transaction.atomic
def open_event(*, event_id: int, by: User, now: datetime) -> Event:
    """Open an event: who is invited can answer, who comes can ask for meetings. Raises: NotAllowed, IllegalMove."""
    event = locked_event(event_id, by, now)
    check_move(EVENT_MOVES, event.state, EventState.OPEN)
    event.state, event.opened_at = EventState.OPEN.value, now
    event.save(update_fields=["state", "opened_at"])
    invited = list(whole(event.participants.filter(state=ParticipantState.INVITED)))
    tell_invited(event, invited, now)
    audit.record("matching.event_opened", by=by, at=now, target=event.reference, detail={"invited": len(invited)})
    return event


@transaction.atomic
def start_event(*, event_id: int, by: User, now: datetime) -> Event:
    """Open the doors of the hall. Raises: NotAllowed, IllegalMove."""
    event = locked_event(event_id, by, now)
    check_move(EVENT_MOVES, event.state, EventState.RUNNING)
    event.state = EventState.RUNNING.value
    event.save(update_fields=["state"])
    audit.record("matching.event_started", by=by, at=now, target=event.reference)
    return event


@transaction.atomic
def finish_event(*, event_id: int, by: User, now: datetime) -> Event:
    """
    Close an event: meetings that nobody held are missed, those that never got a slot are cancelled.

    Who comes in late from an offline page can still say that a meeting was held. Raises: NotAllowed, IllegalMove.
    """
    event = locked_event(event_id, by, now)
    check_move(EVENT_MOVES, event.state, EventState.FINISHED)
    missed = event.meetings.filter(state=MeetingState.SCHEDULED).update(state=MeetingState.MISSED.value)
    _cancel_rest(event, "organiser", now)
    event.state, event.ended_at = EventState.FINISHED.value, now
    event.save(update_fields=["state", "ended_at"])
    audit.record("matching.event_finished", by=by, at=now, target=event.reference, detail={"missed": missed})
    return event


@transaction.atomic
def cancel_event(*, event_id: int, reason: str, by: User, now: datetime) -> Event:
    """Call an event off and tell everybody who was invited why. Raises: NotAllowed, IllegalMove, EventIncomplete."""
    event = locked_event(event_id, by, now)
    check_move(EVENT_MOVES, event.state, EventState.CANCELLED)
    if not reason.strip():
        raise EventIncomplete("Tulis alasan pembatalan; peserta akan membacanya.")
    was_told = event.state != EventState.DRAFT
    live = event.meetings.filter(state__in=[MeetingState.REQUESTED, MeetingState.WAITING, MeetingState.SCHEDULED])
    live.update(state=MeetingState.CANCELLED.value, slot=None, table=None, ended_at=now, reason_code="event_cancelled")
    event.state, event.ended_at = EventState.CANCELLED.value, now
    event.end_reason = reason.strip()[:300]
    event.save(update_fields=["state", "ended_at", "end_reason"])
    if was_told:
        coming = [ParticipantState.INVITED.value, ParticipantState.COMING.value]
        access.tell(
            whole(event.participants.filter(state__in=coming)), event="matching.event_cancelled",
            title=f"Dibatalkan: {event.name}", body=event.end_reason, path=access.event_path(event.public_id),
            key=f"{event.reference}:cancelled", now=now, urgent=True,
        )  # fmt: skip
    audit.record("matching.event_cancelled", by=by, at=now, target=event.reference, reason=event.end_reason)
    return event


def locked_event(event_id: int, by: User | None, now: datetime) -> Event:
    """Return an event that nobody else changes until we are done, for an organiser. Raises: NotAllowed."""
    access.require_organiser(by, now)
    return Event.objects.select_for_update().get(pk=event_id)


def check_at_work(event: Event, *also: EventState) -> None:
    """Pass while an event takes changes. Raises: EventClosed."""
    if event.state not in {*AT_WORK, *also}:
        raise EventClosed(f"Acara “{event.name}” {event.get_state_display().lower()}; tidak dapat diubah.")


def whole(found: QuerySet[Participant]) -> QuerySet[Participant]:
    """Return participants together with their event and who they are."""
    return found.select_related("event", "buyer", "business")


def tell_invited(event: Event, invited: Collection[Participant], now: datetime) -> None:
    """Tell who is invited when and where, once."""
    first = event.slots.order_by("number").first()
    when = format_moment(first.starts_at) if first else ""
    access.tell(
        invited, event="matching.invited", title=f"Undangan: {event.name}",
        body=f"{when}, {event.place}. Jawablah apakah Anda hadir.", path=access.event_path(event.public_id),
        key=f"{event.reference}:invited", now=now,
    )  # fmt: skip


def _check_values(values: EventValues) -> None:
    if not values.name.strip() or not values.place.strip():
        raise EventIncomplete("Tulis nama dan tempat acara.")
    if values.slot_minutes not in SLOT_MINUTES or not 1 <= values.tables <= MOST_TABLES:
        raise EventIncomplete(f"Pilih pertemuan 15, 20, atau 30 menit dan 1 sampai {MOST_TABLES} meja.")
    stretches = sorted(values.sessions, key=lambda one: one.starts_at)
    slots = sum(len(cut(one, minutes=values.slot_minutes)) for one in stretches)
    if not all(one.name.strip() and cut(one, minutes=values.slot_minutes) for one in stretches):
        raise EventIncomplete("Setiap sesi perlu nama dan waktu yang cukup untuk satu pertemuan.")
    if not 1 <= slots <= MOST_SLOTS:
        raise EventIncomplete(f"Acara perlu sedikitnya satu sesi dan paling banyak {MOST_SLOTS} pertemuan berurutan.")
    if any(first.ends_at > then.starts_at for first, then in pairwise(stretches)):
        raise EventIncomplete("Sesi tidak boleh bertumpang tindih; perbaiki jamnya.")
    if values.cap_permyriad is not None and not 1 <= values.cap_permyriad <= 10_000:
        raise EventIncomplete("Batas bagian satu penjual antara 0,01 % dan 100 %.")


def _cancel_rest(event: Event, code: str, now: datetime) -> None:
    rest = event.meetings.filter(state__in=[MeetingState.REQUESTED, MeetingState.WAITING])
    rest.update(state=MeetingState.CANCELLED.value, ended_at=now, reason_code=code)
