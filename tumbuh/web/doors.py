"""The door of every page: it names its permission, asks it, and turns a refusal into a page that says what to do."""

import functools
from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import permissions_of
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib

View = Callable[..., HttpResponse]


def door(permission: Permission, *, methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """
    Open a view only to who has the permission.

    Nobody signed in: to the sign-in page and back. Signed in without the permission: a 403 page that names it.
    A Refused that the view raises becomes a message page with status 400. What a person sees is never cached by others.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in {*methods, "HEAD"}:
                return HttpResponseNotAllowed(methods)
            allowed = permissions(request)
            if permission not in allowed:
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                return _refusal(request, permission)
            try:
                response = view(request, *args, **kwargs)
            except NotAllowed:
                return _refusal(request, permission)
            except Refused as refused:
                response = render(request, "refused.html", {"refused": refused}, status=HTTPStatus.BAD_REQUEST)
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
        known = permissions_of(user, day_in_wib(timezone.now()))
        request._permissions = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def person(request: HttpRequest) -> User:
    """Return who is signed in; behind a door there is always somebody. Raises: NotAllowed."""
    if not isinstance(request.user, User):
        raise NotAllowed("Silakan masuk dahulu.")
    return request.user


def _refusal(request: HttpRequest, permission: Permission) -> HttpResponse:
    return render(request, "403.html", {"permission": permission}, status=HTTPStatus.FORBIDDEN)
