"""The door of every endpoint: it names its permission and asks it of the token; what is public needs none."""

import functools
import logging
from collections.abc import Callable
from typing import Any

import orjson
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.security import HttpBearer

from tumbuh.accounts.permissions import PERMISSION_NAMES, Permission
from tumbuh.accounts.tokens import Caller, caller_of
from tumbuh.api.problems import refusal
from tumbuh.kernel.errors import NotAllowed, NotStorable, Refused

_log = logging.getLogger(__name__)
Endpoint = Callable[..., HttpResponse]
SHARED_SECONDS = 10  # how long a cache between us and everybody may give the same public answer again


class TokenMissing(NotAllowed):
    """The endpoint is not public and no token was sent."""

    code = "token_missing"


class Bearer(HttpBearer):
    """Tells OpenAPI that a bearer token is wanted; the door itself asks for it, so that it refuses in its own words."""

    def __call__(self, request: HttpRequest) -> object:
        """Let everybody through to the door."""
        return True

    def authenticate(self, request: HttpRequest, token: str) -> object:
        """Not asked: see __call__."""
        raise NotImplementedError


def door(permission: Permission) -> Callable[[Endpoint], Endpoint]:
    """
    Open an endpoint to tokens with the permission; the services ask again for the scope.

    A Refused becomes a problem (tumbuh.api.problems). A session's cookie opens nothing here: no site can make a browser
    act through the API. Public answers may be shared for SHARED_SECONDS, others are kept by nobody.
    """

    def wrap(endpoint: Endpoint) -> Endpoint:
        @functools.wraps(endpoint)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if permission is not Permission.PUBLIC:
                    request.caller = _allowed(request, permission)  # type: ignore[attr-defined]
                response = endpoint(request, *args, **kwargs)
            except Refused as refused:
                return refusal(request, refused)
            except DataError:
                _log.warning("the database refused what was sent to %s", request.path, exc_info=True)
                return refusal(request, NotStorable())
            public = permission is Permission.PUBLIC
            kept = f"public, max-age=0, s-maxage={SHARED_SECONDS}" if public else "private, no-store"
            response.headers.setdefault("Cache-Control", kept)
            return response

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return wrap


def answer(body: object, *, status: int = 200) -> HttpResponse:
    """Return a body as JSON."""
    written = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS)  # statuses are the keys of OpenAPI's answers
    return HttpResponse(written, status=status, content_type="application/json")


def _allowed(request: HttpRequest, permission: Permission) -> Caller:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise TokenMissing("Sertakan token: Authorization: Bearer tmb_… Pengelola akun dapat membuatkannya.")
    caller = caller_of(secret.strip(), now=timezone.now())
    if permission not in caller.permissions:
        name = PERMISSION_NAMES[permission]
        raise NotAllowed(f"Token ini tidak berizin “{name}” ({permission.value}). Minta kepada pengelola akun.")
    return caller
