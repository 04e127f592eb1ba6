"""When something made to order can be had."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.catalogue.rules.days import ClosedDay, Timing, TooLate, check_day, first_day, next_open_day

MONDAY_NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)  # 12.00 WIB


@pytest.mark.parametrize(
    ("timing", "hours_later", "first"),
    [
        (Timing(), 0, date(2026, 1, 5)),
        (Timing(lead_hours=11), 0, date(2026, 1, 5)),
        (Timing(lead_hours=12), 0, date(2026, 1, 6)),
        (Timing(lead_hours=48), 0, date(2026, 1, 7)),
        (Timing(lead_hours=6, cutoff_time=time(15)), 3, date(2026, 1, 5)),  # 15.00 sharp is in time
        (Timing(lead_hours=6, cutoff_time=time(15)), 4, date(2026, 1, 7)),
        (Timing(lead_hours=72, cutoff_time=time(15)), 4, date(2026, 1, 8)),
        (Timing(lead_hours=6, cutoff_time=time(15)), 14, date(2026, 1, 6)),  # 02.00 of the next day
    ],
)
def test_the_first_day_keeps_the_lead_hours_and_the_cut_off(timing: Timing, hours_later: int, first: date) -> None:
    assert first_day(timing, now=MONDAY_NOON + timedelta(hours=hours_later)) == first


def test_closed_weekdays_and_days_are_passed_over() -> None:
    timing = Timing(lead_hours=12, closed_weekdays=(1, 2), closed_days=frozenset({date(2026, 1, 8)}))
    assert next_open_day(timing, now=MONDAY_NOON) == date(2026, 1, 9)
    assert next_open_day(Timing(closed_weekdays=tuple(range(7))), now=MONDAY_NOON) is None


def test_a_closed_day_and_a_late_order_name_the_next_day() -> None:
    timing = Timing(lead_hours=12, cutoff_time=time(15), closed_weekdays=(1,))
    with pytest.raises(ClosedDay, match=r"Nasi: penjual tutup pada Selasa, 06/01/2026\. Hari buka berikutnya: Rabu"):
        check_day(timing, title="Nasi", day=date(2026, 1, 6), now=MONDAY_NOON)
    with pytest.raises(TooLate, match=r"terlambat; penjual perlu 12 jam dan pesanan untuk besok ditutup pukul 15\.00"):
        check_day(timing, title="Nasi", day=date(2026, 1, 5), now=MONDAY_NOON)


@given(
    lead=st.integers(0, 100),
    cutoff=st.none() | st.times(),
    closed=st.sets(st.integers(0, 6), max_size=6),
    hours=st.integers(0, 24 * 14),
)
def test_the_next_open_day_can_be_ordered_and_no_day_before_it(
    lead: int, cutoff: time | None, closed: set[int], hours: int
) -> None:
    timing, now = Timing(lead, cutoff, tuple(closed)), MONDAY_NOON + timedelta(hours=hours)
    found = next_open_day(timing, now=now)
    assert found is not None
    check_day(timing, title="Nasi", day=found, now=now)
    today = date(2026, 1, 5)
    for number in range((found - today).days):
        with pytest.raises((TooLate, ClosedDay)):
            check_day(timing, title="Nasi", day=today + timedelta(days=number), now=now)
