"""
Domestic sales: what the city's enterprises sold online of goods proved to be made in Indonesia.

Question: how much of the sales through a channel in a month is of domestic products?
Numerator: net rupiah of sold lines whose evidence of origin is at or above the threshold on the order's day.
Denominator: net rupiah of all sold lines. What has no evidence is *unknown*: in the denominator, shown apart,
never counted as foreign. Source: domain §7 indicator 8.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from tumbuh.analytics.tables import SOLD_STATUSES

ID = "domestic_sales"
VERSION = 1
PARTS = ("domestic", "foreign", "unknown")


def sold(lines: Any) -> Any:
    """Return the lines that are sales: completed or received."""
    return lines.filter(nw.col("status").is_in(list(SOLD_STATUSES)))


def known_at(lines: Any, moment: Any) -> Any:
    """Return the versions of lines that were in force at an aware moment."""
    superseded = nw.col("superseded_at")
    return lines.filter((nw.col("recorded_at") <= moment) & (superseded.is_null() | (superseded > moment)))


def current(lines: Any) -> Any:
    """Return the versions that no later one superseded."""
    return lines.filter(nw.col("superseded_at").is_null())


def part(lines: Any, name: str, *, threshold: int) -> Any:
    """Return the lines of one part of the sales: domestic, foreign or unknown. Raises: ValueError for another name."""
    level = nw.col("origin_level")
    if name == "domestic":
        return lines.filter(level >= threshold)
    if name == "foreign":
        return lines.filter(level < 0)
    if name == "unknown":
        return lines.filter((level >= 0) & (level < threshold))
    raise ValueError(f"no part {name!r} of domestic sales")


def measure(lines: Any, *, by: Sequence[str], threshold: int) -> Any:
    """
    Return per group: total_rupiah, domestic_rupiah, foreign_rupiah, unknown_rupiah, lines; a row per group with sales.

    `lines` is any Narwhals frame with SALES_SCHEMA, already as known now or at a moment. `by` is any of month,
    channel, shop, business_id. The parts add up to the total exactly. Cost: one scan of four columns.
    """
    net, level = nw.col("net_rupiah"), nw.col("origin_level")
    marked = sold(lines).with_columns(
        domestic_rupiah=nw.when(level >= threshold).then(net).otherwise(0),
        foreign_rupiah=nw.when(level < 0).then(net).otherwise(0),
        unknown_rupiah=nw.when((level >= 0) & (level < threshold)).then(net).otherwise(0),
    )
    totals = [
        net.sum().alias("total_rupiah"),
        *[nw.col(f"{name}_rupiah").sum() for name in PARTS],
        nw.len().alias("lines"),
    ]
    return marked.group_by(*by).agg(*totals) if by else marked.select(*totals)
