"""The end of a cycle for all its participants at once."""

from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching.access import require_agency
from tumbuh.coaching.certifying import certify
from tumbuh.coaching.enrolling import TooLittleAttendance, complete
from tumbuh.coaching.models import Enrolment
from tumbuh.coaching.programmes import locked
from tumbuh.coaching.rules.states import EnrolmentState


@transaction.atomic
def complete_all(*, cycle_id: int, by: User, now: datetime) -> int:
    """
    Let every participant who was at enough sessions pass; return how many. The others stay participants.

    Raises: NotAllowed.
    """
    cycle = locked(cycle_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    passed = 0
    for pk in _keys(cycle_id, EnrolmentState.ENROLLED):
        try:
            with transaction.atomic():  # who may not pass leaves the others' passing alone
                complete(enrolment_id=pk, by=by, now=now)
        except TooLittleAttendance:
            continue
        passed += 1
    return passed


@transaction.atomic
def certify_all(*, cycle_id: int, by: User, now: datetime) -> int:
    """Issue the certificate of everyone who completed the cycle and has none; return how many. Raises: NotAllowed."""
    cycle = locked(cycle_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    keys = _keys(cycle_id, EnrolmentState.COMPLETED, certificate=None)
    for pk in keys:
        certify(enrolment_id=pk, by=by, now=now)
    return len(keys)


def _keys(cycle_id: int, state: EnrolmentState, **more: None) -> list[int]:
    rows = Enrolment.objects.filter(cycle=cycle_id, state=state.value, **more)
    return list(rows.order_by("number").values_list("pk", flat=True))
