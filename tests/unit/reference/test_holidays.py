"""Working days with the days off of 2026; of a year without a decree only the fixed days are off."""

from datetime import date

import pytest

from tumbuh.reference.holidays import is_working_day, working_days_after, working_days_between


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), True), (date(2026, 4, 3), False), (date(2026, 4, 4), False), (date(2026, 4, 6), True),
        (date(2026, 12, 24), False), (date(2030, 12, 24), True), (date(2030, 12, 25), False),
    ],
)  # fmt: skip
def test_weekends_and_days_off_are_no_working_days(day, works):
    assert is_working_day(day) is works


def test_three_working_days_after_a_thursday_before_good_friday():
    assert working_days_after(date(2026, 4, 2), 3) == date(2026, 4, 8)
    assert working_days_after(date(2026, 4, 4), 0) == date(2026, 4, 6)
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 8)) == 3
    assert working_days_between(date(2026, 4, 8), date(2026, 4, 2)) == -3
