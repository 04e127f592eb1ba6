"""
Two years of orders of one shop, each with everything that ever happens to it. Pure.

What an export shows is a view of this at a moment (`views.seen_at`); the known truth is the same frame added up.
All moments are WIB clock times, as the marketplaces write them.
"""

from datetime import date, datetime, time, timedelta

import polars as pl

from tumbuh.demo.chance import Chance
from tumbuh.demo.seasons import HOURS, weight
from tumbuh.demo.shops import Stall

CANCELLED, NEVER_PAID = 0.065, 0.02
RETURNED = 0.022  # of the completed orders, a line comes back within five days
LINES_OF_AN_ORDER = (0.72, 0.20, 0.08)
QUANTITIES = (0.66, 0.19, 0.08, 0.04, 0.03)  # 1, 2, 3, 5, 10
QUANTITY_VALUES = (1, 2, 3, 5, 10)
SETTLED_AFTER = timedelta(days=16)  # from then on nothing happens to an order, but for what `late` adds
STRANGE = 0.0006  # of the lines carry a status that no reader has seen

LINE_COLUMNS = (
    "order", "offer", "pack", "quantity", "price", "discount_each", "platform_discount", "ordered_at", "paid_at",
    "arranged_at", "shipped_at", "delivered_at", "received_at", "completed_at", "cancelled_at", "returned_at",
    "returned_quantity", "is_strange", "via_tokopedia",
)  # fmt: skip


def orders_of(stall: Stall, *, start: date, until: date, chance: Chance) -> pl.DataFrame:
    """
    Return the lines of a shop's orders from its opening to `until` (included): LINE_COLUMNS, by moment and order.

    `order` counts from 0; `offer` and `pack` point into `stall.seller.offers`. The same seed gives the same lines, and
    a later `until` only adds days: the number of orders of a day depends on that day alone.
    """
    draws = chance.branch("orders", stall.channel, stall.external_id)
    ordered_at = _moments(stall, start, until, draws)
    orders = (
        pl.DataFrame({"ordered_at": ordered_at}).with_row_index("order").with_columns(pl.col("order").cast(pl.Int64))
    )
    orders = _with_fate(orders, draws)
    return _with_lines(orders, stall, draws).select(*LINE_COLUMNS)


def _moments(stall: Stall, start: date, until: date, draws: Chance) -> pl.Series:
    """Return the moments of the orders in order: the days' shares as whole numbers, their remainders by chance."""
    days = [stall.opened_on + timedelta(days=n) for n in range((until - stall.opened_on).days + 1)]
    seller = stall.seller
    whole_days = 730 * 1.25  # what two years of growth and seasons add up to, about
    rate = stall.orders / whole_days
    wanted = pl.Series(
        [
            rate
            * weight(day, start=start, city=seller.city_code, kind=seller.kind)
            * (stall.lift if day > stall.lifted_after else 1.0)
            for day in days
        ]
    )
    noise = draws.uniform("busy", len(days)) + 0.5
    counts = (wanted * noise + draws.uniform("rest", len(days))).floor().cast(pl.Int64)
    size = int(counts.sum())
    midnight = pl.Series([datetime.combine(day, time()) for day in days]).cast(pl.Datetime("us"))
    day_of = pl.select(pl.int_range(len(days), dtype=pl.UInt32).repeat_by(counts).explode()).to_series().drop_nulls()
    seconds = draws.index("hour", size, HOURS).cast(pl.Int64) * 3_600 + draws.integers("second", size, 0, 3_599)
    return (
        (midnight.gather(day_of) + pl.select(pl.duration(seconds=pl.lit(seconds))).to_series())
        .sort()
        .alias("ordered_at")
    )


def _with_fate(orders: pl.DataFrame, draws: Chance) -> pl.DataFrame:
    """Add the moments of an order's life; those that never come are null."""
    size = orders.height

    def after(column: str, stream: str, low: float, high: float) -> pl.Expr:
        minutes = draws.uniform(stream, size) * (high - low) * 60 + low * 60
        return (pl.col(column) + pl.duration(minutes=pl.lit(minutes.floor().cast(pl.Int64)))).dt.truncate("1s")

    fate = draws.uniform("fate", size)
    unpaid, gone = fate < NEVER_PAID, fate < NEVER_PAID + CANCELLED
    frame = orders.with_columns(
        paid_at=pl.when(~unpaid).then(after("ordered_at", "pays", 0, 2)),
        arranged_at=after("ordered_at", "arranges", 3, 30),
        cancelled_at=pl.when(unpaid)
        .then(pl.col("ordered_at") + pl.duration(hours=24))
        .when(gone)
        .then(after("ordered_at", "cancels", 0.2, 28)),
        via_tokopedia=draws.below("tokopedia", size, 0.38),
        returns=draws.below("returns", size, RETURNED) & ~gone,
    )
    frame = frame.with_columns(arranged_at=pl.when(pl.col("cancelled_at").is_null()).then("arranged_at"))
    for column, before, low, high in (
        ("shipped_at", "arranged_at", 1, 20), ("delivered_at", "shipped_at", 20, 96),
        ("received_at", "delivered_at", 1, 20), ("completed_at", "received_at", 2, 72),
    ):  # fmt: skip
        frame = frame.with_columns(after(before, column, low, high).alias(column))
    return frame.with_columns(returned_at=pl.when("returns").then(after("completed_at", "returned_at", 5, 110))).drop(
        "returns"
    )


def _with_lines(orders: pl.DataFrame, stall: Stall, draws: Chance) -> pl.DataFrame:
    """Give each order one to three lines of different packs, with quantities, prices and discounts."""
    packs = pl.DataFrame(
        [
            (n, pack, price)
            for n, offer in enumerate(stall.seller.offers)
            for pack, (_, price) in enumerate(offer.packs)
        ],
        schema={"offer": pl.Int64, "pack": pl.Int64, "price": pl.Int64},
        orient="row",
    )
    wanted = draws.index("lines", orders.height, LINES_OF_AN_ORDER).cast(pl.Int64) + 1
    lines = orders.with_columns(n=pl.int_ranges(0, wanted)).explode("n")
    size = lines.height
    popular = [1 / (n + 1) ** 0.7 for n in range(packs.height)]
    chosen = draws.index("pack", size, popular)
    lines = pl.concat([lines, packs[chosen]], how="horizontal")
    percent = draws.pick("discount", size, [0, 0, 0, 5, 10, 15])
    quantity = pl.Series(QUANTITY_VALUES).gather(draws.index("quantity", size, QUANTITIES)).cast(pl.Int64)
    platform = draws.pick("platform", size, [0, 0, 0, 0, 2_000, 5_000])
    lines = lines.with_columns(
        quantity=quantity,
        discount_each=pl.col("price") * percent // 10_000 * 100,  # in whole hundreds of rupiah
        is_strange=draws.below("strange", size, STRANGE),
    ).with_columns(
        platform_discount=pl.min_horizontal(pl.lit(platform).cast(pl.Int64), pl.col("price") * quantity // 10),
        returned_quantity=pl.when(pl.col("returned_at").is_not_null() & (pl.col("n") == 0))
        .then((quantity + 1) // 2)
        .otherwise(0),
    )
    once = lines.unique(["order", "offer", "pack"], keep="first", maintain_order=True)
    return once.sort("order", "n")
