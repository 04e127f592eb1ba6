"""Signing in and out through allauth and axes, as a browser does it."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt, AccessLog
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.conftest import PASSWORD
from tumbuh.accounts.models import User
from tumbuh.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
PROFILE = "/akun/"


@pytest.fixture
def rina(make_person: Callable[..., Any]) -> Any:
    cache.clear()
    user = make_person(username="rina")
    User.objects.filter(pk=user.pk).update(email="rina@contoh.test")
    user.refresh_from_db()
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/masuk/?next=/akun/", {"login": name, "password": password}, **extra)


def prove(client: Client) -> None:
    """Type the password once more, which the pages of keys ask for."""
    client.post("/akun/pastikan/", {"password": PASSWORD})


def trail() -> list[tuple[str, str | None, dict[str, Any]]]:
    """Return the events since the accounts were made: name, person, detail."""
    made = AuditEvent.objects.exclude(event__in=["accounts.user_created", "accounts.role_granted"])
    return list(made.order_by("pk").values_list("event", "by__username", "detail"))


def is_signed_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", ["rina", "RINA", "rina@contoh.test", "Rina@Contoh.Test"])
def test_sign_in_by_name_or_by_mail_address(name: str, rina: User, client: Client) -> None:
    answer = sign_in(client, name)
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, PROFILE)
    assert is_signed_in(client)
    assert trail() == [("accounts.signed_in", "rina", {"methods": ["password"]})]
    assert AuditEvent.objects.latest("pk").target == f"accounts.user:{rina.public_id}"


def test_a_failed_attempt_is_traced_without_what_was_typed(rina: User, client: Client) -> None:
    assert sign_in(client, "rina", "salah-sandi").status_code == HTTPStatus.OK
    assert sign_in(client, "kata-sandi-di-kolom-nama").status_code == HTTPStatus.OK
    assert not is_signed_in(client)
    assert trail() == [("accounts.sign_in_failed", None, {"locked": False})] * 2
    events = AuditEvent.objects.filter(event="accounts.sign_in_failed").order_by("pk")
    assert [event.target for event in events] == [f"accounts.user:{rina.public_id}", ""]
    for event in AuditEvent.objects.all():
        assert "kata-sandi-di-kolom-nama" not in f"{event.target}{event.reason}{event.detail}"


def test_the_answer_does_not_tell_whether_the_name_exists(rina: User, client: Client) -> None:
    texts = [
        re.sub(r'value="[^"]*"', "", sign_in(Client(), name, "salah").content.decode()) for name in ("rina", "nani")
    ]
    assert texts[0] == texts[1]


def test_five_failures_lock_the_name_from_that_address_only(
    rina: User, make_person: Callable[..., Any], client: Client
) -> None:
    make_person(username="tono")
    answers = [sign_in(client, "rina", f"salah-{number}") for number in range(5)]
    assert [answer.status_code for answer in answers] == [*[HTTPStatus.OK] * 4, HTTPStatus.TOO_MANY_REQUESTS]
    assert "Tunggu 15 menit" in answers[-1].content.decode()
    locked = sign_in(client, "rina")
    assert locked.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert not is_signed_in(client)
    assert trail()[-1] == ("accounts.sign_in_failed", None, {"locked": True})
    assert sign_in(Client(), "tono").status_code == HTTPStatus.FOUND  # an agency sits behind one address
    assert sign_in(Client(), "rina", REMOTE_ADDR="203.0.113.7").status_code == HTTPStatus.FOUND


def test_a_sign_in_forgets_the_failures_before_it(rina: User, client: Client) -> None:
    for _ in range(3):
        for number in range(4):
            assert sign_in(client, "rina", f"salah-{number}").status_code == HTTPStatus.OK
        assert sign_in(client, "rina").status_code == HTTPStatus.FOUND
        client.post("/keluar/")
        cache.clear()  # allauth's own brake (10 in 5 minutes) is not meant here
    assert AccessAttempt.objects.count() == 0
    assert AccessLog.objects.count() == 0  # no network address of who signed in is kept


def test_a_closed_account_does_not_sign_in_and_an_open_session_ends(rina: User, client: Client) -> None:
    sign_in(client, "rina")
    User.objects.filter(pk=rina.pk).update(is_active=False)
    assert not is_signed_in(client)
    other = Client()
    assert sign_in(other, "rina").headers["Location"] == "/masuk/nonaktif/"
    assert not is_signed_in(other)


def test_signing_out_is_a_post_and_is_traced(rina: User, client: Client) -> None:
    sign_in(client, "rina")
    assert client.get("/keluar/").status_code == HTTPStatus.OK
    assert is_signed_in(client)
    client.post("/keluar/")
    assert not is_signed_in(client)
    assert trail()[-1] == ("accounts.signed_out", "rina", {})


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_request_login_code", "mfa_signup_webauthn"]
)
def test_nobody_signs_up(name: str, rf: Any) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert get_adapter().is_open_for_signup(rf.get("/")) is False


def test_the_way_back_never_leads_to_another_site(rina: User, client: Client) -> None:
    answer = client.post("/masuk/?next=https://jahat.test/", {"login": "rina", "password": PASSWORD})
    assert answer.status_code == HTTPStatus.FOUND
    assert "jahat" not in answer.headers["Location"]


def test_a_password_is_changed_with_the_old_one_and_traced(rina: User, client: Client) -> None:
    sign_in(client, "rina")
    data = {"oldpassword": "salah-semua", "password1": "sama-sekali-baru", "password2": "sama-sekali-baru"}
    assert client.post("/akun/sandi/", data).status_code == HTTPStatus.OK
    client.post("/akun/sandi/", data | {"oldpassword": PASSWORD})
    rina.refresh_from_db()
    assert rina.check_password("sama-sekali-baru")
    assert is_signed_in(client)
    assert trail()[-1] == ("accounts.password_changed", "rina", {})


def test_a_lost_password_is_reset_by_mail_once(rina: User, client: Client) -> None:
    client.post("/masuk/lupa/", {"email": "rina@contoh.test"})
    client.post("/masuk/lupa/", {"email": "tidak@ada.test"})
    assert [message.to for message in mail.outbox] == [["rina@contoh.test"]]
    link = re.search(r"/masuk/lupa/\S+", str(mail.outbox[0].body))
    assert link is not None
    page = client.get(link[0], follow=True)
    data = {"password1": "sama-sekali-baru", "password2": "sama-sekali-baru"}
    assert client.post(page.request["PATH_INFO"], data).status_code == HTTPStatus.FOUND
    rina.refresh_from_db()
    assert rina.check_password("sama-sekali-baru")
    assert trail()[-1][0] == "accounts.password_changed"
    again = Client().get(link[0], follow=True)
    assert "password1" not in again.content.decode()


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.fixture
def with_totp(rina: User) -> str:
    """Give Rina an app for codes and the backup codes, and return the app's secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(rina, secret)
    RecoveryCodes.activate(rina)
    return secret


