"""The catalogue of figures: what each asks, counts and comes from. A plain dictionary for pages, manual and tests."""

from tumbuh.analytics.coaching_catalogue import COACHING
from tumbuh.analytics.indicator import Indicator
from tumbuh.analytics.measures import (
    active_businesses,
    business_growth,
    domestic_sales,
    matching_chain,
    reporting_shops,
    sales_changes,
)
from tumbuh.analytics.ordering_catalogue import ORDERING
from tumbuh.analytics.procurement_catalogue import PROCUREMENT
from tumbuh.analytics.production_catalogue import PRODUCTION

__all__ = ["INDICATORS", "Indicator"]

INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        Indicator(
            id=domestic_sales.ID,
            version=domestic_sales.VERSION,
            title="Penjualan produk dalam negeri",
            question="Berapa bagian penjualan daring UMKM yang berasal dari produk dalam negeri?",
            numerator="Rupiah bersih baris penjualan selesai/diterima dengan bukti asal yang mencapai ambang",
            denominator="Rupiah bersih semua baris penjualan selesai/diterima",
            unit="rupiah",
            source="Berkas pesanan lokapasar (Shopee; TikTok Shop + Tokopedia) yang diimpor",
            law="Permendag 31/2023 (produk dalam negeri di lokapasar)",
            owner="Dinas PPKUKM",
            refresh="setiap impor",
        ),
        Indicator(
            id=active_businesses.ID,
            version=active_businesses.VERSION,
            title="UMKM aktif",
            question="Berapa usaha dalam register yang buka pada hari itu?",
            numerator="Usaha terdaftar paling lambat hari itu dan belum tutup",
            denominator="–",
            unit="usaha",
            source="Register UMKM",
            law="PP 7/2021",
            owner="Dinas PPKUKM",
            refresh="setiap perubahan register",
        ),
        Indicator(
            id=business_growth.ID,
            version=business_growth.VERSION,
            title="Pertumbuhan jumlah UMKM",
            question="Berapa pertumbuhan jumlah UMKM aktif antara dua hari?",
            numerator="UMKM aktif pada hari akhir dikurangi UMKM aktif pada hari awal",
            denominator="UMKM aktif pada hari awal",
            unit="usaha",
            source="Register UMKM",
            law="PP 7/2021",
            owner="Dinas PPKUKM",
            refresh="setiap perubahan register",
        ),
        Indicator(
            id=reporting_shops.ID,
            version=reporting_shops.VERSION,
            title="Kelengkapan penjualan",
            question="Berapa toko yang sudah melaporkan penjualan suatu bulan?",
            numerator="Toko dengan sedikitnya satu baris pesanan pada bulan itu, apa pun keadaannya",
            denominator="Toko yang sudah dibuka dalam buku penjualan, atau sudah pernah melapor, sampai bulan itu",
            unit="toko",
            source="Berkas pesanan lokapasar yang diimpor dan daftar toko",
            law="Ketentuan platform ini",
            owner="Dinas PPKUKM",
            refresh="setiap impor",
        ),
        Indicator(
            id=sales_changes.ID,
            version=sales_changes.VERSION,
            title="Perubahan angka penjualan",
            question="Mengapa angka penjualan suatu bulan sekarang lain daripada dahulu?",
            numerator="Nilai baris sesudah dikurangi nilainya sebelum, untuk baris baru dan yang dinyatakan ulang",
            denominator="–",
            unit="rupiah",
            source="Semua versi baris dalam buku penjualan",
            law="Ketentuan platform ini",
            owner="Dinas PPKUKM",
            refresh="setiap impor",
        ),
        Indicator(
            id=matching_chain.ID,
            version=matching_chain.VERSION,
            title="Hasil temu bisnis",
            question="Berapa bagian minat yang dinyatakan pada temu bisnis menjadi uang yang dibayar?",
            numerator="Rupiah yang dibayar untuk pesanan yang berasal dari pertemuan (realisasi)",
            denominator="Rupiah minat yang dinyatakan pada pertemuan; tidak pernah dijumlahkan dengan realisasi",
            unit="rupiah",
            source="Pertemuan temu bisnis, e-order, dan belanja kota",
            law="Ketentuan platform ini",
            owner="Dinas PPKUKM",
            refresh="setiap hasil pertemuan; pembayaran setiap jam",
        ),
        *ORDERING,
        *PROCUREMENT,
        *COACHING,
        *PRODUCTION,
    )
}
