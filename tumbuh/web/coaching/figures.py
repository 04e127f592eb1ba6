"""Who was coached: counted once, beside the agencies' own lists, their overlaps and the reach of each service."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import behind
from tumbuh.coaching import figures as measured
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.registry.owners import profiles
from tumbuh.web.coaching import words
from tumbuh.web.doors import door, permissions
from tumbuh.web.insight.asking import Asked, day
from tumbuh.web.insight.paging import page_of

_OPENS_SHEETS = frozenset({Permission.COACHING_MANAGE, Permission.COACHING_RECORD})


@dataclass(frozen=True)
class CoachingAsked(Asked):
    """Which coached owners; the fields are the parameters of the address."""

    first: date
    last: date
    part: str = ""
    agency: str = ""
    other: str = ""
    kind: str = ""

    def as_part(self) -> behind.Part:
        """Return what the rows are asked for."""
        return behind.Part(self.first, self.last, self.part or "coached", self.agency, self.other, self.kind)


@door(Permission.COACHING_VIEW)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the coached of a period, cumulative, the raw lists beside, overlaps and coverage."""
    asked = _asked(request)
    shown = measured.coached(first=asked.first, last=asked.last)
    context = choosing(asked) | {
        "has_any": bool(shown.cumulative),
        "coached": _count(shown.coached),
        "raw": _count(shown.raw_list),
        "twice": _count(shown.counted_twice),
        "cumulative": _count(shown.cumulative),
        "links": {part: _rows(asked, part=part) for part in ("coached", "raw", "cumulative", "members")},
        "lists": [
            {
                "name": name,
                "count": _count(count),
                "url": _rows(asked, part="list", agency=name),
                "share": format_percent(count or 0, shown.coached or 0, digits=1),
            }
            for name, count in shown.lists.items()
        ],
        "matrix": _matrix(shown, asked),
        "coverage": [_coverage(one, asked) for one in measured.coverage(day=asked.last)],
        "may_open": Permission.INSIGHT_ROWS in permissions(request),
    }
    return render(request, "coaching/figures.html", context)


@door(Permission.INSIGHT_ROWS)
def rows(request: HttpRequest) -> HttpResponse:
    """Show the owners behind one figure; by name only to who may read the register."""
    asked = _asked(request)
    frame = behind.owners_behind(asked.as_part())
    figure = _figure(asked)
    by_name = Permission.REGISTRY_VIEW in permissions(request)
    opens = bool(_OPENS_SHEETS & permissions(request))
    page = page_of(
        frame.height,
        lambda first, size: _people(frame.slice(first, size), asked.last, by_name=by_name, opens=opens),
        request.GET.get("page"),
    )
    context = choosing(asked) | {
        "title": _title(asked),
        "count": format_number(frame.height),
        "figure": _count(figure),
        "adds_up": figure == frame.height,
        "page": page,
        "query": asked.query(),
        "by_name": by_name,
    }
    return render(request, "coaching/rows.html", context)


def choosing(asked: CoachingAsked) -> dict[str, Any]:
    """Return what the form above a page of figures needs."""
    return {
        "asked": asked,
        "span": _("%(first)s sampai %(last)s") % {"first": format_day(asked.first), "last": format_day(asked.last)},
        "last_day": format_day(asked.last),
        "plain_query": asked.query(part="", agency="", other="", kind=""),
    }


def _asked(request: HttpRequest) -> CoachingAsked:
    """Return what is asked; without days, this year up to today. Raises: NotADay."""
    today = day_in_wib(timezone.now())
    last = day(request.GET.get("last", ""), latest=today) or today
    first = day(request.GET.get("first", ""), latest=today) or last.replace(month=1, day=1)
    text = {name: request.GET.get(name, "").strip()[:60] for name in ("part", "agency", "other", "kind")}
    return CoachingAsked(first, last, **text)


