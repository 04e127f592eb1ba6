"""Invented values for the components of an order, as the style guide shows them."""

from typing import Any

from tumbuh.web.orders.parts import Balance, BasketLine, Card, CardLine, Clock, Fact, Money, RailStep, Said, Step

_STAGES = (
    ("Disposisi ke PPK", "PA/KPA", "20 Nov 08.10"),
    ("Dokumen disiapkan", "PPK", "20 Nov 09.30"),
    ("Diterima Pejabat Pengadaan", "Pejabat Pengadaan", "20 Nov 10.05"),
    ("Dipesan dan dikirim", "Penjual", ""),
    ("Barang diterima", "PPK", ""),
    ("Dibayar", "Bendahara", ""),
    ("Autodebet disetujui", "PA/KPA", ""),
    ("Ditutup", "PPK", ""),
)


def samples() -> dict[str, Any]:
    """Return the context of the guides of the order's components."""
    return {
        "guide_steps": _steps(now=3),
        "guide_stopped_steps": _steps(now=3, state="stopped"),
        "guide_clocks": _clocks(),
        "guide_rail": _rail(),
        "guide_money": _money(),
        "guide_balance": Balance(
            "Rp40.000.000", "Rp12.350.000", "Rp1.400.000", "Rp10.950.000", 69, 3, False, "Sisa cukup"
        ),
        "guide_balance_over": Balance("Rp40.000.000", "Rp1.250.000", "Rp1.400.000", "−Rp150.000", 96, 4, True, "Lewat"),
        "guide_basket_line": BasketLine(
            "1",
            "#basket-line",
            "Nasi kotak ayam bakar",
            "Rp1.400.000",
            "Rp35.000",
            "kotak",
            40,
            "",
            "paling sedikit 20",
        ),
        "guide_thread": _thread(),
        "guide_card": _card(),
    }


def _steps(*, now: int, state: str = "now") -> list[Step]:
    states = ["done" if number < now else state if number == now else "todo" for number in range(len(_STAGES))]
    return [Step(label, how, who, at) for (label, who, at), how in zip(_STAGES, states, strict=True)]


def _clocks() -> list[Clock]:
    return [
        Clock("none", "Belum berjalan", "Dihitung sejak barang diterima; janji 3 hari kerja."),
        Clock(
            "running",
            "2 hari kerja lagi",
            "Dibayar paling lambat Jumat, 27 November 2026.",
            33,
            "Diterima 24 November.",
        ),
        Clock("due", "Hari ini", "Dibayar paling lambat hari ini, 27 November 2026.", 95),
        Clock("late", "Terlambat 2 hari kerja", "Dijanjikan 27 November 2026; belum dibayar.", 100),
        Clock("paid", "Sudah dibayar", "26 November 2026, 2 hari kerja sesudah diterima."),
    ]


def _rail() -> list[RailStep]:
    law = "Perpres 46/2025"
    spread = Fact("q1 Rp30.000 · median Rp33.500 · q3 Rp37.000, dari 41 harga dalam 90 hari")
    other = Fact("Pesanan 0123, 18 November 2026, Rp6.200.000", "#rail")
    method = "E-purchasing oleh Pejabat Pengadaan, sampai Rp200.000.000."
    price = "Rp42.000 per kotak, di atas kisaran yang biasa."
    balance = "Kurang Rp150.000. Kurangi jumlahnya atau pilih mata anggaran lain."
    split = "Satu pesanan lain bermata anggaran sama dalam 30 hari."
    return [
        RailStep("Cara pengadaan", "ok", method, "Batas nilai", law, "30 April 2025"),
        RailStep("Harga", "warn", price, "Kewajaran harga", "e-order", "1 Januari 2026", "", (spread,)),
        RailStep("Sisa pagu", "stop", balance, "Pagu tidak terlampaui", law),
        RailStep("Pemecahan paket", "warn", split, "Pasal 20 ayat (2)", law, facts=(other,)),
        RailStep("HEA", "none", "Hanya untuk tender di atas Rp1 miliar.", "Preferensi harga", law),
    ]


def _money() -> list[Money]:
    return [
        Money("Harga barang", "Rp1.400.000"),
        Money("Kemasan", "Rp40.000"),
        Money("Ongkos kirim", "Rp25.000"),
        Money("Pajak", "Rp0", "muted", "Makanan katering: PBJT, di bawah batas omzet"),
        Money("Harga sampai di tempat", "Rp1.465.000", "total"),
        Money("Dipotong PPh 23 (2 %)", "−Rp28.800"),
        Money("Anda terima", "Rp1.436.200", "total"),
    ]


def _thread() -> list[Said]:
    return [
        Said("Dapur Bu Sari", "24 Nov 09.10", "Bisa 07.45 kalau nasi uduk, Pak?"),
        Said(
            "Joko Nugroho", "24 Nov 09.14", "Boleh. Jamnya kami ubah.", True, ("Diantar 25 November 2026 pukul 07.45",)
        ),
    ]


def _card() -> Card:
    lines = (CardLine("40", "kotak", "Nasi kotak ayam bakar", "Rp35.000", "Tanpa sambal untuk 5 kotak"),)
    return Card(
        number="0123",
        state="menunggu Anda",
        state_kind="warn",
        when="Rabu, 25 November 2026, pukul 08.30 WIB",
        where="Balai Kota, Jl. Medan Merdeka Selatan 8–9, ruang pola lantai 2",
        payer="Dinas PPKUKM (Bendahara Pengeluaran)",
        promise="paling lambat Jumat, 28 November 2026",
        lines=lines,
        money=_money(),
    )
