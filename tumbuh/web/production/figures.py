"""The figures of a quarter per group, the rows behind each, and the report as a workbook."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import format_day, format_moment
from tumbuh.production import queries, services
from tumbuh.production.rules.kinds import GROUPS, MEASURE_KINDS
from tumbuh.production.rules.units import format_kg, format_quantity, format_tonnes
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.charts import Chart, Column, Point, Series, stacked_bars
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.paging import page_of
from tumbuh.web.production import report
from tumbuh.web.production.asking import Looked, ProductionAsked, look, period_of


@door(Permission.PRODUCTION_VIEW)
def figures(request: HttpRequest) -> HttpResponse:
    """Show what was harvested and made in a quarter and in the year up to it, per group."""
    looked = look(request)
    shown = queries.overview(looked.of())
    told = queries.coverage(looked.asked.quarter, known_at=looked.known_at, area=looked.asked.area)
    context = choosing(looked) | standing(looked) | {
        "shown": shown,
        "raw": [_line(one, looked.asked) for one in shown.of_kind("raw")],
        "processed": [_line(one, looked.asked) for one in shown.of_kind("processed")],
        "cards": _cards(shown, looked.asked),
        "warning": _warning(shown),
        "goods": [_good(row) for row in queries.commodities(looked.of()).to_dicts()],
        "chart": _chart(shown, looked),
        "coverage": format_percent(told.reported, told.expected, digits=1),
        "reported": format_number(told.reported),
        "expected": format_number(told.expected),
        "questions": queries.open_questions(areas=looked.areas).count(),
        "may_manage": Permission.PRODUCTION_MANAGE in permissions(request),
    }  # fmt: skip
    return render(request, "production/figures.html", context)


@door(Permission.PRODUCTION_VIEW)
def rows(request: HttpRequest) -> HttpResponse:
    """Show the logs behind one figure, and that they add up to it."""
    looked = look(request)
    kind, group, cumulative = _part(looked.asked)
    frame = queries.rows(looked.of(), measure_kind=kind, group=group, cumulative=cumulative)
    shown = queries.overview(looked.of())
    figure = sum(
        one.to_date_mg if cumulative else one.in_period_mg for one in shown.of_kind(kind) if group in ("", one.group)
    )
    total = int(frame["net_mg"].sum() or 0)
    page = page_of(
        frame.height,
        lambda first, size: [_row(row) for row in frame.slice(first, size).to_dicts()],
        request.GET.get("page"),
    )
    context = choosing(looked) | standing(looked) | {
        "title": f"{_(GROUPS.get(group, MEASURE_KINDS[kind]))}, {_span(looked.asked, cumulative=cumulative)}",
        "sum": format_kg(total),
        "figure": format_kg(figure),
        "adds_up": total == figure,
        "count": format_number(frame.height),
        "page": page,
        "query": looked.asked.query(),
        "other": looked.asked.query(part="quarter" if cumulative else "ytd"),
        "cumulative": cumulative,
    }  # fmt: skip
    return render(request, "production/rows.html", context)


@door(Permission.PRODUCTION_VIEW)
def workbook(request: HttpRequest) -> FileResponse:
    """Give the report of a quarter as a workbook whose figures can be followed to the logs; the trail notes it."""
    looked = look(request)
    now = timezone.now()
    file = report.write(looked.of(), made_at=now)
    services.note_download(what="report", query=looked.asked.query(), by=person(request), now=now)
    name = f"produksi-{looked.asked.period}{'-' + looked.asked.area if looked.asked.area else ''}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


def choosing(looked: Looked) -> dict[str, Any]:
    """Return what the form above a page of production needs."""
    asked = looked.asked
    return {
        "asked": asked,
        "periods": looked.periods(),
        "areas": looked.choices(),
        "whole_city": looked.areas is None,
        "today": looked.today.isoformat(),
        "as_of": format_day(asked.as_of) if asked.as_of else "",
        "query": asked.query(kind="", group="", part=""),
        "now_query": asked.query(as_of=None),
        "quarter": asked.quarter,
    }


def standing(looked: Looked) -> dict[str, Any]:
    """Return whether a quarter is provisional or final, and since when."""
    closings = queries.closings(looked.asked.quarter, known_at=looked.known_at)
    over = looked.asked.quarter.end_on < looked.today
    return {
        "is_final": bool(closings),
        "final_since": format_moment(closings[-1].closed_at) if closings else "",
        "revision": closings[-1].revision if closings else 0,
        "may_close": over and not looked.asked.as_of,
        "is_running": not over,
    }


def _line(one: queries.GroupFigure, asked: ProductionAsked) -> dict[str, Any]:
    address = reverse("production_rows")
    return {
        "name": one.name,
        "in_period": format_kg(one.in_period_mg),
        "to_date": format_kg(one.to_date_mg),
        "before": format_kg(one.before_to_date_mg),
        "change": _change(one.to_date_mg, one.before_to_date_mg),
        "logs": format_number(one.to_date_logs),
        "in_period_url": f"{address}?{asked.query(kind=one.measure_kind, group=one.group, part='quarter')}",
        "to_date_url": f"{address}?{asked.query(kind=one.measure_kind, group=one.group, part='ytd')}",
    }


def _change(now: int, before: int) -> str:
    # By the year before, never by the new year: rice once grew 38.65 % and was printed as 27.87 % (domain §6).
    return format_percent(now - before, before, digits=1) if before else "–"


def _cards(shown: queries.Overview, asked: ProductionAsked) -> list[dict[str, Any]]:
    address = reverse("production_rows")
    cards = []
    for cumulative, part in ((True, "ytd"), (False, "quarter")):
        mass = shown.total_mg("processed", cumulative=cumulative)
        cards.append(
            {
                "label": _("Olahan, %(span)s") % {"span": _span(asked, cumulative=cumulative)},
                "value": _("%(tonnes)s ton") % {"tonnes": format_tonnes(mass)},
                "exact": f"{format_kg(mass)} kg",
                "href": f"{address}?{asked.query(kind='processed', group='', part=part)}",
                "note": _("Kumulatif sejak Januari: jumlah semua triwulannya.")
                if cumulative
                else _("Hanya triwulan ini; jangan dibandingkan dengan angka kumulatif."),
            }
        )
    return cards


def _warning(shown: queries.Overview) -> dict[str, str] | None:
    largest, total = shown.largest("raw"), shown.total_mg("raw", cumulative=True)
    if largest is None or total == 0:
        return None
    return {
        "total": format_tonnes(total),
        "share": format_percent(largest.to_date_mg, total, digits=1),
        "group": largest.name,
        "without": format_tonnes(total - largest.to_date_mg),
    }


def _good(row: dict[str, Any]) -> dict[str, str]:
    area, group = int(row["area_m2"] or 0), GROUPS[row["group"]]
    return {
        "name": row["commodity_name"],
        "group": _(group),
        "mass": format_kg(row["net_mg"]),
        "area": format_number(area) if area else "–",
        "yield": format_kg(row["mass_mg"] // area) if area else "–",
        "without": format_number(row["without_area"] or 0),
        "logs": format_number(row["len"]),
    }


def _chart(shown: queries.Overview, looked: Looked) -> Chart:
    found = {
        (row["year"], row["quarter"]): row["mass_mg"]
        for row in shown.quarters.to_dicts()
        if row["measure_kind"] == "processed"
    }
    columns = []
    quarter = looked.asked.quarter
    for _step in range(quarter.quarter + 4):
        mass = found.get((quarter.year, quarter.quarter))
        href = f"?{looked.asked.query(period=period_of(quarter))}"
        point = Point(None if mass is None else mass // 1_000_000, f"{format_kg(mass or 0)} kg", href)
        columns.append(Column(quarter.label, f"{quarter.quarter}/{quarter.year % 100}", [point], href))
        quarter = quarter.previous()
    return stacked_bars([Series(_("Olahan, kg"), 1)], columns[::-1])


def _part(asked: ProductionAsked) -> tuple[str, str, bool]:
    return asked.kind or "processed", asked.group, asked.part != "quarter"


def _span(asked: ProductionAsked, *, cumulative: bool) -> str:
    return _("s.d. %(quarter)s") % {"quarter": asked.quarter.label} if cumulative else asked.quarter.label


def _row(row: dict[str, Any]) -> dict[str, Any]:
    area = areas_by_code().get(row["area_code"])
    grams = row["grams_per_unit"]
    return {
        "url": reverse("production_log", args=[row["log"]]),
        "site": row["site_name"],
        "area": area.name if area else row["area_code"],
        "good": row["commodity_name"],
        "day": format_day(row["done_on"]),
        "said": f"{format_quantity(row['quantity_milli'])} {row['unit']}",
        "factor": _("%(grams)s g per %(unit)s") % {"grams": format_number(grams), "unit": row["unit"]}
        if grams
        else _("ditimbang"),
        "mass": format_kg(row["net_mg"]),
        "used": format_kg(row["mass_mg"] - row["net_mg"]) if row["mass_mg"] != row["net_mg"] else "",
        "recorded": format_moment(row["recorded_at"]),
    }
