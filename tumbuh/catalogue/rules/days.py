"""On which days something made to order can be had: lead hours, the cut-off, closed days. Pure."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class TooLate(Refused):
    """There is less time left than the seller needs."""

    code = "too_late"


class ClosedDay(Refused):
    """The seller does not work on this day."""

    code = "closed_day"


@dataclass(frozen=True)
class Timing:
    """
    How much time a seller needs.

    `lead_hours`: from the order to the delivery; `cutoff_time` (WIB): after it nothing more is taken for tomorrow;
    `closed_weekdays`: 0 is Monday; `closed_days`: single days, holidays among them.
    """

    lead_hours: int = 0
    cutoff_time: time | None = None
    closed_weekdays: Sequence[int] = ()
    closed_days: Container[date] = ()

    def is_open(self, day: date) -> bool:
        """Return whether the seller works on a day."""
        return day.weekday() not in self.closed_weekdays and day not in self.closed_days


def first_day(timing: Timing, *, now: datetime) -> date:
    """
    Return the first day, closed or not, for which an order that is placed now is in time.

    The lead hours count from now; after the cut-off neither today nor tomorrow is to be had.
    """
    today = day_in_wib(now)
    ready_on = day_in_wib(now + timedelta(hours=timing.lead_hours))
    after_cutoff = timing.cutoff_time is not None and now.astimezone(WIB).time() > timing.cutoff_time
    return max(ready_on, today + timedelta(days=2)) if after_cutoff else ready_on


def next_open_day(timing: Timing, *, now: datetime, wanted: date | None = None, within_days: int = 60) -> date | None:
    """
    Return the first day that is in time and not closed, on or after the wanted day when one is given.

    None when there is none for two months.
    """
    first = first_day(timing, now=now)
    start = max(first, wanted) if wanted else first
    days = (start + timedelta(days=n) for n in range(within_days))
    return next((day for day in days if timing.is_open(day)), None)


def check_day(timing: Timing, *, title: str, day: date, now: datetime, due_at: datetime | None = None) -> None:
    """
    Pass when what is ordered now can be delivered on the day, at `due_at` of it when that is given.

    Raises: TooLate, ClosedDay; both messages name the next day that can be had.
    """
    in_time = day >= first_day(timing, now=now)
    if due_at is not None:
        in_time = in_time and due_at >= now + timedelta(hours=timing.lead_hours)
    if in_time and timing.is_open(day):
        return
    if in_time:
        open_on = next_open_day(timing, now=now, wanted=day)
        offered = f" Hari buka berikutnya: {_named(open_on)}." if open_on else ""
        raise ClosedDay(f"{title}: penjual tutup pada {_named(day)}.{offered}")
    soonest = next_open_day(timing, now=now)
    if soonest == day:  # this very day, but later than asked
        ready = (now + timedelta(hours=timing.lead_hours)).astimezone(WIB)
        raise TooLate(f"{title}: perlu {timing.lead_hours} jam, jadi paling cepat {ready:%d/%m/%Y pukul %H.%M} WIB.")
    offered = f" Paling cepat {_named(soonest)}." if soonest else ""
    cutoff = f" dan pesanan untuk besok ditutup pukul {timing.cutoff_time:%H.%M}" if timing.cutoff_time else ""
    raise TooLate(
        f"{title}: pesanan untuk {day:%d/%m/%Y} terlambat; penjual perlu {timing.lead_hours} jam{cutoff}.{offered}"
    )


def _named(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
