"""The seller's pages, for a cheap phone: what is wanted, one form, what it comes to, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.supplying import SupplyRow
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.needs import queries, services
from tumbuh.needs.models import Invitation, Need, Quote
from tumbuh.needs.quoting import Landed, landed, own_supplies
from tumbuh.needs.rules.states import STATE_NAMES, Invited, State
from tumbuh.orders.seeing import unit_name
from tumbuh.web.doors import door, person
from tumbuh.web.needs import showing, words
from tumbuh.web.needs.asking import QuoteForm
from tumbuh.web.orders.parts import Money
from tumbuh.web.orders.showing import rate
from tumbuh.web.orders.words import moment_in_words

PAGE_SIZE = 20


@door(Permission.NEEDS_QUOTE)
def needs(request: HttpRequest) -> HttpResponse:
    """List what a seller was told of: those to answer first; then those it missed, each with the reason."""
    now = timezone.now()
    page = Paginator(queries.invitations_of(person(request), now=now), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = [_row(one, now) for one in page]
    context = {
        "waiting": [one for one in shown if one["is_open"]],
        "older": [one for one in shown if not one["is_open"]],
        "page": page,
    }
    return render(request, "needs/selling.html", context)


@door(Permission.NEEDS_QUOTE, methods=("GET", "POST"))
def need(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a need with the form for a quote; work out what it comes to, or send it."""
    now, who = timezone.now(), person(request)
    found = queries.invitation_of(public_id, user=who, now=now)
    if found.told_at is None:
        return render(request, "needs/quote.html", _basics(found, now))
    services.note_read(need_id=found.need_id, seller=found.seller, by=who, now=now)
    supplies = own_supplies(found.need, found.seller_id, now=now)
    quote = queries.own_quote(found)
    context = _basics(found, now) | {"quote": quote, "questions": queries.questions_of(found.need)}
    if not queries.is_open(found.need, now):
        return render(request, "needs/quote.html", context | _result(quote))
    if request.method != "POST":
        sent = services.read_own(quote=quote, by=who, now=now) if quote is not None else None
        form = _form(found, supplies, initial=_initial(found, supplies, sent))
        sums = _sums(supplies, sent, now) if sent else []
        return render(request, "needs/quote.html", context | {"form": form, "sums": sums})
    form = _form(found, supplies, data=request.POST)
    if not form.is_valid():
        return render(request, "needs/quote.html", context | {"form": form}, status=400)
    values = form.values()
    if request.POST.get("act") != "send":
        row = next(one for one in supplies if one.offer_id == values.offer_id)
        sums = _money(landed(row, values, on=day_in_wib(now)))
        return render(request, "needs/quote.html", context | {"form": form, "sums": sums, "is_worked_out": True})
    services.send_quote(need_id=found.need_id, seller=found.seller, values=values, by=who, now=now)
    messages.success(request, _("Penawaran terkirim dan tertutup. Anda dapat mengubahnya sampai waktu penutupan."))
    return redirect("needs_quote", public_id)


