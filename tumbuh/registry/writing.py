"""From identified rows to the register: owners, businesses, who owns what, sites, licences and classes."""

from datetime import date

import polars as pl

from tumbuh import bulk
from tumbuh.registry.cells import KBLI_VERSION
from tumbuh.registry.checking import LICENCE_KINDS
from tumbuh.registry.classes import write_classes
from tumbuh.registry.journal import Journal
from tumbuh.registry.models import Business, Licence, Owner, Ownership, Site
from tumbuh.registry.sealing import Sealer

_OWNER_TEXTS = {"owner_name": "name", "owner_name_key": "name_key"}


def write(rows: pl.DataFrame, *, journal: Journal, sealer: Sealer, today: date, source: str) -> pl.DataFrame:
    """Write the rows (identity.identify) and return what became of each: row, owner_id, business_id, outcome."""
    owners, changed_owners = _write_owners(rows, journal, sealer)
    rows = rows.drop("owner_id").join(owners, on="owner", maintain_order="left")
    businesses, changed = _write_businesses(rows, journal, today, source)
    known = pl.col("business_id").is_not_null()
    was_known = rows.filter(known)["business_id"].unique()
    rows = rows.drop("business_id").join(businesses, on="business", maintain_order="left")
    touched = [
        changed,
        _write_ownerships(rows, journal, today),
        _write_sites(rows, journal),
        _write_licences(rows, journal),
        _write_classes(rows, journal, today),
    ]
    return _outcomes(rows, was_known, pl.concat([one.alias("id") for one in touched]).unique(), changed_owners)


def _write_owners(rows: pl.DataFrame, journal: Journal, sealer: Sealer) -> tuple[pl.DataFrame, pl.Series]:
    """Return owner -> owner_id and the keys of the owners that changed."""
    said = ["phone", "gender", "born_on", "nik", "nik_hash", "npwp", "npwp_hash"]
    merged = (
        rows.group_by("owner", maintain_order=True)
        .agg(pl.col("owner_id").first(), *(pl.col(name).min() for name in (*_OWNER_TEXTS, *said)))
        .rename(_OWNER_TEXTS)
    )
    merged = _only_new_ids(merged)
    for kind in ("nik", "npwp"):
        sealed = [sealer.seal(text) if text else None for text in merged[kind]]
        merged = merged.with_columns(pl.Series(f"{kind}_cipher", sealed, dtype=pl.String))
    has_secret = pl.col("nik_cipher").is_not_null() | pl.col("npwp_cipher").is_not_null()
    merged = merged.with_columns(key_tag=pl.when(has_secret).then(pl.lit(sealer.tag))).drop("nik", "npwp")
    made = journal.make(Owner, merged.filter(pl.col("owner_id").is_null()).drop("owner_id"))
    old = merged.filter(pl.col("owner_id").is_not_null())
    changed = journal.change(Owner, old.drop("owner").rename({"owner_id": "id"}))
    ids = pl.concat([made.select("owner", owner_id="id"), old.select("owner", "owner_id")])
    return ids, changed


def _only_new_ids(owners: pl.DataFrame) -> pl.DataFrame:
    """Forget the national ids that the register has already: sealing them again would look like a change."""
    old = bulk.existing(Owner, owners["owner_id"], ["nik_hash", "npwp_hash"]).rename(
        {"id": "owner_id", "nik_hash": "_nik", "npwp_hash": "_npwp"}
    )
    joined = owners.join(old, on="owner_id", how="left", maintain_order="left")
    return joined.with_columns(
        pl.when(pl.col(f"{kind}_hash").ne_missing(pl.col(f"_{kind}"))).then(name).alias(name)
        for kind in ("nik", "npwp")
        for name in (kind, f"{kind}_hash")
    ).drop("_nik", "_npwp")


def _write_businesses(rows: pl.DataFrame, journal: Journal, today: date, source: str) -> tuple[pl.DataFrame, pl.Series]:
    """Return business -> business_id, is_new, first_on; and the keys of the businesses that changed."""
    said = ["nib", "kbli", "registered_on", "closed_on"]
    merged = (
        rows.group_by("business", maintain_order=True)
        .agg(
            pl.col("business_id").first(),
            *(pl.col(name).min() for name in ("business_name", "business_name_key", *said)),
        )
        .rename({"business_name": "name", "business_name_key": "name_key", "kbli": "kbli_code"})
    )
    merged = merged.with_columns(kbli_version=pl.when(pl.col("kbli_code").is_not_null()).then(pl.lit(KBLI_VERSION)))
    new = merged.filter(pl.col("business_id").is_null()).drop("business_id")
    first_on = pl.coalesce("registered_on", pl.min_horizontal(pl.lit(today), "closed_on"))
    made = journal.make(Business, new.with_columns(registered_on=first_on, source=pl.lit(source[:100])))
    old = merged.filter(pl.col("business_id").is_not_null())
    changed = journal.change(Business, old.drop("business").rename({"business_id": "id"}))
    days = bulk.existing(Business, old["business_id"], ["registered_on"]).rename({"id": "business_id"})
    ids = pl.concat(
        [
            made.select("business", business_id="id", is_new=pl.lit(value=True), first_on="registered_on"),
            old.select("business", "business_id", is_new=pl.lit(value=False)).join(
                days.rename({"registered_on": "first_on"}), on="business_id"
            ),
        ]
    )
    return ids, changed


