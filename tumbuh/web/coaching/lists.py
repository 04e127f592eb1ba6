"""Lists of attendance and services that came as files: check first, write, settle who is unknown, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import importing, list_queries, queries
from tumbuh.coaching.importing import ListReport, ListValues, Verdict
from tumbuh.coaching.models import Agency, AttendanceImport, AttendanceImportRow, Session
from tumbuh.coaching.rules.states import IMPORT_NAMES, ROW_NAMES
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_day, format_moment
from tumbuh.registry.owners import find_owners, owner_by_id, owner_names, profiles
from tumbuh.web.coaching import words
from tumbuh.web.coaching.forms import ListForm
from tumbuh.web.doors import door, person

_MANAGE = Permission.COACHING_MANAGE
PAGE_SIZE, SHOWN, FOUND = 30, 200, 5
ROW_KINDS = {"new": "good", "known": "info", "waiting": "warn", "rejected": "bad", "dismissed": "neutral"}
_ROWS, _STATES = dict(ROW_NAMES), dict(IMPORT_NAMES)


@door(_MANAGE, methods=("GET", "POST"))
def lists(request: HttpRequest) -> HttpResponse:
    """List the imported files with the form for the next one; by POST check a file, or write it."""
    session = _session(request)
    agencies = _agencies(request)
    if session is not None:
        agencies = [one for one in agencies if one == session.cycle.programme.agency]
    form = ListForm(request.POST or None, request.FILES or None, agencies=agencies)
    if session is not None:
        del form.fields["day"], form.fields["kind"]
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            done = _read(request, form, session)
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            if isinstance(done, AttendanceImport):
                messages.success(request, _("Daftar masuk. Baris yang belum dikenal menunggu dicocokkan."))
                return redirect("coaching_list", done.public_id)
            report = _report(done)
    waiting = list_queries.waiting_rows(_agencies(request)).count()
    page = Paginator(list_queries.lists_of(_agencies(request)), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = list_queries.counts_of(list(page))
    context = {
        "form": form,
        "session": session,
        "time": words.time_of(session) if session else "",
        "report": report,
        "rows": [_summary(one, counts.get(one.pk, {})) for one in page],
        "page": page,
        "waiting": format_number(waiting) if waiting else "",
    }
    return render(request, "coaching/lists.html", context, status=400 if form.errors else 200)


@door(_MANAGE)
def one_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what became of each row of a file."""
    found = _found(request, public_id)
    outcome = request.GET.get("outcome", "")
    rows = list_queries.rows_of(found, outcome=outcome if outcome in _ROWS else "")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    names = owner_names([row.owner_id for row in page if row.owner_id])
    context = {
        "one": _summary(found, list_queries.counts_of([found]).get(found.pk, {})),
        "rows": [_row(row, names) for row in page],
        "page": page,
        "query": f"outcome={outcome}" if outcome in _ROWS else "",
        "chosen": outcome,
        "outcomes": [(code, _(name)) for code, name in ROW_NAMES],
        "columns": [(column, field) for column, field in found.columns.items()],
    }
    return render(request, "coaching/list.html", context)


@door(_MANAGE, methods=("POST",))
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back all that a file brought."""
    found = _found(request, public_id)
    reason = request.POST.get("reason", "")
    importing.undo_import(import_id=found.pk, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Daftar dibatalkan; layanan dan kehadiran darinya dicabut."))
    return redirect("coaching_list", public_id)


@door(_MANAGE)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the rows that wait for somebody to say who they are, one after another, with owners that may fit."""
    agencies = _agencies(request)
    page = Paginator(list_queries.waiting_rows(agencies), 10).get_page(request.GET.get("page"))
    row, text = request.GET.get("row", ""), request.GET.get("q", "").strip()
    context = {"rows": [_waiting(one, text if str(one.public_id) == row else "") for one in page], "page": page}
    return render(request, "coaching/waiting.html", context)


