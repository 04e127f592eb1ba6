"""Many products at once: a list from Excel, what became of each row, and mending the rows that wait."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue import uploading
from tumbuh.catalogue.models import ProductUpload
from tumbuh.catalogue.product_files import MAX_BYTES, template_csv, template_xlsx
from tumbuh.catalogue.rules.product_rows import COLUMNS
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.web.catalogue.sellers import SELL, shelf
from tumbuh.web.doors import door, person
from tumbuh.web.uploads import SizedFileField

_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_FIELD_OF = {heads[0]: field for field, heads in COLUMNS.items()}


class UploadForm(forms.Form):
    """A list of products, and what to do with its bad rows."""

    file = SizedFileField(
        label=_("Berkas produk"),
        accept=".csv,.xlsx,.xls,.txt",
        advice=_("hapus gambar di dalamnya, atau bagi dua."),
        limit_bytes=MAX_BYTES,
        help_text=_("Excel atau CSV, paling banyak 1.000 baris."),
        error_messages={"required": _("Pilih berkas dahulu.")},
    )
    policy = forms.ChoiceField(
        label=_("Bila ada baris yang salah"),
        choices=[
            ("hold", _("Tahan baris yang salah untuk diperbaiki")),
            ("skip", _("Lewati baris yang salah")),
            ("stop", _("Jangan masukkan apa pun")),
        ],
        initial="hold",
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )


@door(SELL, methods=("GET", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a list of products."""
    here = shelf(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = uploading.upload_products(
                business=here.business,
                pieces=file.chunks(),
                file_name=file.name or "",
                policy=form.cleaned_data["policy"],
                by=person(request),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("selling_uploaded", made.public_id)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_upload.html", {"form": form}, status=status)


@door(SELL, methods=("GET", "POST"))
def uploaded(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what became of a list; mend a row that waits."""
    found = uploading.upload_of(public_id, business=shelf(request).business)
    wrong: tuple[int, str] = (0, "")
    if request.method == "POST":
        number = int(request.POST["row"]) if request.POST.get("row", "").isdecimal() else 0
        cells = {field: request.POST[field] for field in COLUMNS if field in request.POST}
        try:
            offer = uploading.mend_row(upload=found, number=number, cells=cells, by=person(request), now=timezone.now())
        except uploading.RowStillWrong as refused:
            wrong = (number, refused.message)
        else:
            messages.success(request, gettext("%(title)s masuk sebagai rancangan.") % {"title": offer.title})
            return redirect("selling_uploaded", found.public_id)
    status = HTTPStatus.BAD_REQUEST if wrong[0] else HTTPStatus.OK
    return render(request, "catalogue/selling_uploaded.html", _context(found, request, wrong), status=status)


@door(SELL)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the file that people fill in."""
    if kind not in _TYPES:
        raise Http404
    names = [one.name for one in reading.categories()]
    content = template_csv(names) if kind == "csv" else template_xlsx(names)
    response = HttpResponse(content, content_type=_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="contoh-produk.{kind}"'
    return response


def _context(found: ProductUpload, request: HttpRequest, wrong: tuple[int, str]) -> dict[str, Any]:
    rows = [_row(row, request if row["number"] == wrong[0] else None) for row in found.bad_rows if not row["offer"]]
    mended = len(found.bad_rows) - len(rows)
    return {
        "upload": found,
        "lead": format_moment(found.uploaded_at),
        "added": format_number(found.added + mended),
        "bad": format_number(len(rows)),
        "rows": rows,
        "wrong_row": wrong[0],
        "wrong": wrong[1],
        "is_held": found.policy == "hold",
        "is_stopped": found.policy == "stop" and bool(found.bad_rows),
        "categories": [one.name for one in reading.categories()],
    }


def _row(row: dict[str, Any], request: HttpRequest | None) -> dict[str, Any]:
    """Return a bad row with a field for each cell that is wrong, filled as it was or as it was just sent."""
    wrong = dict.fromkeys(_FIELD_OF[column] for column, _message in row["flaws"] if column in _FIELD_OF)
    sent = request.POST if request else {}
    cells = [(field, COLUMNS[field][0], sent.get(field, row["cells"].get(field, ""))) for field in wrong]
    title = row["cells"].get("title") or gettext("(tanpa nama)")
    return {"number": row["number"], "title": title, "flaws": row["flaws"], "cells": cells,
            "back": reverse("selling_upload")}  # fmt: skip
