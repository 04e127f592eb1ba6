"""The organiser's meetings and the timetable of an event."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.matching.meeting import tell_seated
from tumbuh.matching.models import Event, Meeting, Suggestion, SuggestionRun, TimetableRun
from tumbuh.matching.organising import EventClosed, check_at_work, locked_event
from tumbuh.matching.rules.states import (
    EVENT_MOVES,
    LIVE_MEETINGS,
    EventState,
    MeetingState,
    Mode,
    ProfileState,
)
from tumbuh.matching.seating import board_of, write_seats
from tumbuh.matching.solver.timetable import arrange
from tumbuh.matching.suggesting import participants_by_side

SECONDS = 20.0  # the longest that a person waits for a page; what is proved by then is told


class NotAssigned(Refused):
    """At this event participants choose whom they meet."""

    code = "participants_choose"


class OldRun(Refused):
    """The suggestions are not the newest ones of the event."""

    code = "old_run"


class NothingToArrange(Refused):
    """No two people wait for a place."""

    code = "nothing_to_arrange"


@transaction.atomic
def assign(*, event_id: int, run_id: int, by: User, now: datetime) -> list[Meeting]:
    """
    Turn the chosen pairs of the newest suggestions into meetings that wait for their slots; return the new ones.

    Raises: NotAllowed, EventClosed, NotAssigned, OldRun; nothing is then written.
    """
    event = locked_event(event_id, by, now)
    check_at_work(event)
    if event.mode == Mode.PARTICIPANTS:
        raise NotAssigned("Pada acara ini peserta sendiri yang memilih pertemuan; ubah caranya pada acara berikutnya.")
    newest = SuggestionRun.objects.filter(event=event).order_by("-pk").first()
    if newest is None or newest.pk != run_id:
        raise OldRun("Saran ini bukan yang terbaru; muat ulang halaman, lalu tetapkan lagi.")
    buyers, businesses = participants_by_side(event)
    live = set(event.meetings.filter(state__in=LIVE_MEETINGS).values_list("buyer", "seller"))
    rows: list[Meeting] = []
    # Who took back the consent since then is not met anew, whatever was computed before.
    chosen = Suggestion.objects.filter(
        run=newest, chosen=True, supply__state=ProfileState.SHARED, demand__state=ProfileState.SHARED
    ).select_related("demand", "supply")
    for one in chosen.order_by("-score", "pk"):
        buyer, seller = buyers.get(one.demand.buyer_id), businesses.get(one.supply.business_id)
        if buyer is None or seller is None or (buyer.pk, seller.pk) in live:
            continue
        live.add((buyer.pk, seller.pk))
        rows.append(
            Meeting(
                event=event, buyer=buyer, seller=seller, demand=one.demand, origin="assigned",
                asked_by_side="organiser", state=MeetingState.WAITING.value, worth=max(one.score, 1), asked_by=by,
                asked_at=now,
            )
        )  # fmt: skip
    made = Meeting.objects.bulk_create(rows)
    audit.record("matching.assigned", by=by, at=now, target=event.reference, detail={"meetings": len(made)})
    return made


@transaction.atomic
def arrange_timetable(
    *, event_id: int, by: User, now: datetime, anew: bool = False, seconds: float = SECONDS,
    stopwatch: Callable[[], float] | None = None,
) -> TimetableRun:  # fmt: skip
    """
    Give the meetings that wait their slots and tables, and put the timetable out; a later run only adds to it.

    `anew`: before the doors open, everything is arranged again; whoever is moved is told. `stopwatch`: seconds of a
    clock that only goes forward, by which the run notes what it took. Raises: NotAllowed, EventClosed,
    NothingToArrange, IllegalMove.
    """
    event = locked_event(event_id, by, now)
    check_at_work(event)
    if anew and event.state == EventState.RUNNING:
        raise EventClosed("Acara sudah berlangsung; jadwal yang sudah dibagikan tidak disusun ulang.")
    started = stopwatch() if stopwatch is not None else 0.0
    board = board_of(event)
    before = {row.pk: row.slot_id for row in board.meetings if row.state == MeetingState.SCHEDULED}
    if not board.waiting() and not before:
        raise NothingToArrange("Belum ada pertemuan yang disetujui atau ditetapkan.")
    if anew or (not before and event.state != EventState.RUNNING):
        event.meetings.filter(state=MeetingState.SCHEDULED).update(
            state=MeetingState.WAITING.value, slot=None, table=None
        )
        board = board_of(event)
        found = arrange(board.hall, board.waiting(), seconds=seconds)
        seated = write_seats(board, found.placed)
        worth, bound, placed, waiting = found.worth, found.bound, len(found.placed), len(found.waiting)
    else:
        seated = _added(event, now=now)
        standing = board_of(event).timetable()
        worth, bound = standing.worth, standing.bound
        placed, waiting = len(standing.placed), len(standing.waiting)
    took = round((stopwatch() - started) * 1_000) if stopwatch is not None else None
    if event.state == EventState.OPEN:
        check_move(EVENT_MOVES, event.state, EventState.ARRANGED)
        event.state, event.arranged_at = EventState.ARRANGED.value, now
        event.save(update_fields=["state", "arranged_at"])
    tell_seated([row for row in seated if before.get(row.pk) != row.slot_id], now=now)
    run = TimetableRun.objects.create(
        event=event, worth=worth, bound=bound, placed=placed, waiting=waiting, milliseconds=took, made_by=by,
        made_at=now,
    )  # fmt: skip
    detail = {"placed": placed, "waiting": waiting, "worth": worth, "bound": bound}
    audit.record("matching.arranged", by=by, at=now, target=event.reference, detail=detail)
    return run


def _added(event: Event, *, now: datetime) -> list[Meeting]:
    """Seat whoever waits in what is free, the worthiest first, without moving anybody."""
    seated = []
    board = board_of(event)
    for wanted in board.waiting():
        place = board.place_for(board.by_people[wanted.people], now=now)
        if place is not None:
            seated += write_seats(board, [place])
    return seated
