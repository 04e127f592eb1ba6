"""Visits to owners and the notes of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.coaching.access import manages, require_about, require_recorder
from tumbuh.coaching.giving import Origin, count_service
from tumbuh.coaching.models import Agency, Visit, VisitNote
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_of_key, profiles


class VisitIncomplete(Refused):
    """What a visit must say is missing or cannot be."""

    code = "visit_incomplete"


@dataclass(frozen=True)
class VisitValues:
    """A visit as its form leaves it. `business_id`: key in the register, when it was about one of the businesses."""

    purpose: str
    visited_at: datetime
    note: str = ""
    next_on: date | None = None
    business_id: int | None = None
    service: str = ServiceKind.MENTORING.value  # what it counts as


@transaction.atomic
def record_visit(
    *, agency: Agency, owner_id: int, values: VisitValues, by: User, now: datetime, client_id: str = ""
) -> Visit:
    """
    Record a visit with its first note; it counts as mentoring on its day. Sent twice, it is one.

    Raises: NotAllowed, VisitIncomplete, NoSuchOwner; nothing is then written.
    """
    require_recorder(by, agency, now=now)
    owner_of_key(owner_id)
    if not manages(by, agency, now=now):
        require_about(by, owner_id, now=now)
    _check(values, owner_id, now)
    made = Visit(
        agency=agency, owner_id=owner_id, business_id=values.business_id, mentor=by, visited_at=values.visited_at,
        purpose=values.purpose.strip()[:200], next_on=values.next_on, recorded_at=now, client_id=client_id,
    )  # fmt: skip
    if client_id:
        # Two copies of one message may arrive at once: the second waits for the first, then finds it.
        Visit.objects.bulk_create([made], ignore_conflicts=True)
        kept = Visit.objects.get(client_id=client_id)
        if kept.public_id != made.public_id:
            return kept
        made = kept
    else:
        made.save()
    if values.note.strip():
        VisitNote.objects.create(visit=made, text=values.note.strip(), written_by=by, written_at=now)
    count_service(
        agency=agency, owner_id=owner_id, kind=values.service, given_on=day_in_wib(values.visited_at),
        origin=Origin(visit_id=made.pk), by=by, now=now,
    )  # fmt: skip
    audit.record("coaching.visited", by=by, at=now, target=made.reference)
    return made


@transaction.atomic
def add_note(*, visit_id: int, text: str, by: User, now: datetime, client_id: str = "") -> VisitNote:
    """Add a note to a visit; what was written before stays. Raises: NotAllowed, VisitIncomplete."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("agency").get(pk=visit_id)
    if not manages(by, visit.agency, now=now):
        require_about(by, visit.owner_id, now=now)
    if not text.strip():
        raise VisitIncomplete("Tulis catatannya.")
    sent = VisitNote.objects.filter(client_id=client_id).first() if client_id else None
    if sent is not None:
        return sent
    made = VisitNote.objects.create(visit=visit, text=text.strip(), written_by=by, written_at=now, client_id=client_id)
    audit.record("coaching.noted", by=by, at=now, target=visit.reference)
    return made


def _check(values: VisitValues, owner_id: int, now: datetime) -> None:
    if not values.purpose.strip():
        raise VisitIncomplete("Tulis keperluan kunjungan ini, misalnya “perpanjang P-IRT”.")
    if values.visited_at > now:
        raise VisitIncomplete("Kunjungan belum terjadi; catat setelah berkunjung.")
    if values.next_on is not None and values.next_on < day_in_wib(values.visited_at):
        raise VisitIncomplete("Kunjungan berikut tidak boleh sebelum kunjungan ini.")
    if values.service not in set(ServiceKind):
        raise VisitIncomplete("Pilih layanan yang diberikan pada kunjungan ini.")
    if values.business_id is not None:
        profile = profiles([owner_id], on=day_in_wib(now))[owner_id]
        if values.business_id not in {one.id for one in profile.businesses}:
            raise VisitIncomplete("Usaha ini bukan milik orang yang dikunjungi.")
