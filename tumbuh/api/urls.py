"""All endpoints, each with the permission of its door on it, as every address has."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tumbuh import __version__
from tumbuh.accounts.permissions import Permission
from tumbuh.api.catalogue.endpoints import router as catalogue
from tumbuh.api.doors import answer, door
from tumbuh.api.field.endpoints import router as field
from tumbuh.api.orders.endpoints import router as orders
from tumbuh.api.problems import problem

api = NinjaAPI(
    title="Tumbuh",
    version=__version__,
    description="Katalog dan e-order UMKM kota. Galat: problem+json. Uang: rupiah utuh. Waktu: ISO 8601.",
    urls_namespace="api",
    docs_url=None,  # its page loads scripts of others, which our policy of contents refuses
    openapi_url=None,
)
api.add_router("", catalogue)
api.add_router("", orders)
api.add_router("", field)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [{"at": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
    message = "Isi permintaan tidak sesuai bentuk yang diminta; lihat “fields” dan /api/v1/openapi.json."
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(request, status=status, code="bad_shape", message=message, fields=fields)


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
