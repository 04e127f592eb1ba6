"""The figures of the city with their numerators and denominators, and the rows behind each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import domestic_sales as measure
from tumbuh.ledger import queries as ledger
from tumbuh.reference.policies import policy

GROUPS = ("month", "channel", "shop", "business_id")
SALES_PARTS = ("total", *measure.PARTS)
ROW_COLUMNS = (
    "month",
    "ordered_at",
    "channel",
    "shop",
    "order_id",
    "sku",
    "product_name",
    "variation",
    "status",
    "quantity",
    "returned_quantity",
    "unit_price_rupiah",
    "seller_discount_rupiah",
    "refund_rupiah",
    "net_rupiah",
    "origin_level",
    "business_id",
    "batch_id",
    "recorded_at",
)


@dataclass(frozen=True)
class SalesFilter:
    """Which sale lines are looked at. Empty means all; `known_at` None means as known now."""

    month: str | None = None
    channel: str | None = None
    shop: str | None = None
    known_at: datetime | None = None

    def apply(self, lines: Any) -> Any:
        """Return the lines that pass."""
        for name in ("month", "channel", "shop"):
            value = getattr(self, name)
            if value:
                lines = lines.filter(nw.col(name) == value)
        return lines


def origin_threshold(on: date) -> int:
    """Return the lowest level of evidence that counts as domestic on a day. Source: policies/domestic_sales.toml."""
    return int(policy("domestic_sales", "threshold_level", on=on).value)


def domestic_sales(
    *, by: Sequence[str], known_at: datetime | None = None, month: str | None = None, on: date | None = None
) -> pl.DataFrame:
    """
    Return domestic sales per group, as known now or at a moment: the groups, total_rupiah, its three parts, lines.

    Raises: ValueError for a group that is none of GROUPS.
    """
    if unknown := set(by) - set(GROUPS):
        raise ValueError(f"no group {sorted(unknown)[0]!r}; there are {', '.join(GROUPS)}")
    known = ledger.sales(known_at=known_at)
    lines = SalesFilter(month=month).apply(known.lines)
    frame = known.collect(measure.measure(lines, by=by, threshold=origin_threshold(on or date.max)))
    return frame.sort(list(by)) if by else frame


def sales_rows(chosen: SalesFilter, *, part: str, page: int = 1, size: int = 50) -> pl.DataFrame:
    """Return one page of the lines behind a figure, newest order first. Raises: ValueError for an unknown part."""
    known = ledger.sales(known_at=chosen.known_at)
    lines = _part(chosen.apply(known.lines), part).select(*ROW_COLUMNS, "line_id")
    order = ("ordered_at", "order_id", "line_id")
    numbered = lines.with_row_index("n", order_by=order)
    first = (page - 1) * size
    wanted = numbered.filter((nw.col("n") >= first) & (nw.col("n") < first + size))
    return known.collect(wanted).sort("n").drop("n", "line_id")


def all_sales_rows(chosen: SalesFilter, *, part: str) -> pl.DataFrame:
    """Return every line behind a figure, for a download."""
    known = ledger.sales(known_at=chosen.known_at)
    lines = _part(chosen.apply(known.lines), part).select(*ROW_COLUMNS)
    return known.collect(lines).sort("ordered_at", "order_id", "sku", "variation")


def sales_sum(chosen: SalesFilter, *, part: str) -> tuple[int, int]:
    """Return (rupiah, lines) of the rows behind a figure, added up from the rows themselves."""
    known = ledger.sales(known_at=chosen.known_at)
    lines = _part(chosen.apply(known.lines), part)
    row = known.collect(lines.select(nw.col("net_rupiah").sum().alias("rupiah"), nw.len().alias("lines"))).row(0)
    return int(row[0] or 0), int(row[1])


def _part(lines: Any, part: str) -> Any:
    sold = measure.sold(lines)
    return sold if part == "total" else measure.part(sold, part, threshold=origin_threshold(date.max))
