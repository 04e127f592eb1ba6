"""What can be done to accounts, and the question that every act asks first: may this person do it?"""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import ROLE_NAMES, Permission, Role
from tumbuh.accounts.queries import memberships_of, permissions_of, scopes_of
from tumbuh.accounts.rules import CITY, Scope, ScopeKind, check_scope, covers
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib


class NotYourself(Refused):
    """Nobody grants a role to themselves."""

    code = "not_yourself"


class UsernameTaken(Refused):
    """Another account has this name."""

    code = "username_taken"


class EmailTaken(Refused):
    """Another account has this e-mail address."""

    code = "email_taken"


class WeakPassword(Refused):
    """The password is easily guessed."""

    code = "weak_password"


class AlreadyMember(Refused):
    """The person has this role in this scope already."""

    code = "already_member"


class AlreadyEnded(Refused):
    """The role, or the account, has ended already."""

    code = "already_ended"


def require(user: User | None, permission: Permission, *, scope: Scope | None = None, on: date | None = None) -> None:
    """
    Pass when the person holds the permission on the day (today in WIB unless given). Raises: NotAllowed.

    With a `scope` it must be held there or in the whole city; without one, anywhere: then the act itself has to keep to
    the rows of `queries.scopes_of`.
    """
    day = on or day_in_wib(timezone.now())
    if scope is None or permission in {Permission.PUBLIC, Permission.SIGNED_IN}:
        allowed = permission in permissions_of(user, day)
    else:
        allowed = covers(scopes_of(user, permission, day), scope)
    if not allowed:
        raise NotAllowed(f"Anda tidak memiliki izin untuk tindakan ini ({permission.value}). Hubungi pengelola akun.")


@transaction.atomic
def create_user(
    *, username: str, password: str | None, full_name: str, email: str = "", by: User | None, now: datetime
) -> User:
    """
    Make an account that may do nothing yet. `by` is None for a command on the machine.

    Without a password nobody can sign in to it by one. Raises: NotAllowed, UsernameTaken, EmailTaken, WeakPassword.
    """
    if by is not None:
        require(by, Permission.ACCOUNTS_GRANT)
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(f"Nama pengguna {username} sudah dipakai. Pilih nama lain.")
    if email and User.objects.filter(email__iexact=email).exists():
        raise EmailTaken("Alamat surel ini sudah dipakai akun lain.")
    user = User(username=username, email=email, date_joined=now)
    user.first_name, _, user.last_name = full_name.partition(" ")
    if password is None:
        user.set_unusable_password()
    else:
        _give_password(user, password)
    user.save()
    audit.record("accounts.user_created", by=by, at=now, target=target_of(user))
    return user


@transaction.atomic
def add_membership(
    *,
    user: User,
    role: Role,
    scope_kind: str = "city",
    scope_code: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    by: User | None,
    now: datetime,
    reason: str = "",
) -> Membership:
    """
    Give a person a role, from today unless another day is given. `by` is None for a command on the machine.

    Raises: NotAllowed when `by` may not grant in this scope, NotYourself, ScopeNotForRole, AlreadyMember.
    """
    scope = Scope(ScopeKind(scope_kind), scope_code)
    if by is not None:
        require(by, Permission.ACCOUNTS_GRANT, scope=scope)
        _check_not_yourself(by, user)
    check_scope(role, scope)
    start = from_on or day_in_wib(now)
    User.objects.select_for_update().get(pk=user.pk)  # two grants of one role to one person wait for each other
    if memberships_of(user, start).filter(role=role.value, scope_kind=scope.kind.value, scope_code=scope.code).exists():
        raise AlreadyMember(f"Orang ini sudah memiliki peran {ROLE_NAMES[role]} dalam cakupan itu.")
    if to_on is not None and to_on < start:
        raise Refused("Hari terakhir tidak boleh sebelum hari pertama.", code="days_out_of_order")
    membership = Membership.objects.create(
        user=user,
        role=role.value,
        scope_kind=scope.kind.value,
        scope_code=scope.code,
        from_on=start,
        to_on=to_on,
        granted_by=by,
    )
    detail = _detail(membership) | {"from_on": start.isoformat(), "to_on": to_on.isoformat() if to_on else None}
    audit.record("accounts.role_granted", by=by, at=now, target=target_of(user), reason=reason, detail=detail)
    return membership


@transaction.atomic
def end_membership(*, membership_id: int, by: User, now: datetime, reason: str) -> Membership:
    """Take a role back, at once. Raises: NotAllowed, NotYourself, AlreadyEnded."""
    membership = Membership.objects.select_for_update().get(pk=membership_id)
    require(by, Permission.ACCOUNTS_GRANT, scope=Scope(ScopeKind(membership.scope_kind), membership.scope_code))
    _check_not_yourself(by, membership.user)
    today = day_in_wib(now)
    if membership.ended_at is not None or (membership.to_on is not None and membership.to_on < today):
        raise AlreadyEnded("Peran ini sudah berakhir.")
    membership.to_on, membership.ended_at = max(membership.from_on, today), now
    membership.save(update_fields=["to_on", "ended_at"])
    detail = _detail(membership) | {"to_on": membership.to_on.isoformat()}
    audit.record("accounts.role_ended", by=by, at=now, target=target_of(membership.user), reason=reason, detail=detail)
    return membership


@transaction.atomic
def deactivate_user(*, user_id: int, by: User, now: datetime, reason: str) -> User:
    """Close an account: nobody signs in with it any more, and what it did stays. Raises: NotAllowed, NotYourself."""
    require(by, Permission.ACCOUNTS_GRANT, scope=CITY)
    user = User.objects.select_for_update().get(pk=user_id)
    _check_not_yourself(by, user)
    if not user.is_active:
        raise AlreadyEnded("Akun ini sudah ditutup.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record("accounts.user_deactivated", by=by, at=now, target=target_of(user), reason=reason)
    return user


@transaction.atomic
def reset_password(*, user_id: int, password: str, by: User | None, now: datetime, reason: str) -> None:
    """Give a person who lost it a new password, which works without any e-mail. Raises: NotAllowed, WeakPassword."""
    user = User.objects.select_for_update().get(pk=user_id)
    if by is not None:
        require(by, Permission.ACCOUNTS_GRANT, scope=CITY)
        _check_not_yourself(by, user)
    _give_password(user, password)
    user.save(update_fields=["password"])
    audit.record("accounts.password_reset", by=by, at=now, target=target_of(user), reason=reason)


def target_of(user: User) -> str:
    """Return how the trail names a person."""
    return f"accounts.user:{user.public_id}"


def _check_not_yourself(by: User, user: User) -> None:
    if by.pk == user.pk:
        raise NotYourself("Anda tidak dapat mengubah peran atau akun sendiri; mintalah pengelola lain.")


def _give_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from None
    user.set_password(password)


def _detail(membership: Membership) -> dict[str, str | None]:
    scope = f"{membership.scope_kind} {membership.scope_code}".strip()
    return {"role": membership.role, "scope": scope}
