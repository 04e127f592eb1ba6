"""
The price preference for local content: HEA = (1 - KP) x HP, exact. Pure.

HP is the bid after arithmetic correction, KP = TKDN x the highest preference. HEA ranks bids only; the contract is
signed at the bid. Source: Perpres 16/2018 art. 67; domain §3 (1,050 million with TKDN 60 % gives KP 0.15, HEA 892.5).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tumbuh.kernel.errors import Refused

_OBSOLETE = re.compile(r"^(hea=)?hp?/\(?1\+kp?\)?$|^(hea=)?1/\(1\+kp\)[*x×·]hp$")
_IN_FORCE = re.compile(r"^(hea=)?(\(1-kp\)[*x×·]?hp|hp[*x×·]?\(1-kp\))$")


class Kind(StrEnum):
    """What is tendered."""

    GOODS = "goods"
    WORKS = "works"
    OTHER_SERVICES = "other_services"
    CONSULTANCY = "consultancy"


class ObsoleteFormula(Refused):
    """HEA = HP / (1 + KP) went out of force; with it another bidder may win."""

    code = "obsolete_formula"


class UnknownFormula(Refused):
    """The text is none of the formulas for an evaluated price."""

    code = "unknown_formula"


@dataclass(frozen=True)
class Terms:
    """What the law says of the preference on a day. Source: policies/procurement.toml."""

    above_rupiah: int  # strictly above this value
    local_content_permyriad: int  # from this TKDN on
    goods_most_permyriad: int
    works_permyriad: int


@dataclass(frozen=True)
class Bid:
    """One bid: the price after arithmetic correction, the proved TKDN (None: none), and whether its firm is foreign."""

    id: str
    price_rupiah: int
    local_content_permyriad: int | None
    is_foreign_firm: bool = False


@dataclass(frozen=True)
class Evaluated:
    """A bid with its preference KP and evaluated price HEA, both exact, and why."""

    bid: Bid
    preference: Fraction
    price: Fraction
    reason: str


def check_formula(text: str) -> None:
    """
    Pass when a document's formula is the one in force, (1 - KP) x HP.

    Raises: ObsoleteFormula for HP / (1 + KP), which is still all over the web; UnknownFormula for anything else.
    """
    compact = re.sub(r"\s+", "", text).casefold().replace("−", "-").replace("–", "-").replace(":", "/")
    if _OBSOLETE.match(compact):
        raise ObsoleteFormula(
            "Rumus HEA = HP / (1 + KP) tidak berlaku lagi. Pakai HEA = (1 − KP) × HP dengan KP = TKDN × preferensi "
            "tertinggi."
        )
    if not _IN_FORCE.match(compact):
        raise UnknownFormula(f"“{text}” bukan rumus HEA. Yang berlaku: HEA = (1 − KP) × HP.")


def evaluate(bid: Bid, *, kind: Kind, estimate_rupiah: int, terms: Terms) -> Evaluated:
    """
    Return a bid with its preference. `estimate_rupiah` is the value of the tender (HPS).

    Goods above the limit: KP = TKDN x highest preference, from the least TKDN on. Works against foreign firms: a
    national firm gets the fixed preference. Everything else: KP = 0. Raises: ValueError for a price that is none.
    """
    if bid.price_rupiah <= 0:
        raise ValueError("a bid costs something")
    preference, reason = _preference(bid, kind, estimate_rupiah, terms)
    return Evaluated(bid, preference, (1 - preference) * bid.price_rupiah, reason)


def _preference(bid: Bid, kind: Kind, estimate_rupiah: int, terms: Terms) -> tuple[Fraction, str]:
    none = Fraction(0)
    if kind is Kind.WORKS:
        if bid.is_foreign_firm:
            return none, "Badan usaha asing tidak mendapat preferensi harga."
        return Fraction(terms.works_permyriad, 10_000), "Badan usaha nasional pada pekerjaan konstruksi."
    if kind is not Kind.GOODS:
        return none, "Preferensi harga hanya untuk barang dan pekerjaan konstruksi."
    if estimate_rupiah <= terms.above_rupiah:
        return none, "Nilai tender tidak melebihi batas preferensi harga."
    content = bid.local_content_permyriad
    if content is None or content < terms.local_content_permyriad:
        return none, "TKDN di bawah batas atau tidak bersertifikat pada hari itu."
    return Fraction(content * terms.goods_most_permyriad, 10_000**2), "KP = TKDN × preferensi tertinggi."


def ranked(bids: Sequence[Evaluated]) -> list[Evaluated]:
    """Return the bids from the lowest evaluated price; at the same HEA the lower bid first, then by id."""
    return sorted(bids, key=lambda one: (one.price, one.bid.price_rupiah, one.bid.id))
