"""A review that its seller finds unfair: a curator reads both sides and keeps or hides it."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.orders import reputation, seeing, services
from tumbuh.web.answering import done
from tumbuh.web.doors import door, person


class ReportForm(forms.Form):
    """Why a review stays or goes."""

    reasons = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Dibaca penjual dan pembeli."),
    )


@door(Permission.CATALOGUE_CURATE, methods=("GET", "POST"))
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the review with what its seller says of it; keep or hide it."""
    now, by = timezone.now(), person(request)
    found = reputation.report(public_id, by=by, now=now)
    if found is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    hide, key = request.POST.get("decision") == "hide", found.pk
    if done(
        form,
        lambda: services.decide_report(report_id=key, hide=hide, reasons=form.cleaned_data["reasons"], by=by, now=now),
    ):
        messages.success(request, _("Ulasan disembunyikan.") if hide else _("Ulasan tetap tampil."))
        return redirect("curation_queue")
    review = found.review
    context = {
        "report": found,
        "review": review,
        "stars": _("%(n)s dari 5 bintang") % {"n": review.stars},
        "unit": seeing.unit_name(review.order.unit_ref),
        "seller": review.order.seller_name,
        "written_on": format_day(day_in_wib(review.written_at)),
        "reported_on": format_day(day_in_wib(found.reported_at)),
        "form": form,
        "may_not": "" if found.state == "waiting" else _("Laporan ini sudah diputuskan."),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/curation_review.html", context, status=status)
