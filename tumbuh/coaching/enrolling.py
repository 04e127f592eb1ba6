"""Applying for a cycle, being seated or waiting, finishing and leaving."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.coaching.access import is_oneself, manages, may_about, require_agency
from tumbuh.coaching.attending import attendance_permyriad
from tumbuh.coaching.facts import facts_of
from tumbuh.coaching.models import Cycle, Enrolment
from tumbuh.coaching.programmes import locked
from tumbuh.coaching.rules.eligibility import Asked, WhyNot, judge, verdict
from tumbuh.coaching.rules.states import ENROLMENT_MOVES, CycleState, EnrolmentState
from tumbuh.coaching.telling import tell_standing
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.registry.owners import owner_of_key


class NotOpen(Refused):
    """The cycle takes no applications now."""

    code = "cycle_not_open"


class AppliedAlready(Refused):
    """The owner has applied for this cycle before."""

    code = "applied_already"


class TooLittleAttendance(Refused):
    """The participant was at too few sessions to complete the cycle."""

    code = "too_little_attendance"


class OwnDecision(Refused):
    """Nobody decides on an application that they made."""

    code = "own_application"


@transaction.atomic
def apply(*, cycle_id: int, owner_id: int, by: User | None, now: datetime) -> Enrolment:
    """
    Apply for an owner, judge the application and give a seat, or a place in the waiting list, when it is eligible.

    By the owner himself, by who looks after him, or by the agency; `by` is None for a command on the machine.
    The reasons of a "no" are kept and shown. Raises: NotAllowed, NotOpen, AppliedAlready.
    """
    _require_applicant(by, cycle_id, owner_id, now)
    cycle = locked(cycle_id)
    _check_open(cycle, now)
    owner = owner_of_key(owner_id)
    if Enrolment.objects.filter(cycle=cycle, owner=owner).exists():
        raise AppliedAlready("Pemilik usaha ini sudah mendaftar pada siklus ini.")
    reasons = reasons_against(cycle, owner_id, now=now)
    cycle.numbers_given += 1
    made = Enrolment(
        cycle=cycle, owner=owner, number=cycle.numbers_given, state=verdict(reasons), reasons=_as_json(reasons),
        applied_by=by, applied_at=now,
    )  # fmt: skip
    if made.state == EnrolmentState.ELIGIBLE and _seats_at_once(cycle):
        _seat_or_wait(cycle, made, now)
    made.save()
    cycle.save(update_fields=["numbers_given", "taken"])
    if by is None or not is_oneself(by, owner_id, on=day_in_wib(now)):  # who applies himself reads it on the page
        tell_standing([made], now=now)
    _record("applied", made, by=by, now=now)
    return made


@transaction.atomic
def judge_again(*, enrolment_id: int, by: User, now: datetime) -> Enrolment:
    """Judge an application anew after the register was mended. Raises: NotAllowed, NotOpen, IllegalMove."""
    cycle, enrolment = _locked_pair(enrolment_id)
    if not (manages(by, cycle.programme.agency, now=now) or may_about(by, enrolment.owner_id, now=now)):
        require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    _check_open(cycle, now)
    reasons = reasons_against(cycle, enrolment.owner_id, now=now)
    to = verdict(reasons)
    if to != enrolment.state:
        check_move(ENROLMENT_MOVES, enrolment.state, to)
    elif to not in {EnrolmentState.APPLIED, EnrolmentState.NOT_ELIGIBLE}:
        check_move(ENROLMENT_MOVES, enrolment.state, EnrolmentState.ELIGIBLE)
    enrolment.state, enrolment.reasons = to, _as_json(reasons)
    if to == EnrolmentState.ELIGIBLE and _seats_at_once(cycle):
        _seat_or_wait(cycle, enrolment, now)
    enrolment.save()
    cycle.save(update_fields=["taken"])
    tell_standing([enrolment], now=now)
    _record("judged_again", enrolment, by=by, now=now)
    return enrolment


@transaction.atomic
def decide(*, enrolment_id: int, eligible: bool, reason: str, by: User, now: datetime) -> Enrolment:
    """
    Answer an application by hand, when a rule's fact is not known or the rules do not fit the case, with the reason.

    Raises: NotAllowed, OwnDecision, NotOpen, IllegalMove, Refused.
    """
    cycle, enrolment = _locked_pair(enrolment_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    _check_open(cycle, now)
    if enrolment.applied_by_id == by.pk:
        raise OwnDecision("Pendaftaran ini Anda yang memasukkan; mintalah petugas lain memutuskannya.")
    if not reason.strip():
        raise Refused("Tulis alasan keputusan ini; pemilik usaha akan membacanya.", code="decision_reason_missing")
    to = EnrolmentState.ELIGIBLE if eligible else EnrolmentState.NOT_ELIGIBLE
    check_move(ENROLMENT_MOVES, enrolment.state, to)
    enrolment.state, enrolment.decided_by, enrolment.decided_at = to.value, by, now
    enrolment.decision_reason = reason.strip()[:300]
    if eligible and _seats_at_once(cycle):
        _seat_or_wait(cycle, enrolment, now)
    enrolment.save()
    cycle.save(update_fields=["taken"])
    tell_standing([enrolment], now=now)
    _record("decided", enrolment, by=by, now=now, reason=enrolment.decision_reason)
    return enrolment


@transaction.atomic
def drop(*, enrolment_id: int, reason: str, by: User, now: datetime) -> Enrolment:
    """
    Take a participant or applicant out; a free seat goes to who waits first, until the cycle's last day.

    Raises: NotAllowed, IllegalMove, Refused.
    """
    cycle, enrolment = _locked_pair(enrolment_id)
    if not manages(by, cycle.programme.agency, now=now) and not is_oneself(by, enrolment.owner_id, on=day_in_wib(now)):
        require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    if not reason.strip():
        raise Refused("Tulis alasan keluar dari siklus ini.", code="drop_reason_missing")
    check_move(ENROLMENT_MOVES, enrolment.state, EnrolmentState.DROPPED)
    had_seat = enrolment.state == EnrolmentState.ENROLLED
    enrolment.state, enrolment.waiting_rank = EnrolmentState.DROPPED.value, None
    enrolment.ended_at, enrolment.end_reason = now, reason.strip()[:300]
    enrolment.save()
    if had_seat:
        cycle.taken -= 1
    if day_in_wib(now) <= cycle.ends_on:  # nobody is seated in a cycle that is over
        fill_seats(cycle, now=now)
    cycle.save(update_fields=["taken"])
    if not is_oneself(by, enrolment.owner_id, on=day_in_wib(now)):
        tell_standing([enrolment], now=now)
    _record("dropped", enrolment, by=by, now=now, reason=enrolment.end_reason)
    return enrolment


@transaction.atomic
def complete(*, enrolment_id: int, by: User, now: datetime) -> Enrolment:
    """
    Let a participant who was at enough of the held sessions pass.

    Raises: NotAllowed, IllegalMove, TooLittleAttendance.
    """
    cycle, enrolment = _locked_pair(enrolment_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    check_move(ENROLMENT_MOVES, enrolment.state, EnrolmentState.COMPLETED)
    share = attendance_permyriad(cycle, enrolment.owner_id, now=now)
    if share < cycle.attendance_permyriad:
        raise TooLittleAttendance(
            f"Kehadiran {format_percent(share, 10_000)}; syarat lulus "
            f"{format_percent(cycle.attendance_permyriad, 10_000)}. Lengkapi daftar hadir, atau keluarkan peserta ini."
        )
    enrolment.state, enrolment.ended_at = EnrolmentState.COMPLETED.value, now
    enrolment.save(update_fields=["state", "ended_at"])
    _record("completed", enrolment, by=by, now=now)
    return enrolment


@transaction.atomic
def add_seats(*, cycle_id: int, seats: int, by: User, now: datetime) -> Cycle:
    """Change the number of seats; who waits first gets the new ones. Raises: NotAllowed, Refused."""
    cycle = locked(cycle_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    if seats < max(1, cycle.taken):
        raise Refused(f"Kursi paling sedikit {max(1, cycle.taken)}; sebanyak itu sudah terisi.", code="seats_taken")
    cycle.seats = seats
    fill_seats(cycle, now=now)
    cycle.save(update_fields=["seats", "taken"])
    audit.record("coaching.seats_changed", by=by, at=now, target=cycle.reference, detail={"seats": seats})
    return cycle


def reasons_against(cycle: Cycle, owner_id: int, *, now: datetime) -> list[WhyNot]:
    """Return why an owner may not take part in a cycle; nothing is written, so that it can be asked before applying."""
    on = day_in_wib(now)
    rules = cycle.rules.filter(withdrawn_at=None).order_by("pk").values_list("kind", "value")
    return judge(rules, facts_of(owner_id, on=on), Asked(on, cycle.programme_id))


def fill_seats(cycle: Cycle, *, now: datetime) -> None:
    """Give the free seats of a locked cycle to those who wait, in their order; the caller saves the cycle."""
    free = cycle.seats - cycle.taken
    waiting = Enrolment.objects.filter(cycle=cycle, state=EnrolmentState.WAITING).order_by("waiting_rank")
    seated = list(waiting[:free])
    for enrolment in seated:
        enrolment.cycle = cycle
        enrolment.state, enrolment.waiting_rank, enrolment.seated_at = EnrolmentState.ENROLLED.value, None, now
        enrolment.save(update_fields=["state", "waiting_rank", "seated_at"])
        cycle.taken += 1
    tell_standing(seated, now=now)


def _seat_or_wait(cycle: Cycle, enrolment: Enrolment, now: datetime) -> None:
    if cycle.taken < cycle.seats:
        cycle.taken += 1
        enrolment.state, enrolment.seated_at = EnrolmentState.ENROLLED.value, now
        return
    last = Enrolment.objects.filter(cycle=cycle).aggregate(last=Max("waiting_rank"))["last"]
    enrolment.state, enrolment.waiting_rank = EnrolmentState.WAITING.value, (last or 0) + 1


def _seats_at_once(cycle: Cycle) -> bool:
    """Seats of a lottery are given at the draw; who comes after it joins the end of the waiting list."""
    return cycle.allocation == "first_come" or (hasattr(cycle, "lottery") and cycle.lottery.drawn_at is not None)


def _check_open(cycle: Cycle, now: datetime) -> None:
    if cycle.state not in {CycleState.OPEN, CycleState.RUNNING}:
        raise NotOpen("Pendaftaran siklus ini tidak sedang dibuka.")
    if cycle.state == CycleState.OPEN and day_in_wib(now) > cycle.apply_until_on:
        raise NotOpen("Pendaftaran siklus ini sudah ditutup; pilih siklus berikutnya.")


def _locked_pair(enrolment_id: int) -> tuple[Cycle, Enrolment]:
    cycle_id = Enrolment.objects.values_list("cycle_id", flat=True).get(pk=enrolment_id)
    cycle = locked(cycle_id)
    return cycle, Enrolment.objects.get(pk=enrolment_id)


def _require_applicant(by: User | None, cycle_id: int, owner_id: int, now: datetime) -> None:
    if by is None or is_oneself(by, owner_id, on=day_in_wib(now)) or may_about(by, owner_id, now=now):
        return
    cycle = Cycle.objects.select_related("programme__agency").get(pk=cycle_id)
    if not manages(by, cycle.programme.agency, now=now):
        raise NotAllowed("Anda hanya dapat mendaftarkan diri sendiri atau pemilik usaha binaan Anda.")


def _as_json(reasons: list[WhyNot]) -> list[dict[str, object]]:
    return [asdict(reason) for reason in reasons]


def _record(what: str, enrolment: Enrolment, *, by: User | None, now: datetime, reason: str = "") -> None:
    detail = {"state": str(enrolment.state), "number": enrolment.number}
    audit.record(f"coaching.{what}", by=by, at=now, target=enrolment.reference, reason=reason, detail=detail)
