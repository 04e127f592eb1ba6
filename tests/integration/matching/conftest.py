from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.integration.matching import city as cities
from tests.integration.matching.city import MatchingCity


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(PRIVATE_ROOT=tmp_path / "private", LEDGER_URL=str(tmp_path / "lake")):
        yield


@pytest.fixture
def city(db: None) -> MatchingCity:
    return cities.build()
