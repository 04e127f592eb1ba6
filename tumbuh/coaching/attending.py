"""Sessions and who was at them: by code, by tick, now or when the device comes back into signal."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.coaching import terms
from tumbuh.coaching.access import require_agency, require_recorder
from tumbuh.coaching.giving import Origin, count_service, uncount_service
from tumbuh.coaching.models import Attendance, Cycle, Enrolment, Session
from tumbuh.coaching.rules.codes import CodeUnknown, attendance_code, check_moment, normal
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.coaching.rules.states import CycleState, EnrolmentState
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib

_TAKES_PART = (EnrolmentState.ENROLLED.value, EnrolmentState.COMPLETED.value)


class SessionIncomplete(Refused):
    """What a session needs is missing or does not fit."""

    code = "session_incomplete"


class NotAParticipant(Refused):
    """Only participants of the cycle are counted at its sessions."""

    code = "not_a_participant"


class SessionCancelled(Refused):
    """The session does not take place."""

    code = "session_cancelled"


@dataclass(frozen=True)
class SessionValues:
    """A session as its form leaves it."""

    title: str
    service: str
    starts_at: datetime
    ends_at: datetime
    place: str
    area_code: str = ""


@transaction.atomic
def plan_session(*, cycle: Cycle, values: SessionValues, by: User | None, now: datetime) -> Session:
    """Plan a session of a cycle. Raises: NotAllowed, SessionIncomplete."""
    if by is not None:
        require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    if cycle.state == CycleState.CLOSED:
        raise SessionIncomplete("Siklus ini sudah selesai; sesi baru tidak dapat ditambahkan.")
    if not values.title.strip() or not values.place.strip() or values.ends_at <= values.starts_at:
        raise SessionIncomplete("Lengkapi judul, tempat, dan jamnya; sesi berakhir sesudah dimulai.")
    if values.service not in set(ServiceKind):
        raise SessionIncomplete("Pilih layanan yang dihitung dari sesi ini.")
    if Session.objects.filter(cycle=cycle, title=values.title.strip(), starts_at=values.starts_at).exists():
        raise SessionIncomplete("Sesi dengan judul dan waktu ini sudah ada.")
    made = Session.objects.create(
        cycle=cycle, title=values.title.strip()[:200], service=values.service, starts_at=values.starts_at,
        ends_at=values.ends_at, place=values.place.strip()[:200], area_code=values.area_code,
        secret=secrets.token_hex(32), planned_by=by, planned_at=now,
    )  # fmt: skip
    audit.record("coaching.session_planned", by=by, at=now, target=made.reference)
    return made


@transaction.atomic
def cancel_session(*, session_id: int, reason: str, by: User, now: datetime) -> Session:
    """Cancel a session that nobody attended. Raises: NotAllowed, Refused."""
    session = _locked(session_id)
    require_agency(by, Permission.COACHING_MANAGE, session.cycle.programme.agency, now=now)
    if not reason.strip():
        raise Refused("Tulis alasan pembatalan sesi.", code="cancel_reason_missing")
    if session.cancelled_at is not None:
        raise SessionCancelled("Sesi ini sudah dibatalkan.")
    if session.attendances.filter(withdrawn_at=None).exists():
        raise Refused("Sudah ada peserta yang hadir, jadi sesi ini tidak dapat dibatalkan.", code="session_attended")
    session.cancelled_at, session.cancel_reason = now, reason.strip()[:300]
    session.save(update_fields=["cancelled_at", "cancel_reason"])
    audit.record("coaching.session_cancelled", by=by, at=now, target=session.reference, reason=session.cancel_reason)
    return session


def codes_of(session: Session) -> dict[int, str]:
    """Return the code of every participant by the key of the enrolment: for the printed sheet and for devices."""
    rows = Enrolment.objects.filter(cycle=session.cycle_id, state__in=_TAKES_PART)
    return {
        pk: attendance_code(session.secret, str(public_id)) for pk, public_id in rows.values_list("pk", "public_id")
    }


@transaction.atomic
def attend_by_code(
    *, session_id: int, code: str, attended_at: datetime, by: User, now: datetime, client_id: str = ""
) -> Attendance:
    """
    Count the participant whose code it is as present, once. Raises: NotAllowed, CodeUnknown, NotThen, SessionCancelled.

    The same code again, or the same message of a device again, gives the attendance that is already there.
    """
    session = _locked(session_id)
    asked = normal(code)
    found = [pk for pk, own in codes_of(session).items() if own == asked]
    if not found:
        raise CodeUnknown("Kode ini bukan kode peserta sesi ini; periksa sesinya, atau cari nama peserta.")
    owner_id = Enrolment.objects.values_list("owner_id", flat=True).get(pk=found[0])
    return _attend(session, owner_id, "code", attended_at=attended_at, by=by, now=now, client_id=client_id)


@transaction.atomic
def attend(
    *, session_id: int, owner_id: int, attended_at: datetime, by: User, now: datetime, client_id: str = ""
) -> Attendance:
    """Tick a participant off as present, once. Raises: NotAllowed, NotAParticipant, NotThen, SessionCancelled."""
    session = _locked(session_id)
    return _attend(session, owner_id, "tick", attended_at=attended_at, by=by, now=now, client_id=client_id)


@transaction.atomic
def attend_many(
    *, session_id: int, owner_ids: Sequence[int], attended_at: datetime, by: User, now: datetime
) -> list[Attendance]:
    """Tick several participants off, all or none. Raises: NotAllowed, NotAParticipant, NotThen, SessionCancelled."""
    session = _locked(session_id)
    return [
        _attend(session, owner, "tick", attended_at=attended_at, by=by, now=now, client_id="") for owner in owner_ids
    ]


@transaction.atomic
def withdraw_attendance(*, attendance_id: int, reason: str, by: User, now: datetime) -> Attendance:
    """Take an attendance back that was a mistake, with the service that came of it. Raises: NotAllowed, Refused."""
    row = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("session__cycle__programme__agency")
        .get(pk=attendance_id)
    )
    require_agency(by, Permission.COACHING_MANAGE, row.session.cycle.programme.agency, now=now)
    if not reason.strip():
        raise Refused("Tulis alasan mencabut kehadiran ini.", code="withdraw_reason_missing")
    if row.withdrawn_at is not None:
        raise Refused("Kehadiran ini sudah dicabut.", code="withdrawn_already")
    row.withdrawn_at, row.withdrawn_by, row.withdraw_reason = now, by, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdraw_reason"])
    uncount_service(attendance=row, reason=row.withdraw_reason, by=by, now=now)
    audit.record(
        "coaching.attendance_withdrawn", by=by, at=now, target=row.session.reference, reason=row.withdraw_reason
    )
    return row


def attendance_permyriad(cycle: Cycle, owner_id: int, *, now: datetime) -> int:
    """Return at how many of the sessions held so far an owner was, rounded down; 10,000 when none was held."""
    held = Session.objects.filter(cycle=cycle, cancelled_at=None, starts_at__lte=now).count()
    was_there = Attendance.objects.filter(
        session__cycle=cycle, session__cancelled_at=None, session__starts_at__lte=now, owner=owner_id, withdrawn_at=None
    ).count()
    return 10_000 * was_there // held if held else 10_000


def _attend(
    session: Session, owner_id: int, method: str, *, attended_at: datetime, by: User, now: datetime, client_id: str
) -> Attendance:
    agency = session.cycle.programme.agency
    require_recorder(by, agency, now=now)
    already = _already(session, owner_id, client_id)
    if already is not None:
        return already
    if session.cancelled_at is not None:
        raise SessionCancelled("Sesi ini dibatalkan, jadi kehadiran tidak dicatat.")
    if not Enrolment.objects.filter(cycle=session.cycle_id, owner=owner_id, state__in=_TAKES_PART).exists():
        raise NotAParticipant("Orang ini bukan peserta siklus ini; daftarkan dahulu sebagai peserta.")
    early = terms.value("early_minutes", day_in_wib(session.starts_at))
    check_moment(attended_at=attended_at, starts_at=session.starts_at, ends_at=session.ends_at, now=now, early=early)
    made = Attendance.objects.create(
        session=session, owner_id=owner_id, method=method, attended_at=attended_at, recorded_at=now, recorded_by=by,
        client_id=client_id,
    )  # fmt: skip
    origin = Origin(cycle_id=session.cycle_id, attendance_id=made.pk)
    count_service(
        agency=agency, owner_id=owner_id, kind=session.service, given_on=day_in_wib(attended_at), origin=origin, by=by,
        now=now,
    )  # fmt: skip
    audit.record("coaching.attended", by=by, at=now, target=session.reference, detail={"method": method})
    return made


def _already(session: Session, owner_id: int, client_id: str) -> Attendance | None:
    same = Q(session=session, owner=owner_id, withdrawn_at=None)
    if client_id:
        same |= Q(client_id=client_id)
    return Attendance.objects.filter(same).order_by("withdrawn_at", "pk").first()


def _locked(session_id: int) -> Session:
    """Two devices that send one person's attendance wait for each other here."""
    return Session.objects.select_for_update(of=("self",)).select_related("cycle__programme__agency").get(pk=session_id)
