"""Shopee's `Order.all` workbook: sheet `orders`, one row per item, money as text with dots. Source: domain §5."""

from pathlib import Path

import polars as pl

from tumbuh.demo.chance import Chance
from tumbuh.demo.exports import buyers, sheets
from tumbuh.demo.shops import Stall
from tumbuh.demo.views import APPEAL

STRANGE_STATUS = "Menunggu Verifikasi Ekspedisi"  # a status that no list knows; its rows are to wait in quarantine
_STATUS = {
    "unpaid": "Belum Bayar", "to_ship": "Perlu Dikirim", "shipped": "Sedang Dikirim", "delivered": "Telah Dikirim",
    "completed": "Selesai", "cancelled": "Batal",
}  # fmt: skip
_CLOCK = "%Y-%m-%d %H:%M"
_CAN_RETURN = "Pesanan diterima, namun Pembeli masih dapat mengajukan pengembalian hingga "
_OPTIONS = ("Reguler (Cashless)", "Hemat", "Instant")
_PAYMENTS = ("Online Payment", "COD (Bayar di Tempat)", "SPayLater", "Saldo ShopeePay")


def file_name(first: str, last: str) -> str:
    """Return the name that the seller centre gives, from two days as YYYYMMDD."""
    return f"Order.all.{first}_{last}.xlsx"


def order_ids(lines: pl.DataFrame, stall: Stall) -> pl.Series:
    """Return Shopee's order numbers: the day and eight signs; no two orders of the city share one."""
    number = lines["order"] + (stall.serial + 1) * 10_000_000
    signs = pl.Series("id", [_base36(value) for value in number.to_list()])
    return lines["ordered_at"].dt.strftime("%y%m%d") + signs


def _base36(number: int) -> str:
    digits, text = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""
    for _ in range(8):
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text


def write(path: Path, lines: pl.DataFrame, *, stall: Stall, chance: Chance) -> None:
    """Write lines that were seen at a moment (`views.seen_at`) as one export of a shop."""
    sheets.write_xlsx(path, table(lines, stall=stall, chance=chance), sheet="orders")


