"""The own account, and the pages of who makes accounts and gives roles."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import PASSWORD
from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
NOBODY = UUID(int=0)


@pytest.fixture
def admin(signed_in: Callable[..., Any]) -> Client:
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def rina(make_person: Callable[..., Any]) -> Any:
    return make_person(Role.INSPECTOR, username="rina")


GRANT = {"role": "governor", "scope_kind": "city", "scope_code": "", "reason": "SK 12/2026"}


def test_the_own_page_tells_roles_what_they_allow_and_the_keys(signed_in: Callable[..., Any]) -> None:
    text = signed_in(Role.INSPECTOR, Role.GOVERNOR).get("/akun/").content.decode()
    for expected in ("Inspektur", "Gubernur", "Seluruh kota", "Membaca jejak audit", "Pasang langkah kedua"):
        assert expected in text
    assert "Membuat akun" not in text


def test_who_has_no_role_is_told_what_to_do(signed_in: Callable[..., Any]) -> None:
    assert "Anda belum memiliki peran" in signed_in(username="baru").get("/akun/").content.decode()


def test_people_are_found_by_name(admin: Client, rina: User) -> None:
    assert "rina" in admin.get("/akun/orang/").content.decode()
    assert "rina" in admin.get("/akun/orang/?q=RIN").content.decode()
    assert "Tidak ada akun yang cocok" in admin.get("/akun/orang/?q=zzz").content.decode()


def test_an_account_is_made_and_given_a_role(admin: Client) -> None:
    data = {"username": "tono", "full_name": "Tono Putra", "email": "", "password": PASSWORD}
    answer = admin.post("/akun/orang/baru/", data)
    made = User.objects.get(username="tono")
    assert answer.headers["Location"] == f"/akun/orang/{made.public_id}/"
    assert admin.post(answer.headers["Location"], GRANT).status_code == HTTPStatus.FOUND
    given = Membership.objects.get(user=made)
    assert (given.role, given.granted_by.username, given.from_on) == (
        "governor",
        "administrator",
        timezone.localdate(),
    )
    assert AuditEvent.objects.latest("pk").reason == "SK 12/2026"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"username": "RINA"}, "sudah dipakai"),
        ({"username": "a b"}, "Hanya huruf"),
        ({"password": "pendek"}, "terlalu pendek"),
        ({"email": "bukan surel"}, "surel"),
    ],
)
def test_an_account_that_cannot_be_made_says_why(
    change: dict[str, str], message: str, admin: Client, rina: User
) -> None:
    data = {"username": "tono", "full_name": "Tono", "email": "", "password": PASSWORD} | change
    answer = admin.post("/akun/orang/baru/", data)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert message.lower() in answer.content.decode().lower()
    assert PASSWORD not in answer.content.decode()
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": "owner"}, "berlaku untuk satu usaha"),
        ({"scope_kind": "agency"}, "dengan kodenya"),
        ({"role": "inspector"}, "sudah memiliki peran"),
        ({"role": "raja"}, "raja"),
        ({"reason": ""}, "id_reason"),
        ({"from_on": "2026-03-02", "to_on": "2026-03-01"}, "Hari terakhir"),
    ],
)
def test_a_role_that_cannot_be_given_says_why(change: dict[str, str], message: str, admin: Client, rina: User) -> None:
    answer = admin.post(f"/akun/orang/{rina.public_id}/", GRANT | change)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert message in answer.content.decode()
    assert Membership.objects.filter(user=rina).count() == 1


def test_a_role_is_ended_with_a_reason_and_at_once(admin: Client, rina: User) -> None:
    own = Client()
    own.force_login(rina)
    assert own.get("/jejak-audit/").status_code == HTTPStatus.OK
    address = f"/akun/peran/{Membership.objects.get(user=rina).public_id}/akhiri/"
    assert admin.post(address, {"reason": " "}).status_code == HTTPStatus.BAD_REQUEST
    assert own.get("/jejak-audit/").status_code == HTTPStatus.OK
    assert admin.post(address, {"reason": "Pindah tugas"}).status_code == HTTPStatus.FOUND
    assert own.get("/jejak-audit/").status_code == HTTPStatus.FORBIDDEN
    assert admin.post(address, {"reason": "Lagi"}).status_code == HTTPStatus.BAD_REQUEST


def test_the_own_account_is_not_changed_by_these_pages(admin: Client) -> None:
    own = User.objects.get(username="administrator")
    page = admin.get(f"/akun/orang/{own.public_id}/").content.decode()
    assert "diatur pengelola lain" in page
    for address, data in (
        (f"/akun/orang/{own.public_id}/", GRANT),
        (f"/akun/orang/{own.public_id}/sandi/", {"password": "sama-sekali-baru", "reason": "x"}),
        (f"/akun/orang/{own.public_id}/tutup/", {"reason": "x"}),
        (f"/akun/peran/{Membership.objects.get(user=own).public_id}/akhiri/", {"reason": "x"}),
    ):
        answer = admin.post(address, data)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "mintalah pengelola lain" in answer.content.decode()
    own.refresh_from_db()
    assert own.is_active
    assert own.check_password(PASSWORD)
    assert Membership.objects.filter(user=own, to_on=None).count() == 1


def test_a_lost_password_is_given_anew_and_the_open_sessions_end(admin: Client, rina: User) -> None:
    own = Client()
    own.force_login(rina)
    address = f"/akun/orang/{rina.public_id}/sandi/"
    assert admin.post(address, {"password": "pendek", "reason": "Lupa"}).status_code == HTTPStatus.BAD_REQUEST
    assert own.get("/akun/").status_code == HTTPStatus.OK
    assert admin.post(address, {"password": "sama-sekali-baru", "reason": "Lupa"}).status_code == HTTPStatus.FOUND
    assert own.get("/akun/").status_code == HTTPStatus.FOUND


def test_a_closed_account_shows_as_closed(admin: Client, rina: User) -> None:
    admin.post(f"/akun/orang/{rina.public_id}/tutup/", {"reason": "Pensiun"})
    rina.refresh_from_db()
    assert not rina.is_active
    assert "ditutup" in admin.get(f"/akun/orang/{rina.public_id}/").content.decode()


@pytest.mark.parametrize(
    "address", [f"/akun/orang/{NOBODY}/", f"/akun/orang/{NOBODY}/tutup/", f"/akun/peran/{NOBODY}/akhiri/"]
)
def test_what_does_not_exist_is_not_found(address: str, admin: Client) -> None:
    answer = admin.post(address.format(NOBODY), GRANT)
    assert answer.status_code == HTTPStatus.NOT_FOUND
