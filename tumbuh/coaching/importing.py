"""Lists of agencies come in: looked at first, then written, each row traced, and taken back as a whole if need be."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.coaching.access import require_agency
from tumbuh.coaching.list_files import Given, ListFile, ListRow, read_list
from tumbuh.coaching.models import (
    Agency,
    Attendance,
    AttendanceImport,
    AttendanceImportRow,
    Enrolment,
    ServiceGiven,
    Session,
)
from tumbuh.coaching.rules.states import IMPORT_MOVES, EnrolmentState
from tumbuh.intake.arriving import sha256_of, write_arriving
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.registry.owners import Link, Person, link, nik_hash_of, owner_of_key

_TAKES_PART = (EnrolmentState.ENROLLED.value, EnrolmentState.COMPLETED.value)


class NoSuchList(Refused):
    """There is no such list, or no such row waits in it, or it is another agency's."""

    code = "no_such_list"


class NoRows(Refused):
    """The list names nobody."""

    code = "list_without_rows"


@dataclass(frozen=True)
class Verdict:
    """What would become, or became, of one row: new, known, waiting or rejected; an absent one is rejected, too."""

    row: ListRow
    outcome: str
    owner_id: int | None = None
    linked_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ListReport:
    """What a file would do, or did."""

    verdicts: Sequence[Verdict]
    columns: Mapping[str, str]
    unread: Sequence[str]

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows by outcome."""
        counted = Counter(one.outcome for one in self.verdicts)
        return {name: counted.get(name, 0) for name in ("new", "known", "waiting", "rejected")}


@dataclass(frozen=True)
class ListValues:
    """What the form says of a whole file; a session gives both the day and the service."""

    file_name: str
    day: date | None = None
    kind: str = ""


def check_list(
    *, agency: Agency, session: Session | None, values: ListValues, pieces: Iterable[bytes], by: User, now: datetime
) -> ListReport:
    """Return what a list would do; nothing is written. Raises: NotAllowed, UnreadableFile, NoRows."""
    require_agency(by, Permission.COACHING_MANAGE, agency, now=now)
    path = write_arriving(pieces, Path(settings.SPOOL_DIR))
    try:
        read = read_list(path, _given(session, values))
        return _report(read, agency, session, now)
    finally:
        path.unlink(missing_ok=True)


def import_list(
    *, agency: Agency, session: Session | None, values: ListValues, pieces: Iterable[bytes], by: User, now: datetime
) -> AttendanceImport:
    """
    Write a list: its good rows count, the unknown wait, the bad ones are kept with their reasons. The file is not kept.

    The same bytes again do nothing and give the import that is there. Raises: NotAllowed, UnreadableFile, NoRows.
    """
    require_agency(by, Permission.COACHING_MANAGE, agency, now=now)
    path = write_arriving(pieces, Path(settings.SPOOL_DIR))
    try:
        digest = sha256_of(path)
        read = read_list(path, _given(session, values))
        return _write(read, digest, agency=agency, session=session, values=values, by=by, now=now)
    finally:
        path.unlink(missing_ok=True)


@transaction.atomic
def undo_import(*, import_id: int, reason: str, by: User, now: datetime) -> AttendanceImport:
    """
    Take back all that a list brought; its rows stay to be read, and what another list says too counts as that one's.

    Raises: NotAllowed, IllegalMove, Refused.
    """
    done = AttendanceImport.objects.select_for_update(of=("self",)).select_related("agency").get(pk=import_id)
    require_agency(by, Permission.COACHING_MANAGE, done.agency, now=now)
    check_move(IMPORT_MOVES, done.state, "undone")
    if not reason.strip():
        raise Refused("Tulis alasan membatalkan daftar ini.", code="undo_reason_missing")
    done.state, done.undone_by, done.undone_at, done.undo_reason = "undone", by, now, reason.strip()[:300]
    done.save()
    gone = {"withdrawn_at": now, "withdrawn_by": by, "withdraw_reason": f"Daftar dibatalkan: {done.undo_reason}"[:300]}
    for model in (ServiceGiven, Attendance):
        model.objects.filter(came_in=done, withdrawn_at=None).update(**gone)
    _count_from_others(done, now)
    audit.record("coaching.list_undone", by=by, at=now, target=done.reference, reason=done.undo_reason)
    return done


@transaction.atomic
def settle_row(*, row_id: int, owner_id: int | None, reason: str = "", by: User, now: datetime) -> AttendanceImportRow:
    """Say who a waiting row is, or set it aside with a reason. Raises: NotAllowed, NoSuchList, NoSuchOwner, Refused."""
    row = (
        AttendanceImportRow.objects.select_for_update(of=("self",))
        .select_related("came_in__agency", "came_in__session")
        .get(pk=row_id)
    )
    require_agency(by, Permission.COACHING_MANAGE, row.came_in.agency, now=now)
    if row.outcome != "waiting" or row.came_in.state != "done":
        raise NoSuchList("Baris ini tidak menunggu dicocokkan.")
    if owner_id is None and not reason.strip():
        raise Refused("Tulis alasan mengesampingkan baris ini.", code="dismiss_reason_missing")
    row.resolved_by, row.resolved_at, row.reason = by, now, reason.strip()[:300]
    if owner_id is None:
        row.outcome = "dismissed"
    else:
        owner_of_key(owner_id)
        _settle(row, owner_id, "person", by=by, now=now)
    row.save()
    audit.record("coaching.list_row_settled", by=by, at=now, target=row.came_in.reference, detail={"row": row.row})
    return row


@transaction.atomic
def link_waiting(*, now: datetime) -> int:
    """Link the waiting rows whose owners the register knows by now; return how many. Twice is harmless."""
    rows = list(
        AttendanceImportRow.objects.select_for_update(of=("self",))
        .filter(outcome="waiting", came_in__state="done")
        .select_related("came_in__agency", "came_in__session", "came_in__created_by")
        .order_by("pk")
    )
    links = link([Person(row.name, row.phone, row.nik_hash) for row in rows])
    linked = 0
    for row, found in zip(rows, links, strict=True):
        if found.owner_id is not None:
            _settle(row, found.owner_id, found.by, by=row.came_in.created_by, now=now)
            row.resolved_at = now
            row.save()
            linked += 1
    if linked:
        audit.record("coaching.list_rows_linked", by=None, at=now, detail={"rows": linked})
    return linked


def _given(session: Session | None, values: ListValues) -> Given:
    if session is not None:
        return Given(day_in_wib(session.starts_at), session.service)
    return Given(values.day, values.kind)


def _report(read: ListFile, agency: Agency, session: Session | None, now: datetime) -> ListReport:
    if not read.rows:
        raise NoRows("Daftar ini tidak memuat satu orang pun di bawah baris judul.")
    usable = [
        row for row in read.rows if not row.reason and not row.absent and (row.day or date.max) <= day_in_wib(now)
    ]
    people = [Person(row.name, row.phone, nik_hash_of(row.nik) if row.nik else "") for row in usable]
    links = dict(zip([row.number for row in usable], link(people), strict=True))
    owners = {found.owner_id for found in links.values() if found.owner_id is not None}
    taking_part = _participants(session, owners)
    known = _known(agency, owners)
    verdicts = []
    for row in read.rows:
        one = _verdict(row, links.get(row.number), known, taking_part)
        if one.outcome == "new" and one.owner_id is not None:
            known.add((one.owner_id, row.kind, row.day))
        verdicts.append(one)
    return ListReport(verdicts, read.columns, read.unread)


def _verdict(
    row: ListRow,
    found: Link | None,
    known: set[tuple[int, str, date | None]],
    taking_part: set[int] | None,
) -> Verdict:
    if row.reason or row.absent:
        return Verdict(row, "rejected", reason=row.reason or "Menurut daftar tidak hadir.")
    if found is None:
        return Verdict(row, "rejected", reason="Tanggal layanan belum tiba.")
    if found.owner_id is None:
        why = "Lebih dari satu orang cocok; pilih yang benar." if found.by == "ambiguous" else "Belum ada di register."
        return Verdict(row, "waiting", reason=why)
    if taking_part is not None and found.owner_id not in taking_part:
        return Verdict(row, "rejected", reason="Bukan peserta siklus sesi ini; daftarkan dahulu sebagai peserta.")
    there = (found.owner_id, row.kind, row.day) in known
    return Verdict(row, "known" if there else "new", found.owner_id, found.by)


def _participants(session: Session | None, owners: set[int]) -> set[int] | None:
    if session is None:
        return None
    rows = Enrolment.objects.filter(cycle=session.cycle_id, owner__in=owners, state__in=_TAKES_PART)
    return set(rows.values_list("owner_id", flat=True))


def _known(agency: Agency, owners: set[int]) -> set[tuple[int, str, date | None]]:
    rows = ServiceGiven.objects.filter(agency=agency, owner__in=owners, withdrawn_at=None)
    return set(rows.values_list("owner_id", "kind", "given_on"))


@transaction.atomic
def _write(
    read: ListFile,
    digest: str,
    *,
    agency: Agency,
    session: Session | None,
    values: ListValues,
    by: User,
    now: datetime,
) -> AttendanceImport:
    Agency.objects.select_for_update().get(pk=agency.pk)  # one list of an agency after the other
    same = AttendanceImport.objects.filter(agency=agency, session=session, file_sha256=digest, state="done").first()
    if same is not None:
        return same
    report = _report(read, agency, session, now)
    done = AttendanceImport.objects.create(
        agency=agency, session=session, file_name=values.file_name[:200] or "daftar", file_sha256=digest, state="done",
        columns=dict(report.columns), rows_total=len(report.verdicts), created_by=by, created_at=now,
    )  # fmt: skip
    AttendanceImportRow.objects.bulk_create([_row(done, one) for one in report.verdicts], batch_size=2_000)
    counted = [(one.owner_id, one.row) for one in report.verdicts if one.outcome in {"new", "known"} and one.owner_id]
    _count(done, [(owner, row.kind, row.day) for owner, row in counted if row.day], by=by, now=now)
    audit.record("coaching.list_imported", by=by, at=now, target=done.reference, detail=dict(report.counts))
    return done


def _row(done: AttendanceImport, one: Verdict) -> AttendanceImportRow:
    """A row that was settled keeps no telephone and no NIK: the owner is known then."""
    waits = one.outcome == "waiting"
    return AttendanceImportRow(
        came_in=done, row=one.row.number, outcome=one.outcome, name=one.row.name,
        phone=one.row.phone if waits else "", nik_hash=nik_hash_of(one.row.nik) if waits and one.row.nik else "",
        kind=one.row.kind, given_on=one.row.day, owner_id=one.owner_id, linked_by=one.linked_by,
        reason=one.reason,
    )  # fmt: skip


def _settle(row: AttendanceImportRow, owner_id: int, linked_by: str, *, by: User, now: datetime) -> None:
    if row.given_on is None:
        raise NoSuchList("Baris ini tidak menyebut hari layanan.")
    done = row.came_in
    taking_part = _participants(done.session, {owner_id})
    if taking_part is not None and owner_id not in taking_part:
        raise Refused("Orang ini bukan peserta siklus sesi itu; daftarkan dahulu.", code="list_not_a_participant")
    there = (owner_id, row.kind, row.given_on) in _known(done.agency, {owner_id})
    row.outcome, row.owner_id, row.linked_by = "known" if there else "new", owner_id, linked_by
    row.phone, row.nik_hash = "", ""
    _count(done, [(owner_id, row.kind, row.given_on)], by=by, now=now)


def _count_from_others(undone: AttendanceImport, now: datetime) -> None:
    """Count what an undone list had brought and other lists of the agency say too: there it stood as known already."""
    gone = ServiceGiven.objects.filter(
        came_in=undone, withdrawn_at=now, owner=OuterRef("owner"), kind=OuterRef("kind"), given_on=OuterRef("given_on")
    )
    rows = (
        AttendanceImportRow.objects.filter(Exists(gone), came_in__agency=undone.agency_id, came_in__state="done")
        .filter(outcome__in=("new", "known"))
        .select_related("came_in__session", "came_in__created_by")
        .order_by("came_in", "pk")
    )
    left = set(Attendance.objects.filter(came_in=undone, withdrawn_at=now).values_list("session", "owner"))
    for came_in, some in groupby(rows, key=lambda row: row.came_in):
        said = [(row.owner_id, row.kind, row.given_on) for row in some if row.owner_id and row.given_on]
        _give(came_in, said, by=came_in.created_by, now=now)
        attended = {owner for owner, _kind, _day in said if (came_in.session_id, owner) in left}
        _attend(came_in, attended, by=came_in.created_by, now=now)


def _count(done: AttendanceImport, services: Sequence[tuple[int, str, date]], *, by: User, now: datetime) -> None:
    """Write services, and attendances of a session, in bulk; what is there already is left as it is."""
    _attend(done, {owner for owner, _kind, _day in services}, by=by, now=now)
    _give(done, services, by=by, now=now)


def _attend(done: AttendanceImport, owners: Collection[int], *, by: User, now: datetime) -> None:
    session = done.session
    if session is None:
        return
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session, owner_id=owner, method="list", attended_at=session.starts_at, recorded_at=now,
                recorded_by=by, came_in=done,
            )
            for owner in sorted(owners)
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )  # fmt: skip


def _give(done: AttendanceImport, services: Sequence[tuple[int, str, date]], *, by: User, now: datetime) -> None:
    session = done.session
    ServiceGiven.objects.bulk_create(
        [
            ServiceGiven(
                agency_id=done.agency_id, owner_id=owner, kind=kind, given_on=day, came_in=done, recorded_by=by,
                recorded_at=now, cycle_id=session.cycle_id if session else None,
            )
            for owner, kind, day in services
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )  # fmt: skip
