"""Who may note production where, and whose rows a person sees."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import Scope, ScopeKind, covers
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib

NOTING = (Permission.PRODUCTION_RECORD, Permission.PRODUCTION_MANAGE)


def require_recorder(by: User | None, area_codes: Iterable[str], now: datetime) -> None:
    """Pass when the person notes production in all these areas; None is a command. Raises: NotAllowed."""
    if by is not None:
        _require(by, NOTING, area_codes, now)


def require_manager(by: User | None, area_codes: Iterable[str], now: datetime) -> None:
    """Pass when the person manages production in all these areas; "" is the whole city. Raises: NotAllowed."""
    if by is not None:
        _require(by, (Permission.PRODUCTION_MANAGE,), area_codes, now)


def seen_areas(user: User, now: datetime, permissions: Collection[Permission]) -> tuple[str, ...] | None:
    """Return the area codes within which a person sees production; None for the whole city, empty for nothing."""
    held = [scope for permission in permissions for scope in scopes_of(user, permission, day_in_wib(now))]
    # An agency's or a unit's officer answers for the city's figures of production: they have no area.
    if any(scope.kind is not ScopeKind.AREA for scope in held):
        return None
    return tuple(sorted({scope.code for scope in held}))


def within(areas: tuple[str, ...] | None, field: str) -> Q:
    """Return the filter of a field by `seen_areas`."""
    if areas is None:
        return Q()
    found = Q(pk__in=[])
    for code in areas:
        found |= Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."})
    return found


def _require(by: User, permissions: Collection[Permission], area_codes: Iterable[str], now: datetime) -> None:
    held = {scope for permission in permissions for scope in scopes_of(by, permission, day_in_wib(now))}
    for code in set(area_codes):
        asked = Scope(ScopeKind.AREA, code) if code else Scope(ScopeKind.CITY)
        if not covers(held, asked):
            where = f"di wilayah {code}" if code else "di seluruh kota"
            raise NotAllowed(f"Anda tidak memiliki izin mencatat produksi {where}. Hubungi pengelola akun.")
