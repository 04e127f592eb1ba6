"""Meetings between participants: asked for, answered, moved, cancelled; what is freed goes to the waiting list."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, format_moment
from tumbuh.kernel.states import check_move
from tumbuh.matching import access
from tumbuh.matching.inviting import locked_participant, participant_at
from tumbuh.matching.models import Demand, Event, Meeting, Participant
from tumbuh.matching.organising import check_at_work
from tumbuh.matching.rules.states import (
    CANCEL_NAMES,
    DECLINE_NAMES,
    LIVE_MEETINGS,
    MEETING_MOVES,
    PARTICIPANT_MOVES,
    EventState,
    MeetingState,
    Mode,
    ParticipantState,
)
from tumbuh.matching.seating import Board, board_of, write_seats
from tumbuh.matching.solver.timetable import refill
from tumbuh.matching.worth import AGREED, worth_of

BUSY = (MeetingState.WAITING, MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.MISSED)


class CannotMeet(Refused):
    """These two cannot meet at this event."""

    code = "cannot_meet"


class MeetingKnown(Refused):
    """The two are meeting already, or one has asked."""

    code = "meeting_known"


class ScheduleFull(Refused):
    """A participant has as many meetings as it may have."""

    code = "schedule_full"


class SlotTaken(Refused):
    """One of the two, or every table, is taken in the slot."""

    code = "slot_taken"


class ReasonUnknown(Refused):
    """The reason is not one of the list."""

    code = "reason_unknown"


@transaction.atomic
def request_meeting(
    *, event_id: int, with_id: int, by: User, now: datetime, own_id: int | None = None, demand: Demand | None = None,
    message: str = "",
) -> Meeting:  # fmt: skip
    """
    Ask another participant for a meeting, as who the person takes part as; `own_id`: which of several.

    Raises: NotInvited, NotAllowed, EventClosed, CannotMeet, MeetingKnown, ScheduleFull; nothing is then written.
    """
    event = Event.objects.select_for_update().get(pk=event_id)
    check_at_work(event)
    own = participant_at(event, by=by, now=now, own_id=own_id)
    other = event.participants.select_related("event", "buyer", "business").filter(pk=with_id).first()
    buyer, seller = _sides(event, own, other)
    if Meeting.objects.filter(buyer=buyer, seller=seller, state__in=LIVE_MEETINGS).exists():
        raise MeetingKnown("Pertemuan dengan peserta ini sudah ada; lihat daftar pertemuan Anda.")
    _check_room(own, "Jadwal Anda")
    if demand is not None and demand.buyer_id != buyer.buyer_id:
        raise CannotMeet("Kebutuhan itu milik pembeli lain; pilih kebutuhan pembeli ini.")
    meeting = Meeting.objects.create(
        event=event, buyer=buyer, seller=seller, demand=demand, origin="request",
        asked_by_side="buyer" if own.is_buyer else "seller", state=MeetingState.REQUESTED.value,
        worth=AGREED + worth_of(buyer, seller, demand=demand, on=day_in_wib(now)),
        message=" ".join(message.split())[:300], asked_by=by, asked_at=now,
    )  # fmt: skip
    _tell(
        meeting, [other] if other else [], event="matching.requested", title=f"{own.name} ingin bertemu",
        body=meeting.message or f"Terima atau tolak permintaan di {event.name}.", now=now,
    )  # fmt: skip
    audit.record("matching.meeting_requested", by=by, at=now, target=meeting.reference)
    return meeting


@transaction.atomic
def accept_meeting(*, meeting_id: int, by: User, now: datetime, slot_number: int | None = None) -> Meeting:
    """
    Accept what the other side asked for.

    Where participants choose, and once the timetable is out, it gets its slot at once (the asked one, else the first
    that suits both), or waits for one. Raises: NotAllowed, IllegalMove, EventClosed, ScheduleFull, SlotTaken.
    """
    meeting = _locked(meeting_id)
    _require_asked(meeting, by, now)
    check_move(MEETING_MOVES, meeting.state, MeetingState.WAITING)
    check_at_work(meeting.event)
    _check_room(meeting.buyer, f"Jadwal {meeting.buyer.name}")
    _check_room(meeting.seller, f"Jadwal {meeting.seller.name}")
    meeting.state, meeting.answered_at = MeetingState.WAITING.value, now
    meeting.save(update_fields=["state", "answered_at"])
    if meeting.event.mode == Mode.PARTICIPANTS or meeting.event.state != EventState.OPEN:
        _seat(meeting, now=now, slot_number=slot_number)
    asker = meeting.buyer if meeting.asked_by_side == "buyer" else meeting.seller
    _tell(meeting, [asker], event="matching.accepted", title="Permintaan diterima", body=told(meeting), now=now)
    audit.record("matching.meeting_accepted", by=by, at=now, target=meeting.reference)
    return meeting


@transaction.atomic
def decline_meeting(*, meeting_id: int, code: str, by: User, now: datetime, words: str = "") -> Meeting:
    """Decline what the other side asked for, with a reason of the list. Raises: NotAllowed, IllegalMove, …"""
    meeting = _locked(meeting_id)
    _require_asked(meeting, by, now)
    check_move(MEETING_MOVES, meeting.state, MeetingState.DECLINED)
    if code not in DECLINE_NAMES:
        raise ReasonUnknown("Pilih alasan dari daftar.")
    _end(meeting, MeetingState.DECLINED, code=code, words=words, now=now)
    asker = meeting.buyer if meeting.asked_by_side == "buyer" else meeting.seller
    _tell(meeting, [asker], event="matching.declined", title="Permintaan ditolak", body=DECLINE_NAMES[code], now=now)
    audit.record("matching.meeting_declined", by=by, at=now, target=meeting.reference, detail={"code": code})
    return meeting


@transaction.atomic
def move_meeting(*, meeting_id: int, slot_number: int, by: User, now: datetime) -> Meeting:
    """
    Move a meeting to another slot in which both are free; the slot that it leaves goes to the waiting list.

    Raises: NotAllowed, EventClosed, IllegalMove, SlotTaken.
    """
    meeting = _locked(meeting_id)
    side = access.side_of(by, meeting, now=now)
    check_at_work(meeting.event)
    check_move(MEETING_MOVES, meeting.state, MeetingState.WAITING)
    if meeting.slot is not None and meeting.slot.starts_at <= now:
        raise SlotTaken("Pertemuan ini sudah dimulai; waktunya tidak dapat diubah.")
    place = board_of(meeting.event).place_for(meeting, now=now, slot_number=slot_number)
    if place is None:
        raise SlotTaken("Waktu itu tidak dapat dipakai: salah satu sudah ada pertemuan, atau semua meja terisi.")
    board = board_of(meeting.event)
    meeting.slot, meeting.table = board.slot_of_number[place.slot], place.table
    meeting.save(update_fields=["slot", "table"])
    _seat_waiting(board_of(meeting.event), now=now)
    _tell(
        meeting, [meeting.buyer, meeting.seller], event="matching.moved", title="Waktu pertemuan berubah",
        body=told(meeting), now=now, key=f"moved:{place.slot}:{now.isoformat()}",
    )  # fmt: skip
    audit.record(
        "matching.meeting_moved", by=by, at=now, target=meeting.reference, detail={"slot": place.slot, "side": side}
    )
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting_id: int, code: str, by: User, now: datetime, words: str = "") -> list[Meeting]:
    """
    Cancel a meeting; whoever waits and fits takes its slot at once. Return who got a slot by it.

    Raises: NotAllowed, IllegalMove, EventClosed, ReasonUnknown.
    """
    meeting = _locked(meeting_id)
    side = access.side_of(by, meeting, now=now)
    check_at_work(meeting.event)
    check_move(MEETING_MOVES, meeting.state, MeetingState.CANCELLED)
    if code not in CANCEL_NAMES:
        raise ReasonUnknown("Pilih alasan dari daftar.")
    board = board_of(meeting.event)
    was_seated = meeting.state == MeetingState.SCHEDULED
    _end(meeting, MeetingState.CANCELLED, code=code, words=words, now=now)
    filled = _refilled(board, cancelled=[meeting], now=now) if was_seated else []
    others = [one for one in (meeting.buyer, meeting.seller) if not access.may_speak_for(by, one, now=now)]
    _tell(
        meeting, others, event="matching.cancelled", title="Pertemuan dibatalkan", body=CANCEL_NAMES[code], now=now,
        urgent=True,
    )  # fmt: skip
    detail = {"code": code, "side": side, "filled": len(filled)}
    audit.record("matching.meeting_cancelled", by=by, at=now, target=meeting.reference, detail=detail)
    return filled


@transaction.atomic
def withdraw_participant(*, participant_id: int, by: User, now: datetime, words: str = "") -> list[Meeting]:
    """
    Leave an event: all meetings of the participant are cancelled, the waiting list takes the slots. Return who got one.

    Raises: NotAllowed, IllegalMove, EventClosed.
    """
    participant = locked_participant(participant_id)
    if not access.organises(by, now):
        access.require_participant(by, participant, now=now)
    event = participant.event
    check_at_work(event)
    check_move(PARTICIPANT_MOVES, participant.state, ParticipantState.WITHDRAWN)
    board = board_of(event)
    participant.state, participant.answered_at = ParticipantState.WITHDRAWN.value, now
    participant.save(update_fields=["state", "answered_at"])
    own = participant.meetings_bought if participant.is_buyer else participant.meetings_sold
    ending = [MeetingState.REQUESTED, MeetingState.WAITING, MeetingState.SCHEDULED]
    gone = list(own.filter(state__in=ending).select_related("event", "slot", "buyer", "seller").order_by("pk"))
    seated = [one for one in gone if one.state == MeetingState.SCHEDULED]
    for one in gone:
        _end(one, MeetingState.CANCELLED, code="withdrawn", words=words, now=now)
        other = one.seller if participant.is_buyer else one.buyer
        _tell(
            one, [other], event="matching.cancelled", title="Pertemuan dibatalkan",
            body=f"{participant.name} mundur dari acara.", now=now, urgent=True,
        )  # fmt: skip
    filled = _refilled(board, cancelled=seated, withdrawn=[participant], now=now)
    target = f"matching.participant:{participant.public_id}"
    detail = {"meetings": len(gone), "filled": len(filled)}
    audit.record("matching.withdrawn", by=by, at=now, target=target, detail=detail)
    return filled


def told(meeting: Meeting) -> str:
    """Return when and where a meeting is, or that it waits."""
    if meeting.slot is None:
        return "Masuk daftar tunggu; Anda diberi tahu begitu ada waktu yang cocok."
    return f"{format_moment(meeting.slot.starts_at)}, meja {meeting.table}: {meeting.buyer} dan {meeting.seller}."


def tell_seated(meetings: Iterable[Meeting], *, now: datetime) -> None:
    """Tell both sides of meetings that got a place."""
    for one in meetings:
        _tell(
            one, [one.buyer, one.seller], event="matching.seated", title="Pertemuan terjadwal", body=told(one),
            now=now, key=f"seated:{one.slot_id}", urgent=True,
        )  # fmt: skip


def _refilled(
    board: Board, *, cancelled: Collection[Meeting], now: datetime, withdrawn: Collection[Participant] = ()
) -> list[Meeting]:
    """Offer what has become free to the waiting list; nobody else is moved."""
    before = board.timetable()
    after = refill(
        before,
        cancelled=[board.meeting(one).people for one in cancelled],
        withdrawn=[one.key for one in withdrawn],
        first_open=board.first_open(now),
    )
    had = {one.meeting.people for one in before.placed}
    filled = write_seats(board, [one for one in after.placed if one.meeting.people not in had])
    tell_seated(filled, now=now)
    return filled


def _seat(meeting: Meeting, *, now: datetime, slot_number: int | None) -> None:
    """Give an accepted meeting its place; without any it waits. Raises: SlotTaken for a slot that was asked for."""
    board = board_of(meeting.event)
    place = board.place_for(meeting, now=now, slot_number=slot_number)
    if place is None and slot_number is not None:
        raise SlotTaken("Waktu itu tidak dapat dipakai: salah satu sudah ada pertemuan, atau semua meja terisi.")
    if place is not None:
        [seated] = write_seats(board, [place])
        meeting.slot, meeting.table, meeting.state = seated.slot, seated.table, seated.state


def _seat_waiting(board: Board, *, now: datetime) -> None:
    """Seat whoever waits and fits now, the worthiest first."""
    for wanted in board.waiting():
        place = board.place_for(board.by_people[wanted.people], now=now)
        if place is not None:
            tell_seated(write_seats(board, [place]), now=now)


def _sides(event: Event, own: Participant, other: Participant | None) -> tuple[Participant, Participant]:
    """Return (buyer, seller) of two who may meet. Raises: CannotMeet."""
    if other is None or other.is_buyer == own.is_buyer:
        raise CannotMeet("Pembeli bertemu penjual; pilih peserta dari sisi lain.")
    if event.mode == Mode.ORGANISER:
        raise CannotMeet("Pada acara ini penyelenggara yang menyusun pertemuan.")
    if {own.state, other.state} != {ParticipantState.COMING}:
        raise CannotMeet("Salah satu belum menyatakan hadir.")
    return (own, other) if own.is_buyer else (other, own)


def _check_room(participant: Participant, whose: str) -> None:
    own = participant.meetings_bought if participant.is_buyer else participant.meetings_sold
    if own.filter(state__in=BUSY).count() >= participant.most_meetings:
        raise ScheduleFull(f"{whose} sudah penuh: {participant.most_meetings} pertemuan.")


def _require_asked(meeting: Meeting, by: User, now: datetime) -> None:
    """Pass for who was asked, never for who asked: nobody accepts their own request."""
    asked = meeting.seller if meeting.asked_by_side == "buyer" else meeting.buyer
    access.require_participant(by, asked, now=now)


def _end(meeting: Meeting, to: MeetingState, *, code: str, words: str, now: datetime) -> None:
    meeting.state, meeting.ended_at, meeting.slot, meeting.table = to.value, now, None, None
    meeting.reason_code, meeting.reason_words = code, " ".join(words.split())[:300]
    meeting.save(update_fields=["state", "ended_at", "slot", "table", "reason_code", "reason_words"])


def _locked(meeting_id: int) -> Meeting:
    """Return a meeting whose event nobody else changes until we are done."""
    event_id = Meeting.objects.values_list("event", flat=True).get(pk=meeting_id)
    Event.objects.select_for_update().get(pk=event_id)
    sides = ("buyer__buyer", "buyer__business", "seller__buyer", "seller__business")
    return Meeting.objects.select_related("event", "slot", *sides).get(pk=meeting_id)


def _tell(
    meeting: Meeting, to: Collection[Participant], *, event: str, title: str, body: str, now: datetime, key: str = "",
    urgent: bool = False,
) -> None:  # fmt: skip
    access.tell(
        to, event=event, title=title, body=body, path=access.event_path(meeting.event.public_id),
        key=f"{meeting.reference}:{key or event}", now=now, urgent=urgent,
    )  # fmt: skip
