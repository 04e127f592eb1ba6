"""
Halal certificate of BPJPH: `ID` and 17 digits, the first two a province, the last four month and year of issue.

Owners often write the number of the Ketetapan Halal (KH…), the decision of the council that comes before the
certificate: it is refused. Source: domain §1.
"""

import re
from dataclasses import dataclass
from datetime import date

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.nik_places import PLACES
from tumbuh.kernel.identifiers.writing import compact, without_label

_SHAPE = re.compile(r"^ID(\d{17})$", re.ASCII)
_PROVINCES = frozenset(place[:2] for place in PLACES)


@dataclass(frozen=True, slots=True)
class Halal:
    """A certificate number."""

    digits: str

    @property
    def issued_in(self) -> tuple[int, int]:
        """Year and month of issue."""
        return 2000 + int(self.digits[15:]), int(self.digits[13:15])

    def check_issued_on(self, day: date) -> None:
        """Pass when the number is of that day's month. Raises: InvalidIdentifier."""
        if (day.year, day.month) != self.issued_in:
            raise InvalidIdentifier(
                "Tanggal terbit tidak cocok dengan bulan dan tahun pada empat angka terakhir nomor sertifikat halal.",
                code="halal_day",
            )

    def __str__(self) -> str:
        return f"ID{self.digits}"


def parse(text: str) -> Halal:
    """Return the certificate number. Raises: InvalidIdentifier."""
    number = compact(without_label(text))
    if number.startswith("KH"):
        raise InvalidIdentifier(
            "Ini nomor Ketetapan Halal (KH), bukan sertifikat. Tulis nomor sertifikat yang dimulai dengan ID.",
            code="halal_is_decision",
        )
    found = _SHAPE.match(number)
    if found is None:
        raise InvalidIdentifier("Nomor sertifikat halal adalah ID dan 17 angka.", code="halal_shape")
    if found[1][:2] not in _PROVINCES or not 1 <= int(found[1][13:15]) <= 12:
        raise InvalidIdentifier(
            "Nomor sertifikat halal dimulai dengan kode provinsi dan diakhiri bulan dan tahun terbit; periksa "
            "sertifikatnya.",
            code="halal_parts",
        )
    return Halal(found[1])
