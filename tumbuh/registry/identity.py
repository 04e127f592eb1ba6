"""
Who and what the rows of a file are: which of them mean the same owner or business, and which the register knows.

Nothing depends on the order of the rows. An owner is found by NIK; else by phone with name; else, in a business found
by its NIB, by name. A business is found by NIB; else by owner with name. Where two would fit, the row is refused.
"""

from dataclasses import dataclass

import polars as pl

from tumbuh import bulk
from tumbuh.registry.models import Business, Owner
from tumbuh.registry.row_errors import error, no_errors

_ID = {"key": pl.String, "id": pl.Int64}
AMBIGUOUS_OWNER = "Lebih dari satu pemilik cocok dengan nama dan telepon ini; isi NIK agar jelas yang mana."
AMBIGUOUS_BUSINESS = "Pemilik ini memiliki lebih dari satu usaha dengan nama yang sama; isi NIB agar jelas yang mana."
_OWNER_FIELDS = {
    "owner_name_key": "nama pemilik", "nik_hash": "NIK", "gender": "jenis kelamin", "born_on": "tanggal lahir",
    "npwp_hash": "NPWP",
}  # fmt: skip
_BUSINESS_FIELDS = {
    "business_name_key": "nama usaha", "nib": "NIB", "kbli": "KBLI", "registered_on": "tanggal terdaftar",
    "closed_on": "tanggal tutup", "area_code": "wilayah", "capital": "modal", "yearly_sales": "penjualan setahun",
    "size_class": "kelas usaha", "as_of": "tanggal data",
}  # fmt: skip


@dataclass(frozen=True)
class Identified:
    """Rows with `owner` and `business` (who they are, in this file), `owner_id` and `business_id` (null: new)."""

    rows: pl.DataFrame
    errors: pl.DataFrame


def identify(rows: pl.DataFrame, columns: dict[str, str]) -> Identified:
    """Return the rows that are clear, and the errors of those that are not. `columns`: field -> the file's column."""
    rows, unclear_owner = _owners_in_file(rows)
    rows, unknown_owner = _owners_in_register(rows)
    rows, unclear_business = _businesses_in_file(rows)
    rows, unknown_business = _businesses_in_register(rows)
    clashes = [
        _clashes(rows, "owner", _OWNER_FIELDS, columns, "Pemilik yang sama"),
        _clashes(rows, "business", _BUSINESS_FIELDS, columns, "Usaha yang sama"),
    ]
    clashes += [_npwp_differs(rows, columns), _days_differ(rows, columns)]
    errors = pl.concat([unclear_owner, unknown_owner, unclear_business, unknown_business, *clashes])
    clear = rows.join(errors.select("row").unique(), on="row", how="anti", maintain_order="left")
    return Identified(clear, errors)


