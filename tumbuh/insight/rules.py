"""What a year's turnover means for a small seller. Pure."""

from dataclasses import dataclass

_WHOLE = 10_000


@dataclass(frozen=True)
class Allowance:
    """
    How far a year's turnover is towards what is free of final tax for a natural person.

    `above_rupiah`: what is taxed; `tax_rupiah`: what that costs in the year, whatever was withheld of it already.
    """

    turnover_rupiah: int
    free_rupiah: int
    above_rupiah: int
    tax_rupiah: int

    @property
    def left_rupiah(self) -> int:
        """What may still be sold free of it."""
        return max(self.free_rupiah - self.turnover_rupiah, 0)


def allowance(turnover_rupiah: int, *, free_rupiah: int, rate_permyriad: int) -> Allowance:
    """
    Return what of a turnover is free and what is taxed, in whole rupiah rounded down.

    Worked: 620 million with 500 million free and half a percent: 120 million are taxed with 600,000.
    """
    above = max(turnover_rupiah - free_rupiah, 0)
    return Allowance(turnover_rupiah, free_rupiah, above, above * rate_permyriad // _WHOLE)
