"""
P-IRT, the licence of home-made food: `AXXKKKKPPTTTT-YY`.

A packaging, XX kind of food, KKKK the city that gave it, PP and TTTT the product and the maker in it, YY the year it
ends. Source: domain §1.
"""

import re
from dataclasses import dataclass

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.nik_places import PLACES
from tumbuh.kernel.identifiers.writing import compact, without_label

_LABEL = re.compile(r"^(?:(?:DEPKES|DINKES|RI|SPP|PIRT|NO|NOMOR)[:.]?)+")
_SHORTEST, _LONGEST = 15, 17  # the maker's sequence has four digits; a full city may have gone on with more


@dataclass(frozen=True, slots=True)
class Pirt:
    """A licence number, digits only; the last two are the year."""

    digits: str

    @property
    def city(self) -> str:
        """The four digits of the city or regency that gave the licence."""
        return self.digits[3:7]

    @property
    def ends_in(self) -> int:
        """The year in which it ends."""
        return 2000 + int(self.digits[-2:])

    def __str__(self) -> str:
        return f"{self.digits[:-2]}-{self.digits[-2:]}"


def parse(text: str) -> Pirt:
    """Return the licence number. Raises: InvalidIdentifier."""
    number = _LABEL.sub("", compact(without_label(text)))
    if not (number.isascii() and number.isdigit()):
        raise InvalidIdentifier("Nomor P-IRT hanya terdiri atas angka; hapus tanda lainnya.", code="pirt_digits")
    if not _SHORTEST <= len(number) <= _LONGEST:
        raise InvalidIdentifier(
            f"Nomor P-IRT terdiri atas {_SHORTEST} angka, misalnya 2153171010001-30; yang tertulis {len(number)}.",
            code="pirt_length",
        )
    if not "1" <= number[0] <= "8" or number[1:3] == "00":
        raise InvalidIdentifier(
            "Tiga angka pertama P-IRT adalah kemasan (1–8) dan jenis pangan; periksa sertifikatnya.", code="pirt_kind"
        )
    if number[3:7] not in PLACES:
        raise InvalidIdentifier(
            "Angka ke-4 sampai ke-7 P-IRT bukan kode kabupaten atau kota; periksa sertifikatnya.", code="pirt_place"
        )
    return Pirt(number)
