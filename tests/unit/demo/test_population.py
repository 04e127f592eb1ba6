"""The published figures come out of the demo's rows, at any scale."""

from datetime import date

import polars as pl
import pytest

from tumbuh.demo.chance import Chance
from tumbuh.demo.population import AREA_SHARES, NO_AREA, active_on, lifetimes, place, plan

TODAY = date(2026, 11, 18)
WARDS = {code: [f"{code}.01.{1000 + n}" for n in range(1, 7)] for code in AREA_SHARES if code != NO_AREA}


@pytest.fixture(scope="module")
def whole_city() -> pl.DataFrame:
    chance = Chance(1)
    return place(lifetimes(plan(1.0, TODAY), chance), WARDS, chance)


def test_at_full_scale_the_published_figures_are_exact(whole_city: pl.DataFrame) -> None:
    before, after = active_on(whole_city, date(2022, 12, 31)), active_on(whole_city, date(2023, 12, 31))

    assert (before.height, after.height) == (225_415, 243_972)
    assert f"{(after.height - before.height) / before.height:.2%}" == "8.23%"


def test_the_areas_of_2023_are_the_published_ones_with_72_without(whole_city: pl.DataFrame) -> None:
    after = active_on(whole_city, date(2023, 12, 31))
    counted = dict(after["city_code"].fill_null(NO_AREA).value_counts().iter_rows())

    assert counted == AREA_SHARES
    assert after["ward_code"].null_count() == 72
    assert (after["ward_code"].str.slice(0, 5) == after["city_code"]).all()


@pytest.mark.parametrize("scale", [0.0005, 0.02, 0.2])
def test_scaled_down_the_rates_stay(scale: float) -> None:
    lives = lifetimes(plan(scale, TODAY), Chance(1))
    before, after = (active_on(lives, date(year, 12, 31)).height for year in (2022, 2023))

    assert (before, after) == (round(225_415 * scale), round(243_972 * scale))


def test_growth_is_births_less_closures_each_year(whole_city: pl.DataFrame) -> None:
    for year in range(2019, 2026):
        first, last = date(year, 1, 1), date(year, 12, 31)
        births = whole_city.filter(pl.col("registered_on").is_between(first, last)).height
        closures = whole_city.filter(pl.col("closed_on").is_between(first, last)).height
        change = active_on(whole_city, last).height - active_on(whole_city, date(year - 1, 12, 31)).height

        assert births - closures == change
        assert births > 0
        assert closures > 0


def test_nothing_happens_before_it_was_registered_or_after_today(whole_city: pl.DataFrame) -> None:
    assert whole_city.filter(pl.col("closed_on") < pl.col("registered_on")).is_empty()
    assert min(whole_city["registered_on"]) >= date(2018, 1, 1)
    assert max(whole_city["registered_on"]) <= TODAY
    assert max(whole_city["closed_on"].drop_nulls()) <= TODAY


def test_the_current_year_has_only_the_part_that_passed() -> None:
    half = plan(1.0, date(2026, 7, 2))[-1]
    most = plan(1.0, date(2026, 12, 30))[-1]

    assert half.births == pytest.approx(most.births / 2, rel=0.01)


@pytest.mark.parametrize(("scale", "day"), [(0.02, date(2023, 6, 1)), (0.00001, TODAY)])
def test_no_city_before_its_published_years_or_without_people(scale: float, day: date) -> None:
    with pytest.raises(ValueError, match=r"demo city|too small"):
        plan(scale, day)
