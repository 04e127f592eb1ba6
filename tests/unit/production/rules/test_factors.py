from datetime import UTC, date, datetime

import pytest

from tumbuh.production.rules.factors import Factor, NoFactor, choose

EARLY, LATE = datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
CITY = Factor(1, "ikat", "", 250, date(2018, 1, 1), EARLY)
CITY_NEW = Factor(2, "ikat", "", 240, date(2024, 1, 1), EARLY)
MENDED = Factor(3, "ikat", "", 245, date(2024, 1, 1), LATE)
SOUTH = Factor(4, "ikat", "31.74", 300, date(2018, 1, 1), EARLY)
ALL = (CITY, CITY_NEW, MENDED, SOUTH)


def chosen(area: str, on: date, unit: str = "ikat") -> int | None:
    return choose(ALL, commodity="Kangkung", unit=unit, area_code=area, on=on).factor_id


def test_the_narrowest_area_goes_first() -> None:
    assert chosen("31.74.01.1001", date(2025, 1, 1)) == 4


def test_a_factor_holds_from_its_day_on() -> None:
    assert chosen("31.71.01", date(2023, 12, 31)) == 1


def test_a_factor_recorded_later_mends_the_one_of_the_same_day() -> None:
    assert chosen("31.71.01", date(2024, 1, 1)) == 3


def test_an_area_reaches_only_what_lies_in_it() -> None:
    assert chosen("31.741.01", date(2023, 1, 1)) == 1


def test_a_unit_of_mass_needs_no_factor() -> None:
    found = choose((), commodity="Kangkung", unit="kuintal", area_code="31.71", on=date(2023, 1, 1))
    assert (found.grams_per_unit, found.factor_id) == (100_000, None)


def test_a_unit_without_a_factor_is_refused_with_a_way_out() -> None:
    with pytest.raises(NoFactor, match="Catat dalam kg"):
        choose(ALL, commodity="Cabai", unit="gabung", area_code="31.71", on=date(2023, 1, 1))


def test_before_the_first_day_there_is_no_factor() -> None:
    with pytest.raises(NoFactor):
        chosen("31.71.01", date(2017, 12, 31))