def test_an_app_for_codes_is_added_in_the_browser(
    rina: User, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    sign_in(client, "rina")
    prove(client)
    page = client.get("/akun/keamanan/aplikasi/pasang/")
    assert page.status_code == HTTPStatus.OK
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/akun/keamanan/aplikasi/pasang/", {"code": code_now(secret)})
    assert answer.status_code == HTTPStatus.FOUND
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert ("accounts.factor_added", "rina", {"type": "totp"}) in trail()
    assert "terpasang" in client.get(PROFILE).content.decode()


def test_with_an_app_for_codes_the_password_alone_does_not_sign_in(rina: User, with_totp: str, client: Client) -> None:
    assert sign_in(client, "rina").headers["Location"].startswith("/masuk/kode/")
    assert not is_signed_in(client)
    wrong = "000000" if code_now(with_totp) != "000000" else "111111"
    assert client.post("/masuk/kode/", {"code": wrong}).status_code == HTTPStatus.OK
    assert not is_signed_in(client)
    client.post("/masuk/kode/", {"code": code_now(with_totp)})
    assert is_signed_in(client)
    assert trail()[-1] == ("accounts.signed_in", "rina", {"methods": ["password", "mfa:totp"]})


def test_a_backup_code_signs_in_once(rina: User, with_totp: str, client: Client) -> None:
    code = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
    sign_in(client, "rina")
    client.post("/masuk/kode/", {"code": code})
    assert is_signed_in(client)
    other = Client()
    sign_in(other, "rina")
    other.post("/masuk/kode/", {"code": code})
    assert not is_signed_in(other)


def test_guessing_codes_is_braked(rina: User, with_totp: str, client: Client) -> None:
    sign_in(client, "rina")
    right = code_now(with_totp)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(10):
        client.post("/masuk/kode/", {"code": wrong})
    client.post("/masuk/kode/", {"code": right})
    assert not is_signed_in(client)


def test_a_passkey_sign_in_asks_for_a_challenge(rina: User, client: Client) -> None:
    answer = client.get("/masuk/kunci-sandi/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["request_options"]["publicKey"]["challenge"]


def test_keys_are_changed_only_by_who_has_just_proved_who_they_are(rina: User, client: Client) -> None:
    sign_in(client, "rina")
    for address in ("/akun/keamanan/aplikasi/pasang/", "/akun/keamanan/kunci/tambah/"):
        assert client.get(address).headers["Location"].startswith("/akun/pastikan/")
    client.post("/akun/pastikan/", {"password": "salah"})
    assert client.get("/akun/keamanan/kunci/tambah/").status_code == HTTPStatus.FOUND
    prove(client)
    assert client.get("/akun/keamanan/kunci/tambah/").status_code == HTTPStatus.OK


PAGES = [
    "/akun/keamanan/",
    "/akun/keamanan/aplikasi/pasang/",
    "/akun/keamanan/kunci/",
    "/akun/keamanan/kunci/tambah/",
    "/akun/sandi/",
    "/akun/pastikan/",
    "/keluar/",
]


@pytest.mark.parametrize("address", ["/masuk/", "/masuk/lupa/", "/masuk/lupa/terkirim/", "/masuk/nonaktif/", *PAGES])
def test_every_page_of_sign_in_renders(address: str, rina: User, client: Client) -> None:
    if address in PAGES:
        sign_in(client, "rina")
        prove(client)
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    assert "</html>" in answer.content.decode()


def test_the_pages_of_a_second_step_render(rina: User, with_totp: str, client: Client) -> None:
    sign_in(client, "rina")
    assert "</html>" in client.get("/masuk/kode/").content.decode()
    client.post("/masuk/kode/", {"code": code_now(with_totp)})
    prove(client)
    for page in ("", "aplikasi/lepas/", "cadangan/", "cadangan/buat/"):
        assert client.get(f"/akun/keamanan/{page}").status_code == HTTPStatus.OK, page
    assert client.get("/akun/keamanan/cadangan/unduh/").headers["Content-Type"].startswith("text/plain")
    client.post("/akun/keamanan/aplikasi/lepas/")
    assert ("accounts.factor_removed", "rina", {"type": "totp"}) in trail()


def test_the_language_is_switched(rina: User, client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": "/akun/"})
    assert (answer.headers["Location"], client.cookies["django_language"].value) == ("/akun/", "en")
    assert client.post("/bahasa/", {"language": "id", "next": "https://jahat.test/"}).headers["Location"] == "/"
