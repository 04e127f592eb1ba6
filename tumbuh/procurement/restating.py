"""What changed between two moments: the rows whose rupiah, origin or place in a figure is another now."""

from dataclasses import replace
from datetime import datetime

import polars as pl

from tumbuh.procurement.choosing import Chosen
from tumbuh.procurement.known import Known, known

_MONEY = ("value", "domestic", "other", "unmatched", "excluded", "micro_small")


def restatements(chosen: Chosen, *, earlier: datetime, later: datetime) -> pl.DataFrame:
    """
    Return the rows that differ between two moments: kind, key, name, unit, why, and per part its change.

    For purchases the changes of a part add up to the change of that figure's numerator, because a row that only
    entered, left or was reclassified is in the list too. Packages and payments follow with their rupiah.
    """
    if earlier >= later:
        raise ValueError("the first moment comes before the second")
    before, after = (
        replace(chosen, known_at=moment).apply(
            known(chosen.year, at=moment, version=chosen.version, document=chosen.document)
        )
        for moment in (earlier, later)
    )
    frames = [_purchases(before, after), _packages(before, after), _payments(before, after)]
    return pl.concat(frames, how="diagonal").sort("kind", "key")


def _purchases(before: Known, after: Known) -> pl.DataFrame:
    columns = [f"{name}_rupiah" for name in _MONEY]
    was, is_ = (
        frame.purchases.select(
            "state",
            "reason",
            "name",
            "unit",
            *(pl.when(pl.col("state") == "realised").then(name).otherwise(0).alias(name) for name in columns),
            key="purchase",
        )
        for frame in (before, after)
    )
    joined = _joined(was, is_, columns)
    moved = joined.filter(pl.any_horizontal(*(pl.col(f"{name}_change") != 0 for name in _MONEY)))
    return moved.select(
        "key",
        "name",
        "unit",
        *(f"{name}_change" for name in _MONEY),
        kind=pl.lit("purchase"),
        why=pl.when(pl.col("reason").is_null())
        .then(pl.lit("baru"))
        .when(pl.col("state") != pl.col("state_later"))
        .then(pl.lit("status berubah"))
        .when(pl.col("value_change") != 0)
        .then(pl.lit("nilai berubah"))
        .otherwise(pl.lit("golongan berubah")),
    )


def _packages(before: Known, after: Known) -> pl.DataFrame:
    was, is_ = (
        frame.packages.select(
            "name",
            "unit",
            "counted",
            value_rupiah=pl.when("counted").then("ceiling_rupiah").otherwise(0),
            domestic_rupiah=pl.when(pl.col("counted") & ~pl.col("exempt") & pl.col("domestic").fill_null(value=False))
            .then("ceiling_rupiah")
            .otherwise(0),
            key="code",
        )
        for frame in (before, after)
    )
    joined = _joined(was, is_, ["value_rupiah", "domestic_rupiah"])
    moved = joined.filter((pl.col("value_change") != 0) | (pl.col("domestic_change") != 0))
    return moved.select(
        "key",
        "name",
        "unit",
        "value_change",
        "domestic_change",
        kind=pl.lit("package"),
        why=pl.when(pl.col("counted").is_null())
        .then(pl.lit("baru"))
        .when(pl.col("counted") & ~pl.col("counted_later"))
        .then(pl.lit("direvisi atau dihapus"))
        .otherwise(pl.lit("pagu atau tanda berubah")),
    )


def _payments(before: Known, after: Known) -> pl.DataFrame:
    was, is_ = (
        frame.payments.filter("in_scope").select("unit", name="account_name", value_rupiah="rupiah", key="payment")
        for frame in (before, after)
    )
    joined = _joined(was.with_columns(there=pl.lit(1)), is_.with_columns(there=pl.lit(1)), ["value_rupiah"])
    return joined.filter(pl.col("value_change") != 0).select(
        "key",
        "name",
        "unit",
        "value_change",
        kind=pl.lit("payment"),
        why=pl.when(pl.col("there").is_null()).then(pl.lit("baru")).otherwise(pl.lit("nilai berubah")),
    )


def _joined(was: pl.DataFrame, is_: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    joined = was.join(is_, on="key", how="full", suffix="_later", coalesce=True)
    changes = {
        f"{name.removesuffix('_rupiah')}_change": pl.col(f"{name}_later").fill_null(0) - pl.col(name).fill_null(0)
        for name in columns
    }
    return joined.with_columns(
        name=pl.coalesce("name_later", "name"), unit=pl.coalesce("unit_later", "unit"), **changes
    )
