"""Months counted back from a day. Pure."""

from datetime import date


def months_back(day: date, months: int) -> date:
    """Return the first day of the month that lies so many months before the month of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
