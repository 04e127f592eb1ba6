"""Working days: neither Saturday nor Sunday nor a day off of the year's decree. Source: policies/holidays.toml."""

from datetime import date, timedelta
from functools import lru_cache

from tumbuh.kernel.policy import NoRuleInForce
from tumbuh.reference.policies import policy

_SATURDAY = 5


@lru_cache(maxsize=4_096)
def is_working_day(day: date) -> bool:
    """Return whether offices work; of a year whose decree is not known only the days that never move are off."""
    return day.weekday() < _SATURDAY and not is_day_off(day)


@lru_cache(maxsize=4_096)
def is_day_off(day: date) -> bool:
    """Return whether a day is a holiday or a joint day off, whatever its weekday; of an unknown year as above."""
    try:
        return day in policy("holidays", "days_off", on=day).value
    except NoRuleInForce:
        return f"{day:%m-%d}" in policy("holidays", "fixed_days_off", on=day).value


class DaysOff:
    """All days off, as a container that pure rules can ask without knowing the policies."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and is_day_off(day)


def working_days_after(day: date, count: int) -> date:
    """Return the working day that is `count` working days after a day; with 0 the day itself or the next such day."""
    found = day
    while count > 0 or not is_working_day(found):
        found += timedelta(days=1)
        if is_working_day(found) and count > 0:
            count -= 1
    return found


def working_days_between(start: date, end: date) -> int:
    """Return how many working days are after `start`, up to and with `end`; below zero when `end` is earlier."""
    first, last = min(start, end), max(start, end)
    days = sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    return days if start <= end else -days
