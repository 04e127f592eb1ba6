"""Which sellers may be told of a need, and what keeps the others away, each with what would mend it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tumbuh.catalogue.rules.days import ClosedDay, Timing, TooLate, check_day
from tumbuh.kernel.money import format_rupiah

LICENCE_NAMES = {"halal": "sertifikat halal", "pirt": "P-IRT", "bpom": "izin BPOM", "tkdn": "sertifikat TKDN",
                 "hki": "sertifikat HKI"}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a need asks of a seller."""

    quantity: int
    deliver_by_at: datetime
    day: date  # of the delivery, in WIB
    area_code: str
    licences: Sequence[str]
    size_classes: Sequence[str]  # who may sell; none: everybody
    unit_ceiling_rupiah: int | None
    price_slack_permyriad: int  # how far a listed price may stand above the ceiling
    least_share_permyriad: int  # the least part of the quantity that a seller must be able to make


@dataclass(frozen=True)
class Supply:
    """One offer of one seller as it stands when it is looked at. `room`: what may still be promised for the day."""

    offer_id: int
    title: str
    price_rupiah: int
    min_quantity: int
    max_quantity: int | None
    room: int
    timing: Timing
    licences: Sequence[str]
    size_class: str
    delivers_to: Sequence[str]
    state: str
    banned_until_on: date | None
    is_open: bool


@dataclass(frozen=True)
class Exclusion:
    """One thing that keeps a seller away: a code for programs, a sentence for people, and what would mend it."""

    code: str
    text: str
    fix: str


def exclusions(supply: Supply, wanted: Wanted, *, now: datetime) -> tuple[Exclusion, ...]:
    """Return everything that keeps an offer away from a need; empty when it is eligible."""
    found = [*_standing(supply, wanted), *_licences(supply, wanted), *_reach(supply, wanted)]
    return (*found, *_room(supply, wanted), *_time(supply, wanted, now), *_price(supply, wanted))


def _standing(supply: Supply, wanted: Wanted) -> list[Exclusion]:
    found = []
    if not supply.is_open:
        found.append(Exclusion("closed_business", "Usaha ini tercatat tutup.", "Perbarui data usaha di register."))
    if supply.banned_until_on is not None and supply.banned_until_on >= wanted.day:
        until = f"{supply.banned_until_on:%d/%m/%Y}"
        found.append(Exclusion("banned", f"Penjual dilarang berjualan sampai {until}.", f"Tunggu sampai {until}."))
    if supply.state != "listed":
        text = "Produknya sedang tidak tayang di katalog."
        found.append(Exclusion("not_listed", text, "Tayangkan kembali produk di halaman Produk saya."))
    if wanted.size_classes and supply.size_class not in wanted.size_classes:
        text = "Skala usaha tidak sesuai; kebutuhan ini untuk usaha mikro dan kecil."
        found.append(Exclusion("size_class", text, "Pastikan skala usaha di register benar."))
    return found


def _licences(supply: Supply, wanted: Wanted) -> list[Exclusion]:
    missing = [kind for kind in wanted.licences if kind not in supply.licences]
    return [
        Exclusion(
            f"licence_{kind}",
            f"Belum ada {LICENCE_NAMES.get(kind, kind)} yang berlaku pada hari antar.",
            f"Catatkan {LICENCE_NAMES.get(kind, kind)} yang masih berlaku pada register usaha.",
        )
        for kind in missing
    ]


def _reach(supply: Supply, wanted: Wanted) -> list[Exclusion]:
    if not wanted.area_code or not supply.delivers_to:
        return []
    inside = any(
        wanted.area_code == code or wanted.area_code.startswith(f"{code}.") or code.startswith(f"{wanted.area_code}.")
        for code in supply.delivers_to
    )
    text = "Tidak mengantar ke wilayah tujuan."
    return [] if inside else [Exclusion("area", text, "Tambahkan wilayah itu pada Tujuan antar.")]


def _room(supply: Supply, wanted: Wanted) -> list[Exclusion]:
    least = max(1, -(-wanted.quantity * wanted.least_share_permyriad // 10_000))
    found = []
    most = min(supply.room, supply.max_quantity or supply.room)
    if most < least:
        text = f"Sisa stok atau kapasitas hari itu {most}; paling sedikit {least} dari {wanted.quantity}."
        found.append(Exclusion("capacity", text, f"Naikkan stok atau kapasitas hari itu menjadi {least} atau lebih."))
    if supply.min_quantity > wanted.quantity:
        text = f"Pesanan paling sedikit {supply.min_quantity}, yang dibutuhkan {wanted.quantity}."
        found.append(Exclusion("min_quantity", text, f"Turunkan pesanan minimum menjadi {wanted.quantity}."))
    return found


def _time(supply: Supply, wanted: Wanted, now: datetime) -> list[Exclusion]:
    try:
        check_day(supply.timing, title=supply.title, day=wanted.day, now=now, due_at=wanted.deliver_by_at)
    except TooLate as refused:
        return [Exclusion("lead_time", refused.message, "Persingkat waktu persiapan bila memang sanggup.")]
    except ClosedDay as refused:
        return [Exclusion("closed_day", refused.message, "Buka hari itu pada kalender kapasitas.")]
    return []


def _price(supply: Supply, wanted: Wanted) -> list[Exclusion]:
    if wanted.unit_ceiling_rupiah is None:
        return []
    most = wanted.unit_ceiling_rupiah * (10_000 + wanted.price_slack_permyriad) // 10_000
    if supply.price_rupiah <= most:
        return []
    shown, ceiling = format_rupiah(supply.price_rupiah), format_rupiah(wanted.unit_ceiling_rupiah)
    text = f"Harga katalog {shown}, jauh di atas batas {ceiling}."
    return [Exclusion("price", text, f"Tawarkan produk yang harganya mendekati {ceiling}.")]
