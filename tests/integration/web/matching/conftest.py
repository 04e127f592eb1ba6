from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.integration.matching import city as cities
from tests.integration.matching.city import NOON, MatchingCity
from tumbuh.accounts.models import User


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(PRIVATE_ROOT=tmp_path / "private", LEDGER_URL=str(tmp_path / "lake")):
        yield


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stop the clock of the doors; call it with a moment to move it."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stop(NOON)
    return stop


@pytest.fixture
def city(db: None) -> MatchingCity:
    return cities.build()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return enter
