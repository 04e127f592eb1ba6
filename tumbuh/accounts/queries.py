"""What a person may do and where, and what they are a member of."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tumbuh.accounts.models import ApiToken, Membership, User
from tumbuh.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from tumbuh.accounts.rules import CITY, Scope, ScopeKind
from tumbuh.kernel.errors import Refused


class NoSuchPerson(Refused):
    """No account has this name."""

    code = "no_such_person"


def memberships_of(user: User, on: date) -> QuerySet[Membership]:
    """Return the memberships of a person in force on a day; one that was taken back is not, from that day on."""
    return Membership.objects.filter(_in_force(on), user=user).order_by("role")


def permissions_of(user: User | None, on: date) -> frozenset[Permission]:
    """
    Return what a person may do on a day, in whichever scope; nobody and an inactive person may see what is public.

    Django's groups and `is_superuser` count for nothing.
    """
    allowed = {Permission.PUBLIC}
    if user is not None and user.is_active:
        allowed.add(Permission.SIGNED_IN)
        for role, _ in _held(user, on):
            allowed |= ROLE_PERMISSIONS[role]
    return frozenset(allowed)


def remember_roles(user: User, on: date) -> None:
    """
    Read a person's roles of a day once for as long as this object lives: for a door, whose user lives for one request.

    Nobody changes their own roles (NotYourself), so that what is remembered of who asks stays true while they ask.
    """
    user._roles_of_day = (on, _held(user, on))  # type: ignore[attr-defined]


def remember_held(user: User, on: date, held: Collection[Sequence[str]]) -> frozenset[Role]:
    """Remember the roles of a day that a statement has read with the person: role, kind and code of scope of each."""
    user._roles_of_day = (on, [_one_held(*one) for one in held])  # type: ignore[attr-defined]
    return frozenset(role for role, _ in user._roles_of_day[1])  # type: ignore[attr-defined]


def scopes_of(user: User | None, permission: Permission, on: date) -> frozenset[Scope]:
    """Return where a person holds a permission on a day; empty when nowhere."""
    if user is None or not user.is_active:
        return frozenset()
    return frozenset(scope for role, scope in _held(user, on) if permission in ROLE_PERMISSIONS[role])


def _held(user: User, on: date) -> list[tuple[Role, Scope]]:
    day, known = getattr(user, "_roles_of_day", (None, []))
    if day == on:
        return list(known)
    rows = memberships_of(user, on).order_by().values_list("role", "scope_kind", "scope_code")
    return [_one_held(*row) for row in rows]


def _one_held(role: str, kind: str, code: str) -> tuple[Role, Scope]:
    return Role(role), Scope(ScopeKind(kind), code)


def holders(permission: Permission, *, scope: Scope, on: date, around: Sequence[Scope] = ()) -> frozenset[int]:
    """
    Return the keys of the people to tell of what somebody with the permission should do in a scope on a day.

    Those who hold it in the scope itself; when nobody does, those who hold it in an area around it, the narrowest
    first, or in one of the scopes `around` (a unit's agency); at last those who hold it in the whole city, so that a
    notice never finds nobody while somebody could act.
    """
    granting = [role.value for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]
    rings = [scope]
    while rings[-1].kind is ScopeKind.AREA and "." in rings[-1].code:
        rings.append(Scope(ScopeKind.AREA, rings[-1].code.rpartition(".")[0]))
    rings += [*around, CITY]
    places = Q(pk__in=[])
    for ring in rings:
        places |= Q(scope_kind=ring.kind.value, scope_code=ring.code)
    held = Membership.objects.filter(_in_force(on), places, role__in=granting, user__is_active=True)
    found = list(held.values_list("user_id", "scope_kind", "scope_code"))
    for ring in rings:
        people = frozenset(user for user, kind, code in found if Scope(ScopeKind(kind), code) == ring)
        if people:
            return people
    return frozenset()


def people_with(permission: Permission, *, on: date) -> list[User]:
    """Return the people who hold the permission on a day in any scope, by name."""
    granting = [role.value for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]
    held = Membership.objects.filter(_in_force(on), role__in=granting, user__is_active=True)
    return sorted(User.objects.filter(pk__in=held.values("user")), key=lambda user: (str(user), user.pk))


def accounts_of_businesses(public_ids: Collection[str], *, on: date) -> dict[str, frozenset[int]]:
    """Return the keys of the accounts of a business's owners by its public id; one without an account is left out."""
    held = Membership.objects.filter(
        _in_force(on), role=Role.OWNER.value, scope_kind=ScopeKind.BUSINESS.value, scope_code__in=list(public_ids),
        user__is_active=True,
    )  # fmt: skip
    found: dict[str, set[int]] = {}
    for code, user in held.values_list("scope_code", "user_id"):
        found.setdefault(code, set()).add(user)
    return {code: frozenset(users) for code, users in found.items()}


def businesses_of(user: User, on: date) -> frozenset[str]:
    """Return the public ids of the businesses whose owner this person is on a day."""
    held = memberships_of(user, on).filter(scope_kind=ScopeKind.BUSINESS.value)
    return frozenset(held.values_list("scope_code", flat=True))


def people(*, search: str = "") -> QuerySet[User]:
    """Return the accounts by user name; `search` is looked for in the user name, the name and the e-mail address."""
    found = User.objects.order_by("username")
    if search:
        found = found.filter(
            Q(username__icontains=search)
            | Q(first_name__icontains=search)
            | Q(last_name__icontains=search)
            | Q(email__icontains=search)
        )
    return found


def people_of(keys: Collection[int]) -> list[User]:
    """Return the accounts with these keys, by name."""
    return sorted(User.objects.filter(pk__in=keys), key=str)


def person(public_id: UUID) -> User:
    """Return one account. Raises: User.DoesNotExist."""
    return User.objects.get(public_id=public_id)


def person_named(username: str) -> User:
    """Return the account of a user name, whatever its case. Raises: NoSuchPerson."""
    try:
        return User.objects.get(username__iexact=username.strip())
    except User.DoesNotExist:
        raise NoSuchPerson(f"Tidak ada akun bernama {username}; periksa ejaannya.") from None


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the tokens with which machines act for an account, the newest first, also those that are over."""
    return ApiToken.objects.filter(user=user).order_by("-made_at", "-pk")


def history_of(user: User) -> QuerySet[Membership]:
    """Return every membership that a person has or had, newest first."""
    return Membership.objects.filter(user=user).select_related("granted_by").order_by("-from_on", "-pk")


def membership(public_id: UUID) -> Membership:
    """Return one membership. Raises: Membership.DoesNotExist."""
    return Membership.objects.select_related("user").get(public_id=public_id)


# The same as _in_force of a membership `m` on %(day)s, for a statement that reads more.
HELD_ON = """
    m.from_on <= %(day)s AND (m.to_on IS NULL OR m.to_on > %(day)s OR (m.to_on = %(day)s AND m.ended_at IS NULL))
"""


def _in_force(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gt=on) | Q(to_on=on, ended_at=None))
