"""The officer's home page: the city's figures, each with what it comes from and a way to its rows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.insight import queries
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, day_in_wib, format_moment
from tumbuh.web.doors import door, permissions
from tumbuh.web.insight import areas, figures, words
from tumbuh.web.insight.asking import SalesAsked, year_before
from tumbuh.web.insight.charting import sales_chart
from tumbuh.web.navigation import links


@door(Permission.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Show the figures; who may not see them goes to the first page of theirs; without a role, reads whom to ask."""
    if Permission.INSIGHT_VIEW not in permissions(request):
        return _elsewhere(request)
    today = day_in_wib(timezone.now())
    shown = queries.overview(today=today)
    asked = SalesAsked.of(request.GET, today=today)
    asked = replace(asked, month=asked.month or default_month(shown, today), part="domestic", shop="", as_of=None)
    allowed = permissions(request)
    context = _sales(shown, asked, may_open_rows=Permission.INSIGHT_ROWS in allowed)
    context |= _register(today) | _coaching(today, public=Permission.COACHING_VIEW not in allowed)
    context |= {
        "may_open_rows": Permission.INSIGHT_ROWS in allowed,
        "may_import_sales": Permission.LEDGER_IMPORT in allowed,
        "may_map_skus": Permission.LEDGER_MAP_SKU in allowed,
        "may_import_register": Permission.REGISTRY_IMPORT in allowed,
    }
    return render(request, "insight/home.html", context)


def default_month(shown: queries.Overview, today: date) -> str:
    """Return the latest month that is over and has lines, else the latest with lines; "" in an empty ledger."""
    over = [month for month in shown.months if month < str(Month.of(today))]
    return (over or shown.months or [""])[-1]


def _sales(shown: queries.Overview, asked: SalesAsked, *, may_open_rows: bool) -> dict[str, Any]:
    if not shown.months:
        return {"has_sales": False}
    month = Month.parse(asked.month)
    earlier = str(month.previous())
    change = queries.change_against(shown, before=earlier, after=asked.month, channel=asked.channel)
    year = queries.change_against(
        shown, before=str(Month(month.year - 1, month.month)), after=asked.month, channel=asked.channel
    )
    before, year_ago = (one.before if one else None for one in (change, year))
    cut_off_at = next(iter(shown.standings.values())).cut_off_at
    return {
        "has_sales": True,
        "has_unknown": shown.sums(asked.month, asked.channel).unknown_rupiah > 0,
        "asked": asked,
        "months": [(one, words.month(one)) for one in reversed(shown.months)],
        "channels": [(one, words.channel(one)) for one in shown.channels],
        "sales_figures": [
            figures.domestic_share(shown, asked, before),
            figures.total_sales(shown, asked, before, year_ago),
        ],
        "why": why(change) if change else [],
        "why_month": words.month(earlier),
        "chart": sales_chart(shown, asked, may_open_rows=may_open_rows),
        "cut_off": format_moment(cut_off_at) if cut_off_at else "",
        "period": words.month(asked.month),
    }


@dataclass(frozen=True)
class Reason:
    """One part of a change, in words."""

    label: str
    shops: str
    amount: str


def why(change: queries.Change) -> list[Reason]:
    """Return what the change of the domestic sales is the sum of; the last entry is the sum."""
    rows = (
        (_("Toko yang menjual pada kedua bulan"), change.same_shops, change.same_rupiah),
        (_("Toko yang hanya menjual pada bulan ini"), change.joined_shops, change.joined_rupiah),
        (_("Toko yang hanya menjual pada bulan sebelumnya"), change.left_shops, change.left_rupiah),
        (_("Jumlah perubahan"), change.same_shops + change.joined_shops + change.left_shops, change.rupiah),
    )
    return [Reason(label, format_number(shops), figures.signed_rupiah(amount)) for label, shops, amount in rows]


def _register(today: date) -> dict[str, Any]:
    shown = queries.register_figures(queries.Span(year_before(today), today))
    if not shown.whole.after and not shown.whole.before:
        return {"has_register": False}
    return {
        "has_register": True,
        "register_figures": [figures.active(shown), figures.growth(shown)],
        "areas": areas.city_rows(shown),
        "area_whole": areas.whole_row(shown),
        "tiles": areas.tiles(shown),
        "span": shown.span,
        "after": figures.day_words(today),
        "before": figures.day_words(shown.span.before),
    }


def _coaching(today: date, *, public: bool) -> dict[str, Any]:
    found = queries.coached_of_the_year(last=today, public=public)
    return {"coaching_figures": [figures.coached(found)] if found.cumulative else []}


def _elsewhere(request: HttpRequest) -> HttpResponse:
    for link in links(request):
        if link.url != request.path:
            return redirect(link.url)
    return render(request, "insight/welcome.html")
