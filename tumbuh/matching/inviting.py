"""Who takes part in an event: invited, coming, in which slots and at which table."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.matching import access, terms
from tumbuh.matching.models import Buyer, Demand, Event, Participant, SupplyProfile
from tumbuh.matching.organising import EventIncomplete, check_at_work, locked_event, tell_invited, whole
from tumbuh.matching.rules.states import PARTICIPANT_MOVES, EventState, ParticipantState, ProfileState
from tumbuh.matching.seating import board_of
from tumbuh.matching.solver.hall import BrokenTimetableError, check
from tumbuh.papers.rules import CODE_LENGTH, CODE_LETTERS
from tumbuh.registry.models import Business


class NotInvited(Refused):
    """There is no such participant of this event."""

    code = "not_at_event"


class NoConsent(Refused):
    """Who has not consented to the directory is not invited."""

    code = "no_matching_consent"


@dataclass(frozen=True)
class Seat:
    """What an organiser or a participant says of its taking part. None leaves what is usual."""

    most_meetings: int | None = None
    most_per_session: int | None = None
    booth: int | None = None
    away: Collection[int] = field(default_factory=tuple)


@transaction.atomic
def invite(
    *, event_id: int, by: User, now: datetime, buyers: Collection[Buyer] = (), businesses: Collection[Business] = (),
    seat: Seat | None = None,
) -> list[Participant]:  # fmt: skip
    """
    Invite buyers and businesses that consented to the directory; who is invited already stays as it is.

    Raises: NotAllowed, EventClosed, NoConsent (nobody is then invited), EventIncomplete.
    """
    event = locked_event(event_id, by, now)
    check_at_work(event, EventState.DRAFT)
    seat = seat or Seat()
    _check_consents(buyers, businesses)
    _check_seat(event, seat)
    known = set(event.participants.values_list("buyer", "business"))
    usual = terms.value("usual_meetings", day_in_wib(now))
    sides: list[tuple[Buyer | None, Business | None]] = [
        *((one, None) for one in buyers), *((None, one) for one in businesses)
    ]  # fmt: skip
    made = Participant.objects.bulk_create(
        Participant(
            event=event, buyer=buyer, business=business, name=_name(buyer, business),
            most_meetings=seat.most_meetings or usual["buyer" if buyer else "seller"],
            most_per_session=seat.most_per_session, booth=seat.booth, away=sorted(set(seat.away)),
            code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)), invited_by=by, invited_at=now,
        )
        for buyer, business in sides
        if (buyer.pk if buyer else None, business.pk if business else None) not in known
    )  # fmt: skip
    if event.state != EventState.DRAFT:
        tell_invited(event, made, now)
    audit.record("matching.invited", by=by, at=now, target=event.reference, detail={"people": len(made)})
    return made


@transaction.atomic
def answer_invitation(
    *, participant_id: int, coming: bool, by: User, now: datetime, away: Collection[int] | None = None
) -> Participant:
    """
    Say whether one comes, and in which slots one cannot; an organiser may note what was said on the telephone.

    Raises: NotAllowed, EventClosed, IllegalMove, EventIncomplete.
    """
    participant = locked_participant(participant_id)
    if not access.organises(by, now):
        access.require_participant(by, participant, now=now)
    check_at_work(participant.event)
    to = ParticipantState.COMING if coming else ParticipantState.DECLINED
    if participant.state != to:
        check_move(PARTICIPANT_MOVES, participant.state, to)
    if away is not None:
        _check_seat(participant.event, Seat(away=away))
        participant.away = sorted(set(away))
    participant.state, participant.answered_at = to.value, now
    participant.save(update_fields=["state", "answered_at", "away"])
    _check_seats_hold(participant.event)
    detail = {"coming": coming}
    audit.record("matching.invitation_answered", by=by, at=now, target=_target(participant), detail=detail)
    return participant


@transaction.atomic
def seat_participant(*, participant_id: int, seat: Seat, by: User, now: datetime) -> Participant:
    """Set the limits, booth and absences of a participant, by the organiser. Raises: NotAllowed, EventIncomplete."""
    access.require_organiser(by, now)
    participant = locked_participant(participant_id)
    check_at_work(participant.event, EventState.DRAFT)
    _check_seat(participant.event, seat)
    taken = participant.event.participants.filter(booth=seat.booth).exclude(pk=participant.pk)
    if seat.booth is not None and taken.exists():
        raise EventIncomplete(f"Meja {seat.booth} sudah menjadi stan peserta lain.")
    participant.most_meetings = seat.most_meetings or participant.most_meetings
    participant.most_per_session, participant.booth = seat.most_per_session, seat.booth
    participant.away = sorted(set(seat.away))
    participant.save(update_fields=["most_meetings", "most_per_session", "booth", "away"])
    _check_seats_hold(participant.event)
    audit.record("matching.seat_set", by=by, at=now, target=_target(participant))
    return participant


def locked_participant(participant_id: int) -> Participant:
    """Return a participant whose event nobody else changes until we are done."""
    event_id = Participant.objects.values_list("event", flat=True).get(pk=participant_id)
    Event.objects.select_for_update().get(pk=event_id)
    return whole(Participant.objects.filter(pk=participant_id)).get()


def participants_at(event: Event, *, by: User, now: datetime) -> list[Participant]:
    """Return as whom a person takes part in an event; who runs two businesses may come with both."""
    likely = whole(event.participants.filter(access.likely_own(by, now=now)).order_by("pk"))
    return [one for one in likely if access.may_speak_for(by, one, now=now)]


def participant_at(event: Event, *, by: User, now: datetime, own_id: int | None = None) -> Participant:
    """Return as whom a person takes part: the first one, or the one that is meant. Raises: NotInvited."""
    for one in participants_at(event, by=by, now=now):
        if own_id in (None, one.pk):
            return one
    raise NotInvited("Anda tidak terdaftar pada acara ini; hubungi penyelenggara.")


def _check_consents(buyers: Collection[Buyer], businesses: Collection[Business]) -> None:
    shared = SupplyProfile.objects.filter(state=ProfileState.SHARED, business__in=[one.pk for one in businesses])
    sharing = set(shared.values_list("business", flat=True))
    demanding = set(
        Demand.objects.filter(state=ProfileState.SHARED, buyer__in=[one.pk for one in buyers]).values_list(
            "buyer", flat=True
        )
    )
    without = [one.name for one in businesses if one.pk not in sharing]
    without += [one.name for one in buyers if one.pk not in demanding]
    if without:
        names = ", ".join(without[:3]) + (f" dan {len(without) - 3} lainnya" if len(without) > 3 else "")
        raise NoConsent(f"Belum menyetujui tampil di direktori: {names}. Mintalah persetujuannya dahulu.")


def _check_seat(event: Event, seat: Seat) -> None:
    slots = set(event.slots.values_list("number", flat=True))
    if seat.most_meetings is not None and seat.most_meetings < 1:
        raise EventIncomplete("Setiap peserta bertemu sedikitnya satu kali.")
    if seat.most_per_session is not None and seat.most_per_session < 1:
        raise EventIncomplete("Batas pertemuan setiap sesi sedikitnya satu.")
    if seat.booth is not None and not 1 <= seat.booth <= event.tables:
        raise EventIncomplete(f"Nomor stan antara 1 dan {event.tables}.")
    if set(seat.away) - slots:
        raise EventIncomplete("Ada waktu berhalangan yang bukan bagian acara ini.")


def _target(participant: Participant) -> str:
    return f"matching.participant:{participant.public_id}"


def _check_seats_hold(event: Event) -> None:
    """Pass when every meeting that has a place may keep it. Raises: EventIncomplete."""
    board = board_of(event)
    try:
        check(board.hall, board.placed())
    except BrokenTimetableError:
        raise EventIncomplete(
            "Perubahan ini bertabrakan dengan pertemuan yang sudah terjadwal; pindahkan atau batalkan dahulu."
        ) from None


def _name(buyer: Buyer | None, business: Business | None) -> str:
    return buyer.name if buyer is not None else business.name if business is not None else ""
