"""Tokens with which a machine acts for an account: shown once, kept as a hash, narrowed to some acts, taken back."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from tumbuh import prepared
from tumbuh.accounts.models import ApiToken, User
from tumbuh.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from tumbuh.accounts.queries import HELD_ON, remember_held
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib

PREFIX = "tmb_"
_BYTES = 32


class BadToken(NotAllowed):
    """The token is unknown, over or taken back."""

    code = "bad_token"


class TokenOver(Refused):
    """The token was taken back already."""

    code = "token_over"


@dataclass(frozen=True)
class Caller:
    """For whom a machine acts, and what it may do: what the token and the person's roles of today both allow."""

    user: User
    permissions: frozenset[Permission]


@transaction.atomic
def issue_token(
    *, user: User, name: str, permissions: Collection[Permission], expires_at: datetime, by: User | None, now: datetime
) -> tuple[ApiToken, str]:
    """
    Make a token for an account; return it with its secret, which is shown this once and kept nowhere.

    `by` is None for a command on the machine. Raises: NotAllowed, Refused.
    """
    if by is not None:
        require(by, Permission.ACCOUNTS_GRANT)
        if by.pk == user.pk:
            raise Refused("Token untuk akun sendiri dibuat oleh pengelola akun yang lain.", code="not_yourself")
    if not name.strip() or not permissions:
        raise Refused("Isi nama token dan paling sedikit satu izin.", code="token_incomplete")
    if expires_at <= now:
        raise Refused("Masa berlaku token sudah lewat; pilih hari sesudah hari ini.", code="token_expiry_past")
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    token = ApiToken.objects.create(
        user=user, name=name.strip(), secret_hash=_hash(secret), expires_at=expires_at, made_at=now, made_by=by,
        permissions=sorted(one.value for one in permissions),
    )  # fmt: skip
    detail = {"name": token.name, "permissions": token.permissions, "user": str(user.public_id)}
    audit.record("accounts.token_issued", by=by, at=now, target=_target(token), detail=detail)
    return token, secret


@transaction.atomic
def revoke_token(*, public_id: str, by: User | None, now: datetime, reason: str) -> ApiToken:
    """Take a token back, at once and for good. Raises: NotAllowed, BadToken, TokenOver, Refused."""
    if by is not None:
        require(by, Permission.ACCOUNTS_GRANT)
    if not reason.strip():
        raise Refused("Tulis alasan pencabutan; alasan disimpan dalam jejak audit.", code="reason_missing")
    token = ApiToken.objects.select_for_update().filter(public_id=public_id).first()
    if token is None:
        raise BadToken("Token ini tidak ada.")
    if token.revoked_at is not None:
        raise TokenOver("Token ini sudah dicabut.")
    token.revoked_at, token.revoked_by = now, by
    token.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("accounts.token_revoked", by=by, at=now, target=_target(token), reason=reason.strip())
    return token


_CALLER = f"""
    SELECT {prepared.columns(User, "u")}, t.permissions,
           ARRAY(SELECT ARRAY[m.role::text, m.scope_kind::text, m.scope_code::text] FROM accounts_membership m
                 WHERE m.user_id = u.id AND {HELD_ON})
    FROM accounts_apitoken t JOIN accounts_user u ON u.id = t.user_id
    WHERE t.secret_hash = %(hash)s AND t.revoked_at IS NULL AND t.expires_at > %(now)s AND u.is_active
"""  # noqa: S608 - put together from constants


def caller_of(secret: str, *, now: datetime) -> Caller:
    """Return for whom a secret speaks, with the roles of the day remembered; one statement. Raises: BadToken."""
    day = day_in_wib(now)
    found = prepared.rows(_CALLER, {"hash": _hash(secret), "now": now, "day": day})
    if not found:
        raise BadToken("Token tidak dikenal, sudah lewat masanya, atau sudah dicabut.")
    [(*values, permissions, held)] = found
    user = prepared.instance(User, values)
    return Caller(user, _allowed(remember_held(user, day, held), frozenset(permissions)))


@lru_cache(maxsize=1_024)
def _allowed(roles: frozenset[Role], named: frozenset[str]) -> frozenset[Permission]:
    """Return what roles allow of what a token names."""
    held = {Permission.PUBLIC, Permission.SIGNED_IN}
    for role in roles:
        held |= ROLE_PERMISSIONS[role]
    return frozenset(held & {Permission(one) for one in named})


def _hash(secret: str) -> str:
    # 256 bits of chance need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()


def _target(token: ApiToken) -> str:
    return f"accounts.api_token:{token.public_id}"
