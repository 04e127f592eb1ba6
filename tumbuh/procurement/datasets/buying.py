"""What the data sets of purchases share: their columns and their shape."""

import polars as pl

from tumbuh.procurement.cells import ERROR_SCHEMA, Column, Kind
from tumbuh.procurement.datasets import statuses
from tumbuh.procurement.datasets.shapes import UNIT, YEAR, Context, Shaped, columns, refuse, unit_ref, year_or

VENDOR: tuple[Column, ...] = (
    *columns(Kind.CODE, "vendor_code=kd_penyedia|kode_penyedia|kd_penyedia_v6|rekan_id"),
    *columns(Kind.TEXT, "vendor_name=nama_penyedia|merchant_name|nama_merchant"),
    *columns(Kind.NPWP, "npwp=npwp16_penyedia|npwp_16_penyedia|npwp_penyedia_16|npwp_16|npwp_penyedia"),
)
COMMON: tuple[Column, ...] = (*UNIT, *YEAR, *VENDOR)


def purchases(
    frame: pl.DataFrame,
    context: Context,
    *,
    source: str,
    method: pl.Expr,
    status: pl.Expr,
    states: str,
) -> Shaped:
    """
    Return purchases from `id`, `name`, `value`, `shipping`, `domestic`, `micro_small`, `plan_codes`, `on`, `place`,
    `vendor_small` (those it has) and the common columns.

    A part larger than its contract, or a value below zero, makes the row wait: which of the two is wrong, nobody knows.
    """
    given = frame.columns
    blank = {name: pl.lit(None, dtype=kind).alias(name) for name, kind in _OPTIONAL.items() if name not in given}
    frame = frame.with_columns(blank.values())
    frame, errors = _sound(frame)
    vendor = pl.concat_str(pl.lit(f"{source.removesuffix('api')}:"), "vendor_code")
    shaped = frame.with_columns(
        npwp_hash=context.hash_npwp(frame["npwp"]), status=status.fill_null("").str.slice(0, 80)
    ).select(
        "row",
        key=pl.concat_str(pl.lit(f"{source}:"), "id"),
        year=year_or(context),
        source=pl.lit(source),
        external_id=pl.col("id").str.slice(0, 120),
        name=pl.col("name").fill_null(""),
        unit_ref=unit_ref(),
        method=method.fill_null("other"),
        status="status",
        state=statuses.state(states, pl.col("status")),
        ordered_on="on",
        value_rupiah="value",
        shipping_rupiah="shipping",
        domestic_rupiah="domestic",
        micro_small_rupiah="micro_small",
        plan_codes=pl.col("plan_codes").fill_null("{}"),
        vendor_code=vendor.fill_null("").str.slice(0, 80),
        vendor_name=pl.col("vendor_name").fill_null("").str.slice(0, 300),
        vendor_place=pl.col("place").fill_null("").str.slice(0, 120),
        vendor_npwp_hash="npwp_hash",
        vendor_micro_small="vendor_small",
    )
    return Shaped(shaped, errors)


def _sound(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    errors = [pl.DataFrame(schema=ERROR_SCHEMA)]
    checks = [
        (pl.col("value") < 0, "negative", "nilai", "Nilai di bawah nol; periksa di sumbernya."),
        (pl.col("shipping") < 0, "negative", "ongkir", "Ongkos kirim di bawah nol; periksa di sumbernya."),
        (
            (pl.col("domestic") > pl.col("value")) | (pl.col("domestic") < 0),
            "part_above_value",
            "nilai_pdn_kontrak",
            "Nilai PDN melebihi nilai kontrak; perbaiki salah satunya di SPSE.",
        ),
        (
            (pl.col("micro_small") > pl.col("value")) | (pl.col("micro_small") < 0),
            "part_above_value",
            "nilai_umk_kontrak",
            "Nilai UMK melebihi nilai kontrak; perbaiki salah satunya di SPSE.",
        ),
    ]
    for bad, reason, column, message in checks:
        frame, told = refuse(frame, bad, reason=reason, column=column, message=message)
        errors.append(told)
    return frame, pl.concat(errors)


_OPTIONAL: dict[str, pl.DataType | type[pl.DataType]] = {
    "name": pl.String,
    "shipping": pl.Int64,
    "domestic": pl.Int64,
    "micro_small": pl.Int64,
    "plan_codes": pl.String,
    "on": pl.Date,
    "place": pl.String,
    "vendor_small": pl.Boolean,
}
