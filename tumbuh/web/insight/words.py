"""The figures' codes in the words of their readers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import Month

CHANNELS: Mapping[str, Any] = {
    "shopee": "Shopee",
    "tiktok": "TikTok Shop",
    "tokopedia": "Tokopedia",
    "eorder": "E-order",
}
STATUSES: Mapping[str, Any] = {
    "unpaid": _("belum dibayar"),
    "to_ship": _("perlu dikirim"),
    "cancel_requested": _("pembatalan diajukan"),
    "shipped": _("sedang dikirim"),
    "delivered": _("sampai"),
    "received": _("diterima"),
    "completed": _("selesai"),
    "cancelled": _("dibatalkan"),
}
ORIGINS: Mapping[int, Any] = {
    -1: _("luar negeri"),
    0: _("belum diketahui"),
    1: _("pernyataan penjual"),
    2: _("dilihat petugas"),
    3: _("NIB pembuat"),
    4: _("izin edar (MD, P-IRT, TR)"),
    5: _("sertifikat TKDN"),
}
SALES_PARTS: Mapping[str, Any] = {
    "domestic": _("Dalam negeri"),
    "total": _("Semua penjualan"),
    "foreign": _("Luar negeri"),
    "unknown": _("Belum diketahui"),
}
GROWTH_PARTS: Mapping[str, Any] = {
    "after": _("Aktif pada hari akhir"),
    "before": _("Aktif pada hari awal"),
    "opened": _("Bertambah"),
    "closed": _("Berkurang"),
    "without_area": _("Tanpa wilayah"),
}
CLASSES: Mapping[str, Any] = {
    "micro": _("Mikro"), "small": _("Kecil"), "medium": _("Menengah"), "large": _("Besar"),
}  # fmt: skip


def channel(code: str) -> str:
    """Return a channel's name."""
    return str(CHANNELS.get(code, code))


def status(code: str | None) -> str:
    """Return a line's state in words."""
    return NOTHING if code is None else str(STATUSES.get(code, code))


def origin(level: int | None) -> str:
    """Return in words what proves a line's origin."""
    return str(ORIGINS.get(level or 0, level))


def month(code: str) -> str:
    """Return "2026-10" as "Oktober 2026"."""
    return Month.parse(code).label


def lines(count: int) -> str:
    """Return "1.204 baris"."""
    return ngettext("%(count)s baris", "%(count)s baris", count) % {"count": format_number(count)}


def shops_reported(reported: int, expected: int) -> str:
    """Return how whole a month is, e.g. "41 dari 45 toko melapor (91,11 %)"."""
    if not expected:
        return gettext("Belum ada toko")
    words = {"reported": format_number(reported), "expected": format_number(expected)}
    words["share"] = format_percent(reported, expected)
    return gettext("%(reported)s dari %(expected)s toko melapor (%(share)s)") % words
