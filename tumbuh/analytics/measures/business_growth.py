"""
Growth of the number of enterprises between two days, with the reconciliation gap.

Question: did the number of UMKM grow? Growth = (N_t - N_{t-1}) / N_{t-1}: numerator and denominator are whole counts,
never a stored percentage. The gap is the number of active businesses that belong to no area.
Source: domain §7 indicators 1 (225,415 → 243,972 = 8,23 %) and 2 (72 without an area).
"""

from datetime import date
from typing import Any

import narwhals as nw

from tumbuh.analytics.measures.active_businesses import is_open

ID = "business_growth"
VERSION = 1


def measure(businesses: Any, *, before: date, after: date) -> Any:
    """Return one row: before_count, after_count, opened, closed, without_area (after). opened - closed = the change."""
    if before >= after:
        raise ValueError("the first day must come before the second")
    was, is_ = is_open(before), is_open(after)
    return businesses.select(
        before_count=was.cast(nw.Int64).sum(),
        after_count=is_.cast(nw.Int64).sum(),
        opened=(is_ & ~was).cast(nw.Int64).sum(),
        closed=(was & ~is_).cast(nw.Int64).sum(),
        without_area=(is_ & nw.col("city_code").is_null()).cast(nw.Int64).sum(),
    )


def part(businesses: Any, name: str, *, before: date, after: date) -> Any:
    """Return the rows behind one count: before, after, opened, closed or without_area. Raises: ValueError otherwise."""
    was, is_ = is_open(before), is_open(after)
    chosen = {
        "before": was,
        "after": is_,
        "opened": is_ & ~was,
        "closed": was & ~is_,
        "without_area": is_ & nw.col("city_code").is_null(),
    }
    if name not in chosen:
        raise ValueError(f"no part {name!r} of the growth")
    return businesses.filter(chosen[name])
