"""The words of imports of public buying: states, stages and counts, for people."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.matches import RECORDED

STATES = {
    "received": (_("Menunggu giliran"), "neutral"),
    "running": (_("Sedang dibaca"), "info"),
    "done": (_("Selesai"), "good"),
    "refused": (_("Berkas ditolak"), "bad"),
    "failed": (_("Gagal di sisi kami"), "bad"),
}
STAGES = {
    "reading": _("Membaca baris"),
    "writing": _("Menyimpan"),
    "matching": _("Mencocokkan belanja dengan paket RUP"),
}
COUNTS = (
    ("created", _("baru")),
    ("restated", _("dinyatakan ulang")),
    ("unchanged", _("tidak berubah")),
    ("stale", _("lebih lama dari yang diketahui")),
    ("repeated", _("berulang dalam berkas")),
    ("rejected", _("menunggu perbaikan")),
)


def source_title(dataset: str) -> str:
    """Return the name of the data set that a file or a purchase is of, as the city calls it."""
    return gettext("Dicatat di Tumbuh") if dataset == RECORDED else ALL[dataset].title
