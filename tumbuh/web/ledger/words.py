"""The words of the ledger's pages: states, reasons, counts and proofs, for people."""

from django.utils.translation import gettext_lazy as _

STATES = {
    "queued": (_("Menunggu giliran"), "neutral"),
    "reading": (_("Sedang dibaca"), "info"),
    "settling": (_("Sedang dicocokkan"), "info"),
    "done": (_("Selesai"), "good"),
    "refused": (_("Berkas ditolak"), "bad"),
    "failed": (_("Gagal di sisi kami"), "bad"),
}

COUNTS = (
    ("accepted", _("baris baru")),
    ("restated", _("dinyatakan ulang")),
    ("unchanged", _("tidak berubah")),
    ("stale", _("lebih lama dari yang diketahui")),
    ("repeated", _("berulang dalam berkas")),
    ("quarantined", _("masuk karantina")),
)

REASONS = {
    "status_unknown": _("Status pesanan belum pernah kami lihat"),
    "status_contradicts": _("Status bertentangan dengan kolom lain"),
    "channel_unknown": _("Saluran pembelian belum dikenal"),
    "order_id_inexact": _("Nomor pesanan dibulatkan oleh Excel, angka belakangnya hilang"),
    "order_id_unreadable": _("Nomor pesanan tidak seperti nomor lokapasar ini"),
    "value_missing": _("Sel yang wajib ada ternyata kosong"),
    "value_unreadable": _("Isi sel tidak dapat dibaca"),
    "value_implausible": _("Angka terlalu besar untuk satu baris penjualan"),
    "formula_not_run": _("Sel berisi rumus tanpa hasil"),
    "price_negative": _("Harga di bawah nol"),
    "quantity_zero": _("Jumlah barang nol"),
    "returned_above_sold": _("Barang kembali lebih banyak dari yang terjual"),
    "discount_above_price": _("Diskon lebih besar dari harga"),
    "row_shifted": _("Isi baris bergeser ke kolom lain"),
    "quote_open": _("Tanda kutip tidak ditutup"),
    "ambiguous_line": _("Dua baris pesanan yang sama saling bertentangan"),
}

LEVELS = {
    -1: (_("Impor"), "bad"),
    0: (_("Belum ada bukti"), "warn"),
    1: (_("Pernyataan pemilik"), "neutral"),
    2: (_("Kunjungan petugas"), "neutral"),
    3: (_("NIB produsen"), "good"),
    4: (_("Berizin"), "good"),
    5: (_("Sertifikat TKDN"), "good"),
}


def reason(code: str) -> str:
    """Return why a row waits, in words; the code itself where we have no words for it yet."""
    return str(REASONS.get(code, code))