def _matrix(shown: measured.Coached, asked: CoachingAsked) -> list[dict[str, Any]]:
    """Return one row for each agency that has a list: how many of it are on each other list, too."""
    names = [name for name, count in shown.lists.items() if count]
    return [
        {
            "name": name,
            "cells": [
                {
                    "other": other,
                    "own": other == name,
                    "count": _count(shown.lists[name] if other == name else shown.overlap[name, other]),
                    "url": _rows(asked, part="list", agency=name)
                    if other == name
                    else _rows(asked, part="both", agency=name, other=other),
                }
                for other in names
            ],
        }
        for name in names
    ]


def _coverage(one: measured.Coverage, asked: CoachingAsked) -> dict[str, Any]:
    return {
        "name": words.service(one.kind),
        "received": _count(one.received),
        "members": _count(one.members),
        "outside": _count(one.outside),
        "share": format_percent(one.received or 0, one.members or 0, digits=1),
        "url": _rows(asked, part="service", kind=one.kind),
        "outside_url": _rows(asked, part="outside", kind=one.kind),
    }


def _figure(asked: CoachingAsked) -> int | None:
    """Return the figure as the page of figures computes it, apart from its rows."""
    part = asked.part or "coached"
    if part in {"members", "service", "outside"}:
        found = {one.kind: one for one in measured.coverage(day=asked.last)}
        one = found.get(asked.kind) or next(iter(found.values()))
        return {"members": one.members, "service": one.received, "outside": one.outside}[part]
    shown = measured.coached(first=asked.first, last=asked.last)
    if part == "list":
        return shown.lists.get(asked.agency, 0)
    if part == "both":
        return shown.overlap.get((asked.agency, asked.other), 0)
    return {"coached": shown.coached, "raw": shown.raw_list, "cumulative": shown.cumulative}[part]


def _title(asked: CoachingAsked) -> str:
    name = {"agency": asked.agency, "other": asked.other, "service": words.service(asked.kind) if asked.kind else ""}
    titles = {
        "coached": _("Pemilik usaha yang dibina"),
        "raw": _("Daftar mentah semua perangkat daerah"),
        "cumulative": _("Pernah dibina sampai hari itu"),
        "list": _("Daftar %(agency)s") % name,
        "both": _("Pada daftar %(agency)s dan %(other)s") % name,
        "members": _("Anggota"),
        "service": _("Anggota yang menerima %(service)s") % name,
        "outside": _("Bukan anggota, menerima %(service)s") % name,
    }
    return titles[asked.part or "coached"]


def _people(part: pl.DataFrame, on: date, *, by_name: bool, opens: bool) -> list[dict[str, Any]]:
    found = part.to_dicts()
    known = profiles([int(row["owner_id"]) for row in found], on=on)
    return [_person(row, known.get(int(row["owner_id"])), by_name=by_name, opens=opens) for row in found]


def _person(row: dict[str, Any], profile: Any, *, by_name: bool, opens: bool) -> dict[str, Any]:
    code = str(profile.public_id)[:8] if profile else row["owner_id"]
    return {
        "name": profile.name if profile and by_name else _("Pemilik %(code)s") % {"code": code},
        "url": reverse("coaching_person", args=[profile.public_id]) if profile and by_name and opens else "",
        "area": ", ".join(words.area(one) for one in sorted(profile.areas)) if profile else "–",
        "agencies": row["agencies"],
        "kinds": ", ".join(words.service(kind) for kind in row["kinds"]),
        "services": format_number(row["services"]),
        "first": format_day(row["first_on"]),
        "last": format_day(row["last_on"]),
    }


def _rows(asked: CoachingAsked, **changes: str) -> str:
    kept = asked.query(**({"part": "", "agency": "", "other": "", "kind": ""} | changes))
    return f"{reverse('coaching_rows')}?{kept}"


def _count(count: int | None) -> str:
    return "–" if count is None else format_number(count)
