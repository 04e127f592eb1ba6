"""
KBLI, the code of what a business does: five digits, of a version. What a code means is in `reference.kbli`.

Two versions share digits with different meanings, so a code without its version is not comparable. Source: domain §1.
"""

import re
from dataclasses import dataclass

from tumbuh.kernel.identifiers import InvalidIdentifier

VERSIONS = ("2015", "2017", "2020", "2025")
# "56102", "I56102", "I.56102", "56102.0", "56102 - Rumah/Warung Makan".
_WRITTEN = re.compile(
    r"^\s*'?(?:[A-V][.\s-]?)?(\d{5})(?:\.0+)?(?:\s*[-–—:.]?\s+?\D.*|\s*[-–—:]\s*\D.*)?\s*$", re.IGNORECASE | re.ASCII
)
_FEWER = re.compile(r"^\s*'?\d{1,4}(?:\.0+)?\s*$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kbli:
    """A code of one version."""

    version: str
    code: str

    @property
    def division(self) -> str:
        """The first two digits (golongan pokok)."""
        return self.code[:2]

    def __str__(self) -> str:
        return self.code


def parse(text: str, *, version: str = "2020") -> Kbli:
    """Return the code; also from "I.56102" and "56102 - Rumah makan". Raises: InvalidIdentifier."""
    if version not in VERSIONS:
        raise InvalidIdentifier(f"Versi KBLI tidak dikenal; pilih {', '.join(VERSIONS)}.", code="kbli_version")
    found = _WRITTEN.match(text)
    if found is None:
        hint = "; angka 0 di depan mungkin hilang di Excel" if _FEWER.match(text) else ""
        raise InvalidIdentifier(f"KBLI harus 5 angka, misalnya 56102{hint}.", code="kbli_length")
    code = found[1]
    if code.startswith("00"):
        raise InvalidIdentifier("KBLI tidak dimulai dengan 00; periksa kode pada NIB.", code="kbli_division")
    return Kbli(version, code)
