"""The words of purchases that wait for a package: why they wait, what to do, where their rupiah went."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "no_code": _("Tidak menyebut kode RUP"),
    "code_unknown": _("Kode RUP tidak ada dalam rencana"),
    "untagged": _("Paket RUP tanpa tanda PDN"),
    "mixed": _("Paket-paket RUP-nya berbeda tanda"),
}
ADVICE = {
    "no_code": _("Cari paketnya di rencana unit ini."),
    "code_unknown": _(
        "Periksa salah ketik, atau impor RUP terbaru; bila kodenya ada di sana, belanja ini cocok sendiri."
    ),
    "untagged": _("Lengkapi tandanya di SiRUP lalu impor RUP. Pilih paket lain hanya bila paketnya memang keliru."),
    "mixed": _("Pilih paket yang benar, atau samakan tandanya di SiRUP lalu impor RUP."),
}
STATES = {
    "waiting": (_("Menunggu"), "warn"),
    "resolved": (_("Sudah dipasangkan"), "good"),
    "dismissed": (_("Tanpa paket"), "neutral"),
}
MOVED = {
    "domestic": _("%(rupiah)s kini terhitung sebagai PDN."),
    "other": _("%(rupiah)s kini terhitung sebagai bukan PDN."),
    "excluded": _("%(rupiah)s kini terhitung sebagai dikecualikan."),
    "unmatched": _("%(rupiah)s masih belum cocok: paket itu sendiri tanpa tanda PDN. Lengkapi tandanya di SiRUP."),
}
MARKS = {True: (_("PDN"), "good"), False: (_("Bukan PDN"), "neutral"), None: (_("Tanpa tanda PDN"), "warn")}
