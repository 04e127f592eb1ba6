"""The organiser's timetable: tables and slots, how good it is, who waits, and the papers for the hall."""

from time import perf_counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Event, EventSession, Meeting, TimetableRun
from tumbuh.matching.rules.states import AT_WORK, SEATED_MEETINGS, EventState, MeetingState
from tumbuh.papers.models import Paper
from tumbuh.papers.queries import papers_of
from tumbuh.papers.rules import KIND_NAMES, PaperKind
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.events import basics
from tumbuh.web.matching.parts import Cell, Grid, GridRow, GridSlot
from tumbuh.web.matching.sides import meeting_row
from tumbuh.web.orders.words import moment_in_words


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def timetable(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the timetable of one session at a time, and who waits; arrange it."""
    found = seeing.event(public_id)
    if request.method == "POST":
        made = services.arrange_timetable(
            event_id=found.pk, by=person(request), now=timezone.now(), anew=request.POST.get("how") == "anew",
            stopwatch=perf_counter,
        )  # fmt: skip
        told = _("%(placed)s pertemuan mendapat waktu, %(waiting)s menunggu.")
        messages.success(request, told % {"placed": made.placed, "waiting": made.waiting})
        return redirect("matching_timetable", public_id)
    seated = seeing.meetings_of(found, *SEATED_MEETINGS)
    sessions = list(found.sessions.order_by("starts_at"))
    number = request.GET.get("sesi", "")
    shown = next((one for one in sessions if str(one.pk) == number), sessions[0])
    run = seeing.newest_timetable(found)
    context = basics(request, found) | {
        "grid": _grid(found, shown, seated) if seated else None,
        "shown": shown,
        "sessions": [{"url": f"?sesi={one.pk}", "label": one.name, "is_current": one == shown} for one in sessions],
        "waiting": [meeting_row(one) for one in seeing.meetings_of(found, MeetingState.WAITING)],
        "quality": _quality(run) if run else "",
        "may_arrange": found.state in AT_WORK,
        "may_arrange_anew": bool(seated) and found.state in {EventState.OPEN, EventState.ARRANGED},
        "has_seated": bool(seated),
        "papers": [_paper(one) for one in papers_of(found.reference)],
        "may_print": found.state in {EventState.ARRANGED, EventState.RUNNING},
    }
    return render(request, "matching/timetable.html", context)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def print_papers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Issue the programme and the table cards as the timetable stands."""
    services.print_event(event_id=seeing.event(public_id).pk, by=person(request), now=timezone.now())
    messages.success(request, _("Program dan kartu meja dicetak menurut jadwal saat ini."))
    return redirect("matching_timetable", public_id)


def _paper(one: Paper) -> dict[str, str]:
    return {
        "href": reverse("papers_pdf", args=[one.public_id]),
        "name": _(KIND_NAMES[PaperKind(one.kind)]),
        "about": f"{one.number} · {moment_in_words(one.issued_at)}",
    }


def _grid(found: Event, session: EventSession, seated: list[Meeting]) -> Grid:
    """Return one session: tables under one another, slots beside one another; no tables after the last in use."""
    slots = list(session.slots.order_by("number"))
    at = {(one.slot_id, one.table): one for one in seated}
    used = [one.table or 0 for one in seated if one.slot is not None and one.slot.session_id == session.pk]
    tables = range(1, max(used, default=0) + 1)
    rows = [
        GridRow(table, [Cell(is_break=True) if slot.is_break else _cell(at.get((slot.pk, table))) for slot in slots])
        for table in tables
    ]
    return Grid([GridSlot(words.clock(one)) for one in slots], rows)


def _cell(one: Meeting | None) -> Cell:
    if one is None:
        return Cell()
    state = "" if one.state == MeetingState.SCHEDULED else words.state("meeting", one.state)
    return Cell(reverse("matching_meeting", args=[one.public_id]), one.buyer.name, one.seller.name, state)


def _quality(run: TimetableRun) -> dict[str, Any]:
    """Say how good the newest timetable is, when it was made and how long that took."""
    if run.worth == run.bound:
        proved = _("Terbukti yang terbaik: tidak ada jadwal lain yang lebih bernilai.")
    else:
        proved = _("Jadwal lain paling banyak %(gap)s lebih baik.") % {
            "gap": format_percent(run.bound - run.worth, run.bound)
        }
    took = ""
    if run.milliseconds is not None:
        took = _("Disusun dalam %(ms)s milidetik.") % {"ms": format_number(run.milliseconds)}
    return {"proved": proved, "made": moment_in_words(run.made_at), "took": took}
