"""The owner's own page: what is open to me and why not, my programmes with their codes, services and certificates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import businesses_of
from tumbuh.coaching import queries, services
from tumbuh.coaching.rules.states import EnrolmentState
from tumbuh.coaching.steps import steps_of
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_keys_of_businesses, owner_names
from tumbuh.web.coaching import words
from tumbuh.web.coaching.people import enrolment_rows, open_cycles, received, step_row
from tumbuh.web.coaching.sessions import picture
from tumbuh.web.doors import door, person

_TAKE_PART = Permission.COACHING_TAKE_PART


@door(_TAKE_PART)
def home(request: HttpRequest) -> HttpResponse:
    """Show an owner what is his; of a business with several owners, each of them."""
    now, by = timezone.now(), person(request)
    names = owner_names(_own_keys(by, now))
    people = [_person(request, key, name, now) for key, name in sorted(names.items())]
    return render(request, "coaching/own.html", {"people": people, "several": len(people) > 1})


@door(_TAKE_PART, methods=("POST",))
def enrol(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Apply for oneself."""
    now, by = timezone.now(), person(request)
    cycle = queries.cycle(public_id)
    keys = sorted(_own_keys(by, now))
    asked = request.POST.get("person", "")
    owner = int(asked) if asked.isdecimal() and int(asked) in keys else next(iter(keys), 0)
    made = services.apply(cycle_id=cycle.pk, owner_id=owner, by=by, now=now)
    told = {"programme": cycle.programme.name, "state": words.enrolment_state(made.state).lower()}
    messages.success(request, _("Pendaftaran %(programme)s tercatat: %(state)s.") % told)
    return redirect("coaching_enrolment", made.public_id)


def _person(request: HttpRequest, key: int, name: str, now: datetime) -> dict[str, Any]:
    told = steps_of(key, user=person(request), now=now)
    rows = enrolment_rows(key)
    return {
        "key": key,
        "id": told.profile.public_id,
        "name": name,
        "open": open_cycles(key, now),
        "enrolments": rows,
        "codes": _codes(request, key, now),
        "services": received(key),
        "certificates": [one for one in rows if one["paper"]],
        "steps": [step_row(one) for one in told.steps if one.service][:3],
    }


def _codes(request: HttpRequest, key: int, now: datetime) -> list[dict[str, Any]]:
    """Return the owner's code for the next session of each cycle in which he takes part."""
    found = []
    for one in queries.enrolments_of(key):
        if one.state != EnrolmentState.ENROLLED:
            continue
        ahead = queries.sessions(one.cycle).filter(cancelled_at=None, ends_at__gte=now).first()
        if ahead is None or key in queries.attendances(ahead):
            continue
        code = services.codes_of(ahead)[one.pk]
        found.append(
            {
                "title": ahead.title,
                "programme": one.cycle.programme.name,
                "time": words.time_of(ahead),
                "place": ahead.place,
                "code": code,
                "picture": picture(request, ahead, code),
            }
        )
    return found


def _own_keys(by: User, now: datetime) -> set[int]:
    on = day_in_wib(now)
    businesses = businesses_of(by, on)
    return owner_keys_of_businesses(businesses, on=on) if businesses else set()
