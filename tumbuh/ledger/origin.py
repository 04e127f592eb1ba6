"""From a shop's SKU to the product of the catalogue and the level of its evidence of origin on the order's day."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tumbuh.catalogue import queries as catalogue
from tumbuh.ledger.models import Shop, SkuMapping

# What a shop calls the thing it sells: its SKU, or the product's name where the shop has given it none.
SKU = pl.when(pl.col("sku").fill_null("") == "").then("product_name").otherwise("sku").str.strip_chars()
VARIATION = pl.col("variation").fill_null("").str.strip_chars()
MAPPING_SCHEMA = {"sku": pl.String, "variation": pl.String, "product_pk": pl.Int64}


@dataclass(frozen=True)
class OriginTable:
    """What is known of one shop's SKUs when its file is read."""

    mapping: pl.DataFrame  # MAPPING_SCHEMA; a blank variation stands for all
    evidence: pl.DataFrame  # product_pk, level, valid_from, valid_to
    public_ids: pl.DataFrame  # product_pk, product_id


def origin_table(shop: Shop) -> OriginTable:
    """Return the SKU mappings in force of a shop with the evidence of their products."""
    rows = list(SkuMapping.objects.filter(shop=shop, ended_at=None).values_list("sku", "variation", "product_id"))
    return table_of(rows)


def table_of(rows: Sequence[tuple[str, str, int]]) -> OriginTable:
    """Return the table for given (sku, variation, product's key) rows."""
    products = sorted({row[2] for row in rows})
    public = catalogue.public_ids(products)
    return OriginTable(
        mapping=pl.DataFrame(rows, schema=MAPPING_SCHEMA, orient="row"),
        evidence=catalogue.evidence_frame(products).rename({"product_id": "product_pk"}),
        public_ids=pl.DataFrame(
            {"product_pk": list(public.keys()), "product_id": [str(value) for value in public.values()]},
            schema={"product_pk": pl.Int64, "product_id": pl.String},
        ),
    )


def with_origin(lines: pl.DataFrame, table: OriginTable) -> pl.DataFrame:
    """
    Return the lines with `product_id` (null: SKU not mapped) and `origin_level` (0: unknown) added.

    An exact variation's mapping comes before the SKU's. Evidence counts when valid on the order's day in WIB; foreign
    evidence outweighs all other, else the highest level counts. Cost: joins on distinct (SKU, variation, day) only.
    """
    if table.mapping.is_empty():
        return lines.with_columns(product_id=pl.lit(None, dtype=pl.String), origin_level=pl.lit(0, dtype=pl.Int16))
    day = pl.col("ordered_at").dt.convert_time_zone("Asia/Jakarta").dt.date().alias("day")
    lines = lines.with_columns(day, SKU.alias("_sku"), VARIATION.alias("_variation"))
    item = ["_sku", "_variation"]
    mapping = table.mapping.rename({"sku": "_sku", "variation": "_variation"})
    general = mapping.filter(pl.col("_variation") == "").select("_sku", pl.col("product_pk").alias("general_pk"))
    known = (
        lines.select(*item, "day")
        .unique()
        .join(mapping.rename({"product_pk": "exact_pk"}), on=item, how="left")
        .join(general, on="_sku", how="left")
        .with_columns(product_pk=pl.coalesce("exact_pk", "general_pk"))
        .filter(pl.col("product_pk").is_not_null())
        .select(*item, "day", "product_pk")
    )
    levels = known.join(_levels(known, table.evidence), on=["product_pk", "day"], how="left").join(
        table.public_ids, on="product_pk", how="left"
    )
    return (
        lines.join(levels, on=[*item, "day"], how="left", maintain_order="left")
        .with_columns(pl.col("origin_level").fill_null(0).cast(pl.Int16))
        .drop(*item, "day", "product_pk")
    )


def _levels(known: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    valid = (
        known.select("product_pk", "day")
        .unique()
        .join(evidence, on="product_pk")
        .filter(
            (pl.col("valid_from") <= pl.col("day"))
            & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("day")))
        )
    )
    level = pl.col("level")
    return valid.group_by("product_pk", "day").agg(
        origin_level=pl.when((level < 0).any()).then(level.min()).otherwise(level.max()).cast(pl.Int16)
    )
