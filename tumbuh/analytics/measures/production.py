"""
Production in a quarter, and in the year up to it, in milligrams per group of commodities.

Question: how much was harvested and made? The mass of each harvest or processing counts in the quarter of its own day,
however late it was noted. Raw and processed are two figures, never added; of processed goods the mass that went into
another processing is taken off (`net_mg`): nothing counts twice. The year to date is the sum of its quarters, by
construction: there is no other way to get it. Source: domain §0 (97,08 t: processed, cumulative), §6, §7 indicator 15.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

ID = "production"
VERSION = 1
KINDS = ("raw", "processed")


def counted(rows: Any) -> Any:
    """Return the rows with `net_mg`: processed goods that were processed again count as what they became."""
    processed = nw.col("measure_kind") == "processed"
    return rows.with_columns(
        net_mg=nw.when(processed).then(nw.col("mass_mg") - nw.col("used_mg")).otherwise(nw.col("mass_mg"))
    )


def in_period(rows: Any, *, by: Sequence[str] = ("group",)) -> Any:
    """Return mass_mg (net), value_rupiah and logs per measure_kind, year, quarter and the groups."""
    keys = ["measure_kind", "year", "quarter", *by]
    found = (
        counted(rows)
        .group_by(keys)
        .agg(mass_mg=nw.col("net_mg").sum(), value_rupiah=nw.col("value_rupiah").sum(), logs=nw.len().cast(nw.Int64))
    )
    return found.sort(*keys)


def year_to_date(quarters: Any, *, year: int, quarter: int, by: Sequence[str] = ("group",)) -> Any:
    """Return the sums of `in_period` rows of a year up to and with a quarter, per measure_kind and the groups."""
    keys = ["measure_kind", *by]
    inside = quarters.filter((nw.col("year") == year) & (nw.col("quarter") <= quarter))
    return inside.group_by(keys).agg(nw.col("mass_mg", "value_rupiah", "logs").sum()).sort(*keys)


def part(rows: Any, *, measure_kind: str, year: int, quarter: int, cumulative: bool) -> Any:
    """Return the rows behind one figure, with `net_mg`, which add up to it."""
    inside = nw.col("quarter") <= quarter if cumulative else nw.col("quarter") == quarter
    return counted(rows).filter((nw.col("measure_kind") == measure_kind) & (nw.col("year") == year) & inside)
