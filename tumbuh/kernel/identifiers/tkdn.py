"""
TKDN, the certificate of local content: a text such as 8110/SJ-IND.8/TKDN/9/2023.

Certificates of small industry and those since 2025 begin otherwise, so the shape is not enforced: a number needs a
digit and a sane length, no more. Source: domain §1.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.writing import without_label

_LONGEST = 60
_BLANKS = re.compile(r"\s+")
_USUAL = re.compile(r"^\d+/SJ-IND\.\d+/TKDN/(\d{1,2})/(\d{4})$", re.ASCII)
_SHARE = re.compile(r"^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tkdn:
    """A certificate's number as it is printed, upper case, without blanks."""

    number: str

    @property
    def issued_in(self) -> tuple[int, int] | None:
        """Year and month of issue, where the number is of the usual shape."""
        found = _USUAL.match(self.number)
        return (int(found[2]), int(found[1])) if found and 1 <= int(found[1]) <= 12 else None

    def __str__(self) -> str:
        return self.number


def parse(text: str) -> Tkdn:
    """Return the certificate's number. Raises: InvalidIdentifier."""
    number = _BLANKS.sub("", without_label(text)).upper()
    if not 4 <= len(number) <= _LONGEST or not any(char.isdigit() for char in number):
        raise InvalidIdentifier(
            "Tulis nomor sertifikat TKDN seperti tercetak, misalnya 8110/SJ-IND.8/TKDN/9/2023.", code="tkdn_shape"
        )
    return Tkdn(number)


def parse_share(text: str) -> int:
    """Return the local content of "57,62 %" or "37.05" in permyriad (5762, 3705). Raises: InvalidIdentifier."""
    found = _SHARE.match(text)
    share = Decimal(f"{found[1]}.{found[2] or 0}") * 100 if found else Decimal(-1)
    if not 0 <= share <= 10_000:
        raise InvalidIdentifier("Nilai TKDN adalah 0 sampai 100 persen, misalnya 57,62.", code="tkdn_share")
    return int(share)
