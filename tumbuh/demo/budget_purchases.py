"""
What the units bought and paid, so that P3DN C is exactly the published percentage. Pure.

The article's 91.82 % names no denominator. A month later A stood at 71.8 %, so it cannot be A; product.md speaks of the
domestic share "of every realised budget", which is C: domestic purchases in all that was paid for procurement. What is
paid and recorded nowhere is made large enough for that, and the latest purchases wait for their payment.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import polars as pl

from tumbuh.demo.budget import BUYS, home_unit
from tumbuh.demo.chance import Chance, split_by_weight

PUBLISHED = Fraction(9_182, 10_000)
UNRECORDED = Fraction(3, 100)  # of all that was paid, at least
ORDERS = 3  # of a package in a year, at most
USED = 0.93  # of a ceiling, when all its orders are made
LOST_CODE = 0.012  # of the catalogue's orders name a package that is none
PAID_AFTER = timedelta(days=11)
SALARIES_ACCOUNT, TRAVEL_ACCOUNT = "5.1.01.01.01.0001", "5.1.02.04.01.0003"


@dataclass(frozen=True)
class Bought:
    """
    The year's purchases and payments up to a day.

    `purchases`: number, source, code, named_code (what the source writes, null for none), unit, method, on,
    value_rupiah, contract_domestic and contract_small (null: not said), small_vendor, local_vendor, paid.
    `payments`: number, unit, account, on, rupiah, purchase (null: recorded nowhere).
    """

    purchases: pl.DataFrame
    payments: pl.DataFrame


def bought(units: pl.DataFrame, plan: pl.DataFrame, *, year: int, today: date, chance: Chance) -> Bought:
    """Return what was bought and paid up to a day. Raises: ValueError when nothing domestic was bought yet."""
    orders = _orders(plan, year, today, chance.branch("orders"))
    domestic = int(classified(orders)["domestic"].sum())
    if domestic <= 0:
        raise ValueError("nothing was bought yet; the published percentage needs purchases")
    paid_rupiah = domestic * PUBLISHED.denominator // PUBLISHED.numerator
    orders = _mark_paid(orders, int(paid_rupiah * (1 - UNRECORDED)))
    missing = paid_rupiah - int(orders.filter("paid")["value_rupiah"].sum())
    return Bought(orders, _payments(orders, units, missing, today, chance.branch("payments")))


def classified(orders: pl.DataFrame) -> pl.DataFrame:
    """Return per order domestic, other, unmatched and excluded rupiah, as the definitions say (domain §3)."""
    value, contract = pl.col("value_rupiah"), pl.col("contract_domestic")
    matched = pl.col("named_code").is_not_null() & (pl.col("named_code") == pl.col("code"))
    excluded = pl.col("exempt") & matched
    by_plan = matched & pl.col("tag").is_not_null()
    domestic = (
        pl.when(excluded)
        .then(0)
        .when(contract.is_not_null())
        .then(contract)
        .when(by_plan & pl.col("tag"))
        .then(value)
        .otherwise(0)
    )
    known = excluded | contract.is_not_null() | by_plan
    return orders.select(
        "number",
        "unit",
        domestic=domestic,
        excluded=pl.when(excluded).then(value).otherwise(0),
        unmatched=pl.when(known).then(0).otherwise(value),
        other=pl.when(known & ~excluded).then(value - domestic).otherwise(0),
    )


def _orders(plan: pl.DataFrame, year: int, today: date, draws: Chance) -> pl.DataFrame:
    """Return the orders of all packages up to a day, by day."""
    size = plan.height
    shares = [draws.uniform(f"share {n}", size) + 0.2 for n in range(ORDERS)]
    whole = sum(shares[1:], shares[0])
    parts = []
    for n, share in enumerate(shares):
        day = draws.integers(f"day {n}", size, 20, 352)
        value = (plan["ceiling_rupiah"] * USED * share / whole).cast(pl.Int64)
        parts.append(
            plan.select(
                "code", "unit", "buy", "kind", "method", "exempt", "name", tag="domestic", small="micro_small"
            ).with_columns(
                on=pl.lit(date(year, 1, 1)) + pl.duration(days=pl.lit(day)), value_rupiah=value, turn=pl.lit(n)
            )
        )
    orders = pl.concat(parts).with_columns(pl.col("on").cast(pl.Date)).filter(pl.col("on") <= today)
    orders = (
        orders.sort("on", "code", "turn")
        .with_row_index("number", offset=1)
        .with_columns(pl.col("number").cast(pl.Int64))
    )
    return _sources(orders, draws)


def _sources(orders: pl.DataFrame, draws: Chance) -> pl.DataFrame:
    size = orders.height
    thrown = {name: draws.uniform(name, size) for name in ("door", "part", "lost", "vendor", "place")}
    frame = orders.with_columns(**thrown)
    door = pl.col("door")
    source = (
        pl.when(pl.col("method") == "e_purchasing")
        .then(
            pl.when(door < 0.10)
            .then(pl.lit("ecat5"))
            .when(door < 0.30)
            .then(pl.lit("ecat6"))
            .otherwise(pl.lit("inaproc"))
        )
        .when(pl.col("method") == "tender")
        .then(pl.lit("spse_tender"))
        .when((pl.col("method") == "self_managed") | (door < 0.30))
        .then(pl.lit("spse_recorded"))
        .otherwise(pl.lit("spse_nontender"))
    )
    by_contract = pl.col("source").str.starts_with("spse")
    value, part = pl.col("value_rupiah"), pl.col("part")
    share = pl.when(pl.col("tag").fill_null(value=True)).then(0.95 + 0.05 * part).otherwise(0.15 * part)
    lost = ~by_contract & (pl.col("lost") < LOST_CODE)
    return (
        frame.with_columns(source=source)
        .with_columns(
            contract_domestic=pl.when(by_contract & (part < 0.94)).then((value * share).cast(pl.Int64)),
            contract_small=pl.when(by_contract & pl.col("small").fill_null(value=True))
            .then(value)
            .when(by_contract)
            .then(0),
            named_code=pl.when(~lost)
            .then("code")
            .when(pl.col("lost") < LOST_CODE / 2)
            .then(pl.col("code") + 20_000_000),
            small_vendor=pl.col("small").fill_null(value=True) & (pl.col("vendor") < 0.92),
            local_vendor=pl.col("place") < 0.8,
        )
        .drop("door", "part", "lost", "vendor", "place")
    )


def _mark_paid(orders: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the orders with `paid`: the earliest ones, as long as their sum stays within `most`."""
    return orders.with_columns(paid=pl.col("value_rupiah").cum_sum() <= most)


