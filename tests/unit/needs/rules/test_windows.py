from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.kernel.periods import WIB
from tumbuh.needs.rules.windows import Terms, TooSoon, awake_after, window
from tumbuh.reference.holidays import working_days_after

TERMS = Terms(
    working_days=2, closing_hour=16, urgent_within_hours=48, urgent_hours=3, least_minutes=30, prepare_hours=4,
    silent_hours=8, urgent_silent_minutes=45,
)  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def closes(now: str, due: str, *, catering: bool = True) -> str:
    found = window(now=at(now), deliver_by_at=at(due), terms=TERMS, after=working_days_after, catering=catering)
    return f"{found.closes_at.astimezone(WIB):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "due", "catering", "wanted"),
    [
        ("2026-04-06 09:00", "2026-04-13 12:00", True, "2026-04-08 16:00"),  # Monday: two working days
        ("2026-04-10 09:00", "2026-04-20 12:00", False, "2026-04-14 16:00"),  # Friday: the weekend does not count
        ("2026-12-23 09:00", "2026-12-31 12:00", False, "2026-12-29 16:00"),  # nor Christmas and its eve
        ("2026-04-06 09:00", "2026-04-07 12:00", True, "2026-04-06 12:00"),  # urgent: three hours
        ("2026-04-06 20:00", "2026-04-07 14:00", True, "2026-04-07 08:00"),  # one hour tonight, two in the morning
        ("2026-04-06 20:00", "2026-04-07 08:30", True, "2026-04-07 04:30"),  # cut short for the seller's four hours
        ("2026-04-06 09:00", "2026-04-07 12:00", False, "2026-04-07 08:00"),  # goods are never urgent, only cut short
    ],
)
def test_the_window_closes_when_the_policy_says(now: str, due: str, catering: bool, wanted: str) -> None:
    assert closes(now, due, catering=catering) == wanted


def test_below_half_an_hour_nobody_is_asked() -> None:
    assert closes("2026-04-06 08:00", "2026-04-06 12:30") == "2026-04-06 08:30"
    with pytest.raises(TooSoon):
        closes("2026-04-06 08:01", "2026-04-06 12:30")


@settings(max_examples=200)
@given(minutes=st.integers(0, 60 * 24 * 8), span=st.integers(1, 60 * 40))
def test_hours_awake_are_counted_minute_by_minute(minutes: int, span: int) -> None:
    now = at("2026-04-06 00:00") + timedelta(minutes=minutes)
    counted, moment = 0, now
    while counted < span:
        counted += 6 <= moment.hour < 21
        moment += timedelta(minutes=1)
    assert awake_after(now, timedelta(minutes=span)) == moment


def test_a_day_in_the_future_is_a_working_day() -> None:
    assert working_days_after(date(2026, 4, 10), 2) == date(2026, 4, 14)
