"""Pages of register imports: upload, look at the columns, validate, import, mend, undo."""

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.registry import queries, services, tasks
from tumbuh.registry.models import RegisterImport
from tumbuh.registry.rules import Policy, State
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.registry.forms import StartForm, UploadForm

PAGE_SIZE = 30
SHOWN_ERRORS = 20
_STATES = {
    State.RECEIVED: gettext_lazy("Menunggu pemetaan"),
    State.QUEUED: gettext_lazy("Menunggu giliran"),
    State.RUNNING: gettext_lazy("Sedang dibaca"),
    State.VALIDATED: gettext_lazy("Sudah diperiksa"),
    State.REJECTED: gettext_lazy("Ada baris yang salah"),
    State.DONE: gettext_lazy("Selesai"),
    State.UNDONE: gettext_lazy("Dibatalkan"),
    State.REFUSED: gettext_lazy("Berkas ditolak"),
    State.FAILED: gettext_lazy("Gagal di sisi kami"),
}
_STAGES = {
    "reading": gettext_lazy("Membuka berkas"),
    "checking": gettext_lazy("Memeriksa baris"),
    "writing": gettext_lazy("Mencocokkan dan menulis ke register"),
}
_FILE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OPEN = {State.RECEIVED, State.VALIDATED, State.REJECTED, State.FAILED}


@door(Permission.REGISTRY_IMPORT)
def history(request: HttpRequest) -> HttpResponse:
    """List all imports, newest first, with the form for the next one."""
    page = Paginator(queries.imports(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_summary(done) for done in page]
    return render(request, "registry/imports.html", {"rows": rows, "page": page, "form": UploadForm()})


@door(Permission.REGISTRY_IMPORT, methods=("POST",))
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a file and go on to its columns."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        page = Paginator(queries.imports(), PAGE_SIZE).get_page(1)
        context = {"rows": [_summary(done) for done in page], "page": page, "form": form}
        return render(request, "registry/imports.html", context, status=HTTPStatus.BAD_REQUEST)
    file = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(prefix="register-") as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        received = services.receive(
            path=Path(copy.name), file_name=file.name or "berkas", by=person(request), now=timezone.now(), keep=True
        )
    return redirect("registry_import", received.public_id)


@door(Permission.REGISTRY_IMPORT)
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an import as it stands: its columns, its progress, or its result."""
    return _detail(request, queries.register_import(public_id))


@door(Permission.REGISTRY_IMPORT, methods=("POST",))
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Queue the validation or the import with the chosen columns."""
    found = queries.register_import(public_id)
    form = StartForm(request.POST, columns=queries.preview(found))
    if not form.is_valid():
        return _detail(request, found, form=form, status=HTTPStatus.BAD_REQUEST)
    try:
        services.queue(
            register_import=found,
            mapping=form.mapping(),
            validate_only=request.POST.get("act") != "import",
            policy=Policy(form.cleaned_data["policy"]),
            by=person(request),
            now=timezone.now(),
            defer=lambda import_id: tasks.read_register.defer(import_id=import_id),
        )
    except Refused as refused:
        return _detail(request, found, form=form, refused=refused, status=HTTPStatus.BAD_REQUEST)
    return redirect("registry_import", found.public_id)


@door(Permission.REGISTRY_IMPORT)
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return the progress, asked every second by htmx; when it is over the whole page comes anew."""
    found = queries.register_import(public_id)
    response = render(request, "registry/_progress.html", {"one": _summary(found)})
    if not found.is_working:
        response.headers["HX-Refresh"] = "true"
    return response


@door(Permission.REGISTRY_IMPORT)
def errors(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Download the rows that were refused, ids masked."""
    if kind not in _FILE_TYPES:
        raise Http404
    found = queries.register_import(public_id)
    content = queries.import_errors_csv(found) if kind == "csv" else queries.import_errors_xlsx(found)
    return _file(content, f"baris-ditolak-{found.pk}.{kind}", kind)


@door(Permission.REGISTRY_REVEAL_ID, methods=("POST",))
def full_errors(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Download the refused rows with their ids in full, to mend and import again; noted with its purpose."""
    found = queries.register_import(public_id)
    content = services.reveal_bad_rows(
        register_import=found, purpose=request.POST.get("purpose", ""), by=person(request), now=timezone.now()
    )
    return _file(content, f"baris-ditolak-lengkap-{found.pk}.xlsx", "xlsx")


@door(Permission.REGISTRY_UNDO_IMPORT, methods=("POST",))
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Undo the whole import; say what stands in the way when it cannot be."""
    found = queries.register_import(public_id)
    try:
        services.undo_import(
            import_id=found.pk, by=person(request), now=timezone.now(), reason=request.POST.get("reason", "")
        )
    except Refused as refused:
        return _detail(request, found, refused=refused, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Impor dibatalkan; register kembali seperti sebelumnya."))
    return redirect("registry_import", found.public_id)


def _detail(
    request: HttpRequest,
    found: RegisterImport,
    *,
    form: StartForm | None = None,
    refused: Refused | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    allowed = permissions(request)
    context: dict[str, Any] = {
        "one": _summary(found),
        "refused": refused,
        "bad_rows": queries.bad_row_reasons(found, limit=SHOWN_ERRORS) if found.rejected else [],
        "may_undo": Permission.REGISTRY_UNDO_IMPORT in allowed and found.state == State.DONE,
        "may_reveal": Permission.REGISTRY_REVEAL_ID in allowed and found.rejected,
    }
    if found.state in _OPEN:
        try:
            columns = form.columns if form else queries.preview(found)
            context["form"] = form or StartForm(columns=columns, initial={"policy": found.policy})
        except Refused as unreadable:
            context["refused"] = refused or unreadable
    return render(request, "registry/import.html", context, status=status)


def _summary(found: RegisterImport) -> dict[str, Any]:
    """Return an import as the pages show it."""
    total = format_number(found.rows_total) if found.rows_total is not None else "–"
    return {
        "row": found,
        "state": _STATES[State(found.state)],
        "stage": _STAGES.get(found.stage, _STATES[State(found.state)]),
        "received_at": format_moment(found.created_at),
        "undone_at": format_moment(found.undone_at) if found.undone_at else "",
        "total": total,
        "counts": [
            (label, format_number(getattr(found, name)), name)
            for name, label in (
                ("created", _("usaha baru")),
                ("updated", _("diperbarui")),
                ("unchanged", _("tidak berubah")),
                ("repeated", _("baris berulang")),
                ("rejected", _("ditolak")),
            )
        ],
        "is_over": found.state in {State.DONE, State.UNDONE, State.VALIDATED, State.REJECTED},
    }


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_FILE_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
