"""What a marketplace knows of a shop's orders at a moment, as an export of then shows it. Pure."""

from datetime import datetime, timedelta

import polars as pl

SOLD = ("received", "completed")
APPEAL = timedelta(days=2)  # after receipt a buyer may ask for a return for so long, says the sentence in the status


def seen_at(lines: pl.DataFrame, moment: datetime) -> pl.DataFrame:
    """
    Return the lines ordered before a moment (WIB clock) with `status` (analytics.tables.STATUS_RANK) and without
    anything that happens later: later times are null, later returns 0.
    """
    times = [name for name in lines.columns if name.endswith("_at") and name != "ordered_at"]
    seen = lines.filter(pl.col("ordered_at") < moment).with_columns(
        pl.when(pl.col(name) <= moment).then(name).alias(name) for name in times
    )
    status = pl.lit("unpaid")
    for column, name in (
        ("paid_at", "to_ship"), ("shipped_at", "shipped"), ("delivered_at", "delivered"), ("received_at", "received"),
        ("completed_at", "completed"), ("cancelled_at", "cancelled"),
    ):  # fmt: skip
        status = pl.when(pl.col(column).is_not_null()).then(pl.lit(name)).otherwise(status)
    return seen.with_columns(
        status=status,
        returned_quantity=pl.when(pl.col("returned_at").is_not_null()).then("returned_quantity").otherwise(0),
    )


def within(lines: pl.DataFrame, first: datetime, last: datetime) -> pl.DataFrame:
    """Return the lines ordered at or after `first` and before `last`: what an export of a period holds."""
    return lines.filter((pl.col("ordered_at") >= first) & (pl.col("ordered_at") < last))


def net_rupiah() -> pl.Expr:
    """Return the sale of a line: what the seller asked, less the seller's discounts, for what was kept."""
    kept = pl.col("quantity") - pl.col("returned_quantity")
    return ((pl.col("price") - pl.col("discount_each")) * kept).alias("net_rupiah")


def cancelled_late(lines: pl.DataFrame, orders: pl.Series, at: datetime) -> pl.DataFrame:
    """Return the lines with these orders cancelled at a moment, though they were completed."""
    mine = pl.col("order").is_in(orders.implode())
    return lines.with_columns(
        cancelled_at=pl.when(mine).then(pl.lit(at).cast(pl.Datetime("us"))).otherwise("cancelled_at")
    )
