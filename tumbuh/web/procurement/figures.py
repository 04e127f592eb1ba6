"""The first page of public buying: the four percentages side by side, small business, and the systems' points."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import Month, format_day
from tumbuh.procurement import queries
from tumbuh.procurement.rules.itkp import Score, total
from tumbuh.procurement.rules.states import BUDGET_VERSIONS
from tumbuh.web.doors import door, permissions
from tumbuh.web.procurement import addresses, figure_words
from tumbuh.web.procurement.asking import Looked, look
from tumbuh.web.procurement.percentages import percentages

SMALL = ("micro_small_plan", "micro_small_purchases", "local_micro_small")


@door(Permission.PROCUREMENT_VIEW)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the percentages of what is asked, each with both its numbers and the way to their rows."""
    looked = look(request)
    context: dict[str, Any] = {
        "may_import": Permission.PROCUREMENT_IMPORT in permissions(request),
        "has_buying": looked.asked.year in looked.years,
    }
    if context["has_buying"]:
        all_ = {one.id: one for one in percentages(looked, queries.FIGURES)}
        four = [all_[id_] for id_ in queries.P3DN]
        context |= choices(looked) | {
            "four": four,
            "beside": [all_["domestic_recorded"]],
            "small": [all_[id_] for id_ in SMALL],
            "systems": _systems(queries.itkp(looked.chosen())),
            "agencies_rows": _by_agency(looked, {one.id for one in four if one.answers}),
            "published": [] if looked.within else _published(),
            "changes": addresses.page("procurement_changes", looked.asked),
            "moving": addresses.page("procurement_moving", looked.asked),
            "bridge": addresses.page("procurement_bridge", looked.asked),
        }
    return render(request, "procurement/figures.html", context)


def choices(looked: Looked) -> dict[str, Any]:
    """Return what the form above a page offers."""
    asked, units = looked.asked, looked.units
    agencies = units.select("agency", "agency_name").unique("agency").sort("agency_name", "agency")
    chosen = units.filter(units["agency"] == asked.agency) if asked.agency else units
    return {
        "asked": asked,
        "years": looked.years,
        "agencies": [(code, name or code) for code, name in agencies.iter_rows()],
        "units": list(chosen.sort("name").select("unit", "name").iter_rows()),
        "methods": [(code, str(name)) for code, name in figure_words.METHODS.items()],
        "months": [(f"{asked.year}-{n:02}", Month(asked.year, n).label) for n in range(1, 13)],
        "versions": list(BUDGET_VERSIONS.items()),
        "documents": queries.documents(asked.year),
        "today": looked.today.isoformat(),
        "as_of": format_day(asked.as_of) if asked.as_of else "",
        "now": addresses.page("procurement_figures", asked, as_of=None),
        "is_part": looked.within is not None,
    }


@dataclass(frozen=True)
class System:
    """The points of one system in words."""

    name: str
    ratio: str
    points: str
    weight: str


def _systems(scores: list[Score]) -> list[System]:
    rows = [
        System(
            figure_words.said(figure_words.SYSTEMS, one.system),
            format_percent(one.ratio.numerator, one.ratio.denominator) if one.ratio is not None else NOTHING,
            _points(one.points),
            format_number(one.weight),
        )
        for one in scores
    ]
    weight = sum(one.weight for one in scores)
    return [*rows, System(_("Jumlah"), "", _points(total(scores)), format_number(weight))]


def _points(points: Fraction) -> str:
    return format_number(Decimal(points.numerator) / Decimal(points.denominator), digits=2)


@dataclass(frozen=True)
class Row:
    """One agency, or one unit of the chosen agency, with its four percentages."""

    name: str
    href: str
    percents: list[str]


def _by_agency(looked: Looked, answering: set[str]) -> list[Row]:
    """Return the four percentages per agency; per unit when one agency is looked at."""
    asked = looked.asked
    agencies = looked.units["agency"].unique()
    group = "unit" if asked.agency or len(agencies) == 1 else "agency"
    column = "name" if group == "unit" else "agency_name"
    names = dict(looked.units.select(group, column).unique(group).iter_rows())
    found: dict[str, dict[str, str]] = {}
    for row in queries.figures_by(looked.chosen(), group).iter_rows(named=True):
        if row["figure"] in answering and row[group] in names:
            percent = format_percent(row["numerator_rupiah"], row["denominator_rupiah"])
            found.setdefault(row[group], {})[row["figure"]] = percent
    rows = [
        Row(
            names[code] or code,
            addresses.page("procurement_figures", asked, **{group: code}),
            [percents.get(id_, NOTHING) for id_ in queries.P3DN],
        )
        for code, percents in found.items()
    ]
    return sorted(rows, key=lambda row: row.name)


@dataclass(frozen=True)
class Published:
    """One figure as it was printed, and what is known of it."""

    printed: str
    year: int
    as_of: str
    figure: str
    numbers: str
    source: str
    note: str
    misprint: str


def _published() -> list[Published]:
    """Return the figures as they were printed; each with the definition it names, if it names one."""
    return [
        Published(
            printed=one.printed,
            year=one.year,
            as_of=format_day(one.as_of),
            figure=_(INDICATORS[one.figure].title) if one.figure in INDICATORS else _("tidak disebut"),
            numbers=_("%(part)s dari %(whole)s")
            % {"part": format_rupiah(one.numerator_rupiah), "whole": format_rupiah(one.denominator_rupiah)}
            if one.denominator_rupiah
            else _("tidak disebut"),
            source=one.source,
            note=one.note,
            misprint=found.expected if (found := queries.misprint_of(one)) else "",
        )
        for one in queries.published_figures()
    ]
