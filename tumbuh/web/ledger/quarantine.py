"""Pages of rows that were not understood: read them, close them with a reason, take them along."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.ledger import queries, services
from tumbuh.ledger.models import QuarantinedLine, Shop
from tumbuh.ledger.quarantine_files import as_csv, as_xlsx
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.ledger.forms import QuarantineFilter
from tumbuh.web.ledger.words import REASONS, reason

PAGE_SIZE = 30
_FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@door(Permission.LEDGER_VIEW)
def lines(request: HttpRequest) -> HttpResponse:
    """List what waits, filtered by shop and reason."""
    form = _filter(request)
    page = Paginator(_chosen(form), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "rows": [_summary(line) for line in page],
        "page": page,
        "total": format_number(page.paginator.count),
        "query": query.urlencode(),
        "is_filtered": bool(query),
        "may_close": Permission.LEDGER_IMPORT in permissions(request),
    }
    return render(request, "ledger/quarantine.html", context)


@door(Permission.LEDGER_IMPORT, methods=("POST",))
def dismiss(request: HttpRequest) -> HttpResponse:
    """Close the rows that were ticked, for one reason."""
    chosen = [int(value) for value in request.POST.getlist("line") if value.isdigit()]
    closed = services.dismiss_lines(
        line_ids=chosen, reason=request.POST.get("reason", ""), by=person(request), now=timezone.now()
    )
    messages.success(request, _("%(number)s baris ditutup.") % {"number": format_number(closed)})
    return redirect("ledger_quarantine")


@door(Permission.LEDGER_VIEW)
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Download what waits, as filtered."""
    if kind not in _FILES:
        raise Http404
    write, content_type = _FILES[kind]
    content = write((line, reason(line.reason)) for line in _chosen(_filter(request)).iterator(chunk_size=5_000))
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="karantina.{kind}"'
    return response


def _filter(request: HttpRequest) -> QuarantineFilter:
    known = [(code, str(words)) for code, words in REASONS.items()]
    form = QuarantineFilter(request.GET, reasons=known)
    form.is_valid()
    return form


def _chosen(form: QuarantineFilter) -> Any:
    given = getattr(form, "cleaned_data", {})
    found = queries.waiting_lines(reason=given.get("reason", ""))
    if words := given.get("q", "").strip():
        found = found.filter(shop__in=queries.find_shops(words).order_by().values("pk"))
    return found


def _summary(line: QuarantinedLine) -> dict[str, Any]:
    shop: Shop = line.shop
    return {
        "line": line,
        "reason": reason(line.reason),
        "shop": shop,
        "received_at": format_moment(line.batch.created_at),
        "cells": [(name, cell) for name, cell in line.kept.items() if cell not in {None, ""}],
    }
