"""Shopee's order export (Order.all): what its columns mean. One row per item; order-level money repeats on each."""

import polars as pl

from tumbuh.analytics.tables import STATUS_RANK
from tumbuh.channels.formats.layouts import MAX_SKU, Check, Column, Doubt, Layout

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


_SAID = pl.col("status").str.to_lowercase()
_DERIVED = {
    "state": pl.coalesce(
        _SAID.replace_strict(STATUSES, default=None, return_dtype=pl.String),
        pl.when(_SAID.str.contains(_RECEIVED_SENTENCE)).then(pl.lit("received")),
    ),
    "discount": pl.col("seller_discount").fill_null(0),
    "returned": pl.col("returned_quantity").fill_null(0),
}
_GROSS = pl.col("unit_price") * pl.col("quantity")
# Sales value = Harga Awal x Jumlah - Diskon Dari Penjual, all three of the item. Diskon Dari Shopee is paid by the
# platform, so it is no loss; vouchers, coins and bundles are of the whole order and repeat on each of its rows, so that
# no item may count them. A return takes its share of the value, rounded down to whole rupiah.
_VALUE = _GROSS - pl.col("discount")
_REFUND = _VALUE * pl.col("returned") // pl.col("quantity")
_SKU = pl.coalesce("sku", "parent_sku", "product_name").str.slice(0, MAX_SKU)
_VARIATION = pl.col("variation").fill_null("")
# One order may hold a SKU twice at two prices (a flash sale for the first piece only): the price of the item keeps the
# lines apart. What is equal in all three is one line that the file repeats. Should a later export correct the price,
# `ledger.rules.settle` restates the line.
_PRICE = pl.coalesce("deal_price", "unit_price")

_CHECKS = (
    Check("status_unknown", "status", pl.col("state").is_null() & pl.col("status").is_not_null()),
    Check("quantity_zero", "quantity", pl.col("quantity") < 1),
    Check("price_negative", "unit_price", pl.col("unit_price") < 0),
    Check("returned_above_sold", "returned_quantity", pl.col("returned") > pl.col("quantity")),
    Check("discount_above_price", "seller_discount", ~pl.col("discount").is_between(0, _GROSS)),
)
_DOUBTS = (
    Doubt(
        "{} barang pesanan selesai berstatus “Permintaan Disetujui” tanpa jumlah barang kembali. Berkas Shopee tidak "
        "memuat uang yang dikembalikan, sehingga penjualannya dihitung penuh; periksa di pusat penjual.",
        (pl.col("return_status").str.to_lowercase() == "permintaan disetujui")
        & pl.col("state").is_in(["received", "completed"])
        & (pl.col("returned") == 0),
    ),
)
_LINES = {
    "row": pl.col("row"),
    "channel": pl.lit("shopee"),
    "order_id": pl.col("order_id"),
    "line_id": pl.concat_str(_SKU, _VARIATION, _PRICE, separator="|"),
    "sku": _SKU,
    "product_name": pl.col("product_name"),
    "variation": _VARIATION,
    "status": pl.col("state"),
    "status_rank": pl.col("state").replace_strict(STATUS_RANK, return_dtype=pl.UInt8),
    "ordered_at": pl.col("created_at"),
    "last_event_at": pl.max_horizontal("created_at", "paid_at", "arranged_at", "completed_at"),
    "quantity": pl.col("quantity"),
    "returned_quantity": pl.col("returned"),
    "unit_price_rupiah": pl.col("unit_price"),
    "seller_discount_rupiah": pl.col("discount"),
    "refund_rupiah": _REFUND,
    "net_rupiah": _VALUE - _REFUND,
}

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
    derived=_DERIVED,
    checks=_CHECKS,
    lines=_LINES,
    doubts=_DOUBTS,
)
