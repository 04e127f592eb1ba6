"""How much of offers there is on a day, and a pool's days one by one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from tumbuh.catalogue.models import CapacityDay, CapacityPool
from tumbuh.catalogue.rules.days import Timing, first_day
from tumbuh.reference.holidays import DaysOff, is_day_off

_ROOM = """
    SELECT o.id, CASE
        WHEN o.pool_id IS NULL THEN o.on_hand - o.reserved
        WHEN coalesce(d.closed, false) OR (p.closed_on_holidays AND %(day_off)s)
            OR extract(isodow FROM %(day)s::date)::int - 1 = ANY(p.closed_weekdays) THEN 0
        ELSE coalesce(d."limit" - d.taken, p.daily_limit) END
    FROM catalogue_offer o
    LEFT JOIN catalogue_capacitypool p ON p.id = o.pool_id
    LEFT JOIN catalogue_capacityday d ON d.pool_id = o.pool_id AND d.day_on = %(day)s
    WHERE o.id = ANY(%(ids)s)
"""


def room_on(offer_ids: Collection[int], *, day: date) -> dict[int, int]:
    """
    Return how much of each offer can still be promised for a day: free stock, or room in the kitchen's day.

    Lead hours are not looked at: `rules.days.check_day` says whether an order of now is in time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROOM, {"ids": list(offer_ids), "day": day, "day_off": is_day_off(day)})
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class PoolDay:
    """One day of a pool. `is_open`: it takes orders, if they are in time; `in_time`: an order of now would be."""

    day: date
    limit: int
    taken: int
    closed: bool
    is_open: bool
    in_time: bool
    note: str

    @property
    def left(self) -> int:
        """What can still be promised."""
        return max(0, self.limit - self.taken) if self.is_open else 0


def timing_of(pool: CapacityPool) -> Timing:
    """Return how much time a pool needs."""
    closed_days = DaysOff() if pool.closed_on_holidays else ()
    return Timing(pool.lead_hours, pool.cutoff_time, tuple(pool.closed_weekdays), closed_days)


def pool_days(pool: CapacityPool, *, first: date, last: date, now: datetime) -> list[PoolDay]:
    """Return the days of a pool from `first` to `last`, both included."""
    rows = {row.day_on: row for row in CapacityDay.objects.filter(pool=pool, day_on__range=(first, last))}
    timing = timing_of(pool)
    earliest = first_day(timing, now=now)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        row = rows.get(day)
        closed = bool(row and row.closed)
        days.append(
            PoolDay(
                day=day,
                limit=row.limit if row else pool.daily_limit,
                taken=row.taken if row else 0,
                closed=closed,
                is_open=not closed and timing.is_open(day),
                in_time=day >= earliest,
                note=row.note if row else "",
            )
        )
    return days
