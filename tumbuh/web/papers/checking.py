"""Whether a sheet of paper, or a file, is a document of ours: for anyone who holds it."""

import hashlib
import hmac
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.papers import queries, services
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import KIND_NAMES, PaperKind, grouped, normal_code
from tumbuh.web.doors import door
from tumbuh.web.uploads import SizedFileField

LIMIT_BYTES = 10_000_000


class CodeForm(forms.Form):
    """The code under the square code."""

    code = forms.CharField(
        label=gettext_lazy("Kode di bawah kode kotak"),
        max_length=40,
        help_text=gettext_lazy("Misalnya 7KQ3-ZP9X-A2MB-4CDE"),
    )


class FileForm(forms.Form):
    """A file to compare with ours. Only its hash is looked at; it is not kept."""

    file = SizedFileField(
        label=gettext_lazy("Berkas PDF yang Anda terima"),
        accept="application/pdf",
        advice=gettext_lazy("dokumen kami tidak sebesar itu."),
        limit_bytes=LIMIT_BYTES,
        help_text=gettext_lazy("Berkas tidak disimpan; hanya sidik digitalnya yang dibandingkan. Paling besar 10 MB."),
    )


@door(Permission.PUBLIC)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code, for who has a sheet and no camera."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("papers_check", code=normal_code(form.cleaned_data["code"])[:40] or "-")
    return _private(render(request, "papers/ask.html", {"form": form}))


@door(Permission.PUBLIC, methods=("GET", "POST"))
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the document of a code is and whether it is void; compare a file that is sent with ours."""
    paper = queries.paper_by_code(code)
    if paper is None:
        context = {"form": CodeForm(), "unknown": code[:40]}
        return _private(render(request, "papers/ask.html", context, status=HTTPStatus.NOT_FOUND))
    form = FileForm(request.POST or None, request.FILES or None)
    same = _is_ours(form, paper) if request.method == "POST" and form.is_valid() else None
    context = {
        "paper": paper,
        "kind": _(KIND_NAMES[PaperKind(paper.kind)]),
        "day": format_day(paper.issued_on),
        "total": format_rupiah(paper.total_rupiah) if paper.total_rupiah is not None else "",
        "voided_on": format_day(day_in_wib(paper.voided_at)) if paper.voided_at else "",
        "code": grouped(paper.code),
        "sha256": services.sha256(paper),
        "form": form,
        "same": same,
    }
    return _private(render(request, "papers/check.html", context))


def _is_ours(form: FileForm, paper: Paper) -> bool:
    digest = hashlib.sha256()
    for chunk in form.cleaned_data["file"].chunks():
        digest.update(chunk)
    return hmac.compare_digest(digest.hexdigest(), services.sha256(paper))


def _private(answer: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches and of search engines: who holds the sheet may know, not everybody."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
