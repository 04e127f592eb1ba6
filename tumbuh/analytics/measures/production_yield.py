"""
Yield: harvested mass per square metre, of the harvests whose area was noted.

Question: what does a square metre give? Numerator: milligrams of raw harvests with a harvested area. Denominator: the
square metres of the same harvests. Harvests without an area are in neither, and are counted beside. Source: domain §6
(yield = production / harvested area, against a range), §7 indicator 15.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

ID = "production_yield"
VERSION = 1


def measure(rows: Any, *, by: Sequence[str] = ("commodity",)) -> Any:
    """Return mass_mg, area_m2, logs and without_area per year, quarter and the groups: two sums, no ratio."""
    keys = ["year", "quarter", *by]
    raw = rows.filter(nw.col("measure_kind") == "raw")
    known = ~nw.col("area_m2").is_null()
    marked = raw.with_columns(
        mass_mg=nw.when(known).then(nw.col("mass_mg")).otherwise(0),
        area_m2=nw.when(known).then(nw.col("area_m2")).otherwise(0),
        logs=known.cast(nw.Int64),
        without_area=(~known).cast(nw.Int64),
    )
    return marked.group_by(keys).agg(nw.col("mass_mg", "area_m2", "logs", "without_area").sum()).sort(*keys)
