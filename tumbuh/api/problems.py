"""Refusals as problem+json (RFC 9457): the message for people, the stable code for programs."""

from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.states import IllegalMove

PROBLEM = "application/problem+json"
_NOT_FOUND = ("no_such_",)


def status_of(refused: Refused) -> HTTPStatus:
    """Return the status of a refusal: what is missing, who may not, what its state forbids, else a bad request."""
    if refused.code.startswith(_NOT_FOUND):
        return HTTPStatus.NOT_FOUND
    if refused.code in {"token_missing", "bad_token", "device_signed_out"}:
        return HTTPStatus.UNAUTHORIZED
    if isinstance(refused, NotAllowed):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT if isinstance(refused, IllegalMove) else HTTPStatus.BAD_REQUEST


def problem(request: HttpRequest, *, status: HTTPStatus, code: str, message: str, **more: Any) -> HttpResponse:
    """Return a problem. `code` is stable; `message` is plain Bahasa Indonesia."""
    body = {"type": f"/api/v1/galat#{code}", "title": status.phrase, "status": int(status), "detail": message}
    body |= {"code": code, "instance": request.path, **more}
    response = HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return a refusal as a problem."""
    return problem(request, status=status_of(refused), code=refused.code, message=refused.message)
