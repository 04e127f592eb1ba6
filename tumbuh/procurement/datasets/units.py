"""RUP-MasterSatker: the spending units and the agencies they belong to."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets.shapes import YEAR, Context, DataSet, Shaped, columns, words, year_or

_AGENCY = r"^((?:\d\.\d{2}\.){3}\d{2}\.)\d{4}$"


def shape(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return units. The agency is that of the SKPD code, its own last part set to 0000; else the unit itself."""
    code = pl.col("kd_satker_str").fill_null("")
    in_agency = code.str.contains(_AGENCY)
    agency = pl.when(in_agency).then(code.str.replace(_AGENCY, "${1}0000")).otherwise(pl.col("kd_satker"))
    status = pl.col("status_satker").fill_null("").str.to_lowercase()
    shaped = frame.select(
        "row",
        key="kd_satker",
        year=year_or(context),
        name=pl.col("nama_satker").fill_null("").str.slice(0, 300),
        skpd_code=code,
        agency_code=pl.coalesce("kd_agency", agency),
        active=~status.is_in(["nonaktif", "non aktif", "tidak aktif", "dihapus"]),
        valid_from="valid_from",
        valid_to="valid_to",
    )
    return Shaped(words(shaped, "name", "agency_code"))


MASTER = DataSet(
    id="units",
    title="Master satuan kerja",
    official=("RUP-MasterSatker",),
    target="SpendingUnit",
    columns=(
        *columns(Kind.CODE, "kd_satker=kd_satker|kode_satker", required=True),
        *columns(
            Kind.CODE, "kd_satker_str=kd_satker_str|kode_sub_skpd|kode_skpd", "kd_agency=kd_skpd_induk|kode_skpd_induk"
        ),
        *columns(Kind.TEXT, "nama_satker=nama_satker|nama_sub_skpd|nama_skpd", required=True),
        *columns(Kind.TEXT, "status_satker"),
        *columns(Kind.DAY, "valid_from=berlaku_mulai", "valid_to=berlaku_sampai"),
        *YEAR,
    ),
    shape=shape,
)
DATASETS = (MASTER,)
