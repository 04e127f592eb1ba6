"""How the catalogue's states, stock and capacity are said on pages."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.models import Offer
from tumbuh.kernel.numbers import format_number


@dataclass(frozen=True)
class State:
    """A state in words, and the kind of its badge."""

    label: object
    kind: str


OFFER_STATES = {
    "draft": State(_("Belum dikirim"), "neutral"),
    "submitted": State(_("Diperiksa kurator"), "info"),
    "listed": State(_("Tampil di katalog"), "good"),
    "paused": State(_("Dijeda"), "warn"),
    "rejected": State(_("Ditolak kurator"), "bad"),
    "retired": State(_("Ditarik"), "neutral"),
}
STEP_STATES = {
    "waiting": State(_("Menunggu diperiksa"), "info"),
    "passed": State(_("Lulus"), "good"),
    "returned": State(_("Perlu diperbaiki"), "warn"),
    "rejected": State(_("Ditolak kurator"), "bad"),
    "appealed": State(_("Disanggah"), "info"),
    "closed": State(_("Ditutup"), "neutral"),
}
CLAIM_STATES = {
    "waiting": State(_("Diperiksa kurator"), "info"),
    "accepted": State(_("Diterima"), "good"),
    "refused": State(_("Ditolak kurator"), "bad"),
    "withdrawn": State(_("Dibatalkan"), "neutral"),
}
CHANGE_STATES = {
    "waiting": _("menunggu kurator"),
    "applied": _("diterima"),
    "refused": _("ditolak"),
    "withdrawn": _("dibatalkan"),
}
CRITERIA = {
    "taste": _("Rasa"),
    "quality": _("Mutu"),
    "packaging": _("Kemasan"),
    "hygiene": _("Kebersihan"),
    "halal": _("Halal"),
    "photo": _("Foto"),
}
LEVELS = {"district": _("Kecamatan"), "city": _("Kota"), "province": _("Provinsi")}
PAUSES = {
    "seller": _("Anda menjedanya. Tekan Tayangkan lagi bila siap menerima pesanan."),
    "expired": _("Izin atau sertifikatnya sudah habis masa berlaku. Perbarui, lalu hubungi petugas register."),
    "officer": _("Kurator menghentikannya untuk sementara. Lihat alasannya di penilaian kurator."),
}
FIELDS = {
    "title": _("Nama produk"),
    "category": _("Jenis"),
    "unit": _("Dijual per"),
    "description": _("Keterangan"),
    "maker_name": _("Nama pembuatnya"),
    "min_quantity": _("Pesanan paling sedikit"),
    "max_quantity": _("Pesanan paling banyak"),
    "photos": _("Foto"),
    "sku": _("Kode Anda (SKU)"),
}


def supply_of(offer: Offer) -> str:
    """Return what can still be sold in words; "" when that was not filled in yet."""
    if offer.pool is not None:
        return gettext("%(limit)s sehari dari %(pool)s") % {
            "limit": format_number(offer.pool.daily_limit),
            "pool": offer.pool.name,
        }
    if offer.on_hand == 0 and offer.state == "draft":
        return ""
    words = gettext("%(free)s %(unit)s dapat dijual") % {"free": format_number(offer.free), "unit": offer.unit}
    if offer.reserved:
        words += " · " + gettext("%(reserved)s dijanjikan") % {"reserved": format_number(offer.reserved)}
    return words


def is_supplied(offer: Offer) -> bool:
    """Return whether it was said how much there is of an offer."""
    return offer.pool_id is not None or offer.on_hand > 0 or offer.state != "draft"


def lacks_of(offer: Offer, *, photos: int) -> list[str]:
    """Return which steps an offer still needs before curators can judge it: photos, supply."""
    return [*([] if photos else ["photos"]), *([] if is_supplied(offer) else ["supply"])]


def waited(days: int) -> str:
    """Return how long something waits, in words."""
    return gettext("sejak hari ini") if days == 0 else gettext("%(days)s hari") % {"days": format_number(days)}
