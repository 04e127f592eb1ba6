from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.periods import (
    Month,
    NotAPeriod,
    Quarter,
    Year,
    day_in_wib,
    end_of_day,
    format_day,
    format_moment,
    months_between,
    year_to_date,
)

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def test_a_month_knows_its_days_and_neighbours():
    month = Month(2024, 2)
    assert (month.start_on, month.end_on) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (Month(2024, 12).next(), Month(2024, 1).previous()) == (Month(2025, 1), Month(2023, 12))
    assert (str(month), month.label) == ("2024-02", "Februari 2024")


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-00", "Oktober 2026", "2026-1-1", ""])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(NotAPeriod):
        Month.parse(text)


def test_a_quarter_has_three_months():
    quarter = Quarter(2023, 2)
    assert quarter.months == (Month(2023, 4), Month(2023, 5), Month(2023, 6))
    assert (quarter.start_on, quarter.end_on) == (date(2023, 4, 1), date(2023, 6, 30))
    assert quarter.label == "Triwulan II 2023"
    assert Quarter(2023, 1).previous() == Quarter(2022, 4)
    assert quarter.previous() == Quarter(2023, 1)


@pytest.mark.parametrize("number", [0, 5])
def test_there_are_four_quarters(number):
    with pytest.raises(NotAPeriod):
        Quarter(2023, number)


def test_year_to_date_ends_with_the_quarter_asked_for():
    assert year_to_date(Quarter(2023, 1)) == (Quarter(2023, 1),)
    assert year_to_date(Quarter(2023, 3)) == (Quarter(2023, 1), Quarter(2023, 2), Quarter(2023, 3))


def test_a_year_knows_its_days():
    year = Year(2023)
    assert (year.start_on, year.end_on, year.label) == (date(2023, 1, 1), date(2023, 12, 31), "2023")
    assert year.previous() == Year(2022)
    assert year.contains(date(2023, 12, 31))
    assert not year.contains(date(2024, 1, 1))


def test_months_between_are_both_included_and_none_backwards():
    assert list(months_between(Month(2023, 11), Month(2024, 2))) == [
        Month(2023, 11), Month(2023, 12), Month(2024, 1), Month(2024, 2),
    ]  # fmt: skip
    assert list(months_between(Month(2024, 2), Month(2024, 1))) == []


@given(DAYS)
def test_the_month_of_a_day_contains_it_and_is_read_back(day):
    month = Month.of(day)
    assert month.contains(day)
    assert month.start_on <= day <= month.end_on
    assert Month.parse(str(month)) == month
    assert month.next().previous() == month
    assert month.end_on + timedelta(days=1) == month.next().start_on


@given(DAYS)
def test_every_day_is_in_exactly_one_quarter_of_its_year(day):
    assert sum(Quarter(day.year, n).contains(day) for n in range(1, 5)) == 1


def test_the_day_in_jakarta_begins_at_five_in_the_afternoon_utc():
    assert day_in_wib(datetime(2026, 1, 5, 16, 59, 59, tzinfo=UTC)) == date(2026, 1, 5)
    assert day_in_wib(datetime(2026, 1, 5, 17, 0, tzinfo=UTC)) == date(2026, 1, 6)
    with pytest.raises(ValueError, match="zone"):
        day_in_wib(datetime(2026, 1, 5, 17, 0))  # noqa: DTZ001


@given(DAYS)
def test_the_end_of_a_day_is_the_last_moment_of_it(day):
    end = end_of_day(day)
    assert end.tzinfo is UTC
    assert day_in_wib(end) == day
    assert day_in_wib(end + timedelta(microseconds=1)) == day + timedelta(days=1)


def test_days_and_moments_are_written_in_indonesian():
    assert format_day(date(2026, 8, 17)) == "17 Agustus 2026"
    assert format_moment(datetime(2026, 11, 24, 7, 31, tzinfo=UTC)) == "24 November 2026 14.31 WIB"
