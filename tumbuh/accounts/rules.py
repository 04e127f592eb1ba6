"""Where a role holds: the whole city, one area of it, one agency, one unit or one business."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tumbuh.accounts.permissions import Role
from tumbuh.kernel.errors import Refused


class ScopeKind(StrEnum):
    """How wide a role reaches."""

    CITY = "city"
    AREA = "area"
    AGENCY = "agency"
    UNIT = "unit"
    BUSINESS = "business"


@dataclass(frozen=True)
class Scope:
    """
    A part of the city; `code` is blank for the city itself.

    Else it is the code of an agency or a unit, an area code of Kemendagri (31.74.01), or a business's public id.
    """

    kind: ScopeKind
    code: str = ""


CITY = Scope(ScopeKind.CITY)


class ScopeNotForRole(Refused):
    """The role does not exist in this scope."""

    code = "scope_not_for_role"


class UnknownRole(Refused):
    """There is no such role."""

    code = "unknown_role"


class UnknownScope(Refused):
    """The text names no scope."""

    code = "unknown_scope"


def parse_role(text: str) -> Role:
    """Return the role of its code, e.g. "inspector". Raises: UnknownRole."""
    try:
        return Role(text.strip())
    except ValueError:
        raise UnknownRole(f"Peran “{text}” tidak ada; yang ada: {', '.join(Role)}.") from None


def parse_scope(text: str) -> Scope:
    """Return the scope of "city", "area:KODE", "agency:KODE", "unit:KODE" or "business:KODE". Raises: UnknownScope."""
    kind, _, code = text.strip().partition(":")
    try:
        scope = Scope(ScopeKind(kind), code.strip())
    except ValueError:
        scope = None
    if scope is None or (scope.kind is ScopeKind.CITY) != (scope.code == ""):
        known = "city, area:KODE, agency:KODE, unit:KODE atau business:KODE"
        raise UnknownScope(f"Cakupan “{text}” tidak dikenal; tulis {known}.")
    return scope


def check_scope(role: Role, scope: Scope) -> None:
    """
    Pass when the role may be given in the scope.

    An owner belongs to one business and nobody else does, so that no slip of the hand shows all businesses to an owner.
    Raises: ScopeNotForRole, also for a city with a code and an area, agency, unit or business without one.
    """
    if (scope.kind is ScopeKind.CITY) != (scope.code == ""):
        raise ScopeNotForRole("Cakupan kota ditulis tanpa kode; wilayah, instansi, unit, dan usaha dengan kodenya.")
    if (role is Role.OWNER) != (scope.kind is ScopeKind.BUSINESS):
        raise ScopeNotForRole("Peran pelaku usaha berlaku untuk satu usaha; peran lain tidak untuk usaha.")


def covers(held: Iterable[Scope], asked: Scope) -> bool:
    """
    Return whether one of the held scopes reaches the asked one.

    The city reaches all, an area the areas within it, the others only themselves.
    """
    return any(scope in (CITY, asked) or _contains(scope, asked) for scope in held)


def _contains(outer: Scope, inner: Scope) -> bool:
    both_areas = outer.kind is inner.kind is ScopeKind.AREA
    return both_areas and inner.code.startswith(f"{outer.code}.")
