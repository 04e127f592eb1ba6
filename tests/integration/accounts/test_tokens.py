"""Tokens of machines: shown once, never more than the account may, one statement to read, taken back for good."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from tests.conftest import NOON
from tumbuh.accounts.models import ApiToken, Membership
from tumbuh.accounts.permissions import Permission, Role
from tumbuh.accounts.tokens import BadToken, TokenOver, caller_of, issue_token, revoke_token
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed, Refused

Make = Callable[..., Any]
YEAR = NOON + timedelta(days=365)
BOTH = [Permission.ORDERS_PLACE, Permission.ORDERS_PAY]


def issue(user: Any, **more: Any) -> tuple[ApiToken, str]:
    values: dict[str, Any] = {"name": "SIPD", "permissions": BOTH, "expires_at": YEAR, "by": None, "now": NOON} | more
    return issue_token(user=user, **values)


def test_a_token_may_what_it_names_and_the_person_may(make_person: Make, django_assert_num_queries: Make) -> None:
    officer = make_person(Role.PROCUREMENT_OFFICER)
    _token, secret = issue(officer)
    with django_assert_num_queries(1):
        caller = caller_of(secret, now=NOON)
    assert (caller.user, caller.permissions) == (officer, {Permission.ORDERS_PLACE})


def test_the_secret_is_kept_nowhere(make_person: Make) -> None:
    token, secret = issue(make_person(Role.PROCUREMENT_OFFICER))
    assert secret not in str(ApiToken.objects.values().get()) + str(list(AuditEvent.objects.values()))
    assert len(secret) > 40
    assert token.secret_hash != secret


def test_a_role_that_ends_takes_its_acts_from_the_token(make_person: Make) -> None:
    _token, secret = issue(make_person(Role.PROCUREMENT_OFFICER))
    Membership.objects.update(to_on=NOON.date() - timedelta(days=0), ended_at=NOON)
    assert caller_of(secret, now=NOON).permissions == frozenset()


@pytest.mark.parametrize("secret", ["", "tmb_x", "' OR 1=1"])
@pytest.mark.django_db
def test_an_unknown_token_is_refused(secret: str) -> None:
    with pytest.raises(BadToken):
        caller_of(secret, now=NOON)


def test_a_token_that_is_over_taken_back_or_of_a_closed_account_is_refused(make_person: Make) -> None:
    officer = make_person(Role.PROCUREMENT_OFFICER)
    token, secret = issue(officer)
    with pytest.raises(BadToken):
        caller_of(secret, now=YEAR)
    officer.is_active = False
    officer.save()
    with pytest.raises(BadToken):
        caller_of(secret, now=NOON)
    officer.is_active = True
    officer.save()
    revoke_token(public_id=str(token.public_id), by=None, now=NOON, reason="bocor")
    with pytest.raises(BadToken):
        caller_of(secret, now=NOON)
    with pytest.raises(TokenOver):
        revoke_token(public_id=str(token.public_id), by=None, now=NOON, reason="bocor")


def test_a_token_is_issued_by_who_may_and_never_for_oneself(make_person: Make) -> None:
    keeper, officer = make_person(Role.ADMINISTRATOR), make_person(Role.PROCUREMENT_OFFICER)
    with pytest.raises(NotAllowed):
        issue(keeper, by=officer)
    with pytest.raises(Refused, match="pengelola akun yang lain"):
        issue(keeper, by=keeper)
    assert not ApiToken.objects.exists()
    issue(officer, by=keeper)
    assert AuditEvent.objects.filter(event="accounts.token_issued", by=keeper).count() == 1


@pytest.mark.parametrize("wrong", [{"name": " "}, {"permissions": []}, {"expires_at": NOON}])
def test_a_token_without_name_acts_or_future_is_refused(make_person: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        issue(make_person(Role.PROCUREMENT_OFFICER), **wrong)
    assert not ApiToken.objects.exists()


def test_the_database_keeps_a_token_as_it_was_issued(make_person: Make) -> None:
    issue(make_person(Role.PROCUREMENT_OFFICER))
    with pytest.raises(ProgrammingError), transaction.atomic():
        ApiToken.objects.update(permissions=["orders.pay", "accounts.grant"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        ApiToken.objects.all().delete()
