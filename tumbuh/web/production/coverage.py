"""Who reported a quarter and who did not, what those may have grown, and what changed after it was final."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import format_day, format_moment
from tumbuh.production import queries, services
from tumbuh.production.rules.kinds import GROUPS, SITE_KINDS
from tumbuh.production.rules.units import format_kg
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.paging import page_of
from tumbuh.web.production.asking import look
from tumbuh.web.production.figures import choosing, standing


@door(Permission.PRODUCTION_VIEW)
def coverage(request: HttpRequest) -> HttpResponse:
    """Show the coverage of a quarter by city and kind, the places without a report, and an estimate for them apart."""
    looked = look(request)
    silent = queries.silent_sites(looked.of())
    areas = areas_by_code()
    names = {code: area.name for code, area in areas.items()}
    kinds = {code: _(name) for code, name in SITE_KINDS.items()}
    page = page_of(
        silent.height,
        lambda first, size: [
            {
                "url": reverse("production_site", args=[row["site"]]),
                "name": row["site_name"],
                "kind": kinds[row["site_kind"]],
                "area": areas[row["area_code"]].name if row["area_code"] in areas else row["area_code"],
                "since": format_day(row["opened_on"]),
            }
            for row in silent.slice(first, size).to_dicts()
        ],
        request.GET.get("page"),
    )
    told = queries.coverage(looked.asked.quarter, known_at=looked.known_at, area=looked.asked.area)
    context = choosing(looked) | standing(looked) | {
        "percent": format_percent(told.reported, told.expected, digits=1),
        "reported": format_number(told.reported),
        "expected": format_number(told.expected),
        "tables": [
            (_("Kota atau kabupaten"), _shares(looked.of(), "city_code", names)),
            (_("Jenis lokasi"), _shares(looked.of(), "site_kind", kinds)),
        ],
        "estimates": [
            {
                "name": _(GROUPS[group]),
                "mid": format_kg(one.mid),
                "range": f"{format_kg(one.low)} – {format_kg(one.high)}",
                "missing": format_number(one.missing),
                "unknown": format_number(one.unknown),
            }
            for group, one in queries.estimates(looked.of()).items()
        ],
        "page": page,
        "silent": format_number(silent.height),
    }  # fmt: skip
    return render(request, "production/coverage.html", context)


@door(Permission.PRODUCTION_VIEW)
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed in a quarter since it was first called final; the differences add up."""
    looked = look(request)
    closings = queries.closings(looked.asked.quarter, known_at=looked.known_at)
    found = (
        queries.restatements(looked.asked.quarter, since=closings[0].closed_at, until=looked.known_at)
        if closings
        else []
    )
    inside = [one for one in found if _within(one.version.site.area_code, looked.asked.area)]
    rows = [_change(one) for one in inside]
    context = choosing(looked) | standing(looked) | {
        "closings": [
            {
                "revision": one.revision,
                "at": format_moment(one.closed_at),
                "by": one.closed_by or _("perintah di mesin"),
                "reason": one.reason,
                "coverage": f"{format_number(one.reported)}/{format_number(one.expected)}",
            }
            for one in closings
        ],
        "page": page_of(len(rows), lambda first, size: rows[first : first + size], request.GET.get("page")),
        "count": format_number(len(rows)),
        "sums": _sums(inside),
        "may_manage": Permission.PRODUCTION_MANAGE in permissions(request),
    }  # fmt: skip
    return render(request, "production/changes.html", context)


@door(Permission.PRODUCTION_MANAGE, methods=("POST",))
def close(request: HttpRequest) -> HttpResponse:
    """Call a quarter final."""
    looked = look(request)
    services.close_quarter(
        quarter=looked.asked.quarter, reason=request.POST.get("reason", ""), by=person(request), now=timezone.now()
    )
    messages.success(request, _("%(quarter)s ditetapkan final.") % {"quarter": looked.asked.quarter.label})
    return redirect(f"{reverse('production_figures')}?{looked.asked.query()}")


def _shares(asked: queries.Asked, group: str, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": names.get(row[group], row[group]),
            "reported": format_number(row["reported"]),
            "expected": format_number(row["expected"]),
            "percent": format_percent(row["reported"], row["expected"], digits=1),
        }
        for row in queries.coverage_by(asked, group).to_dicts()
    ]


def _change(one: queries.Restated) -> dict[str, Any]:
    version = one.version
    sign = "+" if one.difference_mg > 0 else ""
    return {
        "url": reverse("production_log", args=[version.log.public_id]),
        "at": format_moment(version.recorded_at),
        "site": version.site.name,
        "good": version.commodity.name,
        "day": format_day(version.done_on),
        "cause": _("Laporan terlambat") if version.cause == "entry" else version.get_cause_display(),
        "why": version.change_reason,
        "before": format_kg(one.before_mg) if one.before_mg is not None else "–",
        "after": format_kg(one.after_mg) if one.after_mg is not None else "–",
        "difference": f"{sign}{format_kg(one.difference_mg)}",
    }


def _sums(found: list[queries.Restated]) -> list[tuple[str, str]]:
    sums: dict[str, int] = {}
    for one in found:
        group = one.version.commodity.group
        sums[group] = sums.get(group, 0) + one.difference_mg
    return [(name, format_kg(sums[group])) for group, name in GROUPS.items() if group in sums]


def _within(code: str, area: str) -> bool:
    return not area or code == area or code.startswith(f"{area}.")
