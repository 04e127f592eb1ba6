"""Pages of imported files: what came in, how far it is, what it changed."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tumbuh.accounts.permissions import Permission
from tumbuh.channels import services as channels
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.ledger import queries
from tumbuh.ledger.models import Batch
from tumbuh.web.doors import door, permissions
from tumbuh.web.ledger.words import COUNTS, STATES

PAGE_SIZE = 30


@door(Permission.LEDGER_VIEW)
def history(request: HttpRequest) -> HttpResponse:
    """List all imported files, newest first."""
    page = Paginator(queries.batches(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": [summary(batch) for batch in page],
        "page": page,
        "has_shops": queries.shops().exists(),
        "waiting": format_number(queries.waiting_lines().count()),
        "may_import": Permission.LEDGER_IMPORT in permissions(request),
    }
    return render(request, "ledger/batches.html", context)


@door(Permission.LEDGER_VIEW)
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one file as it stands: its progress, or what it changed."""
    batch = queries.batch_by_id(public_id)
    earlier = channels.earlier_import(batch) if batch.file_sha256 else None
    context = {
        "one": summary(batch),
        "earlier": summary(earlier) if earlier else None,
        "waiting": queries.waiting_lines(batch=batch).count(),
        "may_import": Permission.LEDGER_IMPORT in permissions(request),
        "may_see_rows": Permission.INSIGHT_ROWS in permissions(request),
    }
    return render(request, "ledger/batch.html", context)


@door(Permission.LEDGER_VIEW)
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return the progress, asked every second by htmx; when it is over the whole page comes anew."""
    batch = queries.batch_by_id(public_id)
    response = render(request, "ledger/_progress.html", {"one": summary(batch)})
    if batch.is_over:
        response.headers["HX-Refresh"] = "true"
    return response


def summary(batch: Batch) -> dict[str, Any]:
    """Return a batch as the pages show it."""
    state, kind = STATES[batch.state]
    read, total = format_number(batch.rows_read), batch.rows_total
    return {
        "row": batch,
        "state": state,
        "state_kind": kind,
        "received_at": format_moment(batch.created_at),
        "finished_at": format_moment(batch.finished_at) if batch.finished_at else "",
        "rows": f"{read} / {format_number(total)}" if total and not batch.is_over else read,
        "kilobytes": format_number(max(1, batch.file_bytes // 1_000)),
        "counts": [
            {"label": label, "value": format_number(getattr(batch, name)), "name": name, "any": getattr(batch, name)}
            for name, label in COUNTS
        ],
        "restated_orders": format_number(batch.restated_orders),
        "change": format_rupiah(abs(batch.net_change_rupiah)),
        "direction": (batch.net_change_rupiah > 0) - (batch.net_change_rupiah < 0),
        "is_working": not batch.is_over,
        "changed_nothing": batch.state == "done" and not (batch.accepted or batch.restated),
    }
