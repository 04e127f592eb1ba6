"""Payments for procurement that no recorded purchase of the unit explains: what a treasurer has to record, and why."""

import polars as pl

from tumbuh.procurement.choosing import Chosen, chosen_tables

COLUMNS = ("payment", "document", "unit", "unit_name", "paid_on", "account", "account_name", "rupiah", "most_permyriad")


def to_record(chosen: Chosen) -> pl.DataFrame:
    """
    Return the payments without a record, those that would move P3DN C the most first.

    A payment names no purchase, so the two are paired by unit and exact rupiah, each purchase once; what is left over
    here is probably not recorded. One payment for several purchases, or several for one, are left over too: a person
    looks. `most_permyriad`: the move of P3DN C of this part if all of it is domestic, rounded down.
    """
    known = chosen_tables(chosen)
    payments = known.payments.filter(pl.col("in_scope"))
    left = unpaired(payments, known.purchases.filter(pl.col("state") == "realised"))
    paid = int(payments["rupiah"].sum() or 0)
    names = known.units.unique("unit").select("unit", unit_name="name")
    # 10¹⁵ rupiah times 10⁴ passes 2⁶³, so the product is made in 128 bits.
    move = (pl.col("rupiah").cast(pl.Int128) * 10_000 // paid).cast(pl.Int64) if paid else pl.lit(0)
    return (
        left.join(names, on="unit", how="left")
        .with_columns(pl.col("unit_name").fill_null(pl.col("unit")), most_permyriad=move)
        .sort("rupiah", "payment", descending=[True, False])
        .select(COLUMNS)
    )


def unpaired(payments: pl.DataFrame, purchases: pl.DataFrame) -> pl.DataFrame:
    """
    Return the payments that find no purchase of the same unit and rupiah; of equal ones the latest are left over.

    `payments` has payment, unit, rupiah and paid_on; `purchases` has unit and value_rupiah.
    """
    same = ("unit", "rupiah")
    numbered = payments.sort("paid_on", "payment").with_columns(turn=pl.int_range(pl.len()).over(*same))
    bought = purchases.select("unit", rupiah="value_rupiah").with_columns(turn=pl.int_range(pl.len()).over(*same))
    return numbered.join(bought, on=[*same, "turn"], how="anti").drop("turn")