@door(Permission.NEEDS_QUOTE, methods=("POST",))
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the quote back."""
    found = queries.invitation_of(public_id, user=person(request), now=timezone.now())
    services.take_back(need_id=found.need_id, seller=found.seller, by=person(request), now=timezone.now())
    messages.success(request, _("Penawaran ditarik; tidak akan dibuka."))
    return redirect("needs_quote", public_id)


@door(Permission.NEEDS_QUOTE, methods=("POST",))
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that the seller does not take part."""
    found = queries.invitation_of(public_id, user=person(request), now=timezone.now())
    reason = request.POST.get("reason", "")
    services.decline(need_id=found.need_id, seller=found.seller, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Tercatat: Anda tidak ikut kali ini. Giliran Anda berikutnya tetap ada."))
    return redirect("needs_selling")


@door(Permission.NEEDS_QUOTE, methods=("POST",))
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the buyer a question that everybody sees."""
    found = queries.invitation_of(public_id, user=person(request), now=timezone.now())
    text = request.POST.get("reason", "")
    services.ask(need_id=found.need_id, seller=found.seller, text=text, by=person(request), now=timezone.now())
    messages.success(request, _("Pertanyaan terkirim. Jawabannya dibaca semua penjual yang diundang."))
    return redirect("needs_quote", public_id)


def _basics(found: Invitation, now: datetime) -> dict[str, Any]:
    one: Need = found.need
    return {
        "invitation": found,
        "need": one,
        "title": f"{format_number(one.quantity)} {one.unit} {one.title}",
        "unit": unit_name(one.unit_ref),
        "facts": showing.facts(one),
        "closes": moment_in_words(one.closes_at) if one.closes_at else "",
        "left": words.left(one.closes_at, now) if one.closes_at else "",
        "is_open": queries.is_open(one, now) and found.told_at is not None,
        "is_declined": found.state == Invited.DECLINED,
        "state": _(STATE_NAMES[State(one.state)]),
        "exclusions": found.exclusions,
    }


def _form(found: Invitation, supplies: list[SupplyRow], **given: Any) -> QuoteForm:
    offers = [(str(row.offer_id), f"{row.title} ({format_rupiah(row.price_rupiah)})") for row in supplies]
    return QuoteForm(offers=offers, is_shared=found.need.most_sellers > 1, **given)


def _initial(found: Invitation, supplies: list[SupplyRow], sent: dict[str, Any] | None) -> dict[str, Any]:
    """Return what stands in the form first: the quote that was sent, else the catalogue's price and own fees."""
    if sent is not None:
        return {
            "offer": sent["offer_id"], "quantity": sent["quantity"], "price": sent["unit_price_rupiah"],
            "packing": sent["packing_rupiah"], "delivery": sent["delivery_rupiah"], "note": sent["note"],
        }  # fmt: skip
    row = next((one for one in supplies if one.offer_id == found.offer_id), supplies[0] if supplies else None)
    if row is None:
        return {}
    most = min(row.room, row.max_quantity or row.room, found.need.quantity)
    quantity = most if found.need.most_sellers > 1 else found.need.quantity
    return {
        "offer": row.offer_id, "quantity": quantity, "price": row.price_rupiah, "packing": row.packing_fee_rupiah,
        "delivery": row.delivery_fee_rupiah,
    }  # fmt: skip


def _sums(supplies: list[SupplyRow], sent: dict[str, Any], now: datetime) -> list[Money]:
    row = next((one for one in supplies if one.offer_id == sent["offer_id"]), None)
    if row is None:
        return []
    values = services.QuoteValues(
        sent["offer_id"], sent["quantity"], sent["unit_price_rupiah"], sent["packing_rupiah"], sent["delivery_rupiah"]
    )
    return _money(landed(row, values, on=day_in_wib(now)))


def _money(found: Landed) -> list[Money]:
    sums = found.totals
    rows = [Money(_("Harga barang"), format_rupiah(sums.goods_rupiah))]
    for label, amount in ((_("Kemasan"), sums.packing_rupiah), (_("Ongkos kirim"), sums.delivery_rupiah)):
        if amount:
            rows.append(Money(label, format_rupiah(amount)))
    if sums.tax_rupiah:
        rows.append(Money(_("Pajak yang Anda tambahkan"), format_rupiah(sums.tax_rupiah)))
    rows.append(Money(_("Total sampai, yang dibandingkan"), format_rupiah(sums.total_rupiah), "total"))
    for tax in found.withheld:
        label = _("Perkiraan dipotong %(tax)s (%(rate)s)") % {"tax": tax.tax, "rate": rate(tax.rate_permyriad)}
        rows.append(Money(label, format_rupiah(-tax.rupiah), "", tax.rule))
    rows.append(Money(_("Perkiraan Anda terima"), format_rupiah(found.received_rupiah), "total"))
    return rows


def _result(quote: Quote | None) -> dict[str, Any]:
    if quote is None or quote.opened_at is None:
        return {}
    return {"result": {"rank": quote.rank, "total": format_rupiah(quote.total_rupiah), "outcome": quote.outcome}}


def _row(found: Invitation, now: datetime) -> dict[str, Any]:
    one: Need = found.need
    quote = queries.own_quote(found)
    open_ = queries.is_open(one, now) and found.told_at is not None and found.state != Invited.DECLINED
    if found.state == Invited.EXCLUDED:
        kind, status = "", _("Tidak diundang")
    elif quote is None:
        kind, status = ("warn", _("Belum menawar")) if open_ else ("", _("Tidak menawar"))
    elif open_:
        kind, status = "good", _("Penawaran terkirim")
    elif quote.opened_at is None or not quote.outcome:
        kind, status = "info", _("Menunggu hasil")
    else:
        kind, status = ("good", _("Dipilih")) if hasattr(quote, "award") else ("", _("Tidak dipilih"))
    return {
        "href": reverse("needs_quote", args=[one.public_id]),
        "title": f"{format_number(one.quantity)} {one.unit} {one.title}",
        "when": moment_in_words(one.deliver_by_at),
        "place": one.address,
        "left": words.left(one.closes_at, now) if one.closes_at and open_ else "",
        "is_open": open_,
        "status": status,
        "kind": kind,
        "told": (quote.outcome if quote is not None else "") or " ".join(each["text"] for each in found.exclusions),
    }
