"""After the receipt: what the unit thinks of an order, what the seller says to that, and goods that go back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.orders import queries, reading, seeing, services
from tumbuh.orders.models import Order, OrderLine, Review
from tumbuh.orders.rules.moves import State
from tumbuh.web.doors import door, person
from tumbuh.web.orders import showing

_STARS = [(n, "★" * n + "☆" * (5 - n)) for n in (5, 4, 3, 2, 1)]


class ReviewForm(forms.Form):
    """One to five stars, and words."""

    stars = forms.TypedChoiceField(label=gettext_lazy("Nilai"), choices=_STARS, coerce=int)
    words = forms.CharField(
        label=gettext_lazy("Ulasan"), required=False, max_length=1_000, widget=forms.Textarea({"rows": 2})
    )


class ReplyForm(forms.Form):
    """What the seller says to a review."""

    words = forms.CharField(label=gettext_lazy("Jawaban Anda"), max_length=1_000, widget=forms.Textarea({"rows": 2}))


class ComplaintForm(forms.Form):
    """Why a review is unfair."""

    complaint = forms.CharField(
        label=gettext_lazy("Mengapa ulasan ini tidak layak tampil?"),
        max_length=1_000,
        widget=forms.Textarea({"rows": 2}),
    )


class ReturnForm(forms.Form):
    """Why goods go back, and the number of the refund's proof."""

    refund_number = forms.CharField(label=gettext_lazy("Nomor bukti setor pengembalian (STS)"), max_length=80)
    words = forms.CharField(label=gettext_lazy("Alasan"), max_length=1_000, widget=forms.Textarea({"rows": 2}))


class BackForm(forms.Form):
    """How much of one line went back, all so far."""

    quantity = forms.IntegerField(label=gettext_lazy("Dikembalikan"), min_value=0)


def of_order(found: Order, *, may_review: bool = False, may_reply: bool = False) -> dict[str, Any]:
    """Return what is shown and asked after the receipt."""
    told = queries.review_of(found)
    return {
        "review": _told(told) if told else None,
        "review_form": ReviewForm() if may_review and told is None and found.received_at else None,
        "reply_form": ReplyForm() if may_reply and told is not None and not told.reply else None,
        "report_form": ComplaintForm() if may_reply and told is not None and not hasattr(told, "report") else None,
        "report_url": reverse("orders_selling_report", args=[found.public_id]),
        "review_url": reverse("orders_review", args=[found.public_id]),
        "reply_url": reverse("orders_selling_reply", args=[found.public_id]),
        "return_url": (
            reverse("orders_note_return", args=[found.public_id]) if may_review and found.state == State.CLOSED else ""
        ),
    }


@door(Permission.ORDERS_RECEIVE, methods=("POST",))
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Judge a received order."""
    found = seeing.order_seen(public_id, user=person(request), now=timezone.now())
    form = ReviewForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        services.review(
            order_id=found.pk, stars=given["stars"], words=given["words"], by=person(request), now=timezone.now()
        )
        messages.success(request, _("Ulasan tersimpan; penjual dapat menjawabnya."))
    else:
        messages.error(request, _("Pilih satu sampai lima bintang."))
    return redirect("orders_order", public_id)


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def reply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer a review as its seller."""
    found = seeing.order_sold(public_id, user=person(request), now=timezone.now())
    words = request.POST.get("words", "")
    services.reply_to_review(order_id=found.pk, words=words, by=person(request), now=timezone.now())
    messages.success(request, _("Jawaban Anda tersimpan."))
    return redirect("orders_selling_order", public_id)


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def complain(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Report a review as its seller; a curator decides."""
    found = seeing.order_sold(public_id, user=person(request), now=timezone.now())
    form = ComplaintForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["complaint"]
        services.report_review(order_id=found.pk, words=words, by=person(request), now=timezone.now())
        messages.success(request, _("Laporan terkirim. Kurator memeriksanya dan Anda dikabari."))
    else:
        messages.error(request, _("Tulis sebabnya, paling banyak 1.000 huruf."))
    return redirect("orders_selling_order", public_id)


@door(Permission.ORDERS_RECEIVE, methods=("GET", "POST"))
def note_return(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note goods of a closed order that went back to the seller."""
    now, who = timezone.now(), person(request)
    found = seeing.order_seen(public_id, user=who, now=now)
    lines = [line for line in found.lines.all() if line.received_quantity]
    backs = {line: _back(line, request) for line in lines}
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in backs.values())]):
        services.note_return(
            order_id=found.pk,
            quantities={line.position: one.cleaned_data["quantity"] for line, one in backs.items()},
            refund_number=form.cleaned_data["refund_number"],
            words=form.cleaned_data["words"],
            by=who,
            now=now,
        )
        messages.success(request, _("Pengembalian tercatat; belanja dan penjualannya dihitung ulang."))
        return redirect("orders_order", public_id)
    context = {
        "title": _("Catat pengembalian"),
        "lead": _("Barang yang ternyata buruk sesudah pesanan selesai, dan uangnya sudah disetor kembali penjual."),
        "crumbs_template": "orders/_order_crumbs.html",
        "order_url": reverse("orders_order", args=[public_id]),
        "number": showing.number(found),
        "here": _("Catat pengembalian"),
        "lines_title": _("Berapa yang dikembalikan"),
        "lines": [{"title": line.title, "about": _about(line), "fields": list(one)} for line, one in backs.items()],
        "form_title": _("Bukti dan alasan"),
        "form": form,
        "button": _("Catat pengembalian"),
        "money": showing.money(found, reading.taxes_of(found, on=day_in_wib(now))),
        "facts": [(_("Penjual"), found.seller_name)],
    }
    return render(request, "orders/form_page.html", context)


def _back(line: OrderLine, request: HttpRequest) -> BackForm:
    initial = {"quantity": line.returned_quantity}
    return BackForm(request.POST or None, prefix=f"line-{line.position}", initial=initial)


def _about(line: OrderLine) -> str:
    words = {
        "received": format_number(line.received_quantity or 0),
        "back": format_number(line.returned_quantity),
        "unit": line.unit,
    }
    return _("diterima %(received)s %(unit)s, sudah dikembalikan %(back)s") % words


def _told(one: Review) -> dict[str, str]:
    return {
        "stars": _("%(n)s dari 5 bintang") % {"n": one.stars},
        "words": one.words,
        "day": format_day(day_in_wib(one.written_at)),
        "reply": one.reply,
        "report": _report_words(one),
    }


def _report_words(one: Review) -> str:
    """Return what became of the seller's complaint; "" without one."""
    if not hasattr(one, "report"):
        return ""
    said = {
        "waiting": _("Dilaporkan penjual; kurator sedang memeriksa."),
        "kept": _("Dilaporkan penjual; tetap tampil: %(why)s"),
        "hidden": _("Dilaporkan penjual; disembunyikan: %(why)s"),
    }[one.report.state]
    return said % {"why": one.report.reasons} if one.report.reasons else said
