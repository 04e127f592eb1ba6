"""Orders near the end of the year: by the last day from which three working days still end in it."""

from datetime import date

import pytest

from tumbuh.orders.ending import last_receipt_on
from tumbuh.orders.rules.year_end import Outlook, outlook

END, LAST = date(2026, 12, 31), date(2026, 12, 28)


def test_the_last_receipt_of_2026_is_on_monday_the_28th():
    assert last_receipt_on(END) == LAST  # 29, 30 and 31 December are the three working days


@pytest.mark.parametrize(
    ("arrives", "pay_by", "today", "expected"),
    [
        (date(2026, 12, 28), None, date(2026, 12, 1), Outlook.IN_TIME),
        (date(2026, 12, 29), None, date(2026, 12, 1), Outlook.AT_RISK),
        (date(2027, 1, 2), None, date(2026, 12, 1), Outlook.TOO_LATE),
        (date(2026, 12, 1), None, date(2026, 12, 30), Outlook.AT_RISK),  # it should have come long ago
        (date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 30), Outlook.IN_TIME),
        (date(2026, 12, 1), date(2027, 1, 4), date(2026, 12, 30), Outlook.AT_RISK),
        (date(2026, 12, 1), date(2026, 12, 4), date(2027, 1, 1), Outlook.TOO_LATE),
    ],
)
def test_an_order_is_in_time_at_risk_or_too_late(arrives, pay_by, today, expected):
    found = outlook(arrives_on=arrives, pay_by_on=pay_by, last_receipt_on=LAST, ends_on=END, today=today)
    assert found is expected
