"""
What came of business matching: meetings booked and held, interest said, money paid; each by itself.

Question: what part of the interest stated at gatherings became money paid?
Numerator: rupiah paid for orders that came of meetings (realised). Denominator: rupiah of interest stated at meetings.
Interest is a statement and realised is money: no column of this figure adds them. Source: domain §7 indicator 13.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import polars as pl

ID = "matching_chain"
VERSION = 1
# One row per meeting that had a place. Amounts are null where there is nothing of the kind; `realised_rupiah` is paid.
SCHEMA: dict[str, Any] = {
    "batch": pl.Int64,
    "exhibitor": pl.String,
    "buyer": pl.String,
    "state": pl.String,  # scheduled, held, missed
    "interest_rupiah": pl.Int64,
    "quoted_rupiah": pl.Int64,
    "ordered_rupiah": pl.Int64,
    "realised_rupiah": pl.Int64,
}
STAGES = {
    "interested": "interest_rupiah",
    "quoted": "quoted_rupiah",
    "ordered": "ordered_rupiah",
    "paid": "realised_rupiah",
}
AMOUNTS = tuple(STAGES.values())


def measure(meetings: Any, *, by: Sequence[str] = ()) -> Any:
    """
    Return per group: booked, held, missed, then the meetings and the rupiah of each stage of the chain.

    `meetings`: any eager Narwhals frame with SCHEMA. Without `by` one row, of zeros where there are no meetings.
    """
    columns = [
        nw.len().cast(nw.Int64).alias("booked"),
        (nw.col("state") == "held").sum().cast(nw.Int64).alias("held"),
        (nw.col("state") == "missed").sum().cast(nw.Int64).alias("missed"),
        *((nw.col(amount).fill_null(0) > 0).sum().cast(nw.Int64).alias(name) for name, amount in STAGES.items()),
        *(nw.col(amount).fill_null(0).sum().cast(nw.Int64) for amount in AMOUNTS),
    ]  # fmt: skip
    return meetings.group_by(*by).agg(*columns).sort(*by) if by else meetings.select(*columns)
