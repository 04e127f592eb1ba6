"""
How orders are spread over sellers: the ten that have most, who has any, and how unequal it is.

Question: what part of the orders goes to the ten sellers with most?
Numerator: orders (and rupiah) of the ten sellers with most. Denominator: all orders (and rupiah) of the span.
Source: domain §7 indicator 11. Declined and cancelled orders are not orders of anybody.
"""

from typing import Any

import narwhals as nw
import polars as pl

ID = "order_spread"
VERSION = 1
TOP = 10
# One row per seller that is listed on the cut-off day or had an order in the span.
SCHEMA: dict[str, Any] = {
    "seller": pl.String,
    "is_listed": pl.Boolean,
    "orders": pl.Int64,
    "rupiah": pl.Int64,
}


def measure(sellers: Any) -> Any:
    """
    Return one row: sellers, listed, listed_with_orders, orders, top_orders, rupiah, top_rupiah, and Gini's two parts.

    `sellers`: any eager Narwhals frame with SCHEMA. `top_orders` are those of the ten sellers with most orders,
    `top_rupiah` those of the ten with most rupiah. Gini of orders over all rows is `gini_over ÷ gini_of`, exact:
    Σ (2·i − n − 1)·xᵢ over n·Σ xᵢ with x from few to many, 0 when all have the same and 1 − 1/n when one has all.
    """
    n = len(sellers)
    by_orders, by_rupiah = (_ranked(sellers, name) for name in ("orders", "rupiah"))
    orders = nw.col("orders")
    counted = by_orders.select(
        nw.lit(n, nw.Int64).alias("sellers"),
        nw.col("is_listed").sum().cast(nw.Int64).alias("listed"),
        (nw.col("is_listed") & (orders > 0)).sum().cast(nw.Int64).alias("listed_with_orders"),
        orders.sum().alias("orders"),
        orders.filter(nw.col("rank") > n - TOP).sum().alias("top_orders"),
        ((nw.col("rank") * 2 - n - 1) * orders).sum().alias("gini_over"),
        (orders.sum() * n).alias("gini_of"),
    )
    money = by_rupiah.select(
        nw.col("rupiah").sum(), nw.col("rupiah").filter(nw.col("rank") > n - TOP).sum().alias("top_rupiah")
    )
    return nw.concat([counted, money], how="horizontal").select(*COLUMNS)


def _ranked(sellers: Any, name: str) -> Any:
    return sellers.with_columns(nw.col(name).rank("ordinal").cast(nw.Int64).alias("rank"))


COLUMNS = (
    "sellers", "listed", "listed_with_orders", "orders", "top_orders", "rupiah", "top_rupiah", "gini_over", "gini_of",
)  # fmt: skip
