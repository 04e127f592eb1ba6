"""The shop in the words of its readers: names of facets and their values, how soon something can be had."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.rules import OriginLevel
from tumbuh.catalogue.search.asking import BANDS
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.reference.areas import areas_by_code

LEVELS = {
    OriginLevel.FOREIGN: _("Barang impor"),
    OriginLevel.UNKNOWN: _("Asal belum dibuktikan"),
    OriginLevel.SELF_DECLARED: _("Pernyataan pemilik"),
    OriginLevel.OFFICER_VISIT: _("Sudah dikunjungi petugas"),
    OriginLevel.MAKER_NIB: _("NIB produsen"),
    OriginLevel.LICENSED: _("Izin BPOM atau P-IRT"),
    OriginLevel.TKDN: _("Sertifikat TKDN"),
}
PROOFS = {
    "tkdn": _("Sertifikat TKDN"),
    "bpom": _("Izin BPOM"),
    "pirt": _("P-IRT"),
    "maker_nib": _("NIB produsen"),
    "visit": _("Kunjungan petugas"),
    "declared": _("Pernyataan pemilik"),
}
LICENCES = {"pirt": "P-IRT", "bpom": "BPOM", "halal": "Halal", "tkdn": "TKDN", "hki": "HKI"}
CLASSES = {"micro": _("Mikro"), "small": _("Kecil"), "medium": _("Menengah"), "large": _("Besar")}
SELLERS = {
    "maker": _("Pembuat"),
    "reseller": _("Penjual kembali"),
    "farmer_group": _("Kelompok tani"),
    "cooperative": _("Koperasi"),
}
READY = {24: _("Dalam 24 jam"), 48: _("Dalam 2 hari"), 72: _("Dalam 3 hari"), 168: _("Dalam 1 minggu")}
SORTS = {"cocok": _("Paling cocok"), "termurah": _("Termurah"), "termahal": _("Termahal"), "nama": _("Nama A–Z")}
_WEEKDAYS = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))


def band_name(number: int) -> str:
    """Return the words of a band of prices, e.g. "Rp10.000 – Rp25.000"."""
    if number == 0:
        return gettext("Di bawah %(most)s") % {"most": format_rupiah(BANDS[0])}
    if number == len(BANDS):
        return gettext("%(least)s ke atas") % {"least": format_rupiah(BANDS[-1])}
    return f"{format_rupiah(BANDS[number - 1])} – {format_rupiah(BANDS[number])}"


def area_name(code: str) -> str:
    """Return the name of an area; where nobody knows it, that."""
    area = areas_by_code().get(code)
    return area.name if area else gettext("Wilayah belum tercatat")


def soon(lead_hours: int) -> str:
    """Return how long something takes."""
    if lead_hours == 0:
        return gettext("Siap kirim")
    if lead_hours < 48:
        return ngettext("Siap %(n)s jam", "Siap %(n)s jam", lead_hours) % {"n": lead_hours}
    days = -(-lead_hours // 24)
    return ngettext("Siap %(n)s hari", "Siap %(n)s hari", days) % {"n": days}


def stock(free: int) -> str:
    """Return how much is left in stock."""
    return gettext("Stok %(n)s") % {"n": format_number(free)} if free > 0 else gettext("Stok habis")


def day_words(day: date, *, today: date) -> str:
    """Return a day as one says it: today, tomorrow, or the weekday with the date."""
    if day == today:
        return gettext("hari ini")
    if day == today + timedelta(days=1):
        return gettext("besok")
    return f"{_WEEKDAYS[day.weekday()]}, {day.day}/{day.month}"


def weekday(day: date) -> str:
    """Return the short name of a weekday."""
    return str(_WEEKDAYS[day.weekday()])[:3]


def moment_words(moment: datetime, *, now: datetime) -> str:
    """Return a moment as one says it, in WIB: "besok pukul 08.30"."""
    local = moment.astimezone(WIB)
    return gettext("%(day)s pukul %(time)s") % {
        "day": day_words(local.date(), today=day_in_wib(now)), "time": f"{local:%H.%M}",
    }  # fmt: skip
