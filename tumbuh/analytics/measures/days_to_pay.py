"""
How many days sellers wait for their money: from the handover (BAST) to the payment.

Question: how long do sellers of the e-order wait for their money?
Numerator: orders paid within 3, within 7, after more than 30 days. Denominator: orders paid. Source: domain §7
indicator 12. Calendar days; the median and the p90 are of the paid alone, and the unpaid stand beside them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

ID = "days_to_pay"
VERSION = 1
# One row per order that was received. `paid_on` is null while it is not paid.
SCHEMA: dict[str, Any] = {
    "unit": pl.String,
    "received_on": pl.Date,
    "pay_by_on": pl.Date,
    "paid_on": pl.Date,
}
_WHOLE = "whole"  # the one group where none is asked for


def measure(orders: Any, *, day: date, by: Sequence[str] = ()) -> Any:
    """
    Return per group: paid, median_half_days, p90_days, within_3, within_7, over_30, unpaid and late.

    `orders`: any eager Narwhals frame with SCHEMA. `median_half_days` is twice the median, a whole number: the median
    of an even number of orders is the mean of the middle two. `p90_days` is the smallest wait that nine tenths do not
    exceed (nearest rank), so that somebody had it. Both are null where nothing was paid. `late`: unpaid on `day` and
    past the promise. Without `by` one row, of zeros and nulls where there are no orders.
    """
    groups = list(by) or [_WHOLE]
    waits = (nw.col("paid_on") - nw.col("received_on")).dt.total_minutes() // (24 * 60)
    rows = orders.with_columns(nw.lit(0).alias(_WHOLE), waits.cast(nw.Int64).alias("days"))
    rows = rows.with_columns(
        nw.col("days").rank("ordinal").over(*groups).cast(nw.Int64).alias("rank"),
        nw.col("days").count().over(*groups).cast(nw.Int64).alias("n"),
    )
    rank, n = nw.col("rank"), nw.col("n")
    rows = rows.with_columns(
        nw.when(rank == (n + 1) // 2).then(nw.col("days")).alias("lower"),
        nw.when(rank == n // 2 + 1).then(nw.col("days")).alias("upper"),
        nw.when(rank * 10 >= n * 9).then(nw.col("days")).alias("last_tenth"),
    )
    columns = [
        nw.col("days").count().cast(nw.Int64).alias("paid"),
        nw.col("lower").min(),
        nw.col("upper").min(),
        nw.col("last_tenth").min().alias("p90_days"),
        (nw.col("days") <= 3).sum().cast(nw.Int64).alias("within_3"),
        (nw.col("days") <= 7).sum().cast(nw.Int64).alias("within_7"),
        (nw.col("days") > 30).sum().cast(nw.Int64).alias("over_30"),
        nw.col("paid_on").is_null().sum().cast(nw.Int64).alias("unpaid"),
        (nw.col("paid_on").is_null() & (nw.col("pay_by_on") < day)).sum().cast(nw.Int64).alias("late"),
    ]
    found = rows.group_by(*by).agg(*columns).sort(*by) if by else rows.select(*columns)
    return found.select(
        *by,
        "paid",
        (nw.col("lower") + nw.col("upper")).alias("median_half_days"),
        "p90_days", "within_3", "within_7", "over_30", "unpaid", "late",
    )  # fmt: skip
