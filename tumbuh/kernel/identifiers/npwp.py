"""
NPWP, the number of a taxpayer: 15 digits `TT.SSS.SSS.C-OOO.BBB` until 2024, 16 digits since; NITKU, a place of it.

The normal form has 16 digits, so that the old and the new number of one taxpayer are the same: 0 and the old fifteen
for bodies and for persons without a NIK; for residents it is the NIK. C is the Luhn digit of the nine before the
office. Bodies registered since 2024 may have a number that is neither: of these only the length is checked.
Source: domain §1; python-stdnum for the Luhn digit.
"""

from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn

from tumbuh.kernel.identifiers import InvalidIdentifier, nik
from tumbuh.kernel.identifiers.writing import compact, digits

_OLD, _NEW, _NITKU = 15, 16, 22


class Kind(StrEnum):
    """What a 16-digit NPWP is made of."""

    FROM_OLD = "from_old"  # 0 and the old fifteen digits
    FROM_NIK = "from_nik"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Npwp:
    """A taxpayer's number in 16 digits."""

    number: str
    kind: Kind

    @property
    def old(self) -> str:
        """The fifteen digits of before 2024, as LKPP's older data have it; "" when there never was one."""
        return self.number[1:] if self.kind is Kind.FROM_OLD else ""

    @property
    def is_branch(self) -> bool:
        """Whether it is a branch's own number; the head office ends with 000."""
        return self.kind is Kind.FROM_OLD and not self.number.endswith("000")

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True)
class Nitku:
    """A place of business of a taxpayer."""

    npwp: Npwp
    place: str

    def __str__(self) -> str:
        return f"{self.npwp}{self.place}"


def parse(text: str) -> Npwp:
    """Return the taxpayer's number from the old or the new form. Raises: InvalidIdentifier."""
    number = compact(text)
    if not (number.isascii() and number.isdigit()):
        raise InvalidIdentifier("NPWP hanya terdiri atas angka; hapus huruf dan tanda lainnya.", code="npwp_digits")
    if len(number) == _NITKU:
        raise InvalidIdentifier("Ini NITKU (22 angka); tulis NPWP, yaitu 16 angka pertamanya.", code="npwp_is_nitku")
    if len(number) == _OLD:
        number = f"0{number}"
    if len(number) != _NEW:
        raise InvalidIdentifier(
            f"NPWP harus 15 atau 16 angka, yang tertulis {len(number)}; angka 0 di depan mungkin hilang di Excel.",
            code="npwp_length",
        )
    if not number.startswith("0"):
        return Npwp(number, Kind.FROM_NIK if _is_nik(number) else Kind.NEW)
    if not luhn.is_valid(number[:10]) or not number.strip("0"):
        raise InvalidIdentifier(
            "Angka pemeriksa NPWP tidak cocok; periksa kartu atau surat NPWP.", code="npwp_check_digit"
        )
    return Npwp(number, Kind.FROM_OLD)


def parse_nitku(text: str) -> Nitku:
    """Return the place of business of 22 digits. Raises: InvalidIdentifier."""
    number = digits(text, kind="nitku", name="NITKU", length=_NITKU)
    return Nitku(parse(number[:_NEW]), number[_NEW:])


def _is_nik(number: str) -> bool:
    try:
        nik.parse(number)
    except InvalidIdentifier:
        return False
    return True
