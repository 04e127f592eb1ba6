"""One person's sheet: what is next, what was received, and the forms to note a visit or a service."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import require_about
from tumbuh.coaching.models import Agency
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.coaching.rules.next_steps import Step
from tumbuh.coaching.steps import steps_of
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.registry.models import Owner
from tumbuh.registry.owners import owner_by_id
from tumbuh.web.coaching import words
from tumbuh.web.coaching.forms import ServiceForm, VisitForm
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.saying import said

PRESSING = 1


@door(Permission.SIGNED_IN)
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one owner to who looks after him: next steps, services, programmes, visits, and the form of a visit."""
    owner = owner_by_id(public_id)
    require_about(person(request), owner.pk, now=timezone.now())
    return shown(request, owner)


def step_row(step: Step) -> dict[str, Any]:
    """Return a step as a page shows it."""
    return {
        "text": said(step.text),
        "why": said(step.why),
        "due": format_day(step.due_on) if step.due_on else "",
        "pressing": step.urgency == PRESSING,
    }


def received(owner_id: int) -> list[dict[str, Any]]:
    """Return each of the seven services with the day it was last received, by whom, and how often."""
    given: dict[str, list[Any]] = {}
    for one in queries.services_of(owner_id):
        given.setdefault(one.kind, []).append(one)
    return [
        {
            "name": words.service(kind.value),
            "last": format_day(given[kind.value][0].given_on) if kind.value in given else "",
            "agency": given[kind.value][0].agency.short_name if kind.value in given else "",
            "times": len(given.get(kind.value, [])),
        }
        for kind in ServiceKind
    ]


def enrolment_rows(owner_id: int) -> list[dict[str, Any]]:
    """Return the enrolments of an owner, newest first."""
    return [
        {
            "id": one.public_id,
            "programme": one.cycle.programme.name,
            "cycle": one.cycle.name,
            "agency": one.cycle.programme.agency.short_name,
            "days": words.days_of(one.cycle),
            "state": words.enrolment_state(one.state),
            "kind": words.ENROLMENT_KINDS[one.state],
            "rank": one.waiting_rank,
            "paper": one.certificate.paper if hasattr(one, "certificate") else None,
        }
        for one in queries.enrolments_of(owner_id)
    ]


def shown(
    request: HttpRequest, owner: Owner, *, visit: VisitForm | None = None, service: ServiceForm | None = None
) -> HttpResponse:
    """Return the sheet of an owner, with what was wrong in a form that was sent."""
    now, by = timezone.now(), person(request)
    agencies = recorded_for(by, now)
    managed = list(queries.agencies_managed(by, now=now))
    told = steps_of(owner.pk, user=by, now=now)
    context = {
        "owner": owner,
        "steps": [step_row(one) for one in told.steps],
        "profile": told.profile,
        "area": ", ".join(words.area(code) for code in sorted(told.profile.areas)) or "–",
        "services": received(owner.pk),
        "enrolments": enrolment_rows(owner.pk),
        "visits": [
            {
                "visit": one,
                "day": format_day(day_in_wib(one.visited_at)),
                "next": format_day(one.next_on) if one.next_on else "",
                "notes": list(one.notes.all()),
            }
            for one in queries.visits_of(owner.pk, user=by, now=now)
        ],
        "open_cycles": open_cycles(owner.pk, now),
        "may_record": bool(agencies),
        "mentors": queries.assignments_of(owner.pk),
        "assigning": managed,
        "wrong": _withdrawable(owner.pk, managed),
        "choices": queries.mentors(on=day_in_wib(now)) if managed else [],
        "is_mentor": Permission.COACHING_RECORD in permissions(request),
        "visit_form": visit or VisitForm(agencies=agencies, now=now, usual=_usual(owner.pk)),
        "service_form": service or ServiceForm(agencies=agencies, initial={"given_on": day_in_wib(now)}),
    }
    broken = (visit is not None and visit.errors) or (service is not None and service.errors)
    return render(request, "coaching/person.html", context, status=400 if broken else 200)


def recorded_for(by: User, now: datetime) -> list[Agency]:
    """Return the agencies for which a person records."""
    return list(queries.agencies_recorded_for(by, now=now))


def _usual(owner_id: int) -> str:
    """Return the code of the agency whose mentor looks after an owner; blank when nobody does."""
    return next((one.agency.code for one in queries.assignments_of(owner_id)), "")


def open_cycles(owner_id: int, now: datetime) -> list[dict[str, Any]]:
    """Return the cycles that one may apply for now, with the reasons against this owner."""
    there = {one.cycle_id for one in queries.enrolments_of(owner_id)}
    rows = []
    for cycle in queries.open_cycles(on=day_in_wib(now)):
        if cycle.pk in there:
            continue
        reasons = services.reasons_against(cycle, owner_id, now=now)
        rows.append(
            {
                "cycle": cycle,
                "programme": cycle.programme,
                "agency": cycle.programme.agency.short_name,
                "until": format_day(cycle.apply_until_on),
                "days": words.days_of(cycle),
                "free": format_number(cycle.seats - cycle.taken),
                "is_lottery": cycle.allocation == "lottery",
                "reasons": [words.reason(why.text, why.fix, unknown=why.unknown) for why in reasons],
            }
        )
    return sorted(rows, key=lambda row: len(row["reasons"]))


def _withdrawable(owner_id: int, managed: list[Agency]) -> list[dict[str, Any]]:
    """Return what one's own agencies gave outside a session; a session's service goes with its attendance."""
    return [
        {"id": one.public_id, "name": f"{words.service(one.kind)}, {format_day(one.given_on)}, {one.agency}"}
        for one in queries.services_of(owner_id)
        if one.agency in managed and one.attendance_id is None
    ]
