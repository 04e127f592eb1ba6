"""One small demo city for all tests of this folder, built in two attempts because the first one is interrupted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.db import transaction
from django.test import override_settings

from tumbuh.demo import services, truth
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import demo_city

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)  # 23.30 WIB
SEED, SCALE = 11, 0.005


class PullThePlug(Exception):  # noqa: N818 - what it stands for is no error of ours
    """The machine goes down."""


@dataclass(frozen=True)
class BuiltCity:
    """The city in the database, and the same city as values."""

    city: City
    known: list[pl.DataFrame]
    built: services.Built
    was_built_when_interrupted: bool
    begun_when_interrupted: tuple[float, int] | None


@pytest.fixture(scope="package")
def database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Open the test database: our tests ask for the city, not for a database of their own."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def built(database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltCity]:
    """Build the city inside one transaction that is rolled back when the tests of this folder are done."""
    folder: Path = tmp_path_factory.mktemp("city")
    places = {"VAR_DIR": folder, "LEDGER_URL": str(folder / "ledger"), "SPOOL_DIR": folder / "spool"}
    with override_settings(**places), transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build() -> BuiltCity:
    def interrupt(text: str, done: float) -> None:
        if done > 0.6:
            raise PullThePlug

    with pytest.raises(PullThePlug):
        services.build(scale=SCALE, seed=SEED, now=NOW, progress=interrupt)
    was_built, begun = services.is_built(), services.begun_values()
    result = services.build(scale=SCALE, seed=SEED, now=NOW + timedelta(hours=5))
    city = demo_city(seed=SEED, scale=SCALE, now=NOW)
    known = [truth.known_lines(story) for story in city.stories()]
    return BuiltCity(city, known, result, was_built, begun)
