"""SIPD: payments (SP2D) by account, and the budget lines with their ceilings."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets.shapes import (
    UNIT,
    YEAR,
    Context,
    DataSet,
    Shaped,
    columns,
    refuse,
    unit_ref,
    words,
    year_or,
)

_ACCOUNT = r"^\d(\.\d{1,2}){1,4}(\.\d{4,5})?$"
_LINE = (
    *UNIT,
    *YEAR,
    *columns(Kind.TEXT, "account=kode_akun|kode_rekening|kd_akun", required=True),
    *columns(Kind.TEXT, "account_name=nama_akun|nama_rekening"),
    *columns(Kind.TEXT, "sub_activity=kode_sub_giat|kode_sub_kegiatan|kd_subkegiatan|id_sub_giat"),
)


def _lines(frame: pl.DataFrame, context: Context) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows with unit, account and sub-activity; an account that is no code makes its row wait."""
    code = pl.col("account").str.extract(r"^\s*([\d.]+)", 1).str.strip_chars(".").fill_null("")
    repeated = r"^[\d.]+\s+"  # SIPD repeats the code inside the name
    frame = frame.with_columns(
        unit_ref=unit_ref(),
        year=year_or(context),
        account=code.str.slice(0, 40),
        account_name=pl.col("account_name").fill_null("").str.replace(repeated, "").str.slice(0, 300),
        sub_activity=pl.col("sub_activity")
        .fill_null("")
        .str.extract(r"^\s*([\d.]*)", 1)
        .fill_null("")
        .str.slice(0, 60),
    )
    return refuse(
        frame,
        ~pl.col("account").str.contains(_ACCOUNT),
        reason="bad_account",
        column="kode_akun",
        message="Kode akun harus seperti 5.1.02.01.01.0052.",
    )


def shape_payments(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return payments; several rows of one document, unit, sub-activity and account are added up."""
    frame, errors = _lines(frame, context)
    parts = ("document", "unit_ref", "sub_activity", "account")
    shaped = frame.with_columns(document=pl.col("document").str.slice(0, 80)).select(
        "row",
        "year",
        *parts,
        "account_name",
        "paid_on",
        "rupiah",
        key=pl.concat_str(*parts, separator=":").str.slice(0, 300),
        kind=pl.col("kind").str.slice(0, 20),
    )
    return Shaped(words(shaped, "kind"), errors)


def shape_lines(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return budget lines with their ceilings in the version of the import; several rows of one line are added up."""
    frame, errors = _lines(frame, context)
    frame, negative = refuse(
        frame, pl.col("rupiah") < 0, reason="negative", column="nilai_anggaran", message="Anggaran di bawah nol."
    )
    parts = ("year", "unit_ref", "sub_activity", "account", "fund_source")
    shaped = frame.with_columns(fund_source=pl.col("fund_source").fill_null("").str.slice(0, 80)).select(
        "row",
        *parts,
        "account_name",
        key=pl.concat_str(*parts, separator=":").str.slice(0, 300),
        version=pl.lit(context.version),
        ceiling_rupiah="rupiah",
        blocked=pl.col("blocked").fill_null(value=False),
    )
    return Shaped(shaped, pl.concat([errors, negative]))


PAYMENTS = DataSet(
    id="payments",
    title="SP2D",
    official=("SIPD penatausahaan SP2D",),
    target="Payment",
    columns=(
        *columns(Kind.TEXT, "document=nomor_sp2d|no_sp2d|nomor_sp_2_d", required=True),
        *columns(Kind.DAY, "paid_on=tanggal_sp2d|tgl_sp2d|tanggal_sp_2_d|tanggal_cair", required=True),
        *columns(Kind.RUPIAH, "rupiah=nilai|nilai_sp2d|nilai_rincian|nilai_realisasi", required=True),
        *columns(Kind.TEXT, "kind=jenis_sp2d|jenis|jenis_sp_2_d"),
        *_LINE,
    ),
    shape=shape_payments,
    summed=("rupiah",),
)
LINES = DataSet(
    id="budget_lines",
    title="Rincian anggaran SIPD",
    official=("SIPD penatausahaan anggaran",),
    target="BudgetLine",
    columns=(
        *columns(Kind.RUPIAH, "rupiah=nilai_anggaran|pagu|total_harga|rincian", required=True),
        *columns(Kind.TEXT, "fund_source=nama_dana|kode_dana"),
        *columns(Kind.FLAG, "blocked=is_blokir|is_locked"),
        *_LINE,
    ),
    shape=shape_lines,
    summed=("ceiling_rupiah",),
)
DATASETS = (PAYMENTS, LINES)
