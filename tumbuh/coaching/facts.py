"""What the rules of eligibility ask about an owner."""

from datetime import date

from tumbuh.coaching.models import Enrolment
from tumbuh.coaching.rules.eligibility import Facts
from tumbuh.coaching.rules.states import EnrolmentState
from tumbuh.registry.owners import profiles


def facts_of(owner_id: int, *, on: date) -> Facts:
    """Return what is known of an owner on a day; a business that has closed counts for nothing."""
    profile = profiles([owner_id], on=on)[owner_id]
    open_ones = [one for one in profile.businesses if one.closed_on is None or one.closed_on > on]
    licences = {kind for one in open_ones for kind, valid_to in one.licences if valid_to is None or valid_to >= on}
    programmes: dict[str, set[int]] = {EnrolmentState.COMPLETED: set(), EnrolmentState.ENROLLED: set()}
    rows = Enrolment.objects.filter(owner=owner_id, state__in=list(programmes))
    for state, programme in rows.values_list("state", "cycle__programme_id"):
        programmes[state].add(programme)
    return Facts(
        born_on=profile.born_on,
        gender=profile.gender,
        areas=profile.areas,
        kbli_codes=frozenset(one.kbli_code for one in open_ones if one.kbli_code),
        size_classes=frozenset(one.size_class for one in open_ones if one.size_class),
        has_nib=any(one.nib for one in open_ones),
        licences=frozenset(licences),
        first_registered_on=min((one.registered_on for one in open_ones), default=None),
        completed_programmes=frozenset(programmes[EnrolmentState.COMPLETED]),
        running_programmes=frozenset(programmes[EnrolmentState.ENROLLED]),
    )