@door(_MANAGE, methods=("POST",))
def settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who a waiting row is, or set it aside."""
    now = timezone.now()
    row = list_queries.waiting_row(public_id, agencies=_agencies(request))
    owner = request.POST.get("owner", "")
    importing.settle_row(
        row_id=row.pk, owner_id=owner_by_id(_uuid(owner)).pk if owner else None, reason=request.POST.get("reason", ""),
        by=person(request), now=now,
    )  # fmt: skip
    messages.success(request, _("Baris dicocokkan.") if owner else _("Baris dikesampingkan."))
    return redirect("coaching_waiting")


def _read(request: HttpRequest, form: ListForm, session: Session | None) -> ListReport | AttendanceImport:
    given = form.cleaned_data
    values = ListValues(given["file"].name or "daftar", given.get("day"), given.get("kind", ""))
    service = importing.import_list if request.POST.get("act") == "import" else importing.check_list
    return service(
        agency=queries.agency_of(given["agency"]), session=session, values=values, pieces=given["file"].chunks(),
        by=person(request), now=timezone.now(),
    )  # fmt: skip


def _report(done: ListReport) -> dict[str, Any]:
    names = owner_names([one.owner_id for one in done.verdicts if one.owner_id])
    bad_first = sorted(
        done.verdicts, key=lambda one: (one.outcome != "rejected", one.outcome != "waiting", one.row.number)
    )
    return {
        "counts": [(_(_ROWS[name]).lower(), format_number(count), name) for name, count in done.counts.items()],
        "columns": list(done.columns.items()),
        "unread": ", ".join(done.unread),
        "rows": [_verdict(one, names) for one in bad_first[:SHOWN]],
        "more": format_number(len(done.verdicts) - SHOWN) if len(done.verdicts) > SHOWN else "",
    }


def _verdict(one: Verdict, names: dict[int, str]) -> dict[str, Any]:
    return {
        "number": one.row.number,
        "name": one.row.name or "–",
        "owner": names.get(one.owner_id or 0, ""),
        "day": format_day(one.row.day) if one.row.day else "–",
        "service": words.service(one.row.kind) if one.row.kind else "–",
        "outcome": _(_ROWS[one.outcome]),
        "kind": ROW_KINDS[one.outcome],
        "reason": _(one.reason) if one.reason else "",
    }


def _row(one: AttendanceImportRow, names: dict[int, str]) -> dict[str, Any]:
    return {
        "number": one.row,
        "name": one.name or "–",
        "owner": names.get(one.owner_id or 0, ""),
        "day": format_day(one.given_on) if one.given_on else "–",
        "service": words.service(one.kind) if one.kind else "–",
        "outcome": _(_ROWS[one.outcome]),
        "kind": ROW_KINDS[one.outcome],
        "reason": _(one.reason) if one.reason else "",
    }


def _waiting(one: AttendanceImportRow, text: str) -> dict[str, Any]:
    """Offer owners by the name of the row, or by what was searched for instead."""
    owners = find_owners(text or one.name, limit=FOUND)
    known = profiles([owner.pk for owner in owners], on=one.given_on or one.came_in.created_at.date())
    return {
        "id": one.public_id,
        "name": one.name,
        "phone": one.phone,
        "file": one.came_in.file_name,
        "number": one.row,
        "service": words.service(one.kind) if one.kind else "–",
        "day": format_day(one.given_on) if one.given_on else "–",
        "reason": _(one.reason) if one.reason else "",
        "text": text,
        "owners": [
            {
                "id": owner.public_id,
                "name": owner.name,
                "phone": owner.phone,
                "businesses": ", ".join(business.name for business in known[owner.pk].businesses),
                "area": ", ".join(words.area(code) for code in sorted(known[owner.pk].areas)),
            }
            for owner in owners
        ],
    }


def _summary(one: AttendanceImport, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "row": one,
        "agency": one.agency.short_name,
        "at": format_moment(one.created_at),
        "by": one.created_by,
        "session": one.session.title if one.session else "",
        "state": _(_STATES[one.state]),
        "kind": "good" if one.state == "done" else "neutral",
        "total": format_number(one.rows_total),
        "counts": [
            (_(name).lower(), format_number(counts[code]), code) for code, name in ROW_NAMES if counts.get(code)
        ],
    }


def _agencies(request: HttpRequest) -> list[Agency]:
    return list(queries.agencies_managed(person(request), now=timezone.now()))


def _found(request: HttpRequest, public_id: UUID) -> AttendanceImport:
    return list_queries.list_of(public_id, agencies=_agencies(request))


def _session(request: HttpRequest) -> Session | None:
    asked = request.GET.get("sesi", "")
    return queries.session(_uuid(asked)) if asked else None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise importing.NoSuchList(_("Alamat ini tidak lengkap; mulai lagi dari halaman daftar.")) from None
