"""RUP-StrukturAnggaranPD: what units may spend by kind. And the commitments that were filed, by document."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets.shapes import UNIT, YEAR, Context, DataSet, Shaped, columns, refuse, unit_ref, year_or
from tumbuh.procurement.rules.states import BUDGET_VERSIONS


def shape_structure(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return the units' budgets in the version of the import; any amount may be missing."""
    shaped = frame.with_columns(unit_ref=unit_ref(), year=year_or(context)).select(
        "row",
        "year",
        "unit_ref",
        key=pl.concat_str("year", pl.lit(context.version), "unit_ref", separator=":"),
        version=pl.lit(context.version),
        total_rupiah="total_belanja",
        operating_rupiah="belanja_operasi",
        capital_rupiah="belanja_modal",
        contingency_rupiah="belanja_btt",
        not_procured_rupiah="belanja_non_pengadaan",
        procured_rupiah="belanja_pengadaan",
    )
    nobody = pl.col("unit_ref") == ""
    return Shaped(*refuse(shaped, nobody, reason="missing", column="kd_satker", message="Satuan kerja tidak disebut."))


def shape_commitments(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return commitments; without a unit it is one for the whole city."""
    known = {name.casefold(): key for key, name in BUDGET_VERSIONS.items()} | {key: key for key in BUDGET_VERSIONS}
    said = pl.col("versi").fill_null(context.version).str.to_lowercase().str.replace_all(r"\s", "")
    shaped = frame.with_columns(
        unit_ref=unit_ref(),
        year=year_or(context),
        version=said.replace_strict(known, default=None, return_dtype=pl.String),
        document=pl.col("dokumen").str.slice(0, 120),
    )
    shaped, strange = refuse(
        shaped,
        pl.col("version").is_null(),
        reason="unknown_version",
        column="versi",
        message="Versi anggaran harus RAPBD, APBD, atau APBD-P.",
    )
    shaped, negative = refuse(
        shaped, pl.col("komitmen") < 0, reason="negative", column="komitmen", message="Komitmen di bawah nol."
    )
    shaped = shaped.select(
        "row",
        "year",
        "unit_ref",
        "version",
        "document",
        key=pl.concat_str("year", "document", "unit_ref", separator=":").str.slice(0, 300),
        filed_on="tanggal",
        source=pl.col("sumber").fill_null("").str.slice(0, 200),
        rupiah="komitmen",
    )
    return Shaped(shaped, pl.concat([strange, negative]))


STRUCTURE = DataSet(
    id="unit_budgets",
    title="Struktur anggaran perangkat daerah",
    official=("RUP-StrukturAnggaranPD",),
    target="UnitBudget",
    columns=(
        *UNIT,
        *YEAR,
        *columns(Kind.RUPIAH, "belanja_pengadaan", required=False),
        *columns(Kind.RUPIAH, "total_belanja", "belanja_operasi", "belanja_modal", "belanja_btt"),
        *columns(Kind.RUPIAH, "belanja_non_pengadaan"),
    ),
    shape=shape_structure,
)
COMMITMENTS = DataSet(
    id="commitments",
    title="Komitmen belanja PDN",
    official=("Komitmen P3DN (Kemendagri)",),
    target="Commitment",
    columns=(
        *UNIT,
        *YEAR,
        *columns(Kind.TEXT, "dokumen=dokumen|nama_dokumen", required=True),
        *columns(Kind.TEXT, "versi=versi|versi_anggaran", "sumber"),
        *columns(Kind.DAY, "tanggal=tanggal|tanggal_dokumen"),
        *columns(Kind.RUPIAH, "komitmen=komitmen|nilai_komitmen|komitmen_pdn", required=True),
    ),
    shape=shape_commitments,
)
DATASETS = (STRUCTURE, COMMITMENTS)
