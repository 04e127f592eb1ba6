"""The own account, and the page of who typed the password wrongly too often."""

from http import HTTPStatus
from typing import Any

from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from tumbuh.accounts import queries
from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import PERMISSION_NAMES, ROLE_NAMES, Permission, Role
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, format_day, format_moment
from tumbuh.web.doors import door, permissions, person, refusal

SCOPE_NAMES = {
    "city": gettext_lazy("Seluruh kota"),
    "area": gettext_lazy("Wilayah"),
    "agency": gettext_lazy("Instansi"),
    "unit": gettext_lazy("Unit"),
    "business": gettext_lazy("Usaha"),
}


class LockedOut(Refused):
    """Too many failed attempts under one name from one address."""

    code = "locked_out"


def locked_out(request: HttpRequest, _response: HttpResponse | None, _credentials: dict[str, Any]) -> HttpResponse:
    """Return what axes shows for a quarter of an hour after five failed attempts; no permission: it is not a page."""
    message = "Terlalu banyak percobaan masuk yang gagal. Tunggu 15 menit, atau hubungi pengelola akun."
    return refusal(request, LockedOut(message), status=HTTPStatus.TOO_MANY_REQUESTS)


@door(Permission.SIGNED_IN)
def profile(request: HttpRequest) -> HttpResponse:
    """Show the own roles, what they allow, and the keys of the account."""
    user, today = person(request), day_in_wib(timezone.now())
    held = permissions(request) - {Permission.PUBLIC, Permission.SIGNED_IN}
    context = {
        "user": user,
        "joined_at": format_moment(user.date_joined),
        "memberships": [membership_row(one) for one in queries.memberships_of(user, today)],
        "allowed": [gettext(PERMISSION_NAMES[permission]) for permission in Permission if permission in held],
        "has_totp": mfa_adapter().is_mfa_enabled(user, [Authenticator.Type.TOTP]),
        "has_passkey": mfa_adapter().is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]),
    }
    return render(request, "accounts/profile.html", context)


def membership_row(membership: Membership) -> dict[str, Any]:
    """Return a membership as its row on a page."""
    granted_by: User | None = membership.granted_by
    return {
        "membership": membership,
        "role": gettext(ROLE_NAMES[Role(membership.role)]),
        "scope": f"{SCOPE_NAMES[membership.scope_kind]} {membership.scope_code}".strip(),
        "from_on": format_day(membership.from_on),
        "to_on": format_day(membership.to_on) if membership.to_on else "",
        "granted_by": str(granted_by) if granted_by else "",
    }
