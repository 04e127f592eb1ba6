"""What came of coaching: jobs and income on one panel, and the effect of each programme against a comparison."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import behind, outcomes, queries
from tumbuh.coaching import figures as measured
from tumbuh.coaching.models import Programme
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.asking import day, year_before
from tumbuh.web.insight.paging import page_of

_OUTCOMES = ("sales", "income")


@door(Permission.COACHING_VIEW)
def results(request: HttpRequest) -> HttpResponse:
    """Show the panel of two days, and the programmes with a link to the effect of each."""
    before, after = _days(request)
    shown = measured.panel(before=before, after=after)
    context = {
        "before": before,
        "after": after,
        "before_day": format_day(before),
        "after_day": format_day(after),
        "panel": _panel(shown),
        "rows_url": f"{reverse('coaching_panel_rows')}?before={before}&after={after}",
        "programmes": queries.programmes(),
        "may_open": Permission.INSIGHT_ROWS in permissions(request),
    }
    return render(request, "coaching/outcomes.html", context)


@door(Permission.COACHING_VIEW)
def effect(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Show the effect of a programme on sales and income with its interval, or why none is shown."""
    found = queries.programme(public_id)
    context = {
        "programme": found,
        "effects": [_effect(found, outcome, person(request)) for outcome in _OUTCOMES],
    }
    return render(request, "coaching/effect.html", context)


@door(Permission.INSIGHT_ROWS)
def panel_rows(request: HttpRequest) -> HttpResponse:
    """Show the rows of the panel by number, without names; the trail notes who looked."""
    before, after = _days(request)
    frame = behind.panel_rows(before=before, after=after, user=person(request), now=timezone.now())
    page = page_of(
        frame.height,
        lambda first, size: [_panel_row(row) for row in frame.slice(first, size).to_dicts()],
        request.GET.get("page"),
    )
    jobs = {name: int(frame[name].sum()) for name in ("jobs_before", "jobs_after")}
    context = {
        "page": page,
        "count": format_number(frame.height),
        "jobs_before": format_number(jobs["jobs_before"]),
        "jobs_after": format_number(jobs["jobs_after"]),
        "query": f"before={before}&after={after}",
        "before_day": format_day(before),
        "after_day": format_day(after),
    }
    return render(request, "coaching/panel_rows.html", context)


def _days(request: HttpRequest) -> tuple[date, date]:
    today = day_in_wib(timezone.now())
    after = day(request.GET.get("after", ""), latest=today) or today
    before = day(request.GET.get("before", ""), latest=today) or year_before(after)
    return before, after


def _panel(shown: measured.Panel) -> dict[str, Any]:
    return {
        "job_owners": _count(shown.job_owners),
        "jobs_before": _count(shown.jobs_before if shown.job_owners else None),
        "jobs_after": _count(shown.jobs_after if shown.job_owners else None),
        "has_jobs": bool(shown.job_owners),
        "has_income": bool(shown.income_owners),
        "index_unverified": bool(shown.income_owners) and not shown.index_verified,
        "income_owners": _count(shown.income_owners),
        "income_before": _rupiah(shown.income_before_rupiah),
        "income_after": _rupiah(shown.income_after_rupiah),
    }


def _panel_row(row: dict[str, Any]) -> dict[str, str]:
    return {
        "number": format_number(row["number"]),
        "jobs_before": _count(row["jobs_before"]),
        "jobs_after": _count(row["jobs_after"]),
        "income_before": _rupiah(row["income_before"]),
        "income_after": _rupiah(row["income_after"]),
    }


def _effect(programme: Programme, outcome: str, user: User) -> dict[str, Any]:
    name = {"sales": _("Penjualan menurut buku penjualan"), "income": _("Penghasilan bersih menurut laporan pemilik")}
    shown: dict[str, Any] = {"id": outcome, "name": name[outcome]}
    try:
        found = outcomes.effect_of(programme, outcome=outcome, user=user, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        return shown | {"refused": _(refused.message)}
    return shown | {
        "percent": _percent(found.percent),
        "low": _percent(found.low_percent),
        "high": _percent(found.high_percent),
        "clear": found.found.excludes_zero,
        "pairs": format_number(found.found.pairs),
        "took_part": format_number(found.took_part),
        "treated": format_number(found.found.treated),
        "candidates": format_number(found.found.candidates),
        "cycles": format_number(found.cycles),
        "balance": [
            {"name": _(one.name), "all": _deviation(one.all), "pairs": _deviation(one.pairs)}
            for one in found.found.balance
        ],
    }


def _percent(value: float) -> str:
    shown = f"{abs(value):.1f}".replace(".", ",")
    sign = "" if shown == "0,0" else "+" if value > 0 else "−"
    return f"{sign}{shown} %"


def _deviation(value: float) -> str:
    shown = f"{abs(value):.2f}".replace(".", ",")
    return f"−{shown}" if value < 0 and shown != "0,00" else shown


def _count(count: int | None) -> str:
    return "–" if count is None else format_number(count)


def _rupiah(amount: int | None) -> str:
    return "–" if amount is None else format_rupiah(amount)
