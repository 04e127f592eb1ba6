"""Which mentor looks after which owner."""

from datetime import datetime, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.audit import services as audit
from tumbuh.coaching.access import require_agency
from tumbuh.coaching.models import Agency, Assignment
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_of_key


class NotAMentor(Refused):
    """The person does not record coaching."""

    code = "not_a_mentor"


@transaction.atomic
def assign(*, agency: Agency, owner_id: int, mentor: User, by: User | None, now: datetime) -> Assignment:
    """Give an owner to a mentor from today; who had him before ends yesterday. Raises: NotAllowed, NotAMentor."""
    if by is not None:
        require_agency(by, Permission.COACHING_MANAGE, agency, now=now)
    today = day_in_wib(now)
    if not scopes_of(mentor, Permission.COACHING_RECORD, today):
        raise NotAMentor(f"{mentor} bukan pendamping atau penyuluh; pilih orang lain.")
    owner = owner_of_key(owner_id)
    Agency.objects.select_for_update().get(pk=agency.pk)
    current = Assignment.objects.filter(agency=agency, owner=owner, to_on=None).first()
    if current is not None and current.mentor_id == mentor.pk:
        return current
    if current is not None:
        _end(current, now)
    made = Assignment.objects.create(
        agency=agency, mentor=mentor, owner=owner, from_on=today, assigned_by=by, assigned_at=now
    )
    audit.record("coaching.assigned", by=by, at=now, target=f"coaching.assignment:{made.public_id}")
    return made


@transaction.atomic
def end_assignment(*, assignment_id: int, by: User, now: datetime) -> Assignment:
    """End that a mentor looks after an owner. Raises: NotAllowed, Refused."""
    row = Assignment.objects.select_for_update(of=("self",)).select_related("agency").get(pk=assignment_id)
    require_agency(by, Permission.COACHING_MANAGE, row.agency, now=now)
    if row.to_on is not None:
        raise Refused("Pendampingan ini sudah berakhir.", code="assignment_ended")
    _end(row, now)
    audit.record("coaching.assignment_ended", by=by, at=now, target=f"coaching.assignment:{row.public_id}")
    return row


def _end(row: Assignment, now: datetime) -> None:
    row.to_on = max(row.from_on, day_in_wib(now) - timedelta(days=1))
    row.save(update_fields=["to_on"])
