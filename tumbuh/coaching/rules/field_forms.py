"""What a device may write: the kinds of records, their fields, and how a value must look. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

RECORD_NAMES = [
    ("open", "Belum lengkap"),
    ("photo", "Menunggu foto"),
    ("written", "Tercatat"),
    ("refused", "Perlu dibetulkan"),
    ("shared", "Catatan rumah"),
    ("differs", "Dua tulisan berbeda"),
]
KIND_NAMES = {"visit": "Kunjungan", "attendance": "Kehadiran", "log": "Catatan produksi", "card": "Catatan rumah"}
FIELD_NAMES = {
    "directions": "Patokan rumah", "best_time": "Waktu terbaik", "caution": "Perlu diingat",
    "owner": "Pemilik usaha", "business": "Usaha", "agency": "Perangkat daerah", "purpose": "Keperluan",
    "note": "Catatan", "service": "Layanan", "visited": "Dikunjungi", "next_on": "Datang lagi", "session": "Sesi",
    "code": "Kode peserta", "attended": "Hadir", "site": "Lokasi", "commodity": "Komoditas",
    "log_kind": "Jenis catatan", "quantity": "Jumlah", "unit": "Satuan", "heads": "Ekor", "done_on": "Hari",
    "photo": "Foto",
}  # fmt: skip
LOG_NAMES = {
    "harvest": "Panen", "seed": "Semai atau tebar", "plant": "Tanam", "feed": "Pakan", "mortality": "Kematian",
    "count": "Hitung ternak",
}  # fmt: skip
ASIDE_NAMES = {
    "unreadable": "Isinya tidak terbaca", "other_kind": "Nomornya milik catatan lain",
    "not_yours": "Orang ini di luar wilayah penulisnya", "nobody": "Orang ini tidak ada di register",
}  # fmt: skip
DONE = "done"  # the field that says: this record is whole now
MOST_TEXT = 4_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHA = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class Kind:
    """One kind of record. A card has no end: its entity is the person's own id, and many devices write on it."""

    fields: Mapping[str, Callable[[Any], bool]]
    is_card: bool = False


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT


def _id(value: Any) -> bool:
    return isinstance(value, str) and is_uuid(value)


def _maybe(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or value == "" or check(value)


def _day(value: Any) -> bool:
    return isinstance(value, str) and bool(_DAY.fullmatch(value))


def _sha(value: Any) -> bool:
    return isinstance(value, str) and bool(_SHA.fullmatch(value))


def _quantity(value: Any) -> bool:
    return isinstance(value, str) and bool(_NUMBER.fullmatch(value))


def is_moment(value: Any) -> bool:
    """Return whether a value is milliseconds since 1970 of a year in which anybody worked with this."""
    return isinstance(value, int) and not isinstance(value, bool) and 946_684_800_000 <= value < 4_102_444_800_000


def is_uuid(text: str) -> bool:
    """Return whether a text is an id as browsers and Django write it."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


KINDS: Mapping[str, Kind] = {
    "visit": Kind(
        {
            "owner": _id, "business": _maybe(_id), "agency": _text, "purpose": _text, "note": _text,
            "service": _text, "visited": is_moment, "next_on": _maybe(_day), DONE: is_moment,
        }
    ),
    "attendance": Kind({"session": _id, "code": _text, "attended": is_moment, DONE: is_moment}),
    "log": Kind(
        {
            "site": _id, "commodity": _text, "log_kind": _text, "quantity": _quantity, "unit": _text,
            "heads": _maybe(_quantity), "done_on": _day, "note": _text, "photo": _maybe(_sha), DONE: is_moment,
        }
    ),
    "card": Kind({"directions": _text, "best_time": _text, "caution": _text}, is_card=True),
}  # fmt: skip


def fits(kind: str, field: str, value: Any) -> bool:
    """Return whether a device may write this value there."""
    known = KINDS.get(kind)
    check = known.fields.get(field) if known else None
    return bool(check and check(value))
