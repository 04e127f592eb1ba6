"""The pay-by clock and the days that sellers wait for their money. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Pace(StrEnum):
    """How the clock of an unpaid order stands."""

    IN_TIME = "in_time"
    LAST_DAY = "last_day"
    LATE = "late"


@dataclass(frozen=True)
class Clock:
    """The promise of an order: from when, by when, and how it stands on a day; `paid_on` None: not yet."""

    received_on: date
    pay_by_on: date
    paid_on: date | None
    today: date

    @property
    def days_to_pay(self) -> int:
        """Calendar days from the handover to the payment, or until today."""
        return ((self.paid_on or self.today) - self.received_on).days

    @property
    def days_left(self) -> int:
        """Calendar days until the promised day; below zero when it has passed."""
        return (self.pay_by_on - (self.paid_on or self.today)).days

    @property
    def pace(self) -> Pace:
        """Whether the promise is kept."""
        if self.days_left > 0:
            return Pace.IN_TIME
        return Pace.LAST_DAY if self.days_left == 0 else Pace.LATE


@dataclass(frozen=True)
class Waiting:
    """How long sellers waited: how many payments, median and 90th percentile of days, shares within limits."""

    n: int
    median_days: Fraction
    p90_days: int
    within_3: int
    within_7: int
    over_30: int


def waiting(days: Sequence[int]) -> Waiting | None:
    """
    Return the summary of days from handover to payment; None without any.

    The median of an even number is the mean of the middle two; p90 is the smallest of the values that at least nine
    tenths do not exceed (nearest rank), so that it is a wait that somebody had.
    """
    if not days:
        return None
    ordered = sorted(days)
    n = len(ordered)
    middle = ordered[n // 2] if n % 2 else Fraction(ordered[n // 2 - 1] + ordered[n // 2], 2)
    rank = -(-9 * n // 10)
    return Waiting(
        n=n,
        median_days=Fraction(middle),
        p90_days=ordered[rank - 1],
        within_3=sum(day <= 3 for day in ordered),
        within_7=sum(day <= 7 for day in ordered),
        over_30=sum(day > 30 for day in ordered),
    )
