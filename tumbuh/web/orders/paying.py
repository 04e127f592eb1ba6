"""The treasurer pays: by hand with proof and tax slip, or by asking the budget owner for an autodebet."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import reading, seeing, services
from tumbuh.orders.models import Order
from tumbuh.orders.paying import three_way
from tumbuh.orders.rules.moves import Act
from tumbuh.web.doors import door, person
from tumbuh.web.orders import asking, papers, showing
from tumbuh.web.orders.acts import Offered
from tumbuh.web.orders.parts import Fact, RailStep
from tumbuh.web.orders.words import day_in_words


class SlipForm(forms.Form):
    """The number of the tax slip, when tax is withheld by an autodebet."""

    tax_slip_number = forms.CharField(max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tax_slip_number"].label = _("Nomor bukti potong")


@door(Permission.ORDERS_PAY, methods=("GET", "POST"))
def pay(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the proof of a payment by hand, and offer the autodebet beside it."""
    now, who = timezone.now(), person(request)
    found = seeing.order_seen(public_id, user=who, now=now)
    taxes = reading.taxes_of(found, on=day_in_wib(now))
    less = sum(tax.rupiah for tax in taxes)
    form = asking.PayForm(request.POST or None, request.FILES or None, today=day_in_wib(now), withheld_rupiah=less)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        proof = given["proof"]
        services.pay(
            order_id=found.pk,
            proof_number=given["proof_number"],
            paid_on=given["paid_on"],
            tax_slip_number=given.get("tax_slip_number", ""),
            proof=(proof.name, proof.read()) if proof else None,
            by=who,
            now=now,
        )
        messages.success(request, _("Pembayaran tercatat; penjual diberi kabar."))
        return redirect("orders_order", public_id)
    context = {
        "title": _("Bayar pesanan"),
        "lead": _("%(rupiah)s untuk %(seller)s")
        % {"rupiah": format_rupiah(found.total_rupiah - less), "seller": found.seller_name},
        "crumbs_template": "orders/_order_crumbs.html",
        "order_url": reverse("orders_order", args=[public_id]),
        "number": showing.number(found),
        "here": _("Bayar pesanan"),
        "form_title": _("Sudah ditransfer: catat buktinya"),
        "form": form,
        "button": _("Catat pembayaran"),
        "more": [_debit(found, less)],
        "money": showing.money(found, taxes),
        "clock": showing.clock(
            found, reading.clock_of(found, today=day_in_wib(now)), promise_days=reading.promise(now)
        ),
        "match": _match(found),
        "facts": _facts(found),
    } | papers.of_order(request, found)
    return render(request, "orders/form_page.html", context)


@door(Permission.ORDERS_PAY, methods=("POST",))
def request_debit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the budget owner for an autodebet."""
    now, who = timezone.now(), person(request)
    found = seeing.order_seen(public_id, user=who, now=now)
    services.request_debit(order_id=found.pk, tax_slip_number=request.POST.get("tax_slip_number", ""), by=who, now=now)
    messages.success(request, _("Permintaan autodebet dikirim kepada PA/KPA."))
    return redirect("orders_order", public_id)


def _debit(found: Order, less: int) -> Offered:
    return Offered(
        Act.REQUEST_DEBIT,
        _("Atau minta autodebet"),
        _("Rekening unit didebet sesudah PA/KPA menyetujui; tidak perlu bukti transfer."),
        _("Minta autodebet"),
        "outline-primary",
        url=reverse("orders_request_debit", args=[found.public_id]),
        form=SlipForm(auto_id="debit_%s") if less else None,
    )


def _match(found: Order) -> list[RailStep]:
    """Return order, receipt and invoice side by side as three steps."""
    match = three_way(found)
    short = match.short_rupiah
    received = (
        _("Diterima seluruhnya, %(rupiah)s.") % {"rupiah": format_rupiah(match.received_rupiah)}
        if not short
        else _("Diterima %(rupiah)s, %(short)s kurang dari yang dipesan; sisanya dilepas.")
        % {"rupiah": format_rupiah(match.received_rupiah), "short": format_rupiah(short)}
    )
    rule = _("Pencocokan tiga arah")
    steps = [
        RailStep(_("Pesanan"), "ok", _("Dipesan %(rupiah)s.") % {"rupiah": format_rupiah(match.ordered_rupiah)}, rule),
        RailStep(_("Penerimaan (BAST)"), "ok" if not short else "warn", received, rule),
    ]
    if match.invoiced_rupiah is None:
        told = _("Nota terbit dari pesanan ini sebesar yang diterima.")
        return [*steps, RailStep(_("Tagihan"), "ok", told, rule)]
    told = _("Ditagih %(rupiah)s.") % {"rupiah": format_rupiah(match.invoiced_rupiah)}
    tolerance = Fact(_("Toleransi %(rupiah)s") % {"rupiah": format_rupiah(match.tolerance_rupiah)})
    return [*steps, RailStep(_("Tagihan"), "ok" if match.agrees else "stop", told, rule, facts=(tolerance,))]


def _facts(found: Order) -> list[tuple[str, str]]:
    told = [
        (_("Penjual"), found.seller_name),
        (_("Diterima pada"), day_in_words(day_in_wib(found.received_at)) if found.received_at else ""),
        (_("Baris anggaran"), f"{found.budget_line.account_name} · {found.budget_line.account}"),
        (_("Paket RUP"), found.plan_code),
    ]
    return [(label, text) for label, text in told if text]
