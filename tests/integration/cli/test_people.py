"""Accounts from the command line."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from tumbuh.accounts.models import ApiToken, Membership, User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.tokens import BadToken, caller_of
from tumbuh.audit.models import AuditEvent
from tumbuh.cli.people import app

pytestmark = pytest.mark.django_db


def people(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def password_in(result: Result) -> str:
    found = re.search(r"saja: (\S+)", result.output)
    assert found is not None, result.output
    return found.group(1)


def test_the_first_administrator_can_sign_in_with_the_printed_password() -> None:
    done = people("add", "rina", "--name", "Rina Wati", "--role", "administrator")
    assert done.exit_code == 0
    answer = Client().post("/masuk/?next=/akun/", {"login": "rina", "password": password_in(done)})
    assert (answer.status_code, answer.wsgi_request.user.username) == (302, "rina")
    membership = Membership.objects.get(user__username="rina")
    assert (membership.role, membership.scope_kind, membership.granted_by) == ("administrator", "city", None)


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "raja"),
        ("--role", "inspector", "--scope", "kota"),
        ("--role", "owner"),  # an owner belongs to one business
    ],
)
def test_what_cannot_be_given_is_refused_and_leaves_no_account(words: tuple[str, ...]) -> None:
    done = people("add", "rina", "--name", "Rina Wati", *words)
    assert done.exit_code == 2
    assert (User.objects.count(), Membership.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_a_new_password_works_and_the_old_one_no_more() -> None:
    old = password_in(people("add", "rina", "--name", "Rina", "--role", "inspector", "--scope", "agency:ppkukm"))
    new = password_in(people("password", "RINA", "--reason", "lupa"))
    assert User.objects.get().check_password(new)
    assert not User.objects.get().check_password(old)
    assert AuditEvent.objects.latest("pk").reason == "lupa"


def test_a_new_password_for_nobody_is_refused() -> None:
    done = people("password", "siapa", "--reason", "lupa")
    assert (done.exit_code, AuditEvent.objects.count()) == (2, 0)


def test_the_roles_are_listed_with_what_they_may() -> None:
    lines = people("roles").output
    assert "inspector – Inspektur: audit.view" in lines
    assert (
        "owner – Pelaku usaha: catalogue.sell, coaching.take_part, matching.take_part, needs.quote, orders.fulfil"
        in lines
    )


def test_a_token_is_printed_once_listed_without_its_secret_and_taken_back() -> None:
    people("add", "rina", "--name", "Rina", "--role", "procurement_officer", "--scope", "unit:101")
    made = people("token", "make", "rina", "--name", "SIPD", "--may", "orders.place")
    secret = password_in(made)
    now = datetime.now(UTC)
    assert caller_of(secret, now=now).permissions == {Permission.ORDERS_PLACE}
    listed = people("token", "list", "rina").output
    token = ApiToken.objects.get()
    assert (str(token.public_id) in listed, "berlaku" in listed, secret in listed) == (True, True, False)
    assert people("token", "revoke", str(token.public_id), "--reason", "diganti").exit_code == 0
    with pytest.raises(BadToken):
        caller_of(secret, now=now)
    assert "dicabut" in people("token", "list", "rina").output


@pytest.mark.parametrize(
    "words",
    [
        ("make", "rina", "--name", "SIPD", "--may", "semua"),
        ("make", "siapa", "--name", "SIPD", "--may", "orders.place"),
        ("revoke", "bukan-uuid", "--reason", "diganti"),
    ],
)
def test_a_token_that_cannot_be_is_refused(words: tuple[str, ...]) -> None:
    people("add", "rina", "--name", "Rina", "--role", "procurement_officer", "--scope", "unit:101")
    assert (people("token", *words).exit_code, ApiToken.objects.count()) == (2, 0)
