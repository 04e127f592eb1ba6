"""A number that a seller gave as proof of origin, for a curator to look up at who issued it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue import judging, services
from tumbuh.catalogue.access import check_curator
from tumbuh.catalogue.models import EvidenceClaim
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import format_day
from tumbuh.web.answering import done
from tumbuh.web.catalogue.curation_forms import ChangeDecisionForm
from tumbuh.web.catalogue.curation_words import days_waited, offer_as_seen
from tumbuh.web.catalogue.offer_words import waited
from tumbuh.web.doors import door, person


@door(Permission.CATALOGUE_CURATE, methods=("GET", "POST"))
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the number beside its product; accept or refuse it."""
    found, now = judging.claim(public_id), timezone.now()
    check_curator(person(request), found.area_code, "district", now)
    form = ChangeDecisionForm(request.POST if request.method == "POST" else None)
    accept = request.POST.get("decision") == "accept"
    if done(
        form,
        lambda: services.decide_claim(
            claim_id=found.pk, accept=accept, reasons=form.cleaned_data["reasons"], by=person(request), now=now
        ),
    ):
        messages.success(request, _("Bukti diterima dan tampil pada produk.") if accept else _("Bukti ditolak."))
        return redirect("curation_queue")
    context = offer_as_seen(found.offer, found.area_code, now) | {
        "claim": found,
        "lead": f"{found.offer.seller.name} · {waited(days_waited(found.claimed_at, now))}",
        "share": format_percent(found.share_permyriad, 10_000) if found.share_permyriad is not None else "",
        "until": format_day(found.valid_to) if found.valid_to else "",
        "where": _where(found),
        "form": form,
        "may_not": "" if found.state == "waiting" else _("Bukti ini sudah diputuskan atau dibatalkan penjualnya."),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/curation_claim.html", context, status=status)


def _where(found: EvidenceClaim) -> str:
    """Return where the number is looked up."""
    return {
        "pirt": _("Cari nomornya di daftar SPP-IRT (OSS atau dinas kesehatan): nama usaha dan produknya harus sama."),
        "bpom": _("Cari nomornya di Cek BPOM: nama produk dan pendaftarnya harus sama."),
        "tkdn": _("Cari nomornya di daftar sertifikat TKDN Kemenperin: produk, pemilik, dan nilainya harus sama."),
    }[found.kind]
