from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.integration.procurement.conftest import bring_in, city
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.rules import ScopeKind

__all__ = ["bring_in", "city"]


@pytest.fixture
def governor(signed_in: Callable[..., Any]) -> Client:
    """Somebody who sees the buying of the whole city."""
    client: Client = signed_in(Role.GOVERNOR)
    return client


@pytest.fixture
def head_of(make_person: Callable[..., Any]) -> Callable[[ScopeKind, str], Client]:
    """Sign in a head of an agency whose role holds in one agency or unit only."""

    def make(kind: ScopeKind, code: str) -> Client:
        from tests.conftest import NOON
        from tumbuh.accounts.services import add_membership

        user = make_person(username=f"kepala_{code}")
        add_membership(user=user, role=Role.AGENCY_HEAD, scope_kind=kind.value, scope_code=code, by=None, now=NOON)
        client = Client()
        client.force_login(user)
        return client

    return make
