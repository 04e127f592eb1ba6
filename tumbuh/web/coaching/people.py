"""One's own people and what is next for each; one person's sheet with a visit noted in under a minute."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import require_about
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.coaching.rules.next_steps import Step
from tumbuh.coaching.steps import OwnerSteps, steps_of, steps_of_many
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.registry.models import Owner
from tumbuh.registry.owners import owner_by_id
from tumbuh.web.coaching import words
from tumbuh.web.coaching.forms import ServiceForm, VisitForm
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.paging import page_of

MOST_SORTED = 300  # of a larger area only the page is read, by name
_PRESSING, _SHOWN = 1, 3


@door(Permission.COACHING_RECORD)
def caseload(request: HttpRequest) -> HttpResponse:
    """List a mentor's people, the most pressing first, with what is next and why."""
    now, by = timezone.now(), person(request)
    text = request.GET.get("q", "").strip()
    keys = _keys(by, text, now)
    is_sorted = len(keys) <= MOST_SORTED
    whole = steps_of_many(keys, now=now) if is_sorted else []

    def fetch(first: int, size: int) -> list[OwnerSteps]:
        return whole[first : first + size] if is_sorted else steps_of_many(keys[first : first + size], now=now)

    page = page_of(len(keys), fetch, request.GET.get("page"))
    context = {
        "rows": [_summary(one) for one in page],
        "page": page,
        "query": f"q={text}" if text else "",
        "text": text,
        "total": format_number(len(keys)),
        "pressing": format_number(sum(one.urgency == _PRESSING for one in whole)) if is_sorted else "",
        "assigned": format_number(len(queries.assigned_to(by))),
        "is_sorted": is_sorted,
        "first": _summary(whole[0]) if whole and whole[0].urgency == _PRESSING else None,
        "today": _sessions_today(by, now),
    }
    return render(request, "coaching/caseload.html", context)


@door(Permission.SIGNED_IN)
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one owner to who looks after him: next steps, services, programmes, visits, and the form of a visit."""
    owner = owner_by_id(public_id)
    require_about(person(request), owner.pk, now=timezone.now())
    return _sheet(request, owner)


@door(Permission.SIGNED_IN, methods=("POST",))
def visit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note a visit."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    require_about(by, owner.pk, now=now)
    form = VisitForm(request.POST, agencies=_agencies(by, now), now=now)
    if not form.is_valid():
        return _sheet(request, owner, visit=form)
    try:
        services.record_visit(
            agency=queries.agency_of(form.cleaned_data["agency"]), owner_id=owner.pk, values=form.values(), by=by,
            now=now, client_id=form.cleaned_data["client_id"],
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
        return _sheet(request, owner, visit=form)
    messages.success(request, _("Kunjungan ke %(name)s tercatat.") % {"name": owner.name})
    return redirect("coaching_person", public_id)


@door(Permission.SIGNED_IN, methods=("POST",))
def give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note a service that was neither a session nor a visit."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    require_about(by, owner.pk, now=now)
    form = ServiceForm(request.POST, agencies=_agencies(by, now))
    if not form.is_valid():
        return _sheet(request, owner, service=form)
    given = form.cleaned_data
    try:
        services.give_service(
            agency=queries.agency_of(given["agency"]), owner_id=owner.pk, kind=given["kind"],
            given_on=given["given_on"], note=given["note"], by=by, now=now,
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
        return _sheet(request, owner, service=form)
    messages.success(request, _("Layanan tercatat."))
    return redirect("coaching_person", public_id)


@door(Permission.SIGNED_IN, methods=("POST",))
def enrol(request: HttpRequest, public_id: UUID, cycle_id: UUID) -> HttpResponse:
    """Apply for a cycle on an owner's behalf; the service asks who may."""
    cycle, owner = queries.cycle(cycle_id), owner_by_id(public_id)
    made = services.apply(cycle_id=cycle.pk, owner_id=owner.pk, by=person(request), now=timezone.now())
    told = {"name": owner.name, "state": words.enrolment_state(made.state).lower()}
    messages.success(request, _("%(name)s tercatat: %(state)s.") % told)
    return redirect("coaching_enrolment", made.public_id)


