"""What a buyer does with a need from its page: ask, open, choose, end, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.needs import queries, services
from tumbuh.needs.models import Need
from tumbuh.needs.rules.states import State
from tumbuh.web.doors import door, person
from tumbuh.web.needs.asking import AwardForm


@door(Permission.NEEDS_POST, methods=("POST",))
def ask_sellers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open a draft for quotes and tell the first sellers."""
    found = _need(request, public_id)
    services.ask_sellers(need_id=found.pk, by=person(request), now=timezone.now())
    told = queries.progress_of(found).told
    words = ngettext("%(n)s penjual diberi tahu.", "%(n)s penjual diberi tahu.", told)
    messages.success(request, words % {"n": told})
    return redirect("needs_need", public_id)


@door(Permission.ORDERS_VIEW, methods=("POST",))
def open_quotes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the quotes, or give the first of two consents."""
    found = _need(request, public_id)
    opened = services.open_quotes(need_id=found.pk, by=person(request), now=timezone.now())
    if opened.state == State.OPENED:
        messages.success(request, _("Penawaran dibuka; pembukaannya tercatat."))
    else:
        messages.info(request, _("Persetujuan Anda tercatat. Satu orang lagi diperlukan untuk membuka."))
    return redirect("needs_need", public_id)


@door(Permission.NEEDS_POST, methods=("POST",))
def award(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose quotes with their quantities; orders are made at once."""
    found = _need(request, public_id)
    form = AwardForm(request.POST)
    form.is_valid()
    quantities = {}
    for quote in queries.quotes_of(found):
        text = request.POST.get(f"quote-{quote.pk}", "").strip()
        if text.isdecimal() and len(text) < 10 and int(text):
            quantities[quote.pk] = int(text)
    made = services.award(
        need_id=found.pk, quantities=quantities, reason=form.cleaned_data.get("reason", ""),
        reason_text=form.cleaned_data.get("words", ""), by=person(request), now=timezone.now(),
    )  # fmt: skip
    words = ngettext("%(n)s pesanan dibuat dan semua penawar diberi tahu.",
                     "%(n)s pesanan dibuat dan semua penawar diberi tahu.", len(made))  # fmt: skip
    messages.success(request, words % {"n": len(made)})
    return redirect("needs_need", public_id)


@door(Permission.NEEDS_POST, methods=("POST",))
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a need back before closing, or end it without a choice after; the reason goes to the sellers."""
    found = _need(request, public_id)
    act = services.withdraw if found.state in {State.DRAFT, State.OPEN} else services.fail
    act(need_id=found.pk, reason=request.POST.get("reason", ""), by=person(request), now=timezone.now())
    messages.success(request, _("Kebutuhan diakhiri; penjual yang terkait diberi tahu alasannya."))
    return redirect("needs_need", public_id)


@door(Permission.NEEDS_POST, methods=("POST",))
def answer(request: HttpRequest, public_id: UUID, question_id: UUID) -> HttpResponse:
    """Answer a question; everybody who was told reads it."""
    found = _need(request, public_id)
    question = next((one for one in queries.questions_of(found) if one.public_id == question_id), None)
    if question is None:
        raise queries.NoSuchNeed("Pertanyaan ini tidak ada.")
    services.answer(
        question_id=question.pk, text=request.POST.get("reason", ""), by=person(request), now=timezone.now()
    )
    messages.success(request, _("Jawaban terkirim kepada semua penjual yang diundang."))
    return redirect("needs_need", public_id)


def _need(request: HttpRequest, public_id: UUID) -> Need:
    return queries.need_seen(public_id, user=person(request), now=timezone.now())
