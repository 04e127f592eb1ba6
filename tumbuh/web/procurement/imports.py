"""Pages of imported files of public buying: drop several, watch them being read, see what they changed."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import polars as pl
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_moment
from tumbuh.procurement import queries, services, tasks
from tumbuh.procurement.models import ImportBatch, RejectedRow
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx
from tumbuh.web.procurement.forms import ImportForm
from tumbuh.web.procurement.import_words import COUNTS, STAGES, STATES, source_title

PAGE_SIZE = 30
ROWS_SHOWN = 20
_FILES = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@door(Permission.PROCUREMENT_VIEW)
def history(request: HttpRequest) -> HttpResponse:
    """List all imported files, newest first, with the form for the next ones."""
    return _history(request, _form())


@door(Permission.PROCUREMENT_VIEW)
def listing(request: HttpRequest) -> HttpResponse:
    """Return the list, asked every second by htmx while a file is being read; then the whole page comes anew."""
    context = _listed(request)
    response = render(request, "procurement/_imports.html", context)
    if not context["is_working"]:
        response.headers["HX-Refresh"] = "true"
    return response


@door(Permission.PROCUREMENT_IMPORT, methods=("POST",))
def upload(request: HttpRequest) -> HttpResponse:
    """Queue each file by itself: one that is refused keeps no other out."""
    form = ImportForm(request.POST, request.FILES, today=day_in_wib(timezone.now()))
    if not form.is_valid():
        return _history(request, form, status=HTTPStatus.BAD_REQUEST)
    queued, refused = [], []
    for file in form.cleaned_data["uploads"]:
        try:
            queued.append(_queue(request, form, file))
        except Refused as refusal:
            refused.append(f"{file.name}: {refusal.message}")
    if not queued:
        for told in refused:
            form.add_error("uploads", told)
        return _history(request, form, status=HTTPStatus.BAD_REQUEST)
    for told in refused:
        messages.error(request, told)
    if len(queued) == 1 and not refused:
        return redirect("procurement_import", queued[0].public_id)
    messages.success(request, _("%(number)s berkas diterima.") % {"number": format_number(len(queued))})
    return redirect("procurement_imports")


def _queue(request: HttpRequest, form: ImportForm, file: Any) -> ImportBatch:
    return services.queue_file(
        pieces=file.chunks(),
        file_name=file.name or "berkas",
        told=form.told(),
        by=person(request),
        now=timezone.now(),
        defer=lambda batch_id: tasks.read_file.defer(batch_id=batch_id),
    )


@door(Permission.PROCUREMENT_VIEW)
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one file as it stands: its progress, or what it changed."""
    batch = queries.import_batch(public_id)
    earlier = queries.same_file_before(batch)
    bad = queries.rows_of_import(batch)
    context = {
        "one": summary(batch),
        "earlier": summary(earlier) if earlier else None,
        "bad_count": bad.count(),
        "bad_rows": [_row(row) for row in bad[:ROWS_SHOWN]],
        "may_import": Permission.PROCUREMENT_IMPORT in permissions(request),
        "may_match": Permission.PROCUREMENT_MATCH in permissions(request),
    }
    return render(request, "procurement/import.html", context)


@door(Permission.PROCUREMENT_VIEW)
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return the progress, asked every second by htmx; when it is over the whole page comes anew."""
    batch = queries.import_batch(public_id)
    one = summary(batch)
    response = render(request, "procurement/_progress.html", {"one": one})
    if not one["is_working"]:
        response.headers["HX-Refresh"] = "true"
    return response


@door(Permission.PROCUREMENT_IMPORT)
def bad_rows(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponseBase:
    """Download the rows of a file that could not be read, to mend and import again."""
    if kind not in _FILES:
        raise Http404
    batch = queries.import_batch(public_id)
    rows = list(queries.rows_of_import(batch))
    write, content_type = _FILES[kind]
    facts = {
        _("Berkas"): batch.file_name,
        _("Jenis data"): source_title(batch.dataset),
        _("Baris"): format_number(len(rows)),
    }
    frame = _frame(rows)
    file = write(Sheet(frame.columns, [frame], facts, frame.height))
    name = f"baris-menunggu-{batch.pk}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


@door(Permission.PROCUREMENT_IMPORT, methods=("POST",))
def dismiss(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close one row that stays out, for a reason."""
    batch = queries.import_batch(public_id)
    asked = request.POST.get("row", "")
    row = queries.rows_of_import(batch).filter(pk=int(asked) if asked.isdigit() else 0).first()
    if row is None:
        raise Refused(_("Baris ini tidak menunggu lagi; muat ulang halamannya."), code="no_such_row")
    reason = request.POST.get("reason", "")
    services.dismiss_row(row_id=row.pk, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Baris %(row)s ditutup.") % {"row": format_number(row.row)})
    return redirect("procurement_import", batch.public_id)


def summary(batch: ImportBatch) -> dict[str, Any]:
    """Return a batch as the pages show it."""
    state, kind = STATES[batch.state]
    done, total = format_number(batch.rows_done), batch.rows_total
    working = batch.state in {"received", "running"}
    return {
        "row": batch,
        "title": source_title(batch.dataset),
        "state": state,
        "state_kind": kind,
        "stage": STAGES.get(batch.stage, state),
        "received_at": format_moment(batch.created_at),
        "as_of": format_moment(batch.as_of),
        "finished_at": format_moment(batch.finished_at) if batch.finished_at else "",
        "rows": f"{done} / {format_number(total)}" if total and working else done,
        "kilobytes": format_number(max(1, batch.file_bytes // 1_000)),
        "counts": [
            {"label": label, "value": format_number(getattr(batch, name)), "name": name, "any": getattr(batch, name)}
            for name, label in COUNTS
        ],
        "created": format_number(batch.created),
        "restated": format_number(batch.restated),
        "waiting": format_number(batch.unmatched),
        "is_working": working,
        "changed_nothing": batch.state == "done" and not (batch.created or batch.restated),
    }


def _form() -> ImportForm:
    return ImportForm(today=day_in_wib(timezone.now()))


def _history(request: HttpRequest, form: ImportForm, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    context = _listed(request) | {"form": form, "may_import": Permission.PROCUREMENT_IMPORT in permissions(request)}
    return render(request, "procurement/imports.html", context, status=status)


def _listed(request: HttpRequest) -> dict[str, Any]:
    page = Paginator(queries.imports(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [summary(batch) for batch in page]
    return {"rows": rows, "page": page, "is_working": any(one["is_working"] for one in rows)}


def _row(row: RejectedRow) -> dict[str, Any]:
    cells = [(name, cell) for name, cell in row.kept.items() if cell not in {None, ""}]
    return {"row": row, "cells": cells, "number": format_number(row.row)}


def _frame(rows: list[RejectedRow]) -> pl.DataFrame:
    """Return waiting rows as a table: why, and every cell that is kept, under the names of our fields."""
    told = [
        {_("Baris"): row.row, _("Sebab"): row.message, _("Kolom"): row.column, _("Isi"): row.value}
        | {name: None if cell is None else str(cell) for name, cell in row.kept.items()}
        for row in rows
    ]
    names = list(dict.fromkeys(name for one in told for name in one)) or [_("Baris"), _("Sebab")]
    return pl.DataFrame(
        [[one.get(name) for name in names] for one in told],
        schema={name: pl.Int64 if name == _("Baris") else pl.String for name in names},
        orient="row",
    )
