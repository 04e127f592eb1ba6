"""One product of a seller: added in small steps, shown with what curators said, changed, paused and withdrawn."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import services
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.rules.offers import ENOUGH_WORDS, MOVES
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.catalogue.offer_words import (
    CHANGE_STATES,
    LEVELS,
    OFFER_STATES,
    PAUSES,
    STEP_STATES,
    is_supplied,
    lacks_of,
    supply_of,
)
from tumbuh.web.catalogue.sellers import SELL, own_businesses, shelf
from tumbuh.web.catalogue.selling_forms import ChangeForm, WhatForm, first_values
from tumbuh.web.catalogue.selling_rooms import steps_of
from tumbuh.web.catalogue.shop_addresses import product_address
from tumbuh.web.doors import door, person
from tumbuh.web.sharing import whatsapp


@door(SELL, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Step 1 of a new product: what it is and what it costs; saved as a draft."""
    here = shelf(request)
    form = WhatForm(request.POST if request.method == "POST" else None, categories=reading.categories())
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_offer(
                business=here.business, new=form.offer(here.business.pk), by=person(request), now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            said = _("%(title)s tersimpan. Sekarang fotonya.") % {"title": made.title}
            chosen = _("Jenisnya: %(kind)s; dapat diubah di halaman produk.") % {"kind": form.guessed}
            messages.success(request, f"{said} {chosen}" if form.guessed else said)
            return redirect("selling_photos", made.public_id)
    context = {
        "heading": _("Tambah produk"),
        "lead": _("Langkah 1 dari 4. Tersimpan sesudah ini; sisanya boleh nanti."),
        "steps": steps_of(None, "what"),
        "form": form,
        "submit": _("Simpan dan lanjut"),
        "back": reverse("selling_products"),
    }
    return render(request, "catalogue/selling_what.html", context, status=_status(form))


@door(SELL, methods=("GET", "POST"))
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a product's words; of one that is shown a curator looks at it first."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        categories=reading.categories(),
        initial=first_values(offer),
    )
    is_shown = offer.state in {"listed", "paused"}
    if request.method == "POST" and form.is_valid():
        try:
            services.change_offer(offer_id=offer.pk, changes=form.changes(), by=person(request), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Tersimpan.") if not is_shown else _("Perubahan tersimpan."))
            return redirect("selling_product", offer.public_id)
    context = {
        "heading": _("Ubah produk"),
        "lead": "",
        "offer": offer,
        "form": form,
        "submit": _("Simpan"),
        "back": reverse("selling_product", args=[offer.public_id]),
        "notice": _("Produk ini sudah tampil: kurator memeriksa perubahan nama, keterangan, dan jenis dahulu.")
        if is_shown
        else "",
    }
    return render(request, "catalogue/selling_what.html", context, status=_status(form))


@door(SELL)
def product(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one product as it stands, with the one thing to do next."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    context = _context(offer, timezone.now())
    if context["public_url"]:
        context["share"] = whatsapp(
            [
                f"*{offer.title}*",
                f"{context['price']} / {offer.unit}, {offer.seller.name}",
                request.build_absolute_uri(context["public_url"]),
            ]
        )
    return render(request, "catalogue/selling_product.html", context)


@door(SELL, methods=("POST",))
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a product to the curators."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    services.submit(offer_id=offer.pk, by=person(request), now=timezone.now())
    messages.success(request, _("Terkirim. Kurator kecamatan memeriksanya dahulu; hasilnya muncul di sini."))
    return redirect("selling_product", offer.public_id)


@door(SELL, methods=("POST",))
def appeal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Disagree with a rejection; another curator looks at it."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    rejected = next((one for one in catalogue.steps_of(offer) if one.state == "rejected"), None)
    if rejected is None:
        raise Http404
    text = request.POST.get("reasons", "")
    services.appeal(step_id=rejected.pk, text=text, by=person(request), now=timezone.now())
    messages.success(request, _("Sanggahan terkirim. Kurator lain memeriksanya."))
    return redirect("selling_product", offer.public_id)


@door(SELL, methods=("POST",))
def recall(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a product back from the curators, to change it."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    services.recall(offer_id=offer.pk, by=person(request), now=timezone.now())
    messages.success(request, _("Ditarik dari kurasi. Sekarang dapat diubah, lalu kirim lagi."))
    return redirect("selling_product", offer.public_id)


@door(SELL, methods=("POST",))
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a product off the catalogue for a while."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    services.pause(offer_id=offer.pk, by=person(request), now=timezone.now())
    messages.success(request, _("Dijeda. Produk ini tidak tampil sampai Anda menayangkannya lagi."))
    return redirect("selling_product", offer.public_id)


@door(SELL, methods=("POST",))
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a paused product again."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    services.resume(offer_id=offer.pk, by=person(request), now=timezone.now())
    messages.success(request, _("Tampil lagi di katalog."))
    return redirect("selling_product", offer.public_id)


@door(SELL, methods=("POST",))
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Withdraw a product for good."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    services.retire(offer_id=offer.pk, by=person(request), now=timezone.now())
    messages.success(request, _("%(title)s ditarik. Riwayatnya tetap tersimpan.") % {"title": offer.title})
    return redirect("selling_products")


def _context(offer: Offer, now: datetime) -> dict[str, Any]:
    photos = offer.shown_photos  # type: ignore[attr-defined]
    curation, changes = catalogue.steps_of(offer), catalogue.changes_of(offer)
    today = day_in_wib(now)
    was_judged = bool(curation)
    may_submit = offer.state == "draft"
    waiting = next((one for one in changes if one.state == "waiting"), None)
    later = next((one for one in catalogue.prices_of(offer) if one.valid_from > today), None)
    return {
        "offer": offer,
        "state": OFFER_STATES[offer.state],
        "steps": steps_of(offer, "send", photos=len(photos)) if may_submit and not was_judged else None,
        "lacks": reading.missing_of(offer, on=today) if may_submit else [],
        "fill_in": _fill_in(offer, len(photos)),
        "may_submit": may_submit,
        "is_again": was_judged,
        "appeal": offer.state == "rejected",
        "may_recall": offer.state == "submitted",
        "pause_words": PAUSES.get(offer.pause_reason, ""),
        "waiting_change": {"on": format_day(day_in_wib(waiting.proposed_at))} if waiting else None,
        "photo": photos[0].sha256 if photos else "",
        "photo_count": len(photos),
        "price": format_rupiah(offer.price_rupiah),
        "later": {"price": format_rupiah(later.price_rupiah), "on": format_day(later.valid_from)} if later else None,
        "supply": supply_of(offer),
        "is_supplied": is_supplied(offer),
        "public_url": product_address(offer.public_id) if offer.state == "listed" else "",
        "curation": [_step(one) for one in curation],
        "changes": [
            {
                "on": format_day(day_in_wib(one.proposed_at)),
                "state": CHANGE_STATES[one.state],
                "reasons": one.reasons,
            }
            for one in changes
        ],
        "quality": _quality(offer, now),
        "may_pause": "paused" in MOVES[offer.state],
        "may_resume": offer.state == "paused" and offer.pause_reason == "seller",
        "may_retire": "retired" in MOVES[offer.state],
    }


def _fill_in(offer: Offer, photos: int) -> str:
    """Return where the first thing that is lacking is filled in."""
    is_told = len(offer.description.split()) >= ENOUGH_WORDS
    last = "proofs" if is_told and offer.category.food == "packed" else "change"
    step = next(iter(lacks_of(offer, photos=photos)), last)
    return reverse(f"selling_{step}", args=[offer.public_id])


def _step(step: Any) -> dict[str, Any]:
    state = STEP_STATES[step.state]
    return {
        "level": LEVELS[step.level],
        "state": state.label,
        "kind": state.kind,
        "on": format_day(day_in_wib(step.decided_at or step.opened_at)),
        "reasons": step.reasons,
        "appeal": step.appeal,
    }


def _quality(offer: Offer, now: datetime) -> dict[str, Any]:
    found = reading.quality_of(offer, on=day_in_wib(now))
    return {"share": format_percent(found.permyriad, 10_000, digits=0), "missing": [one.asks for one in found.missing]}


def _status(form: WhatForm) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
