"""Services that owners received, each counted once, wherever the news of it came from."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.coaching.access import manages, require_about, require_agency, require_recorder
from tumbuh.coaching.models import Agency, Attendance, ServiceGiven
from tumbuh.coaching.rules.kinds import ServiceKind, UnknownService
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_of_key


class NotYet(Refused):
    """What has not happened yet is not recorded."""

    code = "service_not_yet"


@dataclass(frozen=True)
class Origin:
    """Where the news of a service came from; at most one of the last three."""

    cycle_id: int | None = None
    attendance_id: int | None = None
    visit_id: int | None = None
    import_id: int | None = None


@transaction.atomic
def give_service(
    *,
    agency: Agency,
    owner_id: int,
    kind: str,
    given_on: date,
    note: str = "",
    by: User,
    now: datetime,
    client_id: str = "",
) -> ServiceGiven:
    """
    Record a service that is neither a session nor a visit: a licence obtained, a loan, a stall at a fair.

    The same agency's same service on the same day is one. Raises: NotAllowed, UnknownService, NotYet, NoSuchOwner.
    """
    require_recorder(by, agency, now=now)
    if not manages(by, agency, now=now):
        require_about(by, owner_id, now=now)
    if kind not in set(ServiceKind):
        raise UnknownService(f"Layanan “{kind}” tidak dikenal.")
    if given_on > day_in_wib(now):
        raise NotYet("Hari layanan belum tiba; catat setelah layanan diberikan.")
    owner_of_key(owner_id)
    sent = ServiceGiven.objects.filter(client_id=client_id).first() if client_id else None
    if sent is not None:
        return sent
    made = count_service(
        agency=agency, owner_id=owner_id, kind=kind, given_on=given_on, origin=Origin(), by=by, now=now,
        note=note.strip()[:300], client_id=client_id,
    )  # fmt: skip
    target = f"coaching.service:{made.public_id}"
    audit.record("coaching.service_given", by=by, at=now, target=target, detail={"kind": kind})
    return made


@transaction.atomic
def withdraw_service(*, service_id: int, reason: str, by: User, now: datetime) -> ServiceGiven:
    """Take back a service that was recorded by mistake. Raises: NotAllowed, Refused."""
    row = ServiceGiven.objects.select_for_update(of=("self",)).select_related("agency").get(pk=service_id)
    require_agency(by, Permission.COACHING_MANAGE, row.agency, now=now)
    if not reason.strip():
        raise Refused("Tulis alasan mencabut layanan ini.", code="withdraw_reason_missing")
    if row.withdrawn_at is not None:
        raise Refused("Layanan ini sudah dicabut.", code="withdrawn_already")
    _withdraw([row], reason=reason.strip()[:300], by=by, now=now)
    audit.record(
        "coaching.service_withdrawn", by=by, at=now, target=f"coaching.service:{row.public_id}", reason=reason.strip()
    )
    return row


def count_service(
    *,
    agency: Agency,
    owner_id: int,
    kind: str,
    given_on: date,
    origin: Origin,
    by: User,
    now: datetime,
    note: str = "",
    client_id: str = "",
) -> ServiceGiven:
    """
    Return the service of that day, new or already there; part of a larger act, which writes the trail.

    Two at once make one: the second waits for the first and finds it.
    """
    row = ServiceGiven(
        agency=agency, owner_id=owner_id, kind=kind, given_on=given_on, cycle_id=origin.cycle_id,
        attendance_id=origin.attendance_id, visit_id=origin.visit_id, came_in_id=origin.import_id, note=note,
        recorded_by=by, recorded_at=now, client_id=client_id,
    )  # fmt: skip
    ServiceGiven.objects.bulk_create([row], ignore_conflicts=True)
    return ServiceGiven.objects.get(agency=agency, owner=owner_id, kind=kind, given_on=given_on, withdrawn_at=None)


def uncount_service(*, attendance: Attendance, reason: str, by: User, now: datetime) -> None:
    """Take back the service that came of an attendance."""
    rows = ServiceGiven.objects.select_for_update().filter(attendance=attendance, withdrawn_at=None)
    _withdraw(list(rows), reason=reason, by=by, now=now)


def _withdraw(rows: list[ServiceGiven], *, reason: str, by: User, now: datetime) -> None:
    for row in rows:
        row.withdrawn_at, row.withdrawn_by, row.withdraw_reason = now, by, reason
    ServiceGiven.objects.bulk_update(rows, ["withdrawn_at", "withdrawn_by", "withdraw_reason"])
