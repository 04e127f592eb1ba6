"""The figures of public buying: what each asks, counts and comes from."""

from types import ModuleType

from tumbuh.analytics.indicator import Indicator
from tumbuh.analytics.measures import (
    domestic_recorded,
    local_micro_small,
    micro_small_plan,
    micro_small_purchases,
    p3dn_bridge,
    p3dn_commitment,
    p3dn_payments,
    p3dn_plan,
    p3dn_plan_tag,
    purchase_classes,
    recording_gap,
)

_BOUGHT = "E-katalog v5 dan v6, SPSE (tender, non-tender, pencatatan), Toko Daring"
_DOMESTIC = "Rupiah belanja terealisasi yang PDN: menurut kontrak, atau menurut tanda paket RUP-nya"
_PDN_PLAN = "Pagu paket RUP berlaku yang bertanda PDN; paket yang direvisi dihitung sekali"
_SMALL = "Rupiah belanja terealisasi dari UMK: menurut kontrak, penyedia, atau tanda paket"


def _figure(module: ModuleType, title: str, question: str, **texts: str) -> Indicator:
    return Indicator(
        id=module.ID,
        version=module.VERSION,
        title=title,
        question=question,
        numerator=texts["numerator"],
        denominator=texts.get("denominator", "–"),
        unit="rupiah",
        source=texts["source"],
        law=texts["law"],
        owner="BPPBJ",
        refresh="setiap impor",
    )


PROCUREMENT: tuple[Indicator, ...] = (
    _figure(
        p3dn_commitment,
        "P3DN A: realisasi terhadap komitmen",
        "Berapa bagian dari komitmen belanja PDN yang sudah terealisasi?",
        numerator=_DOMESTIC,
        denominator="Komitmen belanja PDN dalam satu dokumen yang disebut namanya",
        source=f"{_BOUGHT}; dokumen komitmen",
        law="Inpres 2/2022",
    ),
    _figure(
        p3dn_plan_tag,
        "P3DN B: realisasi terhadap pagu bertanda PDN",
        "Berapa bagian dari rencana belanja PDN yang sudah terealisasi?",
        numerator=_DOMESTIC,
        denominator=_PDN_PLAN,
        source=f"{_BOUGHT}; RUP",
        law="Inpres 2/2022",
    ),
    _figure(
        p3dn_payments,
        "P3DN C: PDN dalam pembayaran pengadaan",
        "Berapa bagian dari semua yang dibayar untuk pengadaan yang PDN?",
        numerator=_DOMESTIC,
        denominator="SP2D pada akun pengadaan (5.1.02 dan 5.2, tanpa honorarium dan perjalanan dinas)",
        source=f"{_BOUGHT}; SP2D dari SIPD",
        law="Perjanjian Kinerja Kepala Perangkat Daerah (target 80 %)",
    ),
    _figure(
        p3dn_plan,
        "P3DN D: PDN dalam rencana pengadaan",
        "Berapa bagian dari belanja pengadaan setahun yang direncanakan PDN?",
        numerator=_PDN_PLAN,
        denominator="Belanja pengadaan dalam struktur anggaran RUP, di satuan kerja yang mengisinya",
        source="RUP: paket dan struktur anggaran",
        law="SE LKPP 8/2023 (target nasional 95 %)",
    ),
    _figure(
        domestic_recorded,
        "PDN dalam belanja tercatat",
        "Berapa bagian dari belanja yang tercatat yang PDN?",
        numerator=_DOMESTIC,
        denominator="Rupiah semua belanja terealisasi yang tercatat, kecuali yang dikecualikan",
        source=_BOUGHT,
        law="Perpres 46/2025 pasal 66",
    ),
    _figure(
        micro_small_plan,
        "UMK dalam rencana",
        "Berapa bagian dari belanja pengadaan yang direncanakan untuk UMK dan koperasi?",
        numerator="Pagu paket RUP berlaku yang bertanda UMK",
        denominator="Belanja pengadaan dalam struktur anggaran RUP",
        source="RUP: paket dan struktur anggaran",
        law="Inpres 2/2022 (paling sedikit 40 %)",
    ),
    _figure(
        micro_small_purchases,
        "UMK dalam belanja",
        "Berapa bagian dari belanja terealisasi yang dibeli dari UMK?",
        numerator=_SMALL,
        denominator="Rupiah semua belanja terealisasi yang tercatat, kecuali yang dikecualikan",
        source=_BOUGHT,
        law="Inpres 2/2022 (paling sedikit 40 %)",
    ),
    _figure(
        local_micro_small,
        "UMK setempat",
        "Berapa bagian dari belanja UMK yang jatuh ke UMK Jakarta?",
        numerator="Rupiah belanja dari UMK yang berkedudukan di Jakarta",
        denominator=_SMALL,
        source=f"{_BOUGHT}; data penyedia",
        law="–",
    ),
    _figure(
        purchase_classes,
        "Belanja menurut kejelasan asalnya",
        "Dari semua belanja, berapa yang PDN, bukan PDN, belum cocok, dan dikecualikan?",
        numerator="Rupiah belanja terealisasi per golongan; jumlahnya sama dengan nilainya",
        source=_BOUGHT,
        law="Perpres 46/2025 pasal 66",
    ),
    _figure(
        recording_gap,
        "Belanja belum tercatat",
        "Berapa yang dibayar untuk pengadaan tetapi belum tercatat sebagai belanja?",
        numerator="SP2D pada akun pengadaan dikurangi belanja tercatat, per satuan kerja",
        source=f"SP2D dari SIPD; {_BOUGHT}",
        law="SE LKPP 8/2023",
    ),
    _figure(
        p3dn_bridge,
        "Jembatan P3DN",
        "Bagaimana pembayaran pengadaan menjadi angka PDN?",
        numerator="Pembayaran = PDN + bukan PDN + belum cocok + dikecualikan + belum tercatat − mendahului pembayaran",
        source=f"SP2D dari SIPD; {_BOUGHT}; RUP",
        law="Inpres 2/2022",
    ),
)
