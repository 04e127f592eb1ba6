"""The demo's production comes out of its rows."""

import pytest

from tests.integration.demo.conftest import NOW, SEED
from tumbuh.demo import production_building
from tumbuh.demo.jakarta import demo_city
from tumbuh.kernel.periods import Quarter
from tumbuh.production import queries
from tumbuh.production.models import Log, LogVersion
from tumbuh.production.queries import Asked

TOLD = Quarter(2023, 2)
KG = 1_000_000


@pytest.fixture
def grown(db: None) -> None:
    production_building.add_production(demo_city(seed=SEED, scale=0.002, now=NOW))


def test_processed_up_to_the_second_quarter_of_2023_is_what_was_told(grown: None) -> None:
    found = queries.overview(Asked(TOLD, NOW))
    assert found.total_mg("processed", cumulative=True) == 97_080 * KG
    assert 0 < found.total_mg("processed", cumulative=False) < 97_080 * KG
    rows = queries.rows(Asked(TOLD, NOW), measure_kind="processed", group="processed", cumulative=True)
    assert rows["net_mg"].sum() == 97_080 * KG
    assert rows["site"].n_unique() > 5 < rows.height


def test_milk_weighs_more_than_all_else_together_or_nearly(grown: None) -> None:
    found = queries.overview(Asked(Quarter(2026, 3), NOW))
    largest = found.largest("raw")
    assert largest is not None
    assert largest.group == "milk"
    assert {one.group for one in found.of_kind("raw")} >= {"vegetables", "fish", "eggs", "milk"}


def test_late_reports_changed_what_was_known_when_the_quarter_was_called_final(grown: None) -> None:
    [first, *_later] = queries.closings(TOLD)
    then = queries.overview(Asked(TOLD, first.closed_at)).total_mg("raw", cumulative=False)
    now = queries.overview(Asked(TOLD, NOW)).total_mg("raw", cumulative=False)
    changes = queries.restatements(TOLD, since=first.closed_at, until=NOW)
    raw = sum(one.difference_mg for one in changes if one.version.commodity.measure_kind == "raw")
    assert now - then == raw > 0


def test_a_second_building_adds_nothing(grown: None) -> None:
    count = LogVersion.objects.count()
    production_building.add_production(demo_city(seed=SEED, scale=0.002, now=NOW))
    assert LogVersion.objects.count() == count


def test_there_is_something_left_to_do(grown: None) -> None:
    assert queries.open_questions(areas=None).count() == 1
    assert queries.silent_sites(Asked(Quarter(2026, 3), NOW)).height > 0
    assert Log.objects.filter(used_by__isnull=False).exists()
