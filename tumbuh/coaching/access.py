"""Who may act for an agency, and who may see and write about an owner."""

from datetime import date, datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import PERMISSION_NAMES, Permission
from tumbuh.accounts.queries import businesses_of, scopes_of
from tumbuh.accounts.rules import CITY, Scope, ScopeKind, covers
from tumbuh.coaching.models import Agency, Assignment, Enrolment
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_keys_of_businesses, profiles


def require_agency(user: User | None, permission: Permission, agency: Agency, *, now: datetime) -> None:
    """Pass when a person holds the permission for the agency or the city. Raises: NotAllowed."""
    if not covers(scopes_of(user, permission, day_in_wib(now)), Scope(ScopeKind.AGENCY, agency.code)):
        raise NotAllowed(f"Anda tidak memiliki izin “{PERMISSION_NAMES[permission]}” untuk {agency.short_name}.")


def manages(user: User | None, agency: Agency, *, now: datetime) -> bool:
    """Return whether a person manages the agency's programmes."""
    scopes = scopes_of(user, Permission.COACHING_MANAGE, day_in_wib(now))
    return covers(scopes, Scope(ScopeKind.AGENCY, agency.code))


def require_recorder(user: User | None, agency: Agency, *, now: datetime) -> None:
    """Pass when a person manages the agency's programmes or records in them at all. Raises: NotAllowed."""
    if manages(user, agency, now=now):
        return
    scopes = scopes_of(user, Permission.COACHING_RECORD, day_in_wib(now))
    other = {scope.code for scope in scopes if scope.kind is ScopeKind.AGENCY} - {agency.code}
    if not scopes or (other and len(other) == len(scopes)):
        raise NotAllowed(f"Anda tidak mencatat pembinaan untuk {agency.short_name}. Hubungi pengelola akun.")


def require_about(user: User | None, owner_id: int, *, now: datetime) -> None:
    """Pass when a person may see and write what concerns this owner. Raises: NotAllowed."""
    if not may_about(user, owner_id, now=now):
        raise NotAllowed("Pemilik usaha ini di luar wilayah atau binaan Anda.")


def may_about(user: User | None, owner_id: int, *, now: datetime) -> bool:
    """
    Return whether an owner is one of a person's own: in the area, assigned to them, or in a programme they manage.

    Whoever may only look at coaching (COACHING_VIEW) sees figures, not people.
    """
    if user is None:
        return False
    on = day_in_wib(now)
    records = scopes_of(user, Permission.COACHING_RECORD, on)
    manages = scopes_of(user, Permission.COACHING_MANAGE, on)
    held = records | manages
    if not held:
        return False
    if CITY in held or Assignment.objects.filter(mentor=user, owner=owner_id, to_on=None).exists():
        return True
    areas = [scope for scope in held if scope.kind is ScopeKind.AREA]
    if areas and _in_areas(areas, owner_id, on):
        return True
    agencies = [scope.code for scope in held if scope.kind is ScopeKind.AGENCY]
    taking_part = Enrolment.objects.filter(owner=owner_id, cycle__programme__agency__code__in=agencies)
    return bool(agencies) and taking_part.exists()


def is_oneself(user: User | None, owner_id: int, *, on: date) -> bool:
    """Return whether a person is the owner of a business that this owner owns: then it is their own data."""
    if user is None:
        return False
    businesses = businesses_of(user, on)
    return bool(businesses) and owner_id in owner_keys_of_businesses(businesses, on=on)


def _in_areas(areas: list[Scope], owner_id: int, on: date) -> bool:
    profile = profiles([owner_id], on=on).get(owner_id)
    return profile is not None and any(covers(areas, Scope(ScopeKind.AREA, code)) for code in profile.areas)
