"""What one cell of a register file says: each function takes its text and returns the value, or refuses it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import bpom, halal, kbli, nib, nik, npwp, phone, pirt
from tumbuh.kernel.money import parse_rupiah
from tumbuh.kernel.periods import MONTH_NAMES
from tumbuh.registry.rules import SizeClass

LONGEST_NAME = 200
LARGEST_RUPIAH = 10**15  # a thousand trillion: beyond any enterprise, so a slip of the hand
KBLI_VERSION = "2020"
_SCIENTIFIC = re.compile(r"^\d([.,]\d+)?E\+?\d+$", re.IGNORECASE)
_MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"agt": 8, "ags": 8, "nop": 11, "mei": 5}
_NUMERIC_DAY = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?: 00:00(?::00)?)?$")
_WORDED_DAY = re.compile(r"^(\d{1,2})[ \-]([A-Za-z]{3,9})[ \-](\d{4})$")
_GENDERS = {
    "l": "male", "lk": "male", "laki": "male", "laki-laki": "male", "laki laki": "male", "pria": "male", "m": "male",
    "male": "male", "p": "female", "pr": "female", "perempuan": "female", "wanita": "female", "f": "female",
    "female": "female",
}  # fmt: skip
_CLASSES = {
    "mikro": SizeClass.MICRO, "usaha mikro": SizeClass.MICRO, "micro": SizeClass.MICRO, "kecil": SizeClass.SMALL,
    "usaha kecil": SizeClass.SMALL, "small": SizeClass.SMALL, "menengah": SizeClass.MEDIUM, "medium": SizeClass.MEDIUM,
    "usaha menengah": SizeClass.MEDIUM, "besar": SizeClass.LARGE, "usaha besar": SizeClass.LARGE,
    "large": SizeClass.LARGE,
}  # fmt: skip


class BadCell(Refused):
    """A cell's text cannot be what its column says."""

    code = "bad_cell"


def parse_name(text: str) -> str:
    """Return a name. Raises: BadCell when it is too long to be one."""
    if len(text) > LONGEST_NAME:
        raise BadCell(f"Nama lebih dari {LONGEST_NAME} huruf; singkatkan.", code="name_too_long")
    return text


def parse_day(text: str) -> date:
    """Return the day of "31/12/2024", "2024-12-31" (Excel adds 00:00:00) or "31 Desember 2024". Raises: BadCell."""
    try:
        if found := _NUMERIC_DAY.match(text):
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        if found := _WORDED_DAY.match(text):
            return date(int(found[3]), _MONTHS[found[2].casefold()], int(found[1]))
        return datetime.fromisoformat(text).date()
    except (ValueError, KeyError):
        raise BadCell(f"“{text}” bukan tanggal; tulis seperti 31/12/2024.", code="bad_day") from None


def parse_amount(text: str) -> int:
    """Return whole rupiah, not negative. Raises: BadCell, NotRupiah."""
    if _SCIENTIFIC.match(text):
        raise BadCell(
            f"“{text}” ditulis Excel dalam bentuk ilmiah; ubah format kolom menjadi Angka.", code="scientific"
        )
    amount = parse_rupiah(text)
    if amount is None or amount < 0:
        raise BadCell(f"“{text}” bukan jumlah rupiah; tulis seperti 35.000.000.", code="bad_amount")
    if amount > LARGEST_RUPIAH:
        raise BadCell(f"“{text}” terlalu besar untuk satu usaha; periksa jumlah nolnya.", code="amount_too_large")
    return amount


def parse_gender(text: str) -> str:
    """Return "female" or "male". Raises: BadCell."""
    try:
        return _GENDERS[text.casefold()]
    except KeyError:
        raise BadCell(f"“{text}” bukan jenis kelamin; tulis L atau P.", code="bad_gender") from None


def parse_class(text: str) -> str:
    """Return the declared class. Raises: BadCell."""
    try:
        return _CLASSES[text.casefold()].value
    except KeyError:
        raise BadCell(f"“{text}” bukan kelas usaha; tulis Mikro, Kecil, atau Menengah.", code="bad_class") from None


def parse_nik(text: str) -> str:
    """Return the 16 digits. Raises: BadCell for what Excel made of a number, InvalidIdentifier for the rest."""
    _refuse_scientific(text, "NIK")
    return str(nik.parse(text))


def parse_nib(text: str) -> str:
    """Return the 13 digits. Raises: BadCell, InvalidIdentifier."""
    _refuse_scientific(text, "NIB")
    return str(nib.parse(text))


def parse_npwp(text: str) -> str:
    """Return the normalised digits. Raises: BadCell, InvalidIdentifier."""
    _refuse_scientific(text, "NPWP")
    return str(npwp.parse(text))


def parse_phone(text: str) -> str:
    """Return the number as +62…; "" for one that is masked with asterisks, which is no number. Raises: …"""
    return str(phone.parse(text) or "")


def parse_kbli(text: str) -> str:
    """Return the five digits. Raises: InvalidIdentifier."""
    return str(kbli.parse(text))


def _refuse_scientific(text: str, name: str) -> None:
    if _SCIENTIFIC.match(text):
        raise BadCell(
            f"{name} terbaca “{text}”: Excel mengubahnya menjadi angka dan angka-angka terakhirnya hilang. "
            "Ubah format kolom menjadi Teks, lalu salin ulang dari sumbernya.",
            code="scientific",
        )


PARSERS: dict[str, Callable[[str], Any]] = {
    "owner_name": parse_name,
    "business_name": parse_name,
    "nik": parse_nik,
    "npwp": parse_npwp,
    "phone": parse_phone,
    "gender": parse_gender,
    "born_on": parse_day,
    "nib": parse_nib,
    "kbli": parse_kbli,
    "registered_on": parse_day,
    "closed_on": parse_day,
    "capital": parse_amount,
    "yearly_sales": parse_amount,
    "size_class": parse_class,
    "as_of": parse_day,
    "address": str,
    "pirt": lambda text: str(pirt.parse(text)),
    "bpom": lambda text: str(bpom.parse(text)),
    "halal": lambda text: str(halal.parse(text)),
}
