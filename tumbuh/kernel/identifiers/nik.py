"""
NIK, the number of a person: `PPKKCC DDMMYY NNNN`, 16 digits, no check digit.

PPKKCC is where the person was first registered, never where they live: nothing here returns a domicile. For a woman the
day has 40 added. python-stdnum 2.2 is not asked: it takes day 81 for 1 and serial 0000 for good, makes everybody of
2005 a hundred years old, and knows the BPS codes of places instead of those of Kemendagri that a NIK carries, so that
it turns away everybody of 30 of today's 514 regencies and cities. The check here takes 1 µs, that one 13.
Source: domain §1.
"""

from dataclasses import dataclass
from datetime import date

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.nik_places import PLACES
from tumbuh.kernel.identifiers.writing import digits

OWNER_AGES = (17, 100)
_WOMAN = 40
_DAYS_IN_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Nik:
    """A NIK of right form. Whether the person exists only Dukcapil knows."""

    number: str

    @property
    def is_woman(self) -> bool:
        """Whether the day of birth carries the 40 of a woman."""
        return int(self.number[6:8]) > _WOMAN

    @property
    def place(self) -> str:
        """The six digits of the district of first registration: not a domicile, and perhaps retired since."""
        return self.number[:6]

    @property
    def masked(self) -> str:
        """The NIK as it may be shown: the place of first registration, the rest hidden."""
        return f"{self.number[:4]}••••••••{'•' * 4}"

    def born_on(self, *, today: date) -> date:
        """
        Return the day of birth, in the century that makes the person an owner of 17 to 100 years.

        Raises: InvalidIdentifier when no century does.
        """
        day, month, year = int(self.number[6:8]) % _WOMAN or _WOMAN, int(self.number[8:10]), int(self.number[10:12])
        for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
            try:
                born = date(century + year, month, day)
            except ValueError:  # 29 February of a year that had none
                continue
            age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
            if OWNER_AGES[0] <= age <= OWNER_AGES[1]:
                return born
        raise InvalidIdentifier(
            "Menurut NIK, umur pemilik kurang dari 17 atau lebih dari 100 tahun; periksa NIK pada KTP.", code="nik_age"
        )

    def __str__(self) -> str:
        return self.number


def parse(text: str) -> Nik:
    """Return the NIK. Raises: InvalidIdentifier for anything that cannot be one."""
    number = digits(text, kind="nik", name="NIK", length=16)
    if number[:4] not in PLACES:
        raise InvalidIdentifier(
            "Empat angka pertama NIK bukan kode kabupaten atau kota yang pernah ada; periksa NIK pada KTP.",
            code="nik_place",
        )
    day, month = int(number[6:8]), int(number[8:10])
    if day > _WOMAN:
        day -= _WOMAN
    if not (1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month]) or _no_leap_day(number):
        raise InvalidIdentifier(
            "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir (untuk perempuan tanggalnya ditambah 40); periksa NIK "
            "pada KTP.",
            code="nik_date",
        )
    if number[12:] == "0000":
        raise InvalidIdentifier("Empat angka terakhir NIK tidak boleh 0000; periksa NIK pada KTP.", code="nik_serial")
    return Nik(number)


def _no_leap_day(number: str) -> bool:
    """Return whether it says 29 February of a year that has none in any century: 1900 had none, 2000 had one."""
    return number[6:10] in {"2902", "6902"} and int(number[10:12]) % 4 != 0
