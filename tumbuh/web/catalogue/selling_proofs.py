"""Where a product was made, as its seller proves it: the own word, the own NIB, and numbers that curators look up."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue import judging, services
from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import EvidenceClaim, Offer
from tumbuh.catalogue.proving import may_name_own_nib
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import tkdn
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.answering import done
from tumbuh.web.catalogue.offer_words import CLAIM_STATES
from tumbuh.web.catalogue.sellers import SELL, own_businesses
from tumbuh.web.doors import door, person
from tumbuh.web.ledger.words import LEVELS as ORIGIN_LEVELS


class ClaimForm(forms.Form):
    """The number of a licence or certificate."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=EvidenceClaim.KINDS,
        initial="pirt",
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    reference = forms.CharField(
        label=_("Nomor seperti tercetak"), max_length=120, help_text=_("Ada pada label kemasan atau sertifikatnya.")
    )
    valid_to = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("P-IRT boleh dikosongkan: tahunnya ada pada nomornya."),
    )
    share = forms.CharField(
        label=_("Nilai TKDN (%)"),
        required=False,
        max_length=8,
        widget=forms.TextInput({"inputmode": "decimal"}),
        help_text=_("Hanya untuk sertifikat TKDN, misalnya 57,62."),
    )

    def clean_share(self) -> int | None:
        """Return the share in permyriad; None when it was left empty. Raises: ValidationError."""
        text = self.cleaned_data["share"].strip()
        if not text:
            return None
        try:
            return tkdn.parse_share(text)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from None


@door(SELL, methods=("GET", "POST"))
def proofs(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what proves a product's origin; take the number of a licence or certificate."""
    offer, now = reading.own_offer(public_id, businesses=own_businesses(request)), timezone.now()
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if done(
        form,
        lambda: services.claim_evidence(
            offer_id=offer.pk,
            kind=EvidenceKind(form.cleaned_data["kind"]),
            reference=form.cleaned_data["reference"],
            valid_to=form.cleaned_data["valid_to"],
            share_permyriad=form.cleaned_data["share"],
            by=person(request),
            now=now,
        ),
    ):
        messages.success(request, gettext("Terkirim. Kurator mencocokkan nomornya; hasilnya muncul di sini."))
        return redirect("selling_proofs", offer.public_id)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_proofs.html", _context(offer, form, day_in_wib(now)), status=status)


@door(SELL, methods=("POST",))
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add the own statement or the own NIB."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    asked = request.POST.get("kind", "")
    if asked not in {EvidenceKind.DECLARED, EvidenceKind.MAKER_NIB}:
        raise Http404
    services.declare_origin(offer_id=offer.pk, kind=EvidenceKind(asked), by=person(request), now=timezone.now())
    messages.success(request, gettext("Tersimpan dan tampil pada produk Anda."))
    return redirect("selling_proofs", offer.public_id)


@door(SELL, methods=("POST",))
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back a number that waits."""
    offer = reading.own_offer(public_id, businesses=own_businesses(request))
    number = request.POST.get("claim", "")
    claim = next((one for one in catalogue.claims_of(offer) if str(one.public_id) == number), None)
    if claim is None:
        raise Http404
    services.withdraw_claim(claim_id=claim.pk, by=person(request), now=timezone.now())
    messages.success(request, gettext("Dibatalkan. Isi nomor yang benar."))
    return redirect("selling_proofs", offer.public_id)


def _context(offer: Offer, form: ClaimForm, today: date) -> dict[str, Any]:
    held = judging.papers_of(offer, on=today)
    kinds = {one.kind for one in held.evidence}
    return {
        "offer": offer,
        "proofs": [
            {
                "level": ORIGIN_LEVELS[one.level][0],
                "name": one.get_kind_display(),
                "reference": one.reference,
                "until": format_day(one.valid_to) if one.valid_to else "",
            }
            for one in held.evidence
        ],
        "claims": [_claim(one) for one in catalogue.claims_of(offer) if one.state != "accepted"],
        "may_declare": "declared" not in kinds,
        "may_name_nib": "maker_nib" not in kinds and may_name_own_nib(offer.product),
        "form": form,
    }


def _claim(one: EvidenceClaim) -> dict[str, Any]:
    state = CLAIM_STATES[one.state]
    return {
        "public_id": one.public_id,
        "name": str(one),
        "share": format_percent(one.share_permyriad, 10_000) if one.share_permyriad is not None else "",
        "state": state.label,
        "kind": state.kind,
        "on": format_day(day_in_wib(one.decided_at or one.claimed_at)),
        "reasons": one.reasons,
        "waits": one.state == "waiting",
    }
