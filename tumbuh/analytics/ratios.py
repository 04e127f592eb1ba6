"""A ratio out of two piles of rows: the numerator's and the denominator's, each with `rupiah`."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw


def ratio(numerator: Any, denominator: Any, *, by: Sequence[str] = ()) -> Any:
    """
    Return numerator_rupiah, denominator_rupiah and both counts of rows, one row in all or one per group.

    A group with rows on one side only has 0 on the other. The sums are those of the rows, exactly.
    """
    piles = [
        pile.select(
            *by,
            nw.col("rupiah").alias(f"{mine}_rupiah"),
            nw.lit(0, nw.Int64).alias(f"{other}_rupiah"),
            nw.lit(1, nw.Int64).alias(f"{mine}_rows"),
            nw.lit(0, nw.Int64).alias(f"{other}_rows"),
        ).select(*by, *_COLUMNS)
        for pile, mine, other in ((numerator, "numerator", "denominator"), (denominator, "denominator", "numerator"))
    ]
    both = nw.concat(piles, how="vertical")
    sums = [nw.col(name).sum() for name in _COLUMNS]
    return both.group_by(*by).agg(*sums) if by else both.select(*sums)


_COLUMNS = ("numerator_rupiah", "denominator_rupiah", "numerator_rows", "denominator_rows")
