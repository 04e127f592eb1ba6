"""Programmes with their cycles, a new programme, and a cycle written down or changed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import people_of
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import manages
from tumbuh.coaching.models import Agency, Cycle, Programme
from tumbuh.coaching.rules.states import CycleState
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_day
from tumbuh.web.coaching import words
from tumbuh.web.coaching.forms import CycleForm, ProgrammeForm, filled
from tumbuh.web.doors import door, permissions, person

_TURNS = [state.value for state in (CycleState.OPEN, CycleState.RUNNING, CycleState.DRAFT, CycleState.CLOSED)]
_VIEW, _MANAGE = Permission.COACHING_VIEW, Permission.COACHING_MANAGE


@door(_VIEW)
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes of all agencies with their latest cycle, one's own agencies first."""
    now = timezone.now()
    own = list(queries.agencies_managed(person(request), now=now))
    latest: dict[int, Cycle] = {}
    for one in queries.cycles():
        latest.setdefault(one.programme_id, one)
    rows = [
        {
            "programme": one,
            "cycle": latest.get(one.pk),
            "days": words.days_of(latest[one.pk]) if one.pk in latest else "",
            "state": words.cycle_state(latest[one.pk].state) if one.pk in latest else "",
            "kind": words.CYCLE_KINDS[latest[one.pk].state] if one.pk in latest else "",
            "seats": _seats(latest[one.pk]) if one.pk in latest else "",
        }
        for one in sorted(queries.programmes(), key=lambda one: (one.agency not in own, _turn(latest.get(one.pk))))
    ]
    context = {"rows": rows, "may_open": bool(own), "mentors": [row for one in own for row in _mentors(one)]}
    return render(request, "coaching/programmes.html", context)


@door(_MANAGE, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a programme and open it."""
    now, by = timezone.now(), person(request)
    agencies = list(queries.agencies_managed(by, now=now))
    form = ProgrammeForm(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.open_programme(
                agency=queries.agency_of(given["agency"]), name=given["name"], about=given["about"], by=by, now=now
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Program dibuat. Rencanakan siklus pertamanya."))
            return redirect("coaching_cycle_new", made.public_id)
    return render(request, "coaching/programme_new.html", {"form": form}, status=400 if form.errors else 200)


@door(_VIEW)
def programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a programme with its cycles, newest first."""
    found = queries.programme(public_id)
    rows = [
        {
            "cycle": one,
            "days": words.days_of(one),
            "until": format_day(one.apply_until_on),
            "seats": _seats(one),
            "state": words.cycle_state(one.state),
            "kind": words.CYCLE_KINDS[one.state],
        }
        for one in queries.cycles(found)
    ]
    context = {"programme": found, "rows": rows, "may_manage": _may_manage(request, found)}
    return render(request, "coaching/programme.html", context)


@door(_MANAGE, methods=("GET", "POST"))
def new_cycle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for a cycle and write it down as a draft."""
    found = queries.programme(public_id)
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_cycle(
                programme=found, values=form.values(), rules=form.rules(), by=person(request), now=timezone.now()
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Siklus disimpan sebagai rancangan. Periksa syaratnya, lalu buka pendaftaran."))
            return redirect("coaching_cycle", made.public_id)
    return _cycle_form(request, form, programme=found)


@door(_MANAGE, methods=("GET", "POST"))
def change_cycle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a draft in everything, an open cycle in its name, days and attendance."""
    cycle = queries.cycle(public_id)
    promised = cycle.state != CycleState.DRAFT
    form = CycleForm(request.POST or None, promised=promised, initial=filled(cycle))
    if request.method == "POST" and form.is_valid():
        kept = {one.kind: one.value for one in cycle.rules.filter(withdrawn_at=None)}
        try:
            services.change_cycle(
                cycle_id=cycle.pk, values=form.values(cycle if promised else None),
                rules=kept if promised else _with_unseen(kept, form.rules()), by=person(request), now=timezone.now(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Siklus disimpan."))
            return redirect("coaching_cycle", public_id)
    return _cycle_form(request, form, programme=cycle.programme, cycle=cycle)


def _cycle_form(
    request: HttpRequest, form: CycleForm, *, programme: Programme, cycle: Cycle | None = None
) -> HttpResponse:
    context = {"form": form, "programme": programme, "cycle": cycle}
    return render(request, "coaching/cycle_form.html", context, status=400 if form.errors else 200)


def _with_unseen(kept: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Keep the one condition that the form does not show: which programme has to come before."""
    return given | {kind: value for kind, value in kept.items() if kind == "after"}


def _may_manage(request: HttpRequest, found: Programme) -> bool:
    return _MANAGE in permissions(request) and manages(person(request), found.agency, now=timezone.now())


def _mentors(agency: Agency) -> list[dict[str, str]]:
    """Return who looks after how many owners of an agency, the fullest first."""
    counted = queries.caseload(agency)
    names = {one.pk: str(one) for one in people_of([mentor for mentor, _count in counted])}
    return [
        {"name": names.get(mentor, "–"), "agency": agency.short_name, "owners": format_number(count)}
        for mentor, count in counted
    ]


def _turn(cycle: Cycle | None) -> int:
    """What takes applications comes first, what is over last."""
    return len(_TURNS) if cycle is None else _TURNS.index(cycle.state)


def _seats(cycle: Cycle) -> str:
    return f"{format_number(cycle.taken)}/{format_number(cycle.seats)}"
