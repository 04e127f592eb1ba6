"""How django-allauth behaves here: nobody makes an account for themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are made by who may (services.create_user), never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False, always."""
        return False


def typed_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """
    Return what was typed as the name, lower case, for the lock after failed attempts.

    A name and an e-mail address of one account are two locks of five attempts each.
    """
    given = credentials or {}
    typed = given.get("username") or given.get("email")
    if not typed and request is not None:
        typed = request.POST.get("login")
    return str(typed or "").strip().lower()[:255]
