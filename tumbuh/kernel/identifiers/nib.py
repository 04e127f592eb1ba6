"""
NIB, the number of a business given by OSS: 13 digits that say nothing and have no published check digit.

A PB-UMKU, the licence for one activity, is the NIB and seven digits more. Source: domain §1.
"""

from dataclasses import dataclass

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.writing import compact, digits

_PB_UMKU = 20


@dataclass(frozen=True, slots=True)
class Nib:
    """The number of a business."""

    number: str

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True)
class PbUmku:
    """The number of a supporting licence of a business."""

    nib: Nib
    sequence: str

    def __str__(self) -> str:
        return f"{self.nib}{self.sequence}"


def parse(text: str) -> Nib:
    """Return the NIB. Raises: InvalidIdentifier."""
    if len(text) >= _PB_UMKU and len(compact(text)) == _PB_UMKU:
        raise InvalidIdentifier(
            "Ini nomor PB-UMKU (20 angka); tulis NIB, yaitu 13 angka pertamanya.", code="nib_is_pb_umku"
        )
    number = digits(text, kind="nib", name="NIB", length=13)
    if number == "0" * 13:
        raise InvalidIdentifier("NIB tidak mungkin nol semua; periksa dokumen NIB dari OSS.", code="nib_zero")
    return Nib(number)


def parse_pb_umku(text: str) -> PbUmku:
    """Return the number of a PB-UMKU. Raises: InvalidIdentifier."""
    number = digits(text, kind="pb_umku", name="Nomor PB-UMKU", length=_PB_UMKU)
    return PbUmku(parse(number[:13]), number[13:])
