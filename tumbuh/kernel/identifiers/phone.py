"""
Telephone numbers of Indonesia; the normal form is +62 and the rest (E.164).

Marketplaces mask the numbers of their exports (`0812****01`): such a number is absent, not a key. Source: domain §1.
"""

import re
from dataclasses import dataclass

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.writing import compact

_SECOND_NUMBER = re.compile(r"\d{6,}.*[/,;&]|\b(?:atau|dan)\b", re.IGNORECASE)
_NOT_IN_A_NUMBER = re.compile(r"[()\[\]+]")
_MASKED = re.compile(r"^(?=.*[*X•#])[\d*X•#]+$")
_MOBILE = re.compile(r"^8[1-9]\d{7,10}$")  # with its 0, 10 to 13 digits
_JAKARTA = re.compile(r"^21[2-9]\d{6,7}$")
_LANDLINE = re.compile(r"^(?:2[2-9]|3[1-9]|4[0-9]|5[0-9]|6[0-9]|7[0-9]|9[0-9])\d{6,9}$")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number of Indonesia. `national` is without the 0 and without the 62."""

    national: str

    @property
    def is_mobile(self) -> bool:
        """Whether it can receive a message."""
        return self.national.startswith("8")

    def __str__(self) -> str:
        return f"+62{self.national}"


def parse(text: str) -> Phone | None:
    """
    Return the number of "0812-3456-7890", "62812…", "+62 (0)812…", "812…" or "021-…"; None for a masked number.

    Raises: InvalidIdentifier for anything else, also for two numbers in one cell.
    """
    number = _NOT_IN_A_NUMBER.sub("", compact(text))
    if _MASKED.match(number):
        return None
    if _SECOND_NUMBER.search(text):
        raise InvalidIdentifier("Tulis satu nomor telepon saja.", code="phone_several")
    if not (number.isascii() and number.isdigit()):
        raise InvalidIdentifier("Nomor telepon hanya terdiri atas angka.", code="phone_digits")
    national, is_dialled = _national(number)
    landline = is_dialled and (_JAKARTA.match(national) or _LANDLINE.match(national))
    if not (_MOBILE.match(national) or landline):
        raise InvalidIdentifier(
            "Nomor telepon tidak lengkap atau bukan nomor Indonesia; tulis seperti 081234567890 atau 0213456789.",
            code="phone_shape",
        )
    return Phone(national)


def _national(number: str) -> tuple[str, bool]:
    """Return the number without 0, 62 or 0062, and whether it had one: a landline without could be from abroad."""
    number = number.removeprefix("00") if number.startswith("0062") else number
    if number.startswith("62"):
        return number.removeprefix("62").removeprefix("0"), True
    return number.removeprefix("0"), number.startswith("0")