def _write_ownerships(rows: pl.DataFrame, journal: Journal, today: date) -> pl.Series:
    pairs = rows.select("owner_id", "business_id", "is_new", "first_on").unique(["owner_id", "business_id"])
    bulk.stage("pairs", pairs.select("owner_id", "business_id"))
    known = bulk.read(
        "SELECT s.owner_id, s.business_id FROM registry_ownership s JOIN pairs p USING (owner_id, business_id) "
        "WHERE s.withdrawn_at IS NULL AND s.to_on IS NULL",
        {"owner_id": pl.Int64, "business_id": pl.Int64},
    )
    new = pairs.join(known, on=["owner_id", "business_id"], how="anti")
    from_on = pl.when("is_new").then("first_on").otherwise(pl.lit(today))
    journal.make(Ownership, new.select("owner_id", "business_id", from_on=from_on))
    return new["business_id"]


def _write_sites(rows: pl.DataFrame, journal: Journal) -> pl.Series:
    """Every business has a main site; one without an area is "tanpa wilayah"."""
    said = rows.group_by("business_id").agg(pl.col("area_code").min(), pl.col("address").min())
    bulk.stage("placed", said.select("business_id"))
    known = bulk.read(
        "SELECT s.id, s.business_id FROM registry_site s JOIN placed USING (business_id) "
        "WHERE s.kind = 'main' AND s.withdrawn_at IS NULL",
        {"id": pl.Int64, "business_id": pl.Int64},
    )
    new = said.join(known, on="business_id", how="anti")
    journal.make(Site, new.with_columns(kind=pl.lit("main")))
    old = said.join(known, on="business_id")
    changed = journal.change(Site, old.select("id", "area_code", "address"))
    return pl.concat([new["business_id"], old.filter(pl.col("id").is_in(changed.implode()))["business_id"]])


def _write_licences(rows: pl.DataFrame, journal: Journal) -> pl.Series:
    said = (
        rows.select("business_id", *LICENCE_KINDS)
        .unpivot(index="business_id", variable_name="kind", value_name="number")
        .drop_nulls("number")
        .unique()
    )
    if said.is_empty():
        return pl.Series("business_id", [], dtype=pl.Int64)
    bulk.stage("licensed", said)
    known = bulk.read(
        "SELECT l.business_id, l.kind, l.number FROM registry_licence l "
        "JOIN licensed USING (business_id, kind, number) WHERE l.withdrawn_at IS NULL",
        {"business_id": pl.Int64, "kind": pl.String, "number": pl.String},
    )
    new = said.join(known, on=["business_id", "kind", "number"], how="anti")
    journal.make(Licence, new)
    return new["business_id"]


def _write_classes(rows: pl.DataFrame, journal: Journal, today: date) -> pl.Series:
    said = rows.group_by("business_id").agg(
        pl.col("first_on").first().alias("registered_on"),
        pl.col("capital").min().alias("capital_rupiah"),
        pl.col("yearly_sales").min().alias("yearly_sales_rupiah"),
        pl.col("size_class").min().alias("declared"),
        pl.col("as_of").min(),
    )
    return write_classes(said, journal=journal, today=today)


def _outcomes(rows: pl.DataFrame, was_known: pl.Series, touched: pl.Series, changed_owners: pl.Series) -> pl.DataFrame:
    """Say of each row what it did; of rows with the same owner and business the topmost did it."""
    first = pl.col("row") == pl.col("row").min().over("owner_id", "business_id")
    new = ~pl.col("business_id").is_in(was_known.implode())
    changed = pl.col("business_id").is_in(touched.implode()) | pl.col("owner_id").is_in(changed_owners.implode())
    outcome = (
        pl.when(~first)
        .then(pl.lit("repeated"))
        .when(new)
        .then(pl.lit("created"))
        .when(changed)
        .then(pl.lit("updated"))
        .otherwise(pl.lit("unchanged"))
    )
    return rows.select("row", "owner_id", "business_id", outcome=outcome)
