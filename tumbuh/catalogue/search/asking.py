"""What is asked of the shop: words, filters, an order, a page. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB

PAGE_SIZE = 24
LAST_PAGE = 400  # further on nobody looks; a narrower question is asked instead
BANDS = (10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)  # rupiah; band n lies below BANDS[n]
READY_HOURS = (24, 48, 72, 168)  # what "can be delivered within" may be
TEXT_LIMIT = 120
DISTRICT = len("31.71.01")  # characters of an area code down to the district


class Sort(StrEnum):
    """In which order."""

    BEST = "cocok"
    CHEAP = "termurah"
    DEAR = "termahal"
    NAME = "nama"


class BadQuestion(Refused):
    """A filter has a value that there is none of."""

    code = "bad_question"


@dataclass(frozen=True)
class Query:
    """
    A question to the shop. Empty means any. Several values of one filter: any of them.

    `categories`: codes, also of wider categories; `districts`: area codes of districts; `bands`: numbers of BANDS;
    `level`: at least this OriginLevel; `ready_hours`: deliverable within; `deliver_at`: deliverable at this moment;
    `seller`: a public id; `near`: a district whose sellers come first.
    """

    text: str = ""
    categories: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    bands: tuple[int, ...] = ()
    level: int = 0
    classes: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    ready_hours: int = 0
    deliver_at: datetime | None = None
    seller: str = ""
    least_rupiah: int | None = None
    most_rupiah: int | None = None
    near: str = ""
    sort: Sort = Sort.BEST
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words, order and page was chosen."""
        return replace(self, text="", near="", sort=Sort.BEST, page=1) != Query()


def band_of(price_rupiah: int) -> int:
    """Return the number of the band in which a price lies; its lower bound belongs to it."""
    return sum(price_rupiah >= bound for bound in BANDS)


def query_of(given: Mapping[str, Sequence[str]]) -> Query:
    """
    Return the question of an address's parameters, by their Indonesian names; unknown parameters are left out.

    Raises: BadQuestion for a value that its parameter cannot have.
    """
    return Query(
        text=" ".join(_one(given, "cari").split())[:TEXT_LIMIT],
        categories=_many(given, "kategori"),
        districts=_many(given, "kecamatan"),
        bands=tuple(_number(text, "harga", range(len(BANDS) + 1)) for text in _many(given, "harga")),
        level=_number(_one(given, "bukti"), "bukti", range(6)),
        classes=_of(given, "kelas", ("micro", "small", "medium", "large")),
        licences=_of(given, "izin", ("pirt", "bpom", "halal", "tkdn", "hki")),
        ready_hours=_number(_one(given, "siap"), "siap", (0, *READY_HOURS)),
        deliver_at=_moment(_one(given, "antar")),
        seller=_one(given, "penjual"),
        least_rupiah=_rupiah(given, "harga_min"),
        most_rupiah=_rupiah(given, "harga_maks"),
        near=_one(given, "dekat"),
        sort=_sort(_one(given, "urut")),
        page=max(1, min(_number(_one(given, "halaman") or "1", "halaman"), LAST_PAGE)),
    )


def turn_of_day(day: date) -> int:
    """Return the number by which the fair turn moves on: one a day."""
    return day.toordinal()


def shuffler(day: date) -> int:
    """Return the odd number that puts keys of 31 bits into another order each day, each key in one place."""
    return (day.toordinal() * 2_654_435_761 | 1) & 0x7FFF_FFFF


def hours_until(moment: datetime, *, now: datetime) -> int:
    """Return the whole hours that are left; below zero when it is over."""
    return (moment - now) // timedelta(hours=1)


def _one(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name) or ("",)
    return values[-1].strip()


def _many(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    some = {text.strip() for value in given.get(name) or () for text in value.split(",")}
    return tuple(sorted(some - {""}))[:50]


def _of(given: Mapping[str, Sequence[str]], name: str, known: Sequence[str]) -> tuple[str, ...]:
    some = _many(given, name)
    for text in some:
        if text not in known:
            raise _bad(name, text, ", ".join(known))
    return some


def _number(text: str, name: str, known: Sequence[int] = ()) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > 12 or (known and int(text) not in known):
        raise _bad(name, text, ", ".join(map(str, known)) or "angka")
    return int(text)


def _rupiah(given: Mapping[str, Sequence[str]], name: str) -> int | None:
    text = _one(given, name).removeprefix("Rp").replace(".", "").strip()
    return _number(text, name) if text else None


def _sort(text: str) -> Sort:
    try:
        return Sort(text or Sort.BEST)
    except ValueError:
        raise _bad("urut", text, ", ".join(Sort)) from None


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _bad("antar", text, "2026-11-26T08:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def _bad(name: str, text: str, known: str) -> BadQuestion:
    return BadQuestion(f"Saringan “{name}” tidak mengenal “{text}”; yang dikenal: {known}.")
