"""
BPOM, the licence of food, medicine and cosmetics: two letters and digits.

MD is food made here and ML imported; TR traditional medicine made here and TI imported; SD a supplement made here and
SI imported; NA, NB … a cosmetic of a continent (NA is Asia: no proof that it was made in Indonesia). Source: domain §1.
"""

import re
from dataclasses import dataclass

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.writing import compact, without_label

_LABEL = re.compile(r"^(?:BPOM|BADANPOM|RI|POM|NO|NOMOR|NIE)[:.]?")
_MADE_HERE, _IMPORTED = frozenset({"MD", "TR", "SD"}), frozenset({"ML", "TI", "SI"})
_LENGTHS = {
    "MD": (12, 15), "ML": (12, 15), "TR": (9, 9), "TI": (9, 9), "SD": (9, 9), "SI": (9, 9),
    "NA": (11, 11), "NB": (11, 11), "NC": (11, 11), "ND": (11, 11), "NE": (11, 11),
}  # fmt: skip
_SHAPE = re.compile(r"^([A-Z]{2})(\d+)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bpom:
    """A licence number."""

    prefix: str
    digits: str

    @property
    def is_imported(self) -> bool:
        """Whether the prefix says that the product was imported."""
        return self.prefix in _IMPORTED

    @property
    def is_made_here(self) -> bool:
        """Whether the prefix says that the product was made in Indonesia; a cosmetic's says neither."""
        return self.prefix in _MADE_HERE

    def __str__(self) -> str:
        return f"{self.prefix}{self.digits}"


def parse(text: str) -> Bpom:
    """Return the licence number. Raises: InvalidIdentifier."""
    number = compact(without_label(text))
    while (shorter := _LABEL.sub("", number)) != number:
        number = shorter
    found = _SHAPE.match(number)
    if found is None or found[1] not in _LENGTHS:
        known = ", ".join(_LENGTHS)
        raise InvalidIdentifier(f"Nomor BPOM dimulai dengan dua huruf ({known}), lalu angka.", code="bpom_prefix")
    shortest, longest = _LENGTHS[found[1]]
    if not shortest <= len(found[2]) <= longest:
        expected = str(shortest) if shortest == longest else f"{shortest} sampai {longest}"
        raise InvalidIdentifier(
            f"Nomor BPOM {found[1]} memiliki {expected} angka, yang tertulis {len(found[2])}.", code="bpom_length"
        )
    return Bpom(found[1], found[2])