@door(Permission.COACHING_MANAGE, methods=("POST",))
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give an owner to a mentor of one's agency."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    agency = queries.agency_of(request.POST.get("agency", ""))
    mentor = queries.mentor(request.POST.get("mentor", ""), on=day_in_wib(now))
    services.assign(agency=agency, owner_id=owner.pk, mentor=mentor, by=by, now=now)
    told = {"mentor": mentor, "name": owner.name}
    messages.success(request, _("%(mentor)s mendampingi %(name)s mulai hari ini.") % told)
    return redirect("coaching_person", public_id)


def step_row(step: Step) -> dict[str, Any]:
    """Return a step as a page shows it."""
    return {
        "text": _(step.text),
        "why": _(step.why),
        "due": format_day(step.due_on) if step.due_on else "",
        "pressing": step.urgency == _PRESSING,
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


def _sheet(
    request: HttpRequest, owner: Owner, *, visit: VisitForm | None = None, service: ServiceForm | None = None
) -> HttpResponse:
    now, by = timezone.now(), person(request)
    agencies = _agencies(by, now)
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
        "choices": queries.mentors(on=day_in_wib(now)) if managed else [],
        "is_mentor": Permission.COACHING_RECORD in permissions(request),
        "visit_form": visit or VisitForm(agencies=agencies, now=now, usual=_usual(owner.pk)),
        "service_form": service or ServiceForm(agencies=agencies, initial={"given_on": day_in_wib(now)}),
    }
    broken = (visit is not None and visit.errors) or (service is not None and service.errors)
    return render(request, "coaching/person.html", context, status=400 if broken else 200)


def _agencies(by: User, now: datetime) -> list[Any]:
    return list(queries.agencies_recorded_for(by, now=now))


def _usual(owner_id: int) -> str:
    """Return the code of the agency whose mentor looks after an owner; blank when nobody does."""
    return next((one.agency.code for one in queries.assignments_of(owner_id)), "")


def _keys(by: User, text: str, now: datetime) -> list[int]:
    """Return the keys of one's own people: who is assigned first."""
    found = queries.own_owners(by, now=now)
    for word in text.lower().split():
        found = found.filter(name_key__contains=word)
    keys = list(found.values_list("pk", flat=True))
    assigned = {one.owner_id for one in queries.assigned_to(by)}
    return [*(key for key in keys if key in assigned), *(key for key in keys if key not in assigned)]


def _summary(one: OwnerSteps) -> dict[str, Any]:
    return {
        "url": reverse("coaching_person", args=[one.profile.public_id]),
        "name": one.profile.name,
        "phone": one.profile.phone,
        "businesses": ", ".join(business.name for business in one.profile.businesses),
        "area": ", ".join(words.area(code) for code in sorted(one.profile.areas)) or "–",
        "seen": format_day(one.last_seen_on) if one.last_seen_on else _("belum pernah"),
        "steps": [step_row(step) for step in one.steps[:_SHOWN]],
        "more": max(0, len(one.steps) - _SHOWN),
    }


def _sessions_today(by: User, now: datetime) -> list[dict[str, Any]]:
    on: date = day_in_wib(now)
    found = queries.sessions_between(_agencies(by, now), on, on)
    return [
        {
            "title": one.title,
            "programme": one.cycle.programme.name,
            "time": words.time_of(one),
            "place": one.place,
            "url": reverse("coaching_attend", args=[one.public_id]),
        }
        for one in found
    ]


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
                "reasons": [{"text": _(why.text), "fix": _(why.fix), "unknown": why.unknown} for why in reasons],
            }
        )
    return sorted(rows, key=lambda row: len(row["reasons"]))
