"""A mentor's people, the most pressing first, with what is next for each and why."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries
from tumbuh.coaching.steps import OwnerSteps, steps_of_many
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.coaching import words
from tumbuh.web.coaching.people import PRESSING, step_row
from tumbuh.web.doors import door, person
from tumbuh.web.insight.paging import page_of

MOST_SORTED = 300  # of a larger area only the page is read, by name
PAGE_SIZE, _SHOWN = 20, 1  # of a page on a phone: people, and steps of each; all steps stand on their own sheet


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

    page = page_of(len(keys), fetch, request.GET.get("page"), size=PAGE_SIZE)
    context = {
        "rows": [_summary(one) for one in page],
        "page": page,
        "query": f"q={text}" if text else "",
        "text": text,
        "total": format_number(len(keys)),
        "pressing": format_number(sum(one.urgency == PRESSING for one in whole)) if is_sorted else "",
        "assigned": format_number(len(queries.assigned_to(by))),
        "is_sorted": is_sorted,
        "first": _summary(whole[0]) if whole and whole[0].urgency == PRESSING else None,
        "today": _sessions_today(by, now),
    }
    return render(request, "coaching/caseload.html", context)


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
    on = day_in_wib(now)
    found = queries.sessions_between(list(queries.agencies_recorded_for(by, now=now)), on, on)
    return [
        {
            "title": one.title,
            "programme": one.cycle.programme.name,
            "time": words.time_of(one),
            "place": one.place,
            "url": reverse("coaching_attend", args=[one.public_id]),
        }
        for one in found
        if one.ends_at >= now  # a code counts nothing afterwards; the office ticks off then
    ]