def table(lines: pl.DataFrame, *, stall: Stall, chance: Chance) -> pl.DataFrame:
    """Return the export's cells, all of them text; '-' or blank where the seller centre has nothing to say."""
    goods = sheets.goods_of(lines, stall)
    buyer = buyers.of_orders(lines["order"], buyers.buyers(chance.branch("shop", stall.external_id)))
    frame = pl.concat([lines, goods, buyer], how="horizontal").with_columns(id=order_ids(lines, stall))
    asked = pl.col("price") - pl.col("discount_each")
    subtotal, own = asked * pl.col("quantity"), pl.col("discount_each") * pl.col("quantity")
    whole = subtotal.sum().over("order") - pl.col("platform_discount").sum().over("order") + pl.col("fee")
    weight = pl.col("grams") * pl.col("quantity")
    return frame.select(
        pl.col("id").alias("No. Pesanan"),
        _status().alias("Status Pesanan"),
        _cancel_reason().alias("Alasan Pembatalan"),
        pl.when(pl.col("returned_quantity") > 0).then(pl.lit("Permintaan Disetujui")).otherwise(pl.lit("")).alias(
            "Status Pembatalan/ Pengembalian"
        ),
        pl.when(pl.col("shipped_at").is_not_null()).then(pl.format("SPXID0{}", pl.col("order") + 41_000_000_000))
        .otherwise(pl.lit("")).alias("No. Resi"),
        pl.lit(pl.Series(_OPTIONS)).gather(pl.col("order") % 3).alias("Opsi Pengiriman"),
        pl.lit("Pick-up").alias("Antar ke counter/ pick-up"),
        (pl.col("ordered_at") + pl.duration(days=2)).dt.strftime(_CLOCK).alias(
            "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)"
        ),
        _clock("arranged_at").alias("Waktu Pengiriman Diatur"),
        _clock("ordered_at").alias("Waktu Pesanan Dibuat"),
        _clock("paid_at").alias("Waktu Pembayaran Dilakukan"),
        pl.lit(pl.Series(_PAYMENTS)).gather(pl.col("order") % 4).alias("Metode Pembayaran"),
        pl.col("parent_sku").alias("SKU Induk"),
        pl.col("product").alias("Nama Produk"),
        pl.col("sku").alias("Nomor Referensi SKU"),
        pl.col("variation").alias("Nama Variasi"),
        _rupiah(pl.col("price")).alias("Harga Awal"),
        _rupiah(asked).alias("Harga Setelah Diskon"),
        pl.col("quantity").cast(pl.String).alias("Jumlah"),
        pl.col("returned_quantity").cast(pl.String).alias("Returned quantity"),
        _rupiah(subtotal).alias("Total Harga Produk"),
        _rupiah(own + pl.col("platform_discount")).alias("Total Diskon"),
        _rupiah(own).alias("Diskon Dari Penjual"),
        _rupiah(pl.col("platform_discount")).alias("Diskon Dari Shopee"),
        _grams(pl.col("grams")).alias("Berat Produk"),
        pl.col("quantity").sum().over("order").cast(pl.String).alias("Jumlah Produk di Pesan"),
        _grams(weight.sum().over("order")).alias("Total Berat"),
        *[pl.lit("0").alias(name) for name in ("Voucher Ditanggung Penjual", "Cashback Koin")],
        pl.lit("0").alias("Voucher Ditanggung Shopee"),
        pl.lit("N").alias("Paket Diskon"),
        *[pl.lit("0").alias(name) for name in (
            "Paket Diskon (Diskon dari Shopee)", "Paket Diskon (Diskon dari Penjual)", "Potongan Koin Shopee",
            "Diskon Kartu Kredit",
        )],
        _rupiah(pl.col("fee")).alias("Ongkos Kirim Dibayar oleh Pembeli"),
        pl.lit("0").alias("Estimasi Potongan Biaya Pengiriman"),
        pl.lit("0").alias("Ongkos Kirim Pengembalian Barang"),
        _rupiah(whole).alias("Total Pembayaran"),
        _rupiah(pl.col("fee")).alias("Perkiraan Ongkos Kirim"),
        pl.col("wish").alias("Catatan dari Pembeli"),
        pl.lit("").alias("Catatan"),
        pl.col("username").alias("Username (Pembeli)"),
        pl.col("recipient").alias("Nama Penerima"),
        (pl.lit("******") + pl.col("phone").str.slice(-2)).alias("No. Telepon"),
        pl.col("address").alias("Alamat Pengiriman"),
        pl.col("town").alias("Kota/Kabupaten"),
        pl.col("province").alias("Provinsi"),
        _clock("completed_at").alias("Waktu Pesanan Selesai"),
    )  # fmt: skip


def _status() -> pl.Expr:
    until = (pl.col("received_at") + APPEAL).dt.strftime("%Y-%m-%d")
    received = pl.when(pl.col("order") % 2 == 0).then(pl.lit("Pesanan Diterima")).otherwise(pl.lit(_CAN_RETURN) + until)
    plain = pl.col("status").replace_strict(_STATUS, default=None)
    known = pl.when(pl.col("status") == "received").then(received).otherwise(plain)
    return pl.when("is_strange").then(pl.lit(STRANGE_STATUS)).otherwise(known)


def _cancel_reason() -> pl.Expr:
    by = pl.when(pl.col("paid_at").is_null()).then(
        pl.lit("Dibatalkan secara otomatis oleh sistem Shopee. Alasan: Belum dibayar")
    )
    reason = by.otherwise(pl.lit("Dibatalkan oleh Pembeli. Alasan: Ingin mengubah rincian pesanan"))
    return pl.when(pl.col("cancelled_at").is_not_null()).then(reason).otherwise(pl.lit(""))


def _clock(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime(_CLOCK).fill_null("-")


def _rupiah(amount: pl.Expr) -> pl.Expr:
    return sheets.dotted(amount)


def _grams(amount: pl.Expr) -> pl.Expr:
    return amount.cast(pl.String) + " gr"
