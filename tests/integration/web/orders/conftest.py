"""The city of the order machine's tests, its people at the pages, and a clock that the test sets."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, City
from tumbuh.accounts.permissions import Role


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(PRIVATE_ROOT=tmp_path / "private", LEDGER_URL=str(tmp_path / "lake")):
        yield


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the doors' clock stand at noon of a Monday, or where the test sets it."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(NOON)
    return at


@pytest.fixture
def city(db: None) -> City:
    return cities.build()


@pytest.fixture
def at_desk(city: City) -> Callable[[Role], Client]:
    """Sign in one of the unit's people, or the seller's owner."""

    def sign_in(role: Role) -> Client:
        client = Client()
        client.force_login(city.owner if role is Role.OWNER else city.of(role))
        return client

    return sign_in


def text_of(answer: Any) -> str:
    """Return what a page says, with its blanks as one."""
    return " ".join(answer.content.decode().split())
