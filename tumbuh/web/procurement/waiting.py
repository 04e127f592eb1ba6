"""Pages of purchases that found no package: read the row, accept the suggestion, choose another, leave it out."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import polars as pl
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.procurement import lookup, queries, services
from tumbuh.procurement.lookup import Placing
from tumbuh.procurement.models import Package, Unmatched
from tumbuh.web import saying
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx
from tumbuh.web.procurement.figure_words import METHODS, said
from tumbuh.web.procurement.forms import SearchForm, WaitingAsked, WaitingFilter
from tumbuh.web.procurement.import_words import source_title
from tumbuh.web.procurement.waiting_words import ADVICE, MARKS, MOVED, REASONS, STATES

PAGE_SIZE = 20
FILES = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_SHOWN_CODES = 10  # of the hundreds that SPSE may join in one cell


@door(Permission.PROCUREMENT_VIEW)
def waiting(request: HttpRequest) -> HttpResponse:
    """List the purchases that wait for a package, the most money first, with what is suggested for each."""
    form = _filter(request)
    asked = form.asked()
    found = _chosen(request, asked)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "rows": [_summary(one) for one in lookup.placings(page)],
        "page": page,
        "total": format_number(page.paginator.count),
        "rupiah": format_rupiah(sum(found.values_list("value_rupiah", flat=True))),
        "is_waiting": asked.state == "waiting",
        "query": query.urlencode(),
        "is_filtered": asked.is_filtered,
        "may_match": Permission.PROCUREMENT_MATCH in permissions(request),
    }
    return render(request, "procurement/waiting.html", context)


@door(Permission.PROCUREMENT_VIEW)
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one purchase of the queue whole, with the packages that it could be of."""
    placing = _placing(request, public_id)
    form = SearchForm(request.GET)
    words = form.words()
    may_match = Permission.PROCUREMENT_MATCH in permissions(request)
    packages = lookup.find_packages(placing, words=words) if may_match else []
    context = {
        "one": _summary(placing),
        "form": form,
        "words": words,
        "packages": [_package(package) for package in packages],
        "may_match": may_match and placing.waiting.state != "dismissed",
    }
    return render(request, "procurement/waiting_one.html", context)


