"""Letters as an order would write them, of any length."""

from tumbuh.papers.contents import Amount, Column, Letter, Letterhead, Party, Signature

UNIT = Letterhead(
    above="Pemerintah Provinsi DKI Jakarta",
    name="Suku Dinas Perindustrian, Perdagangan, Koperasi, Usaha Kecil dan Menengah Kota Administrasi Jakarta Pusat",
    lines=["Jalan Merdeka Selatan 8–9, Jakarta Pusat 10110"],
)
SELLER = Letterhead(name="Dapur Bu Siti", lines=["NIB 9120106900276", "Tebet Barat, Tebet, Jakarta Selatan"])
PRICED = (
    Column("No", "right"), Column("Uraian", wide=True), Column("Jumlah", "right"), Column("Satuan"),
    Column("Harga satuan", "right"), Column("Jumlah harga", "right"),
)  # fmt: skip
TITLES = (
    "Nasi kotak ayam bakar",
    "Kudapan tiga macam dengan lemper ayam, risoles ragut sayur, dan kue lapis pelangi dalam kotak ramah lingkungan",
    "Air mineral 330 ml",
)


def letter(items: int = 3, *, receipt: bool = False) -> Letter:
    """Return a letter of so many items, or a receipt."""
    rows = [[str(n + 1), TITLES[n % 3], "40", "kotak", "Rp35.000", "Rp1.400.000"] for n in range(items)]
    total = items * 1_400_000 + 150_000
    return Letter(
        letterhead=SELLER if receipt else UNIT,
        facts=[
            ("Paket RUP", "45001234 – Belanja makanan dan minuman rapat koordinasi penguatan UMKM"),
            ("Subkegiatan", "7.02.01.1.06.0009"),
            ("Rekening", "5.1.02.01.01.0052 – Makanan dan Minuman Rapat"),
            ("Dikirim ke", "Balai Kota Blok G lantai 12, paling lambat 26 November 2026 08.30 WIB"),
        ],
        parties=[
            Party("Pemesan", UNIT.name, ["Pejabat Pengadaan: Rina Kartika", "PPK: Budi Santoso"]),
            Party("Penyedia", SELLER.name, SELLER.lines),
        ],
        opening=["Dengan ini kami memesan barang dan jasa berikut dari penyedia."],
        columns=PRICED,
        rows=rows,
        totals=[]
        if receipt
        else [
            Amount("Harga barang", total - 150_000),
            Amount("Ongkos kirim", 150_000),
            Amount("Jumlah seluruhnya", total, strong=True),
        ],
        spelled_rupiah=total,
        closing=["Harga sudah termasuk pajak dan biaya sampai di tempat. Pembayaran paling lambat 3 hari kerja."],
        place_day="Jakarta, 25 November 2026",
        signatures=[
            Signature("Pejabat Pengadaan", "Rina Kartika", "Pemesan"),
            Signature("Pejabat Pembuat Komitmen", "Budi Santoso Wicaksono Hadiningrat", "PPK"),
            Signature("Penyedia", "Siti Aminah", SELLER.name, stamp=True),
        ],
        stamp="Meterai Rp10.000" if total > 5_000_000 else "",
    )
