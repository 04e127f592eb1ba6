"""
Completeness of the sales of a month: the shops that reported it, of the shops that could have.

Question: is the month's figure whole? Numerator: shops with at least one line of the month, in whatever state.
Denominator: shops that were there by then: opened in the ledger in that month or before, or with lines of it or of an
earlier one. A shop whose file has not come in makes the month provisional. Source: features F3.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

ID = "reporting_shops"
VERSION = 1


def reported(lines: Any) -> Any:
    """Return the distinct (month, shop) with lines; `lines` is any Narwhals frame with SALES_SCHEMA."""
    return lines.select("month", "shop").unique()


def measure(pairs: Any, opened: Any, *, months: Sequence[str]) -> Any:
    """
    Return per month: reported, expected (shops). `pairs` of `reported`; `opened`: shop and its month of opening.

    Both are eager Narwhals frames of one engine. Cost: months x shops.
    """
    wanted = nw.new_series("month", sorted(set(months)), nw.String, backend=pairs.implementation).to_frame()
    there = wanted.join(_first_months(pairs, opened), how="cross").filter(nw.col("first_month") <= nw.col("month"))
    expected = there.group_by("month").agg(nw.len().cast(nw.Int64).alias("expected"))
    told = pairs.group_by("month").agg(nw.col("shop").n_unique().cast(nw.Int64).alias("reported"))
    both = wanted.join(told, on="month", how="left").join(expected, on="month", how="left")
    return both.with_columns(nw.col("reported", "expected").fill_null(0)).sort("month")


def missing(pairs: Any, opened: Any, *, month: str) -> Any:
    """Return the shops that were there in a month and did not report it, with the first month known of each."""
    there = _first_months(pairs, opened).filter(nw.col("first_month") <= month)
    return there.join(pairs.filter(nw.col("month") == month), on="shop", how="anti").sort("shop")


def _first_months(pairs: Any, opened: Any) -> Any:
    both = nw.concat([pairs.select("shop", "month"), opened.select("shop", "month")])
    return both.group_by("shop").agg(nw.col("month").min().alias("first_month"))
