import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.integration.procurement.conftest import GOLDEN, NOON, YEAR, bring_in, city
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.rules import ScopeKind

__all__ = ["GOLDEN", "NOON", "YEAR", "bring_in", "city"]
AGENCY = "2.11.0.00.0.00.01.0000"


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


@pytest.fixture(autouse=True)
def spool(tmp_path, settings) -> Path:
    """A spool of this test's own."""
    settings.SPOOL_DIR = tmp_path / "spool"
    return tmp_path / "spool"


@pytest.fixture
def officer(client, make_person):
    """Somebody of the procurement agency: everything of the city."""
    user = make_person(Role.PROCUREMENT_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def scoped(make_person):
    """Make a person whose role holds in one agency or unit only."""
    from tumbuh.accounts.services import add_membership

    def make(role, kind, code):
        user = make_person(username=f"{role.value}_{kind}_{code}")
        add_membership(user=user, role=role, scope_kind=kind, scope_code=code, by=None, now=NOON)
        return user

    return make


def golden(dataset: str, name: str = "") -> SimpleUploadedFile:
    """Return a golden file as a browser sends it."""
    return SimpleUploadedFile(name or f"{dataset}.json", (GOLDEN / f"{dataset}.json").read_bytes())


def as_file(rows, name="x.json") -> SimpleUploadedFile:
    """Return rows as a JSON file as a browser sends it."""
    return SimpleUploadedFile(name, json.dumps(rows).encode())