def _payments(orders: pl.DataFrame, units: pl.DataFrame, missing: int, today: date, draws: Chance) -> pl.DataFrame:
    accounts = pl.Series([one.account for one in BUYS])
    recorded = orders.filter("paid").select(
        "unit",
        account=accounts.gather(orders.filter("paid")["buy"]),
        on=pl.min_horizontal(pl.col("on") + PAID_AFTER, pl.lit(today)),
        rupiah="value_rupiah",
        purchase="number",
    )
    parts = [recorded, _unrecorded(units, missing, accounts, today, draws), _outside(units, today, draws)]
    numbered = pl.concat(parts, how="diagonal").filter(pl.col("rupiah") > 0).with_row_index("number", offset=1)
    return numbered.with_columns(pl.col("number").cast(pl.Int64))


def _unrecorded(units: pl.DataFrame, missing: int, accounts: pl.Series, today: date, draws: Chance) -> pl.DataFrame:
    """
    Return payments that nobody recorded as purchases; their sum is `missing`.

    A third of the units have some, and the one in which the demo's treasurer works.
    """
    size = units.height
    has = draws.below("has", size, 0.34) | (units["unit"] == home_unit())
    weights = (1 + draws.uniform("size", size) * 1_000).cast(pl.Int64) * has.cast(pl.Int64)
    start = date(today.year, 1, 15)
    days = draws.uniform("when", size) * max(1, (today - start).days)
    return pl.DataFrame(
        {
            "unit": units["unit"],
            "account": accounts.gather(draws.integers("what", size, 0, 5)),
            "on": pl.select((pl.lit(start) + pl.duration(days=pl.lit(days.cast(pl.Int64)))).cast(pl.Date)).to_series(),
            "rupiah": split_by_weight(missing, weights.to_list()),
        }
    )


def _outside(units: pl.DataFrame, today: date, draws: Chance) -> pl.DataFrame:
    """Return what units pay that is no procurement: salaries and travel."""
    parts = []
    for account, least, most in ((SALARIES_ACCOUNT, 80_000_000, 900_000_000), (TRAVEL_ACCOUNT, 1_000_000, 30_000_000)):
        rupiah = draws.integers(f"outside {account}", units.height, least, most) * units["weight"]
        parts.append(units.select("unit", account=pl.lit(account), on=pl.lit(today), rupiah=rupiah))
    return pl.concat(parts)