@door(Permission.PROCUREMENT_MATCH, methods=("POST",))
def match(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say which package the purchase was made for, and tell where its rupiah went."""
    placing = _placing(request, public_id)
    found = placing.waiting
    services.match(
        purchase_key=found.purchase_key,
        plan_codes=request.POST.get("package", ""),
        reason=request.POST.get("reason", ""),
        by=person(request),
        now=timezone.now(),
    )
    for part, rupiah in lookup.parts_of(found.purchase_key, year=found.year).items():
        told = MOVED[part] % {"rupiah": format_rupiah(rupiah)}
        (messages.warning if part == "unmatched" else messages.success)(request, told)
    return redirect(_back(found.year))


@door(Permission.PROCUREMENT_MATCH, methods=("POST",))
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a purchase that has no package out of the queue, for a reason; it stays unmatched in every figure."""
    found = _placing(request, public_id).waiting
    services.dismiss(
        purchase_key=found.purchase_key,
        reason=request.POST.get("reason", ""),
        by=person(request),
        now=timezone.now(),
    )
    told = _("Belanja dikeluarkan dari antrean. %(rupiah)s tetap terhitung sebagai belum cocok.")
    messages.success(request, told % {"rupiah": format_rupiah(found.value_rupiah)})
    return redirect(_back(found.year))


@door(Permission.PROCUREMENT_VIEW)
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Download what waits, as filtered."""
    if kind not in FILES:
        raise Http404
    asked = _filter(request).asked()
    frame = _frame(lookup.placings(_chosen(request, asked)))
    facts = {
        _("Isi"): _("Belanja terealisasi yang belum menemukan paket RUP-nya"),
        _("Tahun anggaran"): str(asked.year),
        _("Jumlah rupiah"): format_rupiah(int(frame[_("Nilai (Rp)")].sum())),
        _("Diunduh"): format_day(day_in_wib(timezone.now())),
    }
    write, content_type = FILES[kind]
    file = write(Sheet(frame.columns, [frame], facts, frame.height))
    services.note_download(
        what="waiting",
        query=request.GET.urlencode(),
        kind=kind,
        rows=frame.height,
        by=person(request),
        now=timezone.now(),
    )
    name = f"belanja-menunggu-{asked.year}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def _filter(request: HttpRequest) -> WaitingFilter:
    known = [(code, str(words)) for code, words in REASONS.items()]
    today = day_in_wib(timezone.now())
    return WaitingFilter(request.GET, reasons=known, years=queries.years(), today=today)


def _within(request: HttpRequest) -> queries.Within | None:
    return queries.seen_by(person(request), on=day_in_wib(timezone.now()))


def _chosen(request: HttpRequest, asked: WaitingAsked) -> QuerySet[Unmatched]:
    return lookup.queue(asked.year, within=_within(request), words=asked.words, reason=asked.reason, state=asked.state)


def _placing(request: HttpRequest, public_id: UUID) -> Placing:
    return lookup.placings([lookup.one_waiting(public_id, within=_within(request))])[0]


def _back(year: int) -> str:
    return f"{reverse('procurement_waiting')}?year={year}"


def _summary(placing: Placing) -> dict[str, Any]:
    """Return a purchase of the queue as the pages show it."""
    row, bought = placing.waiting, placing.purchase
    state, kind = STATES[row.state]
    return {
        "row": row,
        "name": (bought and bought.name) or row.purchase_key,
        "unit": placing.unit_name,
        "reason": REASONS[row.reason],
        "advice": ADVICE[row.reason],
        "rupiah": format_rupiah(row.value_rupiah),
        "state": state,
        "state_kind": kind,
        "facts": _facts(placing),
        "suggested": _package(placing.suggested) if placing.suggested else None,
        "why": ", ".join(map(saying.said, row.suggestion_reasons)),
        "score": format_number((row.suggestion_permyriad or 0) // 100),
    }


def _facts(placing: Placing) -> list[tuple[str, str]]:
    """Return what the source says of a purchase, in words; what it does not say is left out."""
    bought = placing.purchase
    if bought is None:
        return [(_("Nomor"), placing.waiting.purchase_key)]
    codes = ", ".join(bought.plan_codes[:_SHOWN_CODES])
    more = len(bought.plan_codes) - _SHOWN_CODES
    told = [
        (_("Sumber"), source_title(bought.source)),
        (_("Nomor"), bought.external_id),
        (_("Metode"), said(METHODS, bought.method)),
        (_("Tanggal"), format_day(bought.ordered_on) if bought.ordered_on else ""),
        (_("Status"), bought.status),
        (_("Penyedia"), bought.vendor_name),
        (_("Kode RUP yang ditulis"), f"{codes} +{more}" if more > 0 else codes),
    ]
    return [(label, text) for label, text in told if text]


def _package(package: Package) -> dict[str, Any]:
    mark, kind = MARKS[package.domestic]
    return {
        "code": package.key,
        "name": package.name,
        "ceiling": format_rupiah(package.ceiling_rupiah),
        "method": said(METHODS, package.method) or package.method_text,
        "mark": _("Dikecualikan") if package.exempt else mark,
        "mark_kind": kind,
    }


def _frame(placings: Iterable[Placing]) -> pl.DataFrame:
    rows = [
        (
            placing.waiting.purchase_key,
            placing.unit_name,
            placing.purchase.name if placing.purchase else "",
            source_title(placing.purchase.source) if placing.purchase else "",
            placing.purchase.ordered_on if placing.purchase else None,
            placing.waiting.value_rupiah,
            str(REASONS[placing.waiting.reason]),
            ";".join(placing.purchase.plan_codes) if placing.purchase else "",
            placing.waiting.suggested_code,
            ", ".join(placing.waiting.suggestion_reasons),
        )
        for placing in placings
    ]
    schema = {
        _("Belanja"): pl.String, _("Unit"): pl.String, _("Nama"): pl.String, _("Sumber"): pl.String,
        _("Tanggal"): pl.Date, _("Nilai (Rp)"): pl.Int64, _("Sebab"): pl.String, _("Kode RUP yang ditulis"): pl.String,
        _("Paket yang diusulkan"): pl.String, _("Alasan usul"): pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
