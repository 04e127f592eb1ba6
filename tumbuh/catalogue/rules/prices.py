"""Prices beside those of equals, and what a price leaves for the seller. Exact, in whole rupiah. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tumbuh.kernel.errors import Refused

LEAST_FOR_ADVICE = 4  # below it a quarter of the prices is not even one


class BadCost(Refused):
    """The cost sheet does not add up."""

    code = "bad_cost"


@dataclass(frozen=True)
class Spread:
    """
    How n prices are spread: a quarter of them at or below q1, half at or below the median, three at or below q3.

    `source`: "paid" by completed orders, or "listed" in the catalogue.
    """

    n: int
    q1: int
    median: int
    q3: int
    source: str = "listed"


def spread_of(prices: Iterable[int], *, source: str = "listed") -> Spread | None:
    """
    Return the quartiles of prices in whole rupiah, rounded half up; None without prices.

    Source: linear interpolation between order statistics (Hyndman & Fan 1996, type 7), as PostgreSQL's
    percentile_cont, NumPy and Excel's QUARTILE.INC do. Worked: 10, 12, 15, 20 → q1 11.5 → 12, median 13.5 → 14,
    q3 16.25 → 16.
    """
    ordered = sorted(prices)
    if not ordered:
        return None
    q1, median, q3 = (_quantile(ordered, Fraction(n, 4)) for n in (1, 2, 3))
    return Spread(len(ordered), q1, median, q3, source)


def _quantile(ordered: Sequence[int], part: Fraction) -> int:
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    exact = ordered[low] + (at - low) * (ordered[high] - ordered[low])
    return int(exact + Fraction(1, 2))


def place_in(spread: Spread, price_rupiah: int) -> str:
    """
    Return where a price lies among equals: "few" when there are too few to say, else "low" (below q1), "usual",
    "high" (above q3) or "far" (above q3 by more than 1.5 times the distance from q1 to q3).

    Source: Tukey's outer fence of a box plot for "far".
    """
    if spread.n < LEAST_FOR_ADVICE:
        return "few"
    if price_rupiah < spread.q1:
        return "low"
    if price_rupiah <= spread.q3:
        return "usual"
    return "far" if 2 * (price_rupiah - spread.q3) > 3 * (spread.q3 - spread.q1) else "high"


@dataclass(frozen=True)
class CostSheet:
    """What one batch costs in rupiah, and how many pieces it gives."""

    materials_rupiah: int
    packing_rupiah: int
    labour_rupiah: int
    energy_rupiah: int
    other_rupiah: int
    pieces: int

    @property
    def total_rupiah(self) -> int:
        """What the batch costs in all."""
        return self.materials_rupiah + self.packing_rupiah + self.labour_rupiah + self.energy_rupiah + self.other_rupiah


@dataclass(frozen=True)
class Margin:
    """What one piece costs (rounded up), what it leaves, and that as a part of the price, 0 to 1 or below zero."""

    cost_rupiah: int
    left_rupiah: int
    share: Fraction


def margin_of(sheet: CostSheet, *, price_rupiah: int, fee_permyriad: int = 0) -> Margin:
    """
    Return what a price leaves after the costs of a piece and a fee or withheld tax on the price.

    Worked: a batch of 350,000 for 50 pieces is 7,000 a piece; at 10,000 with 0.5 % withheld 2,950 is left, 29.5 %.
    Raises: BadCost without pieces, with a cost below zero or without a price.
    """
    if sheet.pieces <= 0:
        raise BadCost("Isi berapa buah hasil sekali membuat.")
    parts = (sheet.materials_rupiah, sheet.packing_rupiah, sheet.labour_rupiah, sheet.energy_rupiah, sheet.other_rupiah)
    if min(parts) < 0 or price_rupiah <= 0:
        raise BadCost("Biaya tidak boleh kurang dari nol dan harga harus lebih dari nol.")
    cost = -(-sheet.total_rupiah // sheet.pieces)
    withheld = price_rupiah * fee_permyriad // 10_000
    left = price_rupiah - withheld - cost
    return Margin(cost, left, Fraction(left, price_rupiah))


def dearer(sheet: CostSheet, *, permyriad: int) -> CostSheet:
    """
    Return a cost sheet whose materials cost so much more, rounded up to the rupiah.

    Worked: materials of 100,000 and a rise of 2,500 (25 %) are 125,000.
    """
    return replace(sheet, materials_rupiah=-(-sheet.materials_rupiah * (10_000 + permyriad) // 10_000))


def price_for(sheet: CostSheet, *, margin_permyriad: int, fee_permyriad: int = 0) -> int:
    """Return the lowest price in whole hundreds of rupiah that leaves at least this margin. Raises: BadCost."""
    kept = 10_000 - margin_permyriad - fee_permyriad
    if sheet.pieces <= 0 or sheet.total_rupiah < 0 or kept <= 0:
        raise BadCost("Isi biaya dan hasilnya; margin dan potongan bersama-sama harus di bawah 100 persen.")
    exact = Fraction(sheet.total_rupiah, sheet.pieces) * 10_000 / kept
    return max(100, -(-exact // 100) * 100)
