"""The figures of the e-order as their readers are told of them."""

from tumbuh.analytics.indicator import Indicator
from tumbuh.analytics.measures import days_to_pay, order_spread

ORDERING = (
    Indicator(
        id=days_to_pay.ID,
        version=days_to_pay.VERSION,
        title="Hari sampai dibayar",
        question="Berapa hari penjual menunggu uangnya sejak barang diterima?",
        numerator="Pesanan yang dibayar dalam 3 hari, dalam 7 hari, atau sesudah lebih dari 30 hari sejak BAST",
        denominator="Semua pesanan yang diterima pada rentang itu dan sudah dibayar; yang belum, ditulis terpisah",
        unit="hari",
        source="Pesanan e-order: tanggal BAST dan tanggal pembayaran",
        law="Janji platform ini: paling lambat 3 hari kerja sejak BAST",
        owner="Dinas PPKUKM",
        refresh="setiap penerimaan dan pembayaran",
    ),
    Indicator(
        id=order_spread.ID,
        version=order_spread.VERSION,
        title="Pemerataan pesanan",
        question="Berapa bagian pesanan yang jatuh pada sepuluh penjual terbesar?",
        numerator="Pesanan sepuluh penjual dengan pesanan terbanyak",
        denominator="Semua pesanan pada rentang itu, tanpa yang ditolak atau dibatalkan",
        unit="pesanan",
        source="Pesanan e-order dan produk yang tampil di katalog",
        law="Ketentuan platform ini",
        owner="Dinas PPKUKM",
        refresh="setiap pesanan",
    ),
)
