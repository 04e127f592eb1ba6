from datetime import date

import pytest

from tumbuh.coaching.rules.day_plan import Case, Reason, reason_today

TODAY = date(2026, 4, 6)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (Case(TODAY, TODAY, True), Reason("Janji hari ini", 1)),
        (Case(date(2026, 4, 3), None, False), Reason("Janji 3 hari yang lalu", 1)),
        (Case(date(2026, 4, 7), None, True), None),
        (Case(None, None, True), Reason("Belum pernah dikunjungi", 2)),
        (Case(None, None, False), None),
        (Case(None, date(2026, 2, 5), True), Reason("Sudah 60 hari tidak dikunjungi", 3)),
        (Case(None, date(2026, 2, 6), True), None),
    ],
)
def test_who_is_seen_today_and_why(case: Case, reason: Reason | None) -> None:
    assert reason_today(case, on=TODAY, visit_days=60) == reason
