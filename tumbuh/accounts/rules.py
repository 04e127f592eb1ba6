"""Where a role holds: the whole city, one agency, one unit or one business."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tumbuh.accounts.permissions import Role
from tumbuh.kernel.errors import Refused


class ScopeKind(StrEnum):
    """How wide a role reaches."""

    CITY = "city"
    AGENCY = "agency"
    UNIT = "unit"
    BUSINESS = "business"


@dataclass(frozen=True)
class Scope:
    """A part of the city: `code` is an agency's or unit's code or a business's public id, and blank for the city."""

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
    """Return the scope of "city", "agency:KODE", "unit:KODE" or "business:KODE". Raises: UnknownScope."""
    kind, _, code = text.strip().partition(":")
    try:
        scope = Scope(ScopeKind(kind), code.strip())
    except ValueError:
        scope = None
    if scope is None or (scope.kind is ScopeKind.CITY) != (scope.code == ""):
        raise UnknownScope(f"Cakupan “{text}” tidak dikenal; tulis city, agency:KODE, unit:KODE atau business:KODE.")
    return scope


def check_scope(role: Role, scope: Scope) -> None:
    """
    Pass when the role may be given in the scope.

    An owner belongs to one business and nobody else does, so that no slip of the hand shows all businesses to an owner.
    Raises: ScopeNotForRole, also for a city with a code and an agency, unit or business without one.
    """
    if (scope.kind is ScopeKind.CITY) != (scope.code == ""):
        raise ScopeNotForRole("Cakupan kota ditulis tanpa kode; instansi, unit, dan usaha harus dengan kodenya.")
    if (role is Role.OWNER) != (scope.kind is ScopeKind.BUSINESS):
        raise ScopeNotForRole("Peran pelaku usaha berlaku untuk satu usaha; peran lain tidak untuk usaha.")


def covers(held: Iterable[Scope], asked: Scope) -> bool:
    """Return whether one of the held scopes reaches the asked one: the city reaches all, the others only themselves."""
    return any(scope in (CITY, asked) for scope in held)
