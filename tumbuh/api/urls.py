"""All endpoints, each with the permission of its door on it, as every address has."""

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from tumbuh import __version__
from tumbuh.accounts.permissions import Permission
from tumbuh.api.catalogue.endpoints import router as catalogue
from tumbuh.api.doors import answer, door
from tumbuh.api.field.endpoints import router as field
from tumbuh.api.orders.endpoints import router as orders
from tumbuh.api.problems import problem, wrong_fields

_log = logging.getLogger(__name__)


class _StrictJson(Parser):
    """Reads what RFC 8259 calls JSON and no more: no NaN, no half of a surrogate pair, no list of 5,000 levels."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body. Raises: JSONDecodeError, which ninja turns into the HttpError below."""
        read: dict[str, Any] = orjson.loads(request.body)
        return read


api = NinjaAPI(
    title="Tumbuh",
    version=__version__,
    description="Katalog dan e-order UMKM kota. Galat: problem+json. Uang: rupiah utuh. Waktu: ISO 8601.",
    urls_namespace="api",
    docs_url=None,  # its page loads scripts of others, which our policy of contents refuses
    openapi_url=None,
    parser=_StrictJson(),
)
api.add_router("", catalogue)
api.add_router("", orders)
api.add_router("", field)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    message = "Isi permintaan tidak sesuai bentuk yang diminta; lihat “fields” dan /api/v1/openapi.json."
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(request, status=status, code="bad_shape", message=message, fields=wrong_fields(error.errors))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    message = "Isi permintaan bukan JSON yang dapat dibaca (UTF-8, RFC 8259). Tidak ada yang berubah."
    return problem(request, status=HTTPStatus(error.status_code), code="not_json", message=message)


@api.exception_handler(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    _log.error("the database gave no answer to %s", request.path, exc_info=error)
    message = "Sistem sedang sangat sibuk. Tidak ada yang berubah; kirim lagi sebentar lagi."
    return problem(request, status=HTTPStatus.SERVICE_UNAVAILABLE, code="too_busy", message=message)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    message = "Isi permintaan terlalu besar; kirim lebih sedikit sekaligus. Tidak ada yang berubah."
    return problem(request, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code="too_big", message=message)


@door(Permission.PUBLIC)
def schema(request: HttpRequest) -> HttpResponse:
    """Return the description of all endpoints, OpenAPI 3.1."""
    return answer(api.get_openapi_schema(path_prefix="/api/v1/"))


@door(Permission.PUBLIC)
def nowhere(request: HttpRequest) -> HttpResponse:
    """Say in the words of the API that there is no such endpoint."""
    message = "Tidak ada alamat ini. Daftar alamat: /api/v1/openapi.json."
    return problem(request, status=HTTPStatus.NOT_FOUND, code="no_such_endpoint", message=message)


def _patterns() -> Iterator[URLPattern]:
    """Yield ninja's addresses but its root, with the permission that all methods of the address name."""
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.name == "api-root":
            continue
        view: Any = pattern.callback
        operations = view.__closure__ and _path_view(view).operations
        [permission] = {operation.view_func.permission for operation in operations or ()}
        view.permission = permission
        yield pattern


def _path_view(view: Any) -> Any:
    return next(cell.cell_contents for cell in view.__closure__ if hasattr(cell.cell_contents, "operations"))


urlpatterns = [
    *_patterns(),
    path("openapi.json", schema, name="api_schema"),
    re_path(r"^.*$", nowhere, name="api_nowhere"),
]
