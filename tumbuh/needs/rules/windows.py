"""Until when sellers may quote: working days, or hours for food that is needed soon. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib

MORNING, EVENING = time(6), time(21)  # WIB; sellers sleep outside these hours and nothing is counted against them


class TooSoon(Refused):
    """There is no time left to ask for quotes before the delivery."""

    code = "too_soon_for_quotes"


@dataclass(frozen=True)
class Terms:
    """How long sellers have. Source: policies/needs.toml."""

    working_days: int
    closing_hour: int  # WIB, of a window in working days
    urgent_within_hours: int  # a delivery nearer than this is urgent
    urgent_hours: int
    least_minutes: int
    prepare_hours: int  # between closing and delivery, at least
    silent_hours: int
    urgent_silent_minutes: int


@dataclass(frozen=True)
class Window:
    """Until when quotes may be sent, by when an invited seller should answer, and why so."""

    closes_at: datetime
    silent_for: timedelta
    urgent: bool
    why: str


def window(
    *, now: datetime, deliver_by_at: datetime, terms: Terms, after: Callable[[date, int], date], catering: bool
) -> Window:
    """
    Return the window of a need that is opened now. `after(day, n)`: the working day n working days after a day.

    Food needed within the urgent hours is quoted in hours awake (6 to 21 WIB), all else in working days, closing at the
    closing hour. Neither reaches into the hours that a seller needs to prepare. Raises: TooSoon.
    """
    last = deliver_by_at - timedelta(hours=terms.prepare_hours)
    if last - now < timedelta(minutes=terms.least_minutes):
        raise TooSoon(
            f"Waktunya terlalu dekat untuk meminta penawaran: penjual perlu {terms.prepare_hours} jam untuk "
            "menyiapkan. Pilih langsung dari katalog yang siap pada jam itu, atau mundurkan waktu antarnya."
        )
    urgent = catering and deliver_by_at - now <= timedelta(hours=terms.urgent_within_hours)
    if urgent:
        wished = awake_after(now, timedelta(hours=terms.urgent_hours))
        why = f"Kebutuhan mendesak: {terms.urgent_hours} jam, dihitung antara pukul 06.00 dan 21.00 WIB."
        silent = timedelta(minutes=terms.urgent_silent_minutes)
    else:
        day = after(day_in_wib(now), terms.working_days)
        wished = datetime.combine(day, time(terms.closing_hour), tzinfo=WIB)
        why = f"{terms.working_days} hari kerja, sampai pukul {terms.closing_hour:02}.00 WIB."
        silent = timedelta(hours=terms.silent_hours)
    if wished > last:
        wished, why = last, f"{why} Dipersingkat agar penjual sempat menyiapkan {terms.prepare_hours} jam."
    return Window(wished, silent, urgent, why)


def awake_after(now: datetime, span: timedelta) -> datetime:
    """Return the moment that lies `span` after now when only the hours from 6 to 21 WIB are counted."""
    at = now.astimezone(WIB)
    while True:
        opens = datetime.combine(at.date(), MORNING, tzinfo=WIB)
        closes = datetime.combine(at.date(), EVENING, tzinfo=WIB)
        at = max(at, opens)
        left = closes - at
        if left >= span and left > timedelta(0):
            return at + span
        span -= max(left, timedelta(0))
        at = opens + timedelta(days=1)
