"""
The four kinds of money of a chain. They are never added to each other: interest is a statement, realised is paid.

Whoever tries gets a TypeError, and a type checker says so before. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Self


@dataclass(frozen=True, order=True)
class _Amount:
    """Whole rupiah of one kind."""

    rupiah: int

    def __post_init__(self) -> None:
        if self.rupiah < 0:
            raise ValueError("an amount is not negative")

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            raise TypeError(f"{type(self).__name__} and {type(other).__name__} are different kinds of money")
        return type(self)(self.rupiah + other.rupiah)

    @classmethod
    def total(cls, amounts: Iterable[int]) -> Self:
        """Return the sum of amounts of this kind."""
        return cls(sum(amounts))


class Interest(_Amount):
    """What was said: a statement of interest ("pernyataan ketertarikan")."""


class Quoted(_Amount):
    """What was offered in writing."""


class Ordered(_Amount):
    """What was ordered, paid or not."""


class Realised(_Amount):
    """What was paid."""


def conversion(realised: Realised, interest: Interest) -> Fraction | None:
    """Return realised ÷ interest, exact; it may be above 1. None without interest."""
    return Fraction(realised.rupiah, interest.rupiah) if interest.rupiah else None
