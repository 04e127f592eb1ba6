"""SPSE e-contract: the four stages of a contract, of tenders and non-tenders alike."""

from collections.abc import Callable

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets.shapes import YEAR, Context, DataSet, Shaped, columns, refuse, words, year_or


def shape_stage(stage: str) -> Callable[[pl.DataFrame, Context], Shaped]:
    """Return the shape of one stage: which purchase it is of, its number, day, value and payment."""

    def shape(frame: pl.DataFrame, context: Context) -> Shaped:
        purchase = pl.coalesce(
            pl.concat_str(pl.lit("spse_tender:"), "kd_tender"), pl.concat_str(pl.lit("spse_nontender:"), "kd_nontender")
        )
        number = pl.coalesce("number", "bast", "bap", pl.lit("-"))
        progress = (pl.col("progress") * 100).round(0).cast(pl.Int64)
        shaped = frame.with_columns(purchase_key=purchase).select(
            "row",
            "purchase_key",
            key=pl.concat_str("purchase_key", pl.lit(stage), number, separator=":").str.slice(0, 300),
            year=year_or(context),
            stage=pl.lit(stage),
            number=pl.col("number").str.slice(0, 160),
            signed_on="on",
            value_rupiah="value",
            handover_number=pl.col("bast").str.slice(0, 160),
            handed_over_on="bast_on",
            payment_record_number=pl.col("bap").str.slice(0, 160),
            paid_rupiah="paid",
            progress_permyriad=pl.when(progress.is_between(0, 10_000)).then(progress),
        )
        shaped, nameless = refuse(
            shaped,
            pl.col("purchase_key").is_null(),
            reason="missing",
            column="kd_tender",
            message="Baris tidak menyebut kd_tender atau kd_nontender.",
        )
        shaped, negative = refuse(
            shaped,
            (pl.col("value_rupiah") < 0) | (pl.col("paid_rupiah") < 0),
            reason="negative",
            column="nilai_kontrak",
            message="Nilai kontrak atau pembayaran di bawah nol.",
        )
        return Shaped(words(shaped, *_TEXTS), pl.concat([nameless, negative]))

    return shape


_TEXTS = ("number", "handover_number", "payment_record_number")
_OF = (*columns(Kind.CODE, "kd_tender", "kd_nontender"), *YEAR)
_HANDOVER = (
    *columns(Kind.TEXT, "bast=no_bast", "bap=no_bap"),
    *columns(Kind.DAY, "bast_on=tgl_bast"),
    *columns(Kind.RUPIAH, "paid=besar_pembayaran"),
    *columns(Kind.NUMBER, "progress=progres_pekerjaan"),
)


def _dataset(stage: str, title: str, official: str, *, number: str, on: str, value: str) -> DataSet:
    return DataSet(
        id=f"contract_{stage}",
        title=title,
        official=(f"SPSE-TenderEkontrak-{official}", f"SPSE-NonTenderEkontrak-{official}"),
        target="ContractStage",
        columns=(
            *_OF,
            *columns(Kind.TEXT, f"number={number}", required=True),
            *columns(Kind.DAY, f"on={on}"),
            *columns(Kind.RUPIAH, f"value={value}"),
            *_HANDOVER,
        ),
        shape=shape_stage(stage),
    )


DATASETS = (
    _dataset("award", "SPSE e-kontrak: SPPBJ", "SPPBJ", number="no_sppbj", on="tgl_sppbj", value="harga_final"),
    _dataset(
        "contract", "SPSE e-kontrak: kontrak", "Kontrak", number="no_kontrak", on="tgl_kontrak", value="nilai_kontrak"
    ),
    _dataset(
        "start", "SPSE e-kontrak: SPMK/SPP", "SPMKSPP", number="no_spmk_spp", on="tgl_spmk_spp", value="nilai_kontrak"
    ),
    DataSet(
        id="contract_handover",
        title="SPSE e-kontrak: BAP dan BAST",
        official=("SPSE-TenderEkontrak-BAPBAST", "SPSE-NonTenderEkontrak-BAPBAST"),
        target="ContractStage",
        columns=(
            *_OF,
            *columns(Kind.TEXT, "bast=no_bast", "bap=no_bap", required=True),
            *columns(Kind.TEXT, "number=no_pembayaran"),
            *columns(Kind.DAY, "bast_on=tgl_bast", "on=tgl_bap"),
            *columns(Kind.RUPIAH, "value=nilai_kontrak", "paid=besar_pembayaran"),
            *columns(Kind.NUMBER, "progress=progres_pekerjaan"),
        ),
        shape=shape_stage("handover"),
    ),
)