def _owners_in_file(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Name each row's owner by the best key it has, borrowing a better one from rows that agree with it."""
    rows = rows.with_columns(
        _person=pl.concat_str("phone", "owner_name_key", separator="|"),
        _at_nib=pl.concat_str("nib", "owner_name_key", separator="|"),
        owner=pl.concat_str(pl.lit("n:"), "nik_hash"),
    )
    rows, first = _borrow(rows, "_person", "p:")
    rows, second = _borrow(rows, "_at_nib", "b:")
    return rows, pl.concat([_refuse_owner(first), _refuse_owner(second)])


def _borrow(rows: pl.DataFrame, by: str, prefix: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give rows without an owner the owner of rows with the same `by`; else a name of their own. Many: unclear."""
    known = (
        rows.filter(pl.col("owner").is_not_null() & pl.col(by).is_not_null())
        .group_by(by)
        .agg(_owners=pl.col("owner").n_unique(), _owner=pl.col("owner").min())
    )
    joined = rows.join(known, on=by, how="left", maintain_order="left")
    open_ = pl.col("owner").is_null()
    unclear = joined.filter(open_ & (pl.col("_owners") > 1)).select(rows.columns)
    owner = pl.when(~open_).then("owner").otherwise(pl.coalesce("_owner", pl.concat_str(pl.lit(prefix), by)))
    return joined.with_columns(owner=owner).select(rows.columns), unclear


def _refuse_owner(rows: pl.DataFrame) -> pl.DataFrame:
    return error(rows, code="ambiguous_owner", column="", message=AMBIGUOUS_OWNER)


def _owners_in_register(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find the owners that the register knows; then name the owner of a row by its key there."""
    keys = rows.select("owner", "nik_hash", "phone", "owner_name_key", "nib").unique()
    bulk.stage("match_owner", keys.rename({"owner": "key"}))
    by_nik = bulk.read(
        "SELECT DISTINCT m.key, o.id FROM match_owner m JOIN registry_owner o ON o.nik_hash = m.nik_hash "
        "WHERE o.withdrawn_at IS NULL AND o.nik_hash > ''",
        _ID,
    )
    by_phone = bulk.read(
        "SELECT DISTINCT m.key, o.id FROM match_owner m JOIN registry_owner o "
        "ON o.phone = m.phone AND o.name_key = m.owner_name_key "
        "WHERE o.withdrawn_at IS NULL AND o.phone > '' AND (m.nik_hash IS NULL OR o.nik_hash = '')",
        _ID,
    )
    by_nib = bulk.read(
        "SELECT DISTINCT m.key, o.id FROM match_owner m JOIN registry_business b ON b.nib = m.nib "
        "JOIN registry_ownership s ON s.business_id = b.id JOIN registry_owner o ON o.id = s.owner_id "
        "WHERE o.name_key = m.owner_name_key AND b.nib > '' AND b.withdrawn_at IS NULL AND s.withdrawn_at IS NULL "
        "AND s.to_on IS NULL AND o.withdrawn_at IS NULL AND (m.nik_hash IS NULL OR o.nik_hash = '')",
        _ID,
    )
    ids, unclear = _best([by_nik, by_phone, by_nib], prefix="n:")
    rows = rows.join(ids.rename({"key": "owner", "id": "owner_id"}), on="owner", how="left", maintain_order="left")
    refused = rows.join(unclear.rename({"key": "owner"}), on="owner", how="semi")
    named = pl.coalesce(pl.concat_str(pl.lit("o:"), pl.col("owner_id").cast(pl.String)), "owner")
    return rows.with_columns(owner=named), _refuse_owner(refused)


def _best(found: list[pl.DataFrame], *, prefix: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Return key -> id from the first frame that knows a key, and the keys that are unclear.

    A weaker frame may know a key by several ids: then a key that starts with `prefix` (it has its own number) is new,
    and any other is unclear. Two numbered keys never get one id by a weaker frame: both are new.
    """
    ids = found[0]
    unclear = pl.DataFrame(schema={"key": pl.String})
    for weaker in found[1:]:
        rest = weaker.join(ids, on="key", how="anti").join(unclear, on="key", how="anti")
        one = rest.group_by("key").agg(id=pl.col("id").min(), _n=pl.col("id").n_unique())
        numbered = pl.col("key").str.starts_with(prefix)
        unclear = pl.concat([unclear, one.filter((pl.col("_n") > 1) & ~numbered).select("key")])
        single = one.filter(pl.col("_n") == 1).select("key", "id")
        claimed = single.filter(numbered).group_by("id").len().filter(pl.col("len") > 1)
        taken = ids.filter(numbered).select("id")
        free = single.filter(
            ~numbered | ~(pl.col("id").is_in(claimed["id"].implode()) | pl.col("id").is_in(taken["id"].implode()))
        )
        ids = pl.concat([ids, free])
    return ids, unclear


def _businesses_in_file(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Name each row's business: by NIB, which rows without one borrow from rows of the same owner and name."""
    rows = rows.with_columns(_named=pl.concat_str("owner", "business_name_key", separator="|"))
    known = (
        rows.filter(pl.col("nib").is_not_null())
        .group_by("_named")
        .agg(_nibs=pl.col("nib").n_unique(), _nib=pl.col("nib").min())
    )
    joined = rows.join(known, on="_named", how="left", maintain_order="left")
    unclear = joined.filter(pl.col("nib").is_null() & (pl.col("_nibs") > 1))
    nib = pl.coalesce("nib", "_nib")
    business = pl.coalesce(pl.concat_str(pl.lit("n:"), nib), pl.concat_str(pl.lit("x:"), "_named"))
    return joined.with_columns(business=business).drop("_nibs", "_nib"), _refuse_business(unclear)


def _businesses_in_register(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    keys = rows.select("business", "nib", "owner_id", "business_name_key").unique()
    bulk.stage("match_business", keys.rename({"business": "key"}))
    by_nib = bulk.read(
        "SELECT DISTINCT m.key, b.id FROM match_business m JOIN registry_business b ON b.nib = m.nib "
        "WHERE b.withdrawn_at IS NULL AND b.nib > ''",
        _ID,
    )
    by_owner = bulk.read(
        "SELECT DISTINCT m.key, b.id FROM match_business m JOIN registry_ownership s ON s.owner_id = m.owner_id "
        "JOIN registry_business b ON b.id = s.business_id AND b.name_key = m.business_name_key "
        "WHERE s.to_on IS NULL AND s.withdrawn_at IS NULL AND b.withdrawn_at IS NULL "
        "AND (m.nib IS NULL OR b.nib = '')",
        _ID,
    )
    ids, unclear = _best([by_nib, by_owner], prefix="n:")
    rows = rows.join(
        ids.rename({"key": "business", "id": "business_id"}), on="business", how="left", maintain_order="left"
    )
    refused = rows.join(unclear.rename({"key": "business"}), on="business", how="semi")
    named = pl.coalesce(pl.concat_str(pl.lit("o:"), pl.col("business_id").cast(pl.String)), "business")
    return rows.with_columns(business=named), _refuse_business(refused)


def _refuse_business(rows: pl.DataFrame) -> pl.DataFrame:
    return error(rows, code="ambiguous_business", column="", message=AMBIGUOUS_BUSINESS)


def _clashes(
    rows: pl.DataFrame, entity: str, fields: dict[str, str], columns: dict[str, str], subject: str
) -> pl.DataFrame:
    """Refuse all rows of an owner or business about which the file itself says two different things."""
    found = [no_errors()]
    counted = rows.group_by(entity).agg(
        *(pl.col(name).drop_nulls().n_unique().alias(name) for name in fields),
        _rows=pl.col("row").sort().head(5),
    )
    for name, label in fields.items():
        split = counted.filter(pl.col(name) > 1).select(
            entity, _text=pl.col("_rows").cast(pl.List(pl.String)).list.join(", ")
        )
        if split.is_empty():
            continue
        said = rows.join(split, on=entity)
        message = pl.format(subject + " disebut dengan " + label + " yang berbeda pada baris {}; samakan.", "_text")
        source = name.removesuffix("_key").removesuffix("_hash")
        wrong = error(said, code="rows_disagree", column=columns.get(source, ""), message="")
        found.append(wrong.with_columns(message=said.select(message).to_series()))
    return pl.concat(found)


def _npwp_differs(rows: pl.DataFrame, columns: dict[str, str]) -> pl.DataFrame:
    """Refuse rows with another NPWP than the register has: an import fills an id, it never replaces one."""
    known = bulk.existing(Owner, rows["owner_id"], ["npwp_hash"]).rename({"id": "owner_id", "npwp_hash": "_known"})
    said = rows.join(known.filter(pl.col("_known") != ""), on="owner_id")
    message = "NPWP berbeda dari yang tercatat untuk pemilik ini; kosongkan, atau perbaiki datanya pada register."
    wrong = said.filter(pl.col("npwp_hash") != pl.col("_known"))
    return error(wrong, code="npwp_differs", column=columns.get("npwp", ""), message=message)


def _days_differ(rows: pl.DataFrame, columns: dict[str, str]) -> pl.DataFrame:
    """Refuse rows whose day of registering or closing does not fit the other day in the register."""
    days = {"registered_on": "_registered", "closed_on": "_closed"}
    known = bulk.existing(Business, rows["business_id"], list(days)).rename({"id": "business_id", **days})
    said = rows.join(known, on="business_id")
    wrong = said.filter(pl.coalesce("closed_on", "_closed") < pl.coalesce("registered_on", "_registered"))
    message = "Tanggal tutup lebih awal daripada tanggal terdaftar di register; periksa keduanya."
    return error(wrong, code="days_out_of_order", column=columns.get("closed_on", ""), message=message)
