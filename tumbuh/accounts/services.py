"""What can be done to accounts, and the question that every act asks first: may this person do it?"""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import Permission, Role
from tumbuh.accounts.queries import permissions_of
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib


class NotYourself(Refused):
    """Nobody grants a role to themselves."""

    code = "not_yourself"


class UsernameTaken(Refused):
    """Another account has this name."""

    code = "username_taken"


def require(user: User, permission: Permission, *, on: date | None = None) -> None:
    """Pass when the person may do the act (today in WIB unless a day is given). Raises: NotAllowed."""
    if permission not in permissions_of(user, on or day_in_wib(timezone.now())):
        raise NotAllowed(f"Anda tidak memiliki izin untuk tindakan ini ({permission.value}). Hubungi pengelola akun.")


@transaction.atomic
def create_user(
    *, username: str, password: str, full_name: str, email: str = "", by: User | None, now: datetime
) -> User:
    """Make an account that may do nothing yet. Raises: UsernameTaken; Refused for a weak password."""
    if User.objects.filter(username=username).exists():
        raise UsernameTaken(f"Nama pengguna {username} sudah dipakai.")
    user = User(username=username, email=email, date_joined=now)
    user.first_name, _, user.last_name = full_name.partition(" ")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="weak_password") from None
    user.set_password(password)
    user.save()
    audit.record("accounts.user_created", by=by, at=now, target=f"accounts.user:{user.public_id}")
    return user


@transaction.atomic
def add_membership(
    *, user: User, role: Role, scope_kind: str = "city", scope_code: str = "", by: User | None, now: datetime
) -> Membership:
    """Give a person a role from today. Raises: NotAllowed, NotYourself."""
    if by is not None:
        require(by, Permission.ACCOUNTS_GRANT)
        if by.pk == user.pk:
            raise NotYourself("Anda tidak dapat memberi peran kepada diri sendiri; mintalah pengelola lain.")
    membership = Membership.objects.create(
        user=user, role=role.value, scope_kind=scope_kind, scope_code=scope_code, from_on=day_in_wib(now), granted_by=by
    )
    detail = {"role": role.value, "scope": f"{scope_kind} {scope_code}".strip()}
    audit.record("accounts.role_granted", by=by, at=now, target=f"accounts.user:{user.public_id}", detail=detail)
    return membership


@transaction.atomic
def end_membership(*, membership_id: int, by: User, now: datetime, reason: str) -> Membership:
    """End a role today. Raises: NotAllowed, NotYourself."""
    require(by, Permission.ACCOUNTS_GRANT)
    membership = Membership.objects.select_for_update().get(pk=membership_id)
    if membership.user_id == by.pk:
        raise NotYourself("Anda tidak dapat mengakhiri peran sendiri; mintalah pengelola lain.")
    membership.to_on = max(membership.from_on, day_in_wib(now))
    membership.save(update_fields=["to_on"])
    target = f"accounts.user:{membership.user_id}"
    audit.record("accounts.role_ended", by=by, at=now, target=target, reason=reason, detail={"role": membership.role})
    return membership
