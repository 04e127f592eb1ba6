"""
HKI, intellectual property: a registered mark (IDM and nine digits), its application (DID or JID), a copyright (EC).

Source: domain §1 (known, not verified).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.writing import compact, without_label


class Kind(StrEnum):
    """What the number stands for."""

    MARK = "mark"
    APPLICATION = "application"
    COPYRIGHT = "copyright"


_SHAPES = {
    Kind.MARK: re.compile(r"^IDM\d{9}$", re.ASCII),
    Kind.APPLICATION: re.compile(r"^[DJ]ID(?:19|20)\d{2}\d{4,8}$", re.ASCII),
    Kind.COPYRIGHT: re.compile(r"^EC\d{11,12}$", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Hki:
    """A number and what it stands for. An application is not yet a right."""

    number: str
    kind: Kind

    def __str__(self) -> str:
        return self.number


def parse(text: str) -> Hki:
    """Return the number. Raises: InvalidIdentifier."""
    number = compact(without_label(text))
    for kind, shape in _SHAPES.items():
        if shape.match(number):
            return Hki(number, kind)
    raise InvalidIdentifier(
        "Nomor HKI tidak dikenal; tulis seperti IDM000123456 (merek), DID2023012345 (permohonan merek), atau "
        "EC00202312345 (ciptaan, EC dan 11 atau 12 angka).",
        code="hki_shape",
    )
