"""
The trail of signing in and out and of changed keys.

Django and allauth tell of these acts only by signals, so here, and only here, signals write. An address on the network
is personal and stays out. What was typed in a failed attempt stays out too: people type their password as their name.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from tumbuh.accounts.adapter import typed_name
from tumbuh.accounts.models import User
from tumbuh.accounts.services import target_of
from tumbuh.audit import services as audit


@receiver(user_logged_in, dispatch_uid="tumbuh.signed_in")
def _signed_in(*, request: HttpRequest | None, user: User, **_: Any) -> None:
    used = request.session.get("account_authentication_methods", []) if request is not None else []
    methods = [":".join(filter(None, (one.get("method"), one.get("type")))) for one in used]
    audit.record("accounts.signed_in", by=user, at=timezone.now(), target=target_of(user), detail={"methods": methods})


@receiver(user_logged_out, dispatch_uid="tumbuh.signed_out")
def _signed_out(*, user: User | None, **_: Any) -> None:
    if user is not None:
        audit.record("accounts.signed_out", by=user, at=timezone.now(), target=target_of(user))


@receiver(user_login_failed, dispatch_uid="tumbuh.sign_in_failed")
def _sign_in_failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    name = typed_name(request, credentials)
    known = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first() if name else None
    locked = bool(getattr(request, "axes_locked_out", False))
    target = target_of(known) if known else ""
    audit.record("accounts.sign_in_failed", by=None, at=timezone.now(), target=target, detail={"locked": locked})


@receiver(password_changed, dispatch_uid="tumbuh.password_changed")
@receiver(password_reset, dispatch_uid="tumbuh.password_reset")
def _password_changed(*, user: User, **_: Any) -> None:
    audit.record("accounts.password_changed", by=user, at=timezone.now(), target=target_of(user))


@receiver(authenticator_added, dispatch_uid="tumbuh.factor_added")
@receiver(authenticator_reset, dispatch_uid="tumbuh.factor_reset")
def _factor_added(*, user: User, authenticator: Any, **_: Any) -> None:
    detail = {"type": str(authenticator.type)}
    audit.record("accounts.factor_added", by=user, at=timezone.now(), target=target_of(user), detail=detail)


@receiver(authenticator_removed, dispatch_uid="tumbuh.factor_removed")
def _factor_removed(*, user: User, authenticator: Any, **_: Any) -> None:
    detail = {"type": str(authenticator.type)}
    audit.record("accounts.factor_removed", by=user, at=timezone.now(), target=target_of(user), detail=detail)
