"""The codes of public buying in the words of their readers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

METHODS: Mapping[str, Any] = {
    "e_purchasing": _("E-purchasing"),
    "direct_procurement": _("Pengadaan langsung"),
    "direct_appointment": _("Penunjukan langsung"),
    "tender": _("Tender"),
    "quick_tender": _("Tender cepat"),
    "selection": _("Seleksi"),
    "contest": _("Kontes atau sayembara"),
    "exempt": _("Dikecualikan"),
    "self_managed": _("Swakelola"),
    "recorded": _("Pencatatan"),
    "online_shop": _("Toko Daring"),
}
SOURCES: Mapping[str, Any] = {
    "ecat5": _("E-katalog v5"),
    "ecat6": _("E-katalog v6"),
    "inaproc": _("E-katalog (INAPROC)"),
    "spse_tender": _("SPSE tender"),
    "spse_nontender": _("SPSE non-tender"),
    "spse_recorded": _("SPSE pencatatan"),
    "bela": _("Toko Daring"),
}
STATES: Mapping[str, Any] = {
    "realised": _("terealisasi"),
    "ongoing": _("berjalan"),
    "cancelled": _("batal"),
    "unknown": _("status tidak dikenal"),
}
REASONS: Mapping[str, Any] = {
    "contract": _("menurut kontrak"),
    "plan": _("menurut tanda paket RUP"),
    "vendor": _("menurut data penyedia"),
    "exempt": _("paket dikecualikan"),
    "no_code": _("tidak menyebut kode RUP"),
    "code_unknown": _("kode RUP tidak ada dalam rencana"),
    "untagged": _("paket RUP tanpa tanda"),
    "mixed": _("paket-paket RUP-nya berbeda tanda"),
}
KINDS: Mapping[str, Any] = {"provider": _("Penyedia"), "self_managed": _("Swakelola")}
BASES: Mapping[str, Any] = {
    "given": _("diisi satuan kerja"),
    "derived": _("total dikurangi bukan pengadaan"),
    "unknown": _("tidak diketahui"),
}
SIDES: Mapping[str, Any] = {"numerator": _("Pembilang"), "denominator": _("Penyebut")}
BARS: Mapping[str, Any] = {
    "paid": _("Dibayar untuk pengadaan (SP2D)"),
    "domestic": _("PDN"),
    "other": _("Bukan PDN"),
    "unmatched": _("Belum cocok dengan RUP"),
    "excluded": _("Dikecualikan"),
    "unrecorded": _("Dibayar, belum tercatat"),
    "ahead": _("Tercatat, belum dibayar"),
    "no_code": _("Tidak menyebut kode RUP"),
    "code_unknown": _("Kode RUP tidak ada dalam rencana"),
    "untagged": _("Paket RUP tanpa tanda PDN"),
    "mixed": _("Paket-paket RUP-nya berbeda tanda"),
    "procured": _("Belanja pengadaan"),
    "tagged_domestic": _("Pagu bertanda PDN"),
    "tagged_other": _("Pagu bertanda bukan PDN"),
    "plan_untagged": _("Pagu tanpa tanda"),
    "exempt": _("Pagu paket yang dikecualikan"),
    "unplanned": _("Belum direncanakan di RUP"),
    "outside": _("Dibayar di luar lingkup pengadaan"),
    "ongoing": _("Belanja masih berjalan"),
    "cancelled": _("Belanja batal"),
    "unknown": _("Status belanja tidak dikenal"),
    "rejected": _("Baris yang menunggu perbaikan"),
}
SYSTEMS: Mapping[str, Any] = {
    "rup": _("RUP diumumkan sampai 31 Maret"),
    "e_tendering": _("E-tendering"),
    "non_e_tendering": _("Non-e-tendering"),
    "e_contract": _("E-kontrak"),
    "e_purchasing": _("E-purchasing"),
    "online_shop": _("Toko Daring"),
}


def said(words: Mapping[str, Any], code: str | None) -> str:
    """Return a code in words; one without words stands for itself."""
    return str(words.get(code or "", code or ""))
