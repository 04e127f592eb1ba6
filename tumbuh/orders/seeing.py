"""Which dispositions and orders a person sees: those of the units, or of the businesses, where the role holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import holders, people_of, scopes_of
from tumbuh.accounts.rules import CITY, Scope, ScopeKind
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.models import Basket, Disposition, Order
from tumbuh.orders.rules.moves import DispositionState
from tumbuh.procurement.lookup import codes_within, unit_names
from tumbuh.procurement.ordering import packages_to_order
from tumbuh.procurement.seeing import Within, seen_by


class NoSuchOrder(Refused):
    """There is no such order or disposition, or it is not this person's to see."""

    code = "no_such_order"


@dataclass(frozen=True)
class PackageLeft:
    """A package that may be bought, with what of its ceiling is with a PPK already."""

    code: str
    name: str
    unit_name: str
    method: str
    ceiling_rupiah: int
    disposed_rupiah: int

    @property
    def left_rupiah(self) -> int:
        """What may still be disposed of."""
        return max(self.ceiling_rupiah - self.disposed_rupiah, 0)


def unit_codes(user: User, permission: Permission, *, on: date) -> list[str] | None:
    """Return every code of the units where a person holds a permission; None: of the whole city. Raises: NotAllowed."""
    within = seen_by(user, on=on, permission=permission)
    return None if within is None else codes_within(within)


def dispositions_seen(
    user: User, *, now: datetime, permission: Permission = Permission.ORDERS_VIEW
) -> QuerySet[Disposition]:
    """Return the dispositions of the units where a person holds the permission, newest first."""
    found = Disposition.objects.select_related(
        "budget_line", "disposed_by", "commitment_officer", "procurement_officer"
    ).order_by("-pk")
    codes = unit_codes(user, permission, on=day_in_wib(now))
    return found if codes is None else found.filter(unit_ref__in=codes)


def disposition(public_id: UUID, *, user: User, now: datetime) -> Disposition:
    """Return one disposition that a person may see. Raises: NoSuchOrder."""
    found = dispositions_seen(user, now=now).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchOrder("Disposisi ini tidak ada, atau milik unit lain.")
    return found


def orders_seen(user: User, *, now: datetime, permission: Permission = Permission.ORDERS_VIEW) -> QuerySet[Order]:
    """Return the orders of the units where a person holds the permission, newest first, with their lines."""
    found = Order.objects.select_related("budget_line", "disposition", "seller").prefetch_related("lines")
    codes = unit_codes(user, permission, on=day_in_wib(now))
    return (found if codes is None else found.filter(unit_ref__in=codes)).order_by("-pk")


def order_seen(public_id: UUID, *, user: User, now: datetime) -> Order:
    """Return one order of a person's units. Raises: NoSuchOrder."""
    found = orders_seen(user, now=now).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchOrder("Pesanan ini tidak ada, atau milik unit lain.")
    return found


def orders_sold(user: User, *, now: datetime) -> QuerySet[Order]:
    """Return the orders of the businesses that a person sells for, newest first. Raises: NotAllowed."""
    scopes = scopes_of(user, Permission.ORDERS_FULFIL, day_in_wib(now))
    businesses = sorted(scope.code for scope in scopes if scope.kind is ScopeKind.BUSINESS)
    if not businesses:
        raise NotAllowed("Anda belum ditautkan dengan usaha; hubungi pengelola akun.")
    found = Order.objects.select_related("disposition", "seller").prefetch_related("lines")
    return found.filter(seller__public_id__in=businesses).order_by("-pk")


def order_sold(public_id: UUID, *, user: User, now: datetime) -> Order:
    """Return one order of a person's own businesses. Raises: NoSuchOrder."""
    found = orders_sold(user, now=now).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchOrder("Pesanan ini tidak ada, atau milik usaha lain.")
    return found


def packages_to_dispose(user: User, *, now: datetime, words: str = "") -> list[PackageLeft]:
    """Return the packages of this year in a budget owner's units, the largest rest first."""
    on = day_in_wib(now)
    found = packages_to_order(unit_codes=unit_codes(user, Permission.ORDERS_DISPOSE, on=on), year=on.year)
    asked = words.casefold().split()
    found = [one for one in found if all(word in f"{one.key} {one.name}".casefold() for word in asked)]
    given = disposed_of([one.key for one in found])
    names = unit_names({one.unit_ref for one in found})
    left = [
        PackageLeft(
            one.key, one.name or one.key, names.get(one.unit_ref, one.unit_ref), one.method, one.ceiling_rupiah,
            given.get(one.key, 0),
        )
        for one in found
    ]  # fmt: skip
    return sorted(left, key=lambda one: (-one.left_rupiah, one.code))


def disposed_of(plan_codes: Collection[str]) -> dict[str, int]:
    """Return how much of the ceilings of packages is disposed of, by plan code."""
    sums = Disposition.objects.filter(plan_code__in=plan_codes).exclude(state="returned").values("plan_code")
    return {row["plan_code"]: row["rupiah"] for row in sums.annotate(rupiah=Sum("ceiling_rupiah")).order_by()}


def officers_of(unit_ref: str, permission: Permission, *, now: datetime) -> list[User]:
    """Return who can be given a package of a unit: the unit's own people first asked, else the city's, by name."""
    codes = set(codes_within(Within(units=frozenset({unit_ref})))) | {unit_ref}
    on = day_in_wib(now)
    keys: set[int] = set()
    city = holders(permission, scope=CITY, on=on)
    for code in codes:
        keys |= holders(permission, scope=Scope(ScopeKind.UNIT, code), on=on)
    own = keys - city or keys
    return people_of(own)


def dispositions_of_officer(user: User, *, state: DispositionState) -> list[Disposition]:
    """Return the packages that a procurement officer has in hand, newest first."""
    found = Disposition.objects.filter(procurement_officer=user, state=state.value)
    return list(found.select_related("budget_line").order_by("-taken_up_at", "-pk"))


def orders_of_disposition(found: Disposition) -> list[Order]:
    """Return the orders that were made of a package, newest first, with their lines."""
    return list(Order.objects.filter(disposition=found).prefetch_related("lines").order_by("-pk"))


def open_basket(user: User, found: Disposition) -> Basket | None:
    """Return what a person has chosen for a package and not yet ordered."""
    return Basket.objects.filter(user=user, disposition=found, placed_at=None).first()


def unit_name(unit_ref: str) -> str:
    """Return what a unit is called; its code when no list names it."""
    return unit_names([unit_ref]).get(unit_ref, unit_ref)
