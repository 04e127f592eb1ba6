"""The door, in front of small views of this file's own."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from tumbuh.accounts.permissions import Permission, Role
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.states import IllegalMove
from tumbuh.web.doors import door, permissions, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@door(Permission.PUBLIC)
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("terbuka")


@door(Permission.SIGNED_IN, methods=("GET", "POST"))
def own(request: HttpRequest) -> HttpResponse:
    return HttpResponse(person(request).username)


@door(Permission.AUDIT_VIEW)
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse(",".join(sorted(permissions(request))))


@door(Permission.SIGNED_IN, methods=("POST",))
def refusing(request: HttpRequest) -> HttpResponse:
    raise {
        "refused": Refused("Sisa pagu Rp1.250.000.", code="over_budget"),
        "state": IllegalMove("Tidak dapat berpindah."),
        "not_allowed": NotAllowed("Bukan usaha Anda."),
        "dated": Refused(
            "Pada 1 Agustus 2026 sudah dijanjikan 40; kapasitas tidak dapat kurang dari itu. "
            "Tutup harinya agar tidak menerima pesanan baru.",
            code="below_taken",
        ),
        "bug": ZeroDivisionError("a bug"),
    }[request.POST["how"]]


urlpatterns = [
    path("terbuka/", open_to_all),
    path("sendiri/", own),
    path("terjaga/", guarded),
    path("menolak/", refusing),
    path("", include("tumbuh.web.accounts.urls")),
    path("", open_to_all, name="home"),
]


def test_what_is_public_opens_to_nobody_in_particular(client: Client) -> None:
    answer = client.get("/terbuka/")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"terbuka")
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_nobody_signed_in_is_sent_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/terjaga/?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, "/masuk/?next=/terjaga/%3Fa%3D1")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_after_a_post_that_nobody_signed_in_made_the_way_back_is_the_home_page(client: Client) -> None:
    assert client.post("/sendiri/").headers["Location"] == "/masuk/?next=/"


def test_htmx_is_told_to_leave_the_page_for_sign_in(client: Client) -> None:
    answer = client.get("/terjaga/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/sendiri/?b=2"})
    assert answer.headers["HX-Redirect"] == "/masuk/?next=/sendiri/%3Fb%3D2"
    assert answer.content == b""


def test_htmx_from_another_site_is_sent_home(client: Client) -> None:
    answer = client.get("/terjaga/", headers={"HX-Request": "true", "HX-Current-URL": "https://jahat.test/x"})
    assert answer.headers["HX-Redirect"] == "/masuk/?next=/"


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.OWNER)])
def test_the_guarded_page_opens_exactly_to_who_has_the_permission(
    role: Role | None, signed_in: Callable[..., Any]
) -> None:
    answer = signed_in(*([role] if role else [])).get("/terjaga/")
    if role in {Role.INSPECTOR, Role.ADMINISTRATOR}:
        assert answer.status_code == HTTPStatus.OK
        assert "audit.view" in answer.content.decode()
    else:
        assert answer.status_code == HTTPStatus.FORBIDDEN
        text = answer.content.decode()
        assert "Membaca jejak audit" in text
        assert "Inspektur" in text
        assert "audit.view" in text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_page_for_the_signed_in_is_never_kept_by_a_cache(signed_in: Callable[..., Any]) -> None:
    answer = signed_in(username="rina").get("/sendiri/")
    assert (answer.content, answer.headers["Cache-Control"]) == (b"rina", "private, no-store")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_a_method_that_the_door_does_not_name_is_refused(method: str, signed_in: Callable[..., Any]) -> None:
    answer = getattr(signed_in(Role.INSPECTOR), method)("/terjaga/")
    assert (answer.status_code, answer.headers["Allow"]) == (HTTPStatus.METHOD_NOT_ALLOWED, "GET")


def test_head_passes_where_get_does_and_not_where_only_post_does(signed_in: Callable[..., Any]) -> None:
    client = signed_in(Role.INSPECTOR)
    assert client.head("/terjaga/").status_code == HTTPStatus.OK
    assert client.head("/menolak/").status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    ("how", "status", "message"),
    [
        ("refused", HTTPStatus.BAD_REQUEST, "Sisa pagu Rp1.250.000."),
        ("state", HTTPStatus.CONFLICT, "Tidak dapat berpindah."),
        ("not_allowed", HTTPStatus.FORBIDDEN, "Bukan usaha Anda."),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_refusal_becomes_its_message(
    how: str, status: HTTPStatus, message: str, htmx: bool, signed_in: Callable[..., Any]
) -> None:
    headers = {"HX-Request": "true"} if htmx else {}
    answer = signed_in(username="rina").post("/menolak/", {"how": how}, headers=headers)
    assert answer.status_code == status
    assert message in answer.content.decode()
    assert ("<html" in answer.content.decode()) is not htmx
    assert answer.headers.get("HX-Retarget") == ("#messages" if htmx else None)


def test_a_refusal_and_a_day_are_in_the_language_that_was_chosen(signed_in: Callable[..., Any]) -> None:
    client = signed_in()
    client.cookies["django_language"] = "en"
    answer = client.post("/menolak/", {"how": "dated"})
    page = answer.content.decode()
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert ("On 1 August 2026, 40 are promised already" in page, "sudah dijanjikan" in page) == (True, False)


def test_anything_else_that_is_raised_is_a_bug_and_rises(signed_in: Callable[..., Any]) -> None:
    with pytest.raises(ZeroDivisionError):
        signed_in(username="rina").post("/menolak/", {"how": "bug"})


def test_permissions_are_asked_of_the_database_once_a_request(
    signed_in: Callable[..., Any], django_assert_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(Role.INSPECTOR)
    with django_assert_num_queries(3):  # session, person, memberships – although the view asks again
        assert client.get("/terjaga/").status_code == HTTPStatus.OK


def test_the_door_tells_which_permission_it_asks() -> None:
    assert guarded.permission is Permission.AUDIT_VIEW  # type: ignore[attr-defined]
