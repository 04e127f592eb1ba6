"""Who may act for a unit of the city or for a seller."""

from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import PERMISSION_NAMES, Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import CITY, Scope, ScopeKind
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.rules.moves import Actor
from tumbuh.procurement.ordering import unit_within

PERMISSIONS = {
    Actor.PROCUREMENT_OFFICER: Permission.ORDERS_PLACE,
    Actor.COMMITMENT_OFFICER: Permission.ORDERS_RECEIVE,
    Actor.TREASURER: Permission.ORDERS_PAY,
    Actor.BUDGET_OWNER: Permission.ORDERS_CONFIRM_DEBIT,
    Actor.SELLER: Permission.ORDERS_FULFIL,
}


def may_for_unit(user: User | None, permission: Permission, unit_ref: str, *, now: datetime) -> bool:
    """Return whether a person holds the permission in the city, in the unit or in its agency. One query for most."""
    scopes = scopes_of(user, permission, day_in_wib(now))
    if CITY in scopes or Scope(ScopeKind.UNIT, unit_ref) in scopes:
        return True
    agencies = {scope.code for scope in scopes if scope.kind is ScopeKind.AGENCY}
    units = {scope.code for scope in scopes if scope.kind is ScopeKind.UNIT}
    return bool(agencies or units) and unit_within(unit_ref, agencies=agencies, units=units)


def require_for_unit(user: User | None, permission: Permission, unit_ref: str, *, now: datetime) -> None:
    """Pass when a person may act for the unit. Raises: NotAllowed."""
    if not may_for_unit(user, permission, unit_ref, now=now):
        raise NotAllowed(
            f"Anda tidak memiliki izin “{PERMISSION_NAMES[permission]}” untuk unit ini. Hubungi pengelola akun."
        )


def require_for_seller(user: User | None, business_public_id: object, *, now: datetime) -> None:
    """Pass when a person fulfils orders of the business. Raises: NotAllowed."""
    own = Scope(ScopeKind.BUSINESS, str(business_public_id))
    if own not in scopes_of(user, Permission.ORDERS_FULFIL, day_in_wib(now)):
        raise NotAllowed("Pesanan ini milik usaha lain.")


def side_of(user: User, *, unit_ref: str, business_public_id: object, now: datetime) -> str:
    """Return on which side of an order a person stands: "seller" or "buyer". Raises: NotAllowed for neither."""
    own = Scope(ScopeKind.BUSINESS, str(business_public_id))
    if own in scopes_of(user, Permission.ORDERS_FULFIL, day_in_wib(now)):
        return "seller"
    for permission in (Permission.ORDERS_PLACE, Permission.ORDERS_RECEIVE, Permission.ORDERS_PAY):
        if may_for_unit(user, permission, unit_ref, now=now):
            return "buyer"
    raise NotAllowed("Pesanan ini milik unit dan usaha lain.")
