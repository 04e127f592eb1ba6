"""
Coverage of production: the places that reported a quarter, of those that should have.

Question: is the quarter's figure whole? Numerator: open places with at least one harvest or processing of the quarter.
Denominator: places that were open on at least one day of it. Source: features E11.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw

ID = "production_coverage"
VERSION = 1


def measure(sites: Any, rows: Any, *, first: date, last: date, by: Sequence[str] = ()) -> Any:
    """Return reported and expected of a quarter, given by its first and last day; one row in all or one per group."""
    marked = _marked(sites, rows, first=first, last=last)
    sums = [nw.col("reported").sum(), nw.len().cast(nw.Int64).alias("expected")]
    return marked.group_by(*by).agg(*sums).sort(*by) if by else marked.select(*sums)


def part(sites: Any, rows: Any, *, first: date, last: date, reported: bool) -> Any:
    """Return the places that reported, or those that should have and did not."""
    marked = _marked(sites, rows, first=first, last=last)
    return marked.filter(nw.col("reported") == int(reported)).sort("site")


def _marked(sites: Any, rows: Any, *, first: date, last: date) -> Any:
    told = rows.filter((nw.col("done_on") >= first) & (nw.col("done_on") <= last))
    told = told.select("site").unique().with_columns(reported=nw.lit(1, nw.Int64))
    open_ = (nw.col("opened_on") <= last) & (nw.col("closed_on").is_null() | (nw.col("closed_on") >= first))
    return sites.filter(open_).join(told, on="site", how="left").with_columns(nw.col("reported").fill_null(0))
