"""What a person may do, and what they are a member of."""

from datetime import date

from django.db.models import Q, QuerySet

from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import ROLE_PERMISSIONS, Permission, Role


def memberships_of(user: User, on: date) -> QuerySet[Membership]:
    """Return the memberships of a person in force on a day."""
    return Membership.objects.filter(Q(to_on=None) | Q(to_on__gte=on), user=user, from_on__lte=on).order_by("role")


def permissions_of(user: User | None, on: date) -> frozenset[Permission]:
    """Return what a person may do on a day; nobody and an inactive person may only see what is public."""
    allowed = {Permission.PUBLIC}
    if user is not None and user.is_active:
        allowed.add(Permission.SIGNED_IN)
        for role in memberships_of(user, on).values_list("role", flat=True):
            allowed |= ROLE_PERMISSIONS[Role(role)]
    return frozenset(allowed)
