"""The door of every page: it names its permission, asks it, and turns a refusal into a page that says what to do."""

import functools
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import PERMISSION_NAMES, ROLE_NAMES, ROLE_PERMISSIONS, Permission
from tumbuh.accounts.queries import permissions_of, remember_roles
from tumbuh.kernel.errors import NotAllowed, NotStorable, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import IllegalMove

_log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
MESSAGES = "#messages"  # where the base layout shows what a fragment's request was refused for


def door(permission: Permission, *, methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """
    Open a view only to who has the permission, in any scope; the view's services ask again for the scope.

    Nobody signed in: to the sign-in page and back. Signed in without the permission: a 403 page that names it.
    A Refused that the view raises becomes a message page, 409 when the thing's state forbids the act, else 400; for
    htmx a fragment for the place of messages. What only some may see is never kept by a cache.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return HttpResponseNotAllowed(methods)
            response = _answer(view, permission, request, *args, **kwargs)
            if permission is not Permission.PUBLIC:
                response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return wrap


def permissions(request: HttpRequest) -> frozenset[Permission]:
    """Return what the person behind the request may do; asked of the database once per request."""
    known: frozenset[Permission] | None = getattr(request, "_permissions", None)
    if known is None:
        user = request.user if isinstance(request.user, User) else None
        today = day_in_wib(timezone.now())
        if user is not None:
            remember_roles(user, today)
        known = permissions_of(user, today)
        request._permissions = known  # type: ignore[attr-defined]
    return known


def person(request: HttpRequest) -> User:
    """Return who is signed in; behind a door there is always somebody. Raises: NotAllowed."""
    if not isinstance(request.user, User):
        raise NotAllowed("Silakan masuk dahulu.")
    return request.user


def refusal(request: HttpRequest, refused: Refused, *, status: int) -> HttpResponse:
    """Return the message of a refusal as a page, or as a fragment for htmx."""
    if not request.headers.get("HX-Request"):
        return render(request, "refused.html", {"refused": refused}, status=status)
    fragment = render(request, "_refused.html", {"refused": refused}, status=status)
    return reswap(retarget(fragment, MESSAGES), "innerHTML")


def _answer(
    view: View, permission: Permission, request: HttpRequest, *args: object, **kwargs: object
) -> HttpResponseBase:
    # What is public asks nothing of the database: a shop's page with its photos is 25 requests.
    if permission is not Permission.PUBLIC and permission not in permissions(request):
        return _forbidden(request, permission) if request.user.is_authenticated else _to_sign_in(request)
    try:
        return view(request, *args, **kwargs)
    except NotAllowed as refused:
        return refusal(request, refused, status=HTTPStatus.FORBIDDEN)
    except IllegalMove as refused:
        return refusal(request, refused, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        return refusal(request, refused, status=HTTPStatus.BAD_REQUEST)
    except DataError:  # forms refuse what is too large in better words; this is for what came past them
        _log.warning("the database refused what was sent to %s", request.path, exc_info=True)
        return refusal(request, NotStorable(), status=HTTPStatus.BAD_REQUEST)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page and back here; htmx is told to leave the page, else it would swap the form into it."""
    if request.headers.get("HX-Request"):
        page = getattr(request, "htmx", None) and request.htmx.current_url_abs_path  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(page or "/").url)
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/")


def _forbidden(request: HttpRequest, permission: Permission) -> HttpResponse:
    roles = [gettext(ROLE_NAMES[role]) for role, held in ROLE_PERMISSIONS.items() if permission in held]
    context = {"permission": permission, "permission_name": gettext(PERMISSION_NAMES[permission]), "roles": roles}
    if not request.headers.get("HX-Request"):
        return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)
    message = gettext("Anda belum memiliki izin “%(name)s”. Hubungi pengelola akun.") % {
        "name": context["permission_name"]
    }
    return refusal(request, NotAllowed(message), status=HTTPStatus.FORBIDDEN)
