"""Refusals as problem+json (RFC 9457): the message for people, the stable code for programs."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.states import IllegalMove

PROBLEM = "application/problem+json"
_NOT_FOUND = ("no_such_",)
_UNKNOWN = "Isi ini tidak sesuai bentuk yang diminta."
# By the beginning of pydantic's name of what is wrong; the first that fits.
_WRONG = (
    ("missing", "Wajib diisi."),
    ("extra_forbidden", "Isian ini tidak dikenal; periksa ejaannya."),
    ("timezone_aware", "Sertakan zona waktu, misalnya 2026-04-07T08:30:00+07:00."),
    ("datetime", "Isi dengan waktu ISO 8601, misalnya 2026-04-07T08:30:00+07:00."),
    ("date", "Isi dengan tanggal ISO 8601, misalnya 2026-04-07."),
    ("int", "Isi dengan bilangan bulat, tanpa tanda kutip."),
    ("uuid", "Isi dengan id berbentuk UUID."),
    ("string_too_long", "Teks ini terlalu panjang."),
    ("string", "Isi dengan teks."),
    ("list", "Isi dengan daftar: […]."),
    ("model", "Isi dengan objek: {…}."),
    ("dict", "Isi dengan objek: {…}."),
)


def status_of(refused: Refused) -> HTTPStatus:
    """Return the status of a refusal: what is missing, who may not, what its state forbids, else a bad request."""
    if refused.code.startswith(_NOT_FOUND):
        return HTTPStatus.NOT_FOUND
    if refused.code in {"token_missing", "bad_token", "device_signed_out"}:
        return HTTPStatus.UNAUTHORIZED
    if refused.code == "too_busy":
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(refused, NotAllowed):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT if isinstance(refused, IllegalMove) else HTTPStatus.BAD_REQUEST


def problem(request: HttpRequest, *, status: HTTPStatus, code: str, message: str, **more: Any) -> HttpResponse:
    """Return a problem. `code` is stable; `message` is plain Bahasa Indonesia."""
    body = {"type": f"/api/v1/galat#{code}", "title": status.phrase, "status": int(status), "detail": message}
    body |= {"code": code, "instance": request.path, **more}
    response = HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return a refusal as a problem."""
    return problem(request, status=status_of(refused), code=refused.code, message=refused.message)


def wrong_fields(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return pydantic's errors for people: where, what to write instead, and pydantic's own name of it for programs."""
    return [{"at": _place(one["loc"]), "what": _words(one["type"]), "type": one["type"]} for one in errors]


def _place(loc: tuple[str | int, ...]) -> str:
    """Return the place as the sender knows it: ninja puts the source before it, and for a body our own name of it."""
    own = loc[2:] if loc[0] == "body" else loc[1:]
    return ".".join(map(str, own))


def _words(kind: str) -> str:
    return next((words for start, words in _WRONG if kind.startswith(start)), _UNKNOWN)
