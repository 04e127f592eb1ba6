"""RUP: packages of providers and self-managed ones, their budget lines, and how they were revised."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets import statuses
from tumbuh.procurement.datasets.shapes import (
    UNIT,
    YEAR,
    Context,
    DataSet,
    Shaped,
    columns,
    count_notice,
    refuse,
    unit_ref,
    words,
    year_or,
)

_CODE = columns(Kind.CODE, "kd_rup=kd_rup|kode_rup|kd_rup_paket|rup_code", required=True)
_ACCOUNT = r"((?:5)\.\d\.\d{2}(?:\.\d{2}){2}\.\d{4,5})$"
_PACKAGE = (
    *_CODE,
    *UNIT,
    *YEAR,
    *columns(Kind.RUPIAH, "pagu", required=True),
    *columns(Kind.TEXT, "nama_paket=nama_paket|rup_name", "status_umumkan_rup", "nama_ppk", "nip_ppk"),
    *columns(Kind.FLAG, "status_aktif_rup", "status_delete_rup"),
    *columns(Kind.DAY, "tgl_pengumuman_paket"),
)


def _package(frame: pl.DataFrame, context: Context, kind: str) -> pl.DataFrame:
    return frame.select(
        "row",
        key="kd_rup",
        year=year_or(context),
        kind=pl.lit(kind),
        unit_ref=unit_ref(),
        name=pl.col("nama_paket").fill_null(""),
        ceiling_rupiah="pagu",
        active=pl.col("status_aktif_rup").fill_null(value=True),
        deleted=pl.col("status_delete_rup").fill_null(value=False),
        announced=statuses.flag("announced", pl.col("status_umumkan_rup")).fill_null(value=True),
        announced_on="tgl_pengumuman_paket",
        officer_name=pl.col("nama_ppk").fill_null("").str.slice(0, 200),
        officer_nip_cipher=context.seal(frame["nip_ppk"]),
    )


def shape_provider(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return packages of providers. A method "0" is no package: such a row is refused."""
    frame, bad_method = refuse(
        frame,
        statuses.is_invalid_method(pl.col("metode_pengadaan")),
        reason="invalid_method",
        column="metode_pengadaan",
        message="Metode pengadaan “0” bukan metode; perbaiki paket ini di SiRUP.",
    )
    frame, negative = _not_negative(frame)
    extra = frame.select(
        "row",
        method=statuses.method(pl.col("metode_pengadaan")).fill_null("other"),
        method_text=pl.col("metode_pengadaan").fill_null("").str.slice(0, 80),
        procurement_kind=pl.col("jenis_pengadaan").fill_null("").str.slice(0, 80),
        domestic=statuses.flag("domestic", pl.col("status_pdn")),
        micro_small=statuses.flag("micro_small", pl.col("status_ukm")),
        not_micro_small_reason=pl.col("alasan_non_ukm").fill_null(""),
        exempt=pl.col("status_dikecualikan").fill_null(value=False),
        exempt_reason=pl.col("alasan_dikecualikan").fill_null(""),
        consolidated=pl.col("status_konsolidasi").fill_null("").str.slice(0, 40),
        selection_from_on="tgl_awal_pemilihan",
        contract_from_on="tgl_awal_kontrak",
        use_from_on="tgl_awal_pemanfaatan",
        use_until_on="tgl_akhir_pemanfaatan",
    )
    strange = frame.select(
        ((pl.col("status_pdn").is_not_null()) & statuses.flag("domestic", pl.col("status_pdn")).is_null()).sum()
    ).item()
    shaped = _package(frame, context, "provider").join(extra, on="row", maintain_order="left")
    notices = count_notice(strange, "penandaan status_pdn tidak dikenal; paketnya dihitung tanpa tanda.")
    return Shaped(shaped, pl.concat([bad_method, negative]), tuple(notices))


