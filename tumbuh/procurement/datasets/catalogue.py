"""The e-katalog: v5 (one row per product of a package), v6, the INAPROC API, and what v5 says of its vendors."""

import polars as pl

from tumbuh.procurement.cells import Kind
from tumbuh.procurement.datasets import statuses
from tumbuh.procurement.datasets.buying import COMMON, purchases
from tumbuh.procurement.datasets.shapes import Context, DataSet, Shaped, columns, year_or
from tumbuh.procurement.rules.methods import Method

_METHOD = pl.lit(Method.E_PURCHASING.value)


def shape_v5(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return v5's purchases: a package has a row per product, so the product is part of the key."""
    product = pl.coalesce("kd_paket_produk", "kd_produk", pl.lit("-"))
    frame = frame.with_columns(id=pl.concat_str("kd_paket", product, separator="/"))
    return purchases(frame, context, source="ecat5", method=_METHOD, status=pl.col("status_v5"), states="ecat5")


def shape_v6(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return v6's purchases. The file has no tag of origin: it comes from the package that kd_rup names."""
    status = pl.coalesce("status_v6", "status_pengiriman")
    return purchases(frame, context, source="ecat6", method=_METHOD, status=status, states="ecat6")


def shape_vendors(frame: pl.DataFrame, context: Context) -> Shaped:
    """Return v5's vendors: whether they are small, and the place when their address says Jakarta."""
    in_jakarta = pl.col("alamat").fill_null("").str.to_lowercase().str.contains("jakarta|kepulauan seribu")
    shaped = frame.with_columns(npwp_hash=context.hash_npwp(frame["npwp"])).select(
        "row",
        "npwp_hash",
        key=pl.concat_str(pl.lit("ecat5:"), "kd_penyedia"),
        year=year_or(context),
        name=pl.col("nama").fill_null("").str.slice(0, 300),
        place=pl.when(in_jakarta).then(pl.lit("Jakarta")).otherwise(pl.lit("")),
        micro_small=statuses.flag("micro_small", pl.col("penyedia_ukm")),
        kbli_code=pl.col("kbli").fill_null("").str.slice(0, 10),
    )
    return Shaped(shaped)


V5 = DataSet(
    id="ecat5",
    title="E-katalog v5",
    official=("Ecat-PaketEPurchasing", "ekatalog-archive/paket-e-purchasing"),
    target="Purchase",
    columns=(
        *columns(Kind.CODE, "kd_paket", required=True),
        *columns(Kind.CODE, "kd_produk", "kd_paket_produk"),
        *columns(Kind.TEXT, "name=nama_paket"),
        *columns(Kind.TEXT, "status_v5=paket_status_str|status_paket", required=True),
        *columns(Kind.CODES, "plan_codes=kd_rup|kode_rup"),
        *columns(Kind.RUPIAH, "value=total_harga", required=True),
        *columns(Kind.RUPIAH, "shipping=ongkos_kirim"),
        *columns(Kind.DAY, "on=tanggal_buat_paket"),
        *COMMON,
    ),
    shape=shape_v5,
)
V6 = DataSet(
    id="ecat6",
    title="E-katalog v6",
    official=("Ecat-PaketEPurchasingV6",),
    target="Purchase",
    columns=(
        *columns(Kind.CODE, "id=kd_paket", required=True),
        *columns(Kind.TEXT, "name=rup_nama_pkt|nama_paket"),
        *columns(Kind.TEXT, "status_v6=status_pkt", "status_pengiriman"),
        *columns(Kind.CODES, "plan_codes=kd_rup"),
        *columns(Kind.RUPIAH, "value=total_harga", required=True),
        *columns(Kind.RUPIAH, "shipping=ongkir"),
        *columns(Kind.DAY, "on=tgl_order"),
        *COMMON,
    ),
    shape=shape_v6,
)
INAPROC = DataSet(
    id="inaproc",
    title="E-katalog v6 (API INAPROC)",
    official=("ekatalog/paket-e-purchasing",),
    target="Purchase",
    columns=(
        *columns(Kind.CODE, "id=order_id", required=True),
        *columns(Kind.TEXT, "name=rup_name|rup_desc"),
        *columns(Kind.TEXT, "status_v6=status", required=True),
        *columns(Kind.TEXT, "status_pengiriman=shipment_status"),
        *columns(Kind.CODES, "plan_codes=rup_code"),
        *columns(Kind.RUPIAH, "value=total", required=True),
        *columns(Kind.RUPIAH, "shipping=shipping_fee"),
        *columns(Kind.DAY, "on=order_date"),
        *COMMON,
    ),
    shape=shape_v6,
)
VENDORS = DataSet(
    id="ecat5_vendors",
    title="Penyedia e-katalog v5",
    official=("Ecat-PenyediaDetail",),
    target="Vendor",
    columns=(
        *columns(Kind.CODE, "kd_penyedia", required=True),
        *columns(Kind.TEXT, "nama=nama_penyedia", "alamat=alamat_penyedia", "kbli=kbli2020_penyedia"),
        *columns(Kind.TEXT, "penyedia_ukm", required=True),
        *columns(Kind.NPWP, "npwp=npwp_16|npwp_penyedia"),
        *columns(Kind.YEAR, "tahun"),
    ),
    shape=shape_vendors,
)
DATASETS = (V5, V6, INAPROC, VENDORS)
