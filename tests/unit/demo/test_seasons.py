"""The days of a year draw orders as a city's year does."""

from datetime import date, timedelta

import pytest

from tumbuh.demo.seasons import festive, lebaran_near, weight

START = date(2024, 11, 1)


def _weight(day: date, kind: str = "batik", city: str | None = "31.74") -> float:
    return weight(day, start=START, city=city, kind=kind)


@pytest.mark.parametrize(("year", "day"), [(2023, date(2023, 4, 22)), (2024, date(2024, 4, 10)),
                                           (2026, date(2026, 3, 20)), (2027, date(2027, 3, 10))])  # fmt: skip
def test_lebaran_comes_out_within_two_days_of_the_official_one(year: int, day: date) -> None:
    assert abs((lebaran_near(date(year, day.month, 15)) - day).days) <= 2


def test_orders_rise_through_ramadan_and_fall_at_lebaran() -> None:
    lebaran = lebaran_near(date(2025, 3, 31))

    assert festive(lebaran - timedelta(days=40)) == 1
    assert festive(lebaran - timedelta(days=20)) < festive(lebaran - timedelta(days=6))
    assert festive(lebaran + timedelta(days=1)) == 0.35
    assert festive(lebaran + timedelta(days=7)) == 1


def test_kue_and_batik_feel_ramadan_more_than_others() -> None:
    day = date(2025, 3, 25)

    assert _weight(day, kind="kue") > 1.3 * _weight(day, kind="kopi")


def test_twin_dates_stand_out() -> None:
    assert _weight(date(2025, 11, 11)) > 2 * _weight(date(2025, 11, 18))
    assert _weight(date(2025, 12, 12)) > 2 * _weight(date(2025, 12, 19))


def test_sales_grow_from_year_to_year_and_not_alike_in_every_city() -> None:
    first, later = date(2025, 6, 17), date(2026, 6, 16)  # the same weekday

    assert 1.2 < _weight(later) / _weight(first) < 1.3
    assert _weight(later, city="31.73") > _weight(later, city="31.01")
    assert _weight(later, city=None) == _weight(later, city="31.74")
