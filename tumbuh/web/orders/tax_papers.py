"""The tax papers of a seller that a treasurer has seen: they change what is withheld while they hold."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.orders import queries, seeing, services
from tumbuh.orders.models import TaxPaper
from tumbuh.web.doors import door, person
from tumbuh.web.orders import showing

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TaxPaperForm(forms.Form):
    """Which paper, its number, and from when to when it holds."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis surat"), choices=TaxPaper.KINDS)
    number = forms.CharField(label=gettext_lazy("Nomor surat"), max_length=80)
    valid_from = forms.DateField(label=gettext_lazy("Berlaku mulai"), widget=_DAY)
    valid_to = forms.DateField(label=gettext_lazy("Berlaku sampai"), widget=_DAY)


@door(Permission.ORDERS_PAY, methods=("GET", "POST"))
def tax_papers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the papers of an order's seller, and ask for one more."""
    now, who = timezone.now(), person(request)
    found = seeing.order_seen(public_id, user=who, now=now)
    form = TaxPaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.note_tax_paper(business_id=found.seller_id, by=who, now=now, **form.cleaned_data)
        messages.success(request, _("Surat tercatat; potongan pajak mengikutinya selama berlaku."))
        return redirect("orders_tax_papers", public_id)
    rows = queries.tax_papers_of(found.seller_id)
    context = {
        "lead": found.seller_name,
        "order_url": reverse("orders_order", args=[public_id]),
        "number": showing.number(found),
        "form": form,
        "rows": [_row(one, public_id, day_in_wib(now)) for one in rows],
    }
    return render(request, "orders/tax_papers.html", context, status=400 if form.errors else 200)


@door(Permission.ORDERS_PAY, methods=("POST",))
def end(request: HttpRequest, public_id: UUID, paper_id: UUID) -> HttpResponse:
    """End a paper that was wrong or was taken back."""
    now, who = timezone.now(), person(request)
    found = seeing.order_seen(public_id, user=who, now=now)
    paper = queries.tax_paper(found.seller_id, paper_id)
    if paper is None:
        raise Http404
    services.end_tax_paper(paper_id=paper.pk, reason=request.POST.get("reason", ""), by=who, now=now)
    messages.success(request, _("Surat diakhiri; potongan berikutnya tidak memakainya."))
    return redirect("orders_tax_papers", public_id)


def _row(one: TaxPaper, order_id: UUID, today: date) -> dict[str, Any]:
    state, kind = _("berlaku"), "good"
    if one.ended_at is not None:
        state, kind = _("diakhiri"), "neutral"
    elif not one.valid_from <= today <= one.valid_to:
        state, kind = _("di luar masa berlaku"), "warn"
    return {
        "kind": _(one.get_kind_display()),
        "number": one.number,
        "span": f"{format_day(one.valid_from)} – {format_day(one.valid_to)}",
        "state": state,
        "badge": kind,
        "by": str(one.recorded_by),
        "end_url": "" if one.ended_at else reverse("orders_end_tax_paper", args=[order_id, one.public_id]),
    }
