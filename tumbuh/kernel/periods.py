"""Days, months, quarters and years in Jakarta's time (WIB)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tumbuh.kernel.errors import Refused

WIB = ZoneInfo("Asia/Jakarta")
MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")


class NotAPeriod(Refused):
    """The text names no month, quarter or year."""

    code = "not_a_period"


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)  # refuses month 13

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Return the month of "2026-10". Raises: NotAPeriod."""
        try:
            year, month = text.split("-")
            return cls(int(year), int(month))
        except ValueError:
            raise NotAPeriod(f"“{text}” bukan bulan; tulis seperti 2026-10.") from None

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def start_on(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def end_on(self) -> date:
        """The last day."""
        return self.next().start_on - timedelta(days=1)

    @property
    def label(self) -> str:
        """E.g. "Oktober 2026"."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"

    def contains(self, day: date) -> bool:
        """Return whether the day is in it."""
        return (day.year, day.month) == (self.year, self.month)

    def next(self) -> "Month":
        """Return the month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> "Month":
        """Return the month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter (triwulan) of one year."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if self.quarter not in range(1, 5):
            raise NotAPeriod(f"Triwulan {self.quarter} tidak ada; triwulan adalah 1 sampai 4.")

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """Its three months."""
        first = 3 * self.quarter - 2
        return Month(self.year, first), Month(self.year, first + 1), Month(self.year, first + 2)

    @property
    def start_on(self) -> date:
        """The first day."""
        return self.months[0].start_on

    @property
    def end_on(self) -> date:
        """The last day."""
        return self.months[2].end_on

    @property
    def label(self) -> str:
        """E.g. "Triwulan II 2023"."""
        return f"Triwulan {_ROMAN[self.quarter - 1]} {self.year}"

    def contains(self, day: date) -> bool:
        """Return whether the day is in it."""
        return self.start_on <= day <= self.end_on

    def previous(self) -> "Quarter":
        """Return the quarter before."""
        return Quarter(self.year - (self.quarter == 1), (self.quarter - 2) % 4 + 1)


@dataclass(frozen=True, order=True)
class Year:
    """One calendar year."""

    year: int

    @property
    def start_on(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def end_on(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def label(self) -> str:
        """E.g. "2023"."""
        return str(self.year)

    def contains(self, day: date) -> bool:
        """Return whether the day is in it."""
        return day.year == self.year

    def previous(self) -> "Year":
        """Return the year before."""
        return Year(self.year - 1)


def year_to_date(quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters of "s.d. triwulan": from the first of the year up to and with the given one."""
    return tuple(Quarter(quarter.year, n) for n in range(1, quarter.quarter + 1))


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from `first` to `last`, both included; none when `last` is earlier."""
    month = first
    while month <= last:
        yield month
        month = month.next()


def day_in_wib(moment: datetime) -> date:
    """Return the day in Jakarta of an aware moment. Raises: ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no day")
    return moment.astimezone(WIB).date()


def end_of_day(day: date) -> datetime:
    """Return the last microsecond of a day in Jakarta, as an aware moment in UTC."""
    start_of_next = datetime(day.year, day.month, day.day, tzinfo=WIB) + timedelta(days=1)
    return (start_of_next - timedelta(microseconds=1)).astimezone(UTC)


def format_day(day: date) -> str:
    """Return 2026-11-24 as "24 November 2026"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def format_moment(moment: datetime) -> str:
    """Return an aware moment as "24 November 2026 14.31 WIB"."""
    local = moment.astimezone(WIB)
    return f"{format_day(local.date())} {local:%H.%M} WIB"
