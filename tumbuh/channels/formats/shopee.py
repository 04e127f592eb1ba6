"""Shopee's order export (Order.all): what its columns mean. One row per item; order-level money repeats on each."""

import polars as pl

from tumbuh.analytics.tables import STATUS_RANK
from tumbuh.channels.formats.layouts import MAX_SKU, Check, Column, Layout

STATUSES = {
    "belum bayar": "unpaid",
    "perlu dikirim": "to_ship",
    "sedang dikirim": "shipped",
    "telah dikirim": "delivered",
    "pesanan diterima": "received",
    "selesai": "completed",
    "pembatalan diajukan": "cancel_requested",
    "batal": "cancelled",
}
# "Pesanan diterima, namun Pembeli masih dapat mengajukan pengembalian hingga 5 Januari": received. The word
# "pengembalian" in it makes no return of it.
_RECEIVED_SENTENCE = r"^pesanan diterima\b"


def _status(rows: pl.DataFrame) -> pl.Series:
    said = rows["status"].str.to_lowercase()
    exact = said.replace_strict(STATUSES, default=None, return_dtype=pl.String)
    sentence = exact.is_null() & said.str.contains(_RECEIVED_SENTENCE).fill_null(value=False)
    return exact.set(sentence, "received") if sentence.any() else exact


def checks(rows: pl.DataFrame) -> list[Check]:
    """Return the rows that no Shopee order can be like."""
    gross = rows["unit_price"] * rows["quantity"]
    returned = rows["returned_quantity"].fill_null(0)
    return [
        Check("status_unknown", "status", _status(rows).is_null() & rows["status"].is_not_null()),
        Check("quantity_zero", "quantity", (rows["quantity"] < 1).fill_null(value=False)),
        Check("price_negative", "unit_price", (rows["unit_price"] < 0).fill_null(value=False)),
        Check("returned_above_sold", "returned_quantity", (returned > rows["quantity"]).fill_null(value=False)),
        Check(
            "discount_above_price",
            "seller_discount",
            ((rows["seller_discount"] > gross) | (rows["seller_discount"] < 0)).fill_null(value=False),
        ),
    ]


def understand(rows: pl.DataFrame) -> pl.DataFrame:
    """
    Return the lines of well-formed rows.

    Sales value = Harga Awal x Jumlah - Diskon Dari Penjual, all three of the item. Diskon Dari Shopee is paid by the
    platform, so it is no loss; vouchers, coins and bundles are of the whole order and repeat on each of its rows, so
    that no item may count them. A return takes its share of the value, rounded down to whole rupiah.
    """
    gross = pl.col("unit_price") * pl.col("quantity")
    discount = pl.col("seller_discount").fill_null(0)
    returned = pl.col("returned_quantity").fill_null(0)
    refund = (gross - discount) * returned // pl.col("quantity")
    sku = pl.coalesce("sku", "parent_sku", "product_name").str.slice(0, MAX_SKU)
    variation = pl.col("variation").fill_null("")
    return rows.with_columns(status=_status(rows)).select(
        "row",
        "order_id",
        "product_name",
        "status",
        "quantity",
        channel=pl.lit("shopee"),
        line_id=pl.concat_str(sku, variation, pl.coalesce("deal_price", "unit_price"), separator="|"),
        sku=sku,
        variation=variation,
        status_rank=pl.col("status").replace_strict(STATUS_RANK, return_dtype=pl.UInt8),
        ordered_at=pl.col("created_at"),
        last_event_at=pl.max_horizontal("created_at", "paid_at", "arranged_at", "completed_at"),
        returned_quantity=returned,
        unit_price_rupiah=pl.col("unit_price"),
        seller_discount_rupiah=discount,
        refund_rupiah=refund,
        net_rupiah=gross - discount - refund,
    )


SHOPEE = Layout(
    channel="shopee",
    label="Shopee",
    order_id=r"^[0-9]{4}[0-9A-Z]{4,20}$",
    columns=(
        Column("order_id", "order_id", ("No. Pesanan",), filled=True),
        Column("status", "text", ("Status Pesanan",), filled=True),
        Column("return_status", "text", ("Status Pembatalan/ Pengembalian",), needed=False),
        Column("created_at", "moment", ("Waktu Pesanan Dibuat",), filled=True),
        Column("paid_at", "moment", ("Waktu Pembayaran Dilakukan",), needed=False),
        Column("arranged_at", "moment", ("Waktu Pengiriman Diatur",), needed=False),
        Column("completed_at", "moment", ("Waktu Pesanan Selesai",), needed=False),
        Column("parent_sku", "text", ("SKU Induk",), needed=False),
        Column("sku", "text", ("Nomor Referensi SKU",)),
        Column("product_name", "text", ("Nama Produk",), filled=True),
        Column("variation", "text", ("Nama Variasi",)),
        Column("unit_price", "rupiah", ("Harga Awal", "Harga Sebelum Diskon"), filled=True),
        Column("deal_price", "rupiah", ("Harga Setelah Diskon",), needed=False),
        Column("quantity", "count", ("Jumlah",), filled=True),
        Column("returned_quantity", "count", ("Returned quantity", "Jumlah Dikembalikan"), needed=False),
        Column("seller_discount", "rupiah", ("Diskon Dari Penjual",)),
    ),
    moments=("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    understand=understand,
    checks=checks,
)
