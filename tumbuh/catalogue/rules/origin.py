"""The ladder of proof of a product's origin. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import bpom


class OriginLevel(IntEnum):
    """How well a product's origin is proved; the higher, the better. FOREIGN is proof that it was imported."""

    FOREIGN = -1
    UNKNOWN = 0
    SELF_DECLARED = 1
    OFFICER_VISIT = 2
    MAKER_NIB = 3
    LICENSED = 4
    TKDN = 5


class EvidenceKind(StrEnum):
    """What proves it."""

    TKDN = "tkdn"
    BPOM = "bpom"
    PIRT = "pirt"
    MAKER_NIB = "maker_nib"
    VISIT = "visit"
    DECLARED = "declared"


class NoEvidence(Refused):
    """The document says nothing about where the product was made."""

    code = "no_evidence"


@dataclass(frozen=True)
class Evidence:
    """One proof and the days on which it holds, both included; `valid_to` None: no end."""

    level: OriginLevel
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Return whether the proof holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


_LEVELS = {
    EvidenceKind.TKDN: OriginLevel.TKDN,
    EvidenceKind.PIRT: OriginLevel.LICENSED,
    EvidenceKind.MAKER_NIB: OriginLevel.MAKER_NIB,
    EvidenceKind.VISIT: OriginLevel.OFFICER_VISIT,
    EvidenceKind.DECLARED: OriginLevel.SELF_DECLARED,
}


def level_of(kind: EvidenceKind, reference: str = "") -> OriginLevel:
    """
    Return the place on the ladder that a proof earns.

    BPOM: what was made here (MD food, TR traditional medicine, SD supplement) is a licence; what was imported (ML, TI,
    SI) is proof of that; other numbers, such as NA of a cosmetic, say nothing of the origin.
    Source: domain §1 and §5. Raises: NoEvidence, InvalidIdentifier for what is no BPOM number.
    """
    if kind is not EvidenceKind.BPOM:
        return _LEVELS[kind]
    licence = bpom.parse(reference)
    if licence.is_imported:
        return OriginLevel.FOREIGN
    if licence.is_made_here:
        return OriginLevel.LICENSED
    raise NoEvidence(
        f"Izin BPOM berawalan {licence.prefix} tidak menunjukkan asal; yang menunjukkan: MD, TR, SD, ML, TI, SI."
    )


def best_level(evidence: Iterable[Evidence], on: date) -> OriginLevel:
    """
    Return the highest level that holds on a day; UNKNOWN when none does.

    Proof that a product was imported outweighs everything that says it was made here.
    """
    return strongest(one.level for one in evidence if one.holds(on))


def strongest(levels: Iterable[int]) -> OriginLevel:
    """Return what levels that hold together come to, as `best_level` judges them."""
    held = [OriginLevel(level) for level in levels]
    if OriginLevel.FOREIGN in held:
        return OriginLevel.FOREIGN
    return max(held, default=OriginLevel.UNKNOWN)
