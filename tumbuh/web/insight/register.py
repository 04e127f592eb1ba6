"""The rows behind the figures of the register: active businesses, and the growth between two days by area."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.insight import queries, services
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day, format_moment
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight import areas, register_lines, words
from tumbuh.web.insight.asking import RegisterAsked
from tumbuh.web.insight.figures import signed
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.parts import Part
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx


@door(Permission.INSIGHT_ROWS)
def active(request: HttpRequest) -> HttpResponse:
    """Show the businesses that were open on a day."""
    asked = RegisterAsked.of(request.GET, today=day_in_wib(timezone.now()))
    frame = queries.active_rows(asked.after, area=asked.area)
    figures = queries.register_figures(asked.span)
    context = _page(request, asked, frame, indicator="active_businesses") | {
        "day": format_day(asked.after),
        "figure": format_number(_of_area(figures, asked.area).after),
        "adds_up": frame.height == _of_area(figures, asked.area).after,
    }
    return render(request, "insight/active.html", context | _areas(figures, asked))


@door(Permission.INSIGHT_ROWS)
def growth(request: HttpRequest) -> HttpResponse:
    """Show the growth between two days: numerator, denominator, areas, and the businesses behind one count."""
    asked = RegisterAsked.of(request.GET, today=day_in_wib(timezone.now()))
    figures = queries.register_figures(asked.span)
    shown = _of_area(figures, asked.area)
    counts = _counts(shown)
    frame = queries.growth_rows(asked.span, part=asked.part, area=asked.area)
    context = _page(request, asked, frame, indicator="business_growth") | {
        "rate": format_percent(shown.change, shown.before),
        "change": signed(shown.change),
        "before_count": format_number(shown.before),
        "after_count": format_number(shown.after),
        "parts": _parts(asked, counts),
        "part_name": words.GROWTH_PARTS[asked.part],
        "first_day": format_day(asked.before),
        "last_day": format_day(asked.after),
        "gap": format_number(figures.without_area),
        "adds_up": frame.height == counts[asked.part],
    }
    return render(request, "insight/growth.html", context | _areas(figures, asked))


@door(Permission.INSIGHT_ROWS)
def active_file(request: HttpRequest, kind: str) -> FileResponse:
    """Give the businesses that were open on a day as a file."""
    asked = RegisterAsked.of(request.GET, today=day_in_wib(timezone.now()))
    return _file(request, asked, queries.active_rows(asked.after, area=asked.area), "active_businesses", kind)


@door(Permission.INSIGHT_ROWS)
def growth_file(request: HttpRequest, kind: str) -> FileResponse:
    """Give the businesses behind one count of the growth as a file."""
    asked = RegisterAsked.of(request.GET, today=day_in_wib(timezone.now()))
    rows = queries.growth_rows(asked.span, part=asked.part, area=asked.area)
    return _file(request, asked, rows, "business_growth", kind)


def _parts(asked: RegisterAsked, counts: Mapping[str, int]) -> list[Part]:
    roles = {
        "before": _("Penyebut"),
        "opened": _("Pembilang: ditambahkan"),
        "closed": _("Pembilang: dikurangkan"),
        "without_area": _("Selisih wilayah"),
    }
    return [
        Part(
            str(label),
            roles.get(part, _("Hasil")),
            format_number(counts[part]),
            f"{reverse('insight_growth')}?{asked.query(part=part)}",
            part == asked.part,
        )
        for part, label in words.GROWTH_PARTS.items()
    ]


def _counts(shown: queries.Growth) -> dict[str, int]:
    return {
        "after": shown.after,
        "before": shown.before,
        "opened": shown.opened,
        "closed": shown.closed,
        "without_area": shown.without_area,
    }


def _of_area(figures: queries.RegisterFigures, area: str) -> queries.Growth:
    """Return the counts of an area; of one that has no business, zeros."""
    if not area:
        return figures.whole
    code = None if area == queries.NO_AREA else area
    known = [one for one in (*figures.cities, *figures.districts) if one.code == code]
    return known[0] if known else queries.Growth(code, 0, 0, 0, 0, 0)


def _areas(figures: queries.RegisterFigures, asked: RegisterAsked) -> dict[str, Any]:
    city = "" if asked.area == queries.NO_AREA else asked.area[:5]
    return {
        "cities": areas.city_rows(figures),
        "sum_row": areas.whole_row(figures),
        "city": areas.area_name(city) if city else "",
        "districts": areas.district_rows(figures, city) if city else [],
    }


def _page(request: HttpRequest, asked: RegisterAsked, frame: pl.DataFrame, *, indicator: str) -> dict[str, Any]:
    page = page_of(
        frame.height,
        lambda first, size: register_lines.page_lines(frame.slice(first, size)),
        request.GET.get("page"),
    )
    return {
        "asked": asked,
        "indicator": INDICATORS[indicator],
        "page": page,
        "query": asked.query(),
        "count": format_number(frame.height),
        "area": areas.area_name(asked.area),
        "everywhere": asked.query(area=""),
        "may_open": Permission.REGISTRY_VIEW in permissions(request),
        "today": day_in_wib(timezone.now()).isoformat(),
    }


def _file(request: HttpRequest, asked: RegisterAsked, frame: pl.DataFrame, indicator: str, kind: str) -> FileResponse:
    now = timezone.now()
    sheet = Sheet(
        header=register_lines.file_header(),
        batches=[register_lines.file_frame(frame)],
        facts=_facts(asked, frame.height, indicator, format_moment(now)),
        rows=frame.height,
    )
    file = write_csv(sheet) if kind == "csv" else write_xlsx(sheet)
    services.note_download(
        figure=indicator, query=asked.query(), kind=kind, rows=frame.height, by=person(request), now=now
    )
    return FileResponse(file, as_attachment=True, filename=f"umkm-{asked.part}-{asked.after}.{kind}")


def _facts(asked: RegisterAsked, count: int, indicator: str, made: str) -> dict[str, str]:
    about = INDICATORS[indicator]
    part = {} if indicator == "active_businesses" else {_("Isi berkas"): str(words.GROWTH_PARTS[asked.part])}
    first = {} if indicator == "active_businesses" else {_("Hari awal"): format_day(asked.before)}
    return {
        _("Angka"): about.title,
        **part,
        _("Jumlah baris"): format_number(count),
        _("Pembilang"): about.numerator,
        _("Penyebut"): about.denominator,
        _("Versi definisi"): str(about.version),
        _("Dasar hukum"): _(about.law),
        _("Sumber"): about.source,
        **first,
        _("Hari akhir"): format_day(asked.after),
        _("Wilayah"): areas.area_name(asked.area),
        _("Dibuat"): made,
    }
