"""
Growth of the number of enterprises between two days, with the reconciliation gap.

Question: did the number of UMKM grow? Growth = (N_t - N_{t-1}) / N_{t-1}: numerator and denominator are whole counts,
never a stored percentage. The gap is the number of active businesses that belong to no area.
Source: domain §7 indicators 1 (225,415 → 243,972 = 8,23 %) and 2 (72 without an area).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw

from tumbuh.analytics.measures.active_businesses import is_open

ID = "business_growth"
VERSION = 1
PARTS = ("before", "after", "opened", "closed", "without_area")


def measure(businesses: Any, *, before: date, after: date, by: Sequence[str] = ()) -> Any:
    """
    Return before_count, after_count, opened, closed, without_area (after), per group. opened - closed = the change.

    A business that opened and closed between the two days is in none of the four. Raises: ValueError unless before <
    after.
    """
    marked = businesses.with_columns(
        **{
            f"{name}_count" if name in {"before", "after"} else name: is_part(name, before=before, after=after).cast(
                nw.Int64
            )
            for name in PARTS
        }
    )
    sums = nw.col("before_count", "after_count", "opened", "closed", "without_area").sum()
    return marked.group_by(*by).agg(sums) if by else marked.select(sums)


def part(businesses: Any, name: str, *, before: date, after: date) -> Any:
    """Return the rows behind one count of PARTS. Raises: ValueError for another name."""
    return businesses.filter(is_part(name, before=before, after=after))


def is_part(name: str, *, before: date, after: date) -> Any:
    """Return the expression that is true for a business of one count. Raises: ValueError."""
    if before >= after:
        raise ValueError("the first day must come before the second")
    was, is_ = is_open(before), is_open(after)
    if name == "before":
        return was
    if name == "after":
        return is_
    if name == "opened":
        return is_ & ~was
    if name == "closed":
        return was & ~is_
    if name == "without_area":
        return is_ & nw.col("city_code").is_null()
    raise ValueError(f"no part {name!r} of the growth")
