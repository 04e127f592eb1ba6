"""One month beside an earlier one: how the sales changed, and how much of it the same shops brought."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Sums:
    """The sales of one month: all of them and their parts, in rupiah."""

    total_rupiah: int = 0
    domestic_rupiah: int = 0
    foreign_rupiah: int = 0
    unknown_rupiah: int = 0
    lines: int = 0


@dataclass(frozen=True)
class Change:
    """
    The domestic sales of a month against an earlier one.

    The change is the sum of three: of shops that sold in both months, of those only in the later, only in the earlier.
    """

    before_month: str
    before: Sums
    after: Sums
    same_shops: int
    same_rupiah: int
    joined_shops: int
    joined_rupiah: int
    left_shops: int
    left_rupiah: int

    @property
    def rupiah(self) -> int:
        """The change of the domestic sales."""
        return self.after.domestic_rupiah - self.before.domestic_rupiah


def sums_of(frame: pl.DataFrame) -> Sums:
    """Return the sums over all rows of a frame of the measure."""
    names = list(Sums.__dataclass_fields__)
    return Sums(**{name: int(value or 0) for name, value in zip(names, frame.select(names).sum().row(0), strict=True)})


def compare(by_shop: pl.DataFrame, *, before: str, after: str) -> Change | None:
    """
    Return the change from one month to another; None when nothing was sold in the earlier one.

    `by_shop`: the sums of the measure per month and shop, of both months at least.
    """
    old, new = (by_shop.filter(pl.col("month") == month) for month in (before, after))
    if old.is_empty():
        return None
    both = old.select("shop", old="domestic_rupiah").join(
        new.select("shop", new="domestic_rupiah"), on="shop", how="full", coalesce=True
    )
    was, is_ = pl.col("old").is_not_null(), pl.col("new").is_not_null()
    change = pl.col("new").fill_null(0) - pl.col("old").fill_null(0)
    parts = [both.filter(chosen).select(pl.len(), change.sum()).row(0) for chosen in (was & is_, ~was, ~is_)]
    counts = [int(value) for part in parts for value in part]
    return Change(before, sums_of(old), sums_of(new), *counts)