def shape_self_managed(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return self-managed packages. RUP gives them no tag of origin or size."""
    frame, negative = _not_negative(frame)
    nothing = pl.lit(None, dtype=pl.Boolean)
    shaped = _package(frame, context, "self_managed").with_columns(
        method=pl.lit("self_managed"),
        method_text=pl.lit("Swakelola"),
        procurement_kind=pl.lit("Swakelola"),
        domestic=nothing,
        micro_small=nothing,
        exempt=pl.lit(value=False),
    )
    return Shaped(shaped, negative)


def _not_negative(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return refuse(
        frame, pl.col("pagu") < 0, reason="negative", column="pagu", message="Pagu di bawah nol; perbaiki di SiRUP."
    )


def shape_funding(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return the budget lines of packages; several rows of one line are added up."""
    mak = pl.col("mak").fill_null("")
    account = mak.str.extract(_ACCOUNT, 1).fill_null("")
    fund = pl.col("sumber_dana").fill_null("").str.slice(0, 80)
    shaped = frame.with_columns(
        mak=mak, account=account, fund_source=fund, sub=pl.coalesce("kd_subkegiatan", pl.lit(""))
    ).select(
        "row",
        key=pl.concat_str("kd_rup", "mak", "fund_source", "sub", separator=":").str.slice(0, 300),
        year=year_or(context),
        plan_code="kd_rup",
        sub_activity=pl.when(pl.col("account") != "")
        .then(pl.col("mak").str.replace(_ACCOUNT, "").str.strip_chars("."))
        .otherwise("sub")
        .str.slice(0, 60),
        account=pl.col("account").str.slice(0, 40),
        fund_source="fund_source",
        rupiah="pagu",
    )
    return Shaped(*refuse(shaped, pl.col("rupiah") < 0, reason="negative", column="pagu", message="Pagu di bawah nol."))


def shape_revisions(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return which package became which; a package "revised" into itself says nothing and is left out."""
    shaped = frame.filter(pl.col("kd_rup_lama") != pl.col("kd_rup_baru")).select(
        "row",
        key=pl.concat_str("kd_rup_lama", "kd_rup_baru", separator=":"),
        year=year_or(context),
        old_code="kd_rup_lama",
        new_code="kd_rup_baru",
        revised_on="tgl_kaji_ulang",
        reason=pl.col("alasan_kajiulang").fill_null(""),
    )
    same = frame.height - shaped.height
    return Shaped(words(shaped, "reason"), notices=tuple(count_notice(same, "revisi menunjuk ke paket itu sendiri.")))


PROVIDER = DataSet(
    id="rup_provider",
    title="RUP paket penyedia",
    official=("RUP-PaketPenyedia-Terumumkan", "rup/paket-penyedia-terumumkan"),
    target="Package",
    columns=(
        *_PACKAGE,
        *columns(Kind.TEXT, "metode_pengadaan", required=True),
        *columns(Kind.TEXT, "jenis_pengadaan", "status_pdn", "status_ukm", "alasan_non_ukm", "status_konsolidasi"),
        *columns(Kind.TEXT, "alasan_dikecualikan"),
        *columns(Kind.FLAG, "status_dikecualikan"),
        *columns(Kind.DAY, "tgl_awal_pemilihan", "tgl_awal_kontrak", "tgl_awal_pemanfaatan", "tgl_akhir_pemanfaatan"),
    ),
    shape=shape_provider,
    personal=("nama_ppk", "nip_ppk"),
)
SELF_MANAGED = DataSet(
    id="rup_self_managed",
    title="RUP paket swakelola",
    official=("RUP-PaketSwakelola-Terumumkan", "rup/paket-swakelola-terumumkan"),
    target="Package",
    columns=(*_PACKAGE, *columns(Kind.NUMBER, "tipe_swakelola", required=True)),
    shape=shape_self_managed,
    personal=("nama_ppk", "nip_ppk"),
)
FUNDING = DataSet(
    id="rup_funding",
    title="RUP anggaran paket penyedia",
    official=("RUP-PaketAnggaranPenyedia",),
    target="PackageFunding",
    columns=(
        *_CODE,
        *YEAR,
        *columns(Kind.TEXT, "mak", required=True),
        *columns(Kind.TEXT, "sumber_dana"),
        *columns(Kind.CODE, "kd_subkegiatan"),
        *columns(Kind.RUPIAH, "pagu", required=True),
    ),
    shape=shape_funding,
    summed=("rupiah",),
)
REVISIONS = DataSet(
    id="rup_revisions",
    title="Riwayat kaji ulang RUP",
    official=("HistoryKajiUlangRUPpenyedia", "rup/history-kaji-ulang"),
    target="PackageRevision",
    columns=(
        *columns(Kind.CODE, "kd_rup_lama", "kd_rup_baru", required=True),
        *YEAR,
        *columns(Kind.TEXT, "alasan_kajiulang=alasan_kajiulang|alasan_kaji_ulang"),
        *columns(Kind.DAY, "tgl_kaji_ulang"),
    ),
    shape=shape_revisions,
)
DATASETS = (PROVIDER, SELF_MANAGED, FUNDING, REVISIONS)
