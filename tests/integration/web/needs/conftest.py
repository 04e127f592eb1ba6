"""The city of needs at its pages, with a clock that the test sets."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.integration.needs import city as cities
from tests.integration.needs.city import NOON, NeedsCity
from tumbuh.accounts.models import User


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
def city(db: None) -> NeedsCity:
    return cities.build()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def run(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return run
