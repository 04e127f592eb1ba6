"""
The percentages of the domestic-product programme (P3DN) and of small business, each with its two numbers. Pure.

Four denominators are in use for one numerator; naming the denominator is the whole point (domain §3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tumbuh.kernel.errors import Refused


class NoDenominator(Refused):
    """There is nothing to divide by, so there is no percentage."""

    code = "no_denominator"


class Basis(StrEnum):
    """The four live denominators. Source: domain §3."""

    COMMITMENT = "A"
    PLAN_TAG = "B"
    PAYMENTS = "C"
    PLAN = "D"


BASIS_NAMES = {
    Basis.COMMITMENT: "Realisasi PDN terhadap komitmen",
    Basis.PLAN_TAG: "Realisasi PDN terhadap pagu bertanda PDN di RUP",
    Basis.PAYMENTS: "PDN dalam pembayaran pengadaan",
    Basis.PLAN: "PDN dalam rencana belanja pengadaan",
}


@dataclass(frozen=True)
class Share:
    """A percentage that can be defended: two whole numbers of rupiah, where they come from, and until when."""

    numerator_rupiah: int
    denominator_rupiah: int
    source: str
    cut_off_on: date

    @property
    def fraction(self) -> Fraction:
        """The exact ratio, which may pass 1. Raises: NoDenominator."""
        if self.denominator_rupiah == 0:
            raise NoDenominator("Pembagi masih nol: belum ada data untuk angka ini. Impor berkas sumbernya dahulu.")
        return Fraction(self.numerator_rupiah, self.denominator_rupiah)


@dataclass(frozen=True)
class SpendLine:
    """One realised purchase: its rupiah, and the part that is domestic (None: nobody knows)."""

    value_rupiah: int
    domestic_rupiah: int | None


def domestic_share(lines: Iterable[SpendLine]) -> Fraction | None:
    """
    Return the domestic part of the spend, 0 to 1 and exact; None when nothing was spent.

    A line whose origin nobody knows counts in the total only. Raises: ValueError for a negative amount or a part
    larger than its whole.
    """
    total = domestic = 0
    for line in lines:
        part = line.domestic_rupiah or 0
        if line.value_rupiah < 0 or not 0 <= part <= line.value_rupiah:
            raise ValueError("a part lies between zero and its whole")
        total, domestic = total + line.value_rupiah, domestic + part
    return Fraction(domestic, total) if total else None


@dataclass(frozen=True)
class Spending:
    """What a unit may spend in a year by kind, as RUP's StrukturAnggaranPD says it; any may be unknown."""

    total_rupiah: int | None = None
    operating_rupiah: int | None = None
    capital_rupiah: int | None = None
    contingency_rupiah: int | None = None
    not_procured_rupiah: int | None = None
    procured_rupiah: int | None = None


@dataclass(frozen=True)
class ProcuredSpending:
    """The base of the shares of the plan, and how it is known: "given", "derived" or "unknown"."""

    rupiah: int | None
    basis: str


def procured_spending(structure: Spending) -> ProcuredSpending:
    """
    Return belanja_pengadaan, as given; else the total less what is not procured; else unknown.

    Operating plus capital spending is never taken for it: salaries, subsidies and grants are in there, and a public
    dashboard that did so had the wrong base (domain §3).
    """
    if structure.procured_rupiah is not None:
        return ProcuredSpending(structure.procured_rupiah, "given")
    if structure.total_rupiah is not None and structure.not_procured_rupiah is not None:
        left = structure.total_rupiah - structure.not_procured_rupiah
        if left >= 0:
            return ProcuredSpending(left, "derived")
    return ProcuredSpending(None, "unknown")


def recording_gap(*, paid_rupiah: int, recorded_rupiah: int) -> int:
    """Return what was paid but not recorded; below zero when more was recorded than paid so far."""
    return paid_rupiah - recorded_rupiah
