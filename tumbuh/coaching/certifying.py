"""The certificate of who completed a cycle."""

from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.coaching.access import is_oneself, manages, may_about, require_agency
from tumbuh.coaching.models import Attendance, Certificate, Enrolment, Session
from tumbuh.coaching.rules.states import EnrolmentState
from tumbuh.coaching.telling import tell_certificate
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.papers import services as papers
from tumbuh.papers.contents import Column, Letter, Letterhead, Signature
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import Face, PaperKind

SUBJECT = "coaching.enrolment"  # the kind of thing that a certificate is about


class NotCompleted(Refused):
    """Only who completed a cycle gets its certificate."""

    code = "not_completed"


@transaction.atomic
def certify(*, enrolment_id: int, by: User, now: datetime) -> Certificate:
    """
    Issue the certificate of a completed enrolment, once; asked again, the same one is returned.

    Raises: NotAllowed, NotCompleted.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cycle__programme__agency", "owner")
        .get(pk=enrolment_id)
    )
    agency = enrolment.cycle.programme.agency
    require_agency(by, Permission.COACHING_MANAGE, agency, now=now)
    kept = Certificate.objects.filter(enrolment=enrolment).select_related("paper").first()
    if kept is not None:
        return kept
    if enrolment.state != EnrolmentState.COMPLETED:
        raise NotCompleted("Sertifikat diberikan setelah peserta lulus; catat kelulusannya dahulu.")
    day = day_in_wib(now)
    paper = papers.issue(
        kind=PaperKind.CERTIFICATE, series=agency.code, face=Face(issuer=agency.name), subject=enrolment.reference,
        content=_letter(enrolment, by, now).content(), day=day, by=by, now=now,
    )  # fmt: skip
    made = Certificate.objects.create(enrolment=enrolment, paper=paper, issued_by=by, issued_at=now)
    tell_certificate(enrolment, number=paper.number, now=now)
    detail = {"number": paper.number}
    audit.record("coaching.certified", by=by, at=now, target=enrolment.reference, detail=detail)
    return made


def check_certificate_reader(paper: Paper, *, by: User, now: datetime) -> None:
    """Pass for the participant, the agency, and who looks after the participant. Raises: NotAllowed."""
    kept = Certificate.objects.filter(paper=paper).select_related("enrolment__cycle__programme__agency").first()
    if kept is not None:
        owner = kept.enrolment.owner_id
        if (
            manages(by, kept.enrolment.cycle.programme.agency, now=now)
            or is_oneself(by, owner, on=day_in_wib(now))
            or may_about(by, owner, now=now)
        ):
            return
    raise NotAllowed("Sertifikat ini milik orang lain.")


def _letter(enrolment: Enrolment, by: User, now: datetime) -> Letter:
    cycle = enrolment.cycle
    agency = cycle.programme.agency
    held = Session.objects.filter(cycle=cycle, cancelled_at=None, starts_at__lte=now).order_by("starts_at")
    there = set(
        Attendance.objects.filter(session__in=held, owner=enrolment.owner_id, withdrawn_at=None).values_list(
            "session_id", flat=True
        )
    )
    rows = [
        (format_day(day_in_wib(one.starts_at)), one.title, one.get_service_display()) for one in held if one.pk in there
    ]
    return Letter(
        letterhead=Letterhead(name=agency.name, above="Pemerintah Provinsi DKI Jakarta"),
        facts=[
            ("Diberikan kepada", enrolment.owner.name),
            ("Program", cycle.programme.name),
            ("Siklus", cycle.name),
            ("Berlangsung", f"{format_day(cycle.starts_on)} sampai {format_day(cycle.ends_on)}"),
            ("Kehadiran", f"{len(rows)} dari {held.count()} sesi"),
        ],
        opening=["telah menyelesaikan program pembinaan berikut."],
        columns=[Column("Hari"), Column("Sesi", wide=True), Column("Layanan")],
        rows=rows,
        place_day=f"Jakarta, {format_day(day_in_wib(now))}",
        signatures=[Signature(role=f"Petugas program {agency.short_name}", name=str(by))],
    )
