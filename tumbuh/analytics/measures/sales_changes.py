"""
What changed in the sales between two moments, line by line.

Question: why is the figure of a month another one than last time? A line counts where its version in force differs
between the two moments: a new order, or an order that was restated (cancelled, returned, mapped to a product since).
Numerator: the net rupiah that the line has in the part of the sales afterwards less what it had before; summed over
all lines it is the change of the figure, exactly. A sum, so it has no denominator. Source: features F6, invariant 3.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import narwhals as nw

from tumbuh.analytics.measures.domestic_sales import PARTS, Step, in_force, is_part, is_sold
from tumbuh.analytics.tables import SALES_KEY

ID = "sales_changes"
VERSION = 1
TOTAL = "total"


def measure(lines: Any, *, before: datetime, after: datetime, part: str, steps: Sequence[Step]) -> Any:
    """
    Return one row per line that has another value afterwards: its key, month, before and after of what it says.

    `lines` holds all versions. `part`: total, domestic, foreign or unknown. Columns: SALES_KEY, month, product_name,
    recorded_at, status_before, status_after, level_before, level_after, rupiah_before, rupiah_after, change_rupiah.
    `status_before` is null for a line that was not known. Raises: ValueError unless before < after.
    Cost: one scan; a group for each line that changed.
    """
    if before >= after:
        raise ValueError("the first moment must come before the second")
    was, is_ = in_force(before), in_force(after)
    worth = _worth(part, steps)
    changed = lines.filter((was & ~is_) | (is_ & ~was)).with_columns(
        rupiah_before=nw.when(was).then(worth).otherwise(0),
        rupiah_after=nw.when(is_).then(worth).otherwise(0),
        status_before=nw.when(was).then(nw.col("status")),
        status_after=nw.when(is_).then(nw.col("status")),
        level_before=nw.when(was).then(nw.col("origin_level")),
        level_after=nw.when(is_).then(nw.col("origin_level")),
    )
    one = changed.group_by("month", *SALES_KEY).agg(
        *[nw.col(name).max() for name in ("product_name", "recorded_at")],
        *[nw.col(f"{name}_{when}").max() for name in ("status", "level") for when in ("before", "after")],
        nw.col("rupiah_before").sum(),
        nw.col("rupiah_after").sum(),
    )
    worthy = one.with_columns(change_rupiah=nw.col("rupiah_after") - nw.col("rupiah_before"))
    return worthy.filter(nw.col("change_rupiah") != 0)


def totals(changes: Any) -> Any:
    """Return one row of a frame of `measure`: new and restated lines, and what each of the two changed in rupiah."""
    is_new = nw.col("status_before").is_null()
    change = nw.col("change_rupiah")
    return changes.with_columns(
        new_lines=nw.when(is_new).then(1).otherwise(0),
        new_rupiah=nw.when(is_new).then(change).otherwise(0),
        restated_lines=nw.when(is_new).then(0).otherwise(1),
        restated_rupiah=nw.when(is_new).then(0).otherwise(change),
    ).select(nw.col("new_lines", "new_rupiah", "restated_lines", "restated_rupiah").sum())


def _worth(part: str, steps: Sequence[Step]) -> Any:
    if part != TOTAL and part not in PARTS:
        raise ValueError(f"no part {part!r} of the sales")
    counts = is_sold() if part == TOTAL else is_sold() & is_part(part, steps)
    return nw.when(counts).then(nw.col("net_rupiah")).otherwise(0)
