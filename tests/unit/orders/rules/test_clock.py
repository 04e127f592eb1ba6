"""The clock says how a promise stands, and the waits of a unit are summed up by days that somebody waited."""

from datetime import date

from tumbuh.orders.rules.clock import Clock, Pace


def test_the_clock_runs_to_the_promised_day_and_stops_at_the_payment():
    day = date(2026, 4, 6)
    assert Clock(day, date(2026, 4, 9), None, date(2026, 4, 7)).pace is Pace.IN_TIME
    assert Clock(day, date(2026, 4, 9), None, date(2026, 4, 9)).pace is Pace.LAST_DAY
    late = Clock(day, date(2026, 4, 9), None, date(2026, 4, 20))
    assert (late.pace, late.days_left, late.days_to_pay) == (Pace.LATE, -11, 14)
    paid = Clock(day, date(2026, 4, 9), date(2026, 4, 8), date(2026, 12, 1))
    assert (paid.pace, paid.days_to_pay) == (Pace.IN_TIME, 2)
