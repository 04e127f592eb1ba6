"""What a seller does best next, of all that is open: one thing first, the others after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.rules.prices import CostSheet, margin_of
from tumbuh.web.catalogue.offer_words import lacks_of

FEW_LEFT = 5  # pieces; below it the shelf is said to run empty
MOST_SHOWN = 5
SOON = timedelta(hours=24)  # what is to be delivered within it comes before what only waits for an answer


@dataclass(frozen=True)
class ToSend:
    """An order that its seller promised: what, until when (in words too), and where it is opened."""

    what: str
    by: datetime
    by_words: str
    url: str


@dataclass(frozen=True)
class OpenOrders:
    """What waits for the seller: how many orders for an answer and where, and those to be sent, the first due first."""

    to_answer: int = 0
    url: str = ""
    to_send: tuple[ToSend, ...] = ()

    def steps(self, now: datetime) -> list["NextStep"]:
        """Return what these ask for: what is due soon, then the answers, then the rest of what is to be sent."""
        soon = [_send(one, now) for one in self.to_send if one.by - now <= SOON]
        later = [_send(one, now) for one in self.to_send if one.by - now > SOON]
        return [*soon, *self._answers(), *later]

    def _answers(self) -> list["NextStep"]:
        if not self.to_answer:
            return []
        title = _("%(count)s pesanan menunggu jawaban Anda") % {"count": self.to_answer}
        return [NextStep(title, _("Pembeli menunggu kepastian."), _("Buka pesanan"), self.url)]


@dataclass(frozen=True)
class NextStep:
    """One thing to do: what, why, and the button."""

    title: str
    why: str
    act: str
    url: str


def next_steps(
    offers: Sequence[Offer],
    *,
    has_profile: bool,
    returned: frozenset[int],
    orders: OpenOrders,
    costs: Mapping[int, CostSheet],
    now: datetime,
) -> list[NextStep]:
    """
    Return what is open, the most urgent first; always at least one.

    `offers` carry `shown_photos`; `returned`: ids of what curators sent back; `costs`: what was noted, by offer.
    """
    found = orders.steps(now)
    if not offers:
        why = _("Isi nama dan harga dahulu; foto dan stok menyusul. Sekitar tiga menit.")
        found.append(NextStep(_("Tambah produk pertama"), why, _("Tambah produk"), reverse("selling_new")))
    found += [_of_offer(one, returned) for one in offers if _is_open(one, returned)]
    if offers and not has_profile:
        why = _("Wilayah antar, ongkos, dan biaya kemas ikut dihitung dalam setiap pesanan.")
        found.append(NextStep(_("Lengkapi profil usaha"), why, _("Isi profil"), reverse("selling_profile")))
    found += [_below_cost(one) for one in offers if one.pk in costs and _is_loss(one, costs[one.pk])]
    found += [_refill(one) for one in offers if one.state == "listed" and one.pool_id is None and one.free < FEW_LEFT]
    return found[:MOST_SHOWN] or [
        NextStep(
            _("Semua beres"),
            _("Tidak ada yang menunggu Anda. Tambah produk lain agar lebih sering ditemukan pembeli."),
            _("Tambah produk"),
            reverse("selling_new"),
        )
    ]


def _send(order: ToSend, now: datetime) -> NextStep:
    words = {"what": order.what, "when": order.by_words}
    if order.by < now:
        why = _("Seharusnya tiba %(when)s. Kirim sekarang, atau kabari pembelinya.")
        return NextStep(_("Terlambat: %(what)s") % words, why % words, _("Buka pesanan"), order.url)
    return NextStep(_("Siapkan %(what)s") % words, _("Harus tiba %(when)s.") % words, _("Buka pesanan"), order.url)


def _is_open(offer: Offer, returned: frozenset[int]) -> bool:
    return offer.state in {"draft", "rejected"} or offer.pk in returned


def _of_offer(offer: Offer, returned: frozenset[int]) -> NextStep:
    here = reverse("selling_product", args=[offer.public_id])
    name = {"title": offer.title}
    if offer.state == "rejected":
        why = _("Baca alasannya; perbaiki lalu kirim lagi, atau ajukan sanggahan.")
        return NextStep(_("%(title)s ditolak kurator") % name, why, _("Baca alasannya"), here)
    if offer.pk in returned:
        why = _("Kurator menuliskan apa yang kurang. Perbaiki lalu kirim lagi.")
        return NextStep(_("Perbaiki %(title)s") % name, why, _("Lihat yang diminta"), here)
    lacks = lacks_of(offer, photos=len(offer.shown_photos))  # type: ignore[attr-defined]
    if "photos" in lacks:
        url = reverse("selling_photos", args=[offer.public_id])
        why = _("Tanpa foto produk belum dapat dikirim ke kurator.")
        return NextStep(_("Tambah foto %(title)s") % name, why, _("Tambah foto"), url)
    if "supply" in lacks:
        url = reverse("selling_supply", args=[offer.public_id])
        why = _("Berapa yang ada, atau sanggup dibuat sehari?")
        return NextStep(_("Isi persediaan %(title)s") % name, why, _("Isi persediaan"), url)
    why = _("Semua sudah lengkap. Kurator memeriksa sebelum produk tampil.")
    return NextStep(_("Kirim %(title)s ke kurator") % name, why, _("Periksa dan kirim"), here)


def _is_loss(offer: Offer, sheet: CostSheet) -> bool:
    return offer.state == "listed" and margin_of(sheet, price_rupiah=offer.price_rupiah).left_rupiah <= 0


def _below_cost(offer: Offer) -> NextStep:
    url = f"{reverse('selling_price', args=[offer.public_id])}#cost"
    why = _("Menurut hitungan biaya yang Anda simpan. Naikkan harga, atau perbarui biayanya.")
    return NextStep(_("Harga %(title)s tidak menutup biaya") % {"title": offer.title}, why, _("Lihat harga"), url)


def _refill(offer: Offer) -> NextStep:
    words = {"title": offer.title, "free": offer.free, "unit": offer.unit}
    title = _("Stok %(title)s habis") if offer.free == 0 else _("Stok %(title)s tinggal %(free)s %(unit)s")
    why = _("Pesanan di atas stok ditolak sendiri.")
    return NextStep(title % words, why, _("Isi stok"), f"{reverse('selling_stock')}#stok-{offer.public_id}")
