"""SPSE: finished tenders with their values, finished non-tenders, and what was recorded after the fact (pencatatan)."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets import statuses
from tumbuh.procurement.datasets.buying import COMMON, purchases
from tumbuh.procurement.datasets.shapes import Context, DataSet, Shaped, columns
from tumbuh.procurement.rules.methods import Method


def shape_tender(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return tenders; the data set holds finished ones only, mostly without naming the method."""
    method = statuses.method(pl.col("mtd_pemilihan")).fill_null(Method.TENDER.value)
    return purchases(frame, context, source="spse_tender", method=method, status=pl.col("status"), states="spse_tender")


def shape_nontender(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return non-tenders: mostly pengadaan langsung."""
    method = statuses.method(pl.col("mtd_pemilihan")).fill_null(Method.DIRECT_PROCUREMENT.value)
    return purchases(
        frame, context, source="spse_nontender", method=method, status=pl.col("status"), states="spse_nontender"
    )


def shape_recorded(frame: pl.DataFrame, context: Context) -> Shaped:
    """
    Return recorded purchases. `nilai_pdn_pct` is rupiah: "pct" is short for pencatatan, not for percent.

    Without total_realisasi nothing is realised yet: it counts as ongoing with no value, whatever its status says.
    """
    nothing_yet = pl.col("value").is_null()
    frame = frame.with_columns(
        value=pl.col("value").fill_null(0),
        domestic=pl.when(~nothing_yet).then("domestic"),
        micro_small=pl.when(~nothing_yet).then("micro_small"),
        status=pl.when(nothing_yet).then(pl.lit("berlangsung")).otherwise("status"),
    )
    shaped = purchases(
        frame,
        context,
        source="spse_recorded",
        method=pl.lit(Method.RECORDED.value),
        status=pl.col("status"),
        states="spse_recorded",
    )
    return Shaped(
        shaped.frame.with_columns(
            recording_reason=pl.col("key").replace_strict(_reasons(frame), default="", return_dtype=pl.String)
        ),
        shaped.errors,
        shaped.notices,
    )


def _reasons(frame: pl.DataFrame) -> dict[str, str]:
    said = frame.select(pl.concat_str(pl.lit("spse_recorded:"), "id"), pl.col("reason").fill_null(""))
    return dict(said.iter_rows())


_VALUES = (
    *columns(Kind.RUPIAH, "domestic=nilai_pdn_kontrak", "micro_small=nilai_umk_kontrak"),
    *columns(Kind.TEXT, "name=nama_paket", "mtd_pemilihan=mtd_pemilihan|metode_pengadaan|mtd_pengadaan"),
)
TENDER = DataSet(
    id="spse_tender",
    title="SPSE tender selesai",
    official=("SPSE-TenderSelesaiNilai", "tender/tender-selesai-nilai"),
    target="Purchase",
    columns=(
        *columns(Kind.CODE, "id=kd_tender", required=True),
        *columns(Kind.CODES, "plan_codes=kd_rup_paket|kd_rup"),
        *columns(Kind.RUPIAH, "value=nilai_kontrak|nilai_negosiasi|nilai_terkoreksi", required=True),
        *columns(Kind.DAY, "on=tgl_penetapan_pemenang|tgl_pengumuman_tender"),
        *columns(Kind.TEXT, "status=status_tender"),
        *_VALUES,
        *COMMON,
    ),
    shape=shape_tender,
)
NONTENDER = DataSet(
    id="spse_nontender",
    title="SPSE non-tender selesai",
    official=("SPSE-NonTenderSelesai", "tender/non-tender-selesai"),
    target="Purchase",
    columns=(
        *columns(Kind.CODE, "id=kd_nontender", required=True),
        *columns(Kind.CODES, "plan_codes=kd_rup|kd_rup_paket"),
        *columns(Kind.RUPIAH, "value=nilai_kontrak|nilai_negosiasi|nilai_terkoreksi", required=True),
        *columns(Kind.DAY, "on=tgl_selesai_nontender|tgl_pengumuman_nontender"),
        *columns(Kind.TEXT, "status=status_nontender", required=True),
        *_VALUES,
        *COMMON,
    ),
    shape=shape_nontender,
)
RECORDED = DataSet(
    id="spse_recorded",
    title="SPSE pencatatan",
    official=("SPSE-PencatatanNonTender", "SPSE-PencatatanSwakelola", "tender/pencatatan-non-tender"),
    target="Purchase",
    columns=(
        *columns(Kind.CODE, "id=kd_nontender_pct|kd_swakelola_pct", required=True),
        *columns(Kind.CODES, "plan_codes=kd_rup|kd_rups|kd_rup_paket"),
        *columns(Kind.RUPIAH, "value=total_realisasi", "domestic=nilai_pdn_pct", "micro_small=nilai_umk_pct"),
        *columns(Kind.DAY, "on=tgl_selesai_paket|tgl_mulai_paket|tgl_buat_paket"),
        *columns(Kind.TEXT, "name=nama_paket", "reason=uraian_pekerjaan"),
        *columns(
            Kind.TEXT,
            "status=status_nontender_pct_ket|status_swakelola_pct_ket|status_nontender_pct|status_swakelola_pct",
            required=True,
        ),
        *COMMON,
    ),
    shape=shape_recorded,
)
DATASETS = (TENDER, NONTENDER, RECORDED)
