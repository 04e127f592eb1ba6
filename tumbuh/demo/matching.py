"""What the demo city's business matching is made of: companies, their needs, and when its gatherings are. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from tumbuh.demo.chance import Chance
from tumbuh.kernel.periods import WIB

PAST_BEFORE = timedelta(days=40)  # so long ago was the finished gathering: orders of the weeks after came of it
COMING_AFTER, DRAFT_AFTER = timedelta(days=6), timedelta(days=24)
NEEDED_AFTER = (20, 26, 33, 41, 48)  # days after a gathering on which what it is about is needed
PLACE, AREA = "Balai Kota, Ruang Pola", "31.71.01"
PORTIONS = (100, 150, 200, 250, 300)
T = TypeVar("T")


@dataclass(frozen=True)
class Wish:
    """One thing that a company looks for."""

    title: str
    category: str
    quantity: int
    unit: str
    unit_budget_rupiah: int
    certificates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Company:
    """A buyer that is no unit of the city. The names are invented."""

    name: str
    kind: str  # city_company, corporate
    wishes: tuple[Wish, ...]


COMPANIES = (
    Company("Perumda Pasar Rakyat Kota", "city_company", (
        Wish("Makan siang rapat direksi tiap bulan", "nasi_kotak", 150, "kotak", 38_000),
        Wish("Snack box pelatihan pedagang", "snack_box", 200, "box", 21_000),
    )),
    Company("PT Angkutan Terpadu Kota", "city_company", (
        Wish("Nasi kotak petugas lapangan", "nasi_kotak", 250, "kotak", 32_000),
        Wish("Prasmanan ulang tahun perusahaan", "prasmanan", 100, "porsi", 65_000),
        Wish("Makan siang apel besar karyawan", "nasi_kotak", 1_400, "kotak", 35_000),  # more than one kitchen makes
    )),
    Company("Perumda Air Bersih Kota", "city_company", (
        Wish("Coffee break rapat bulanan", "coffee_break", 100, "porsi", 27_000),
        Wish("Keripik untuk bingkisan pelanggan", "keripik", 150, "bungkus", 30_000),
    )),
    Company("Hotel Nusa Kencana", "corporate", (
        Wish("Kue kering untuk kamar tamu", "kue_kering", 60, "toples", 85_000, ("halal",)),
        Wish("Snack box rapat tamu hotel", "snack_box", 150, "box", 24_000),
    )),
    Company("Rumah Sakit Bina Waras", "corporate", (
        Wish("Nasi kotak jaga malam", "nasi_kotak", 120, "kotak", 36_000, ("halal",)),
    )),
    Company("Kampus Bina Cendekia", "corporate", (
        Wish("Konsumsi wisuda", "nasi_kotak", 300, "kotak", 34_000),
        Wish("Kaos panitia wisuda", "kaos", 100, "pcs", 95_000),
    )),
    Company("Toko Oleh-oleh Bandar", "corporate", (
        Wish("Dodol dan camilan Betawi", "dodol", 100, "bungkus", 45_000),
        Wish("Batik untuk etalase", "batik", 40, "lembar", 275_000),
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Ending:
    """What comes of one meeting in the end. `interest_percent` of what is looked for; 0: none."""

    is_missed: bool
    interest_percent: int
    next_step: str
    quote_percent: int  # of the interest; 0: no offer was made
    lost: str  # why nothing came of it; "": still open


def past_day(today: date, is_open: Callable[[date], bool]) -> date | None:
    """Return when the finished gathering was; None early in the year, before which there are no books."""
    day = _open_day(today - PAST_BEFORE, is_open)
    return day if day - timedelta(days=15) >= date(today.year, 1, 2) else None


def coming_day(today: date, is_open: Callable[[date], bool]) -> date:
    """Return when the gathering is whose timetable is out."""
    return _open_day(today + COMING_AFTER, is_open)


def draft_day(today: date, is_open: Callable[[date], bool]) -> date:
    """Return when the gathering is that nobody knows of yet."""
    return _open_day(today + DRAFT_AFTER, is_open)


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of a day in WIB."""
    return datetime.combine(day, time(hour, minute), tzinfo=WIB)


def ending(chance: Chance, buyer: str, seller: str) -> Ending:
    """Return how the meeting of two ends: the same two, the same end, whoever else meets."""
    throws = chance.branch("ending", buyer, seller).uniform("throw", 5).to_list()
    if throws[0] < 0.1:
        return Ending(True, 0, "none", 0, "")
    if throws[0] < 0.36:
        return Ending(False, 0, "none", 0, "")
    step = _of(("quotation", "sample", "visit", "order", "quotation"), throws[1])
    quote = 80 + int(throws[2] * 25) if throws[3] < 0.65 else 0
    lost = _of(("price", "quality", "other_seller", "no_budget"), throws[4] * 4) if throws[4] < 0.25 else ""
    return Ending(False, 30 + 10 * int(throws[2] * 8), step, quote, lost)


def portions(chance: Chance, name: str) -> int:
    """Return how many a unit asks for to begin with, however large its package is."""
    return _of(PORTIONS, float(chance.branch("portions", name).uniform("throw", 1)[0]))


def _of(values: Sequence[T], throw: float) -> T:
    return values[min(int(throw * len(values)), len(values) - 1)]


def _open_day(day: date, is_open: Callable[[date], bool]) -> date:
    while not is_open(day):
        day += timedelta(days=1)
    return day
