"""The pay-by clock of one order. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
