"""The scheme of colours that a person chose, kept in a cookie so that it works without JavaScript."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from tumbuh.accounts.permissions import Permission
from tumbuh.web.doors import door

COOKIE = "scheme"
SCHEMES = ("light", "dark")
YEAR = int(timedelta(days=365).total_seconds())


def chosen_scheme(request: HttpRequest) -> str:
    """Return "light" or "dark"; "" when the person left it to the device."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in SCHEMES else ""


@door(Permission.PUBLIC, methods=("POST",))
def scheme(request: HttpRequest) -> HttpResponse:
    """Keep the scheme for a year, or forget it for anything else than light or dark, and go back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("scheme", "")
    if chosen in SCHEMES:
        response.set_cookie(COOKIE, chosen, max_age=YEAR, httponly=True, secure=settings.SECURE, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
