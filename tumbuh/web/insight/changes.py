"""What changed in the sales since a day, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.insight import queries
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, end_of_day, format_day, format_moment
from tumbuh.web.doors import door
from tumbuh.web.insight import words
from tumbuh.web.insight.asking import NotADay, SalesAsked, day
from tumbuh.web.insight.figures import signed_rupiah
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.sales_lines import Names


@door(Permission.INSIGHT_ROWS)
def changes(request: HttpRequest) -> HttpResponse:
    """Show which lines changed a figure between the end of one day (`as_of`) and of another (`until`) or now."""
    now = timezone.now()
    today = day_in_wib(now)
    asked = SalesAsked.of(request.GET, today=today)
    if asked.known_at is None:
        raise NotADay(_("Pilih hari awal perbandingan; yang dibandingkan adalah akhir hari itu dengan sekarang."))
    until = day(request.GET.get("until", ""), latest=today)
    found = queries.SalesChanges(
        asked.chosen(),
        queries.Interval(asked.known_at, end_of_day(until) if until else now),
        part=asked.part,
    )
    totals = found.totals()
    page = page_of(
        totals.lines, lambda first, size: _lines(found.rows(first=first, size=size)), request.GET.get("page")
    )
    context = {
        "asked": asked,
        "page": page,
        "query": asked.query() + (f"&until={until}" if until else ""),
        "month": words.month(asked.month) if asked.month else "",
        "part_name": words.SALES_PARTS[asked.part],
        "parts": words.SALES_PARTS.items(),
        "from_day": format_day(asked.known_at.date() if not asked.as_of else asked.as_of),
        "to_day": format_day(until) if until else _("sekarang"),
        "until": until.isoformat() if until else "",
        "today": today.isoformat(),
        "totals": [
            (_("Baris baru"), format_number(totals.new_lines), signed_rupiah(totals.new_rupiah)),
            (_("Baris dinyatakan ulang"), format_number(totals.restated_lines), signed_rupiah(totals.restated_rupiah)),
            (_("Jumlah perubahan"), format_number(totals.lines), signed_rupiah(totals.rupiah)),
        ],
    }
    return render(request, "insight/changes.html", context)


@dataclass(frozen=True)
class ChangedLine:
    """One line of another value than before."""

    order_id: str
    product: str
    shop: str
    before: str
    after: str
    before_rupiah: str
    after_rupiah: str
    change: str
    recorded: str


def _lines(frame: pl.DataFrame) -> Sequence[ChangedLine]:
    shops = Names().shops(frame["shop"])
    return [_line(row, shops) for row in frame.iter_rows(named=True)]


def _line(row: Mapping[str, Any], shops: Mapping[str, str]) -> ChangedLine:
    is_new = row["status_before"] is None
    return ChangedLine(
        order_id=row["order_id"],
        product=row["product_name"] or "",
        shop=shops[row["shop"]],
        before=_("belum ada") if is_new else _said(row["status_before"], row["level_before"]),
        after=_said(row["status_after"], row["level_after"]),
        before_rupiah=format_rupiah(row["rupiah_before"]),
        after_rupiah=format_rupiah(row["rupiah_after"]),
        change=signed_rupiah(row["change_rupiah"]),
        recorded=format_moment(row["recorded_at"]),
    )


def _said(status: str | None, level: int | None) -> str:
    return f"{words.status(status)}, {words.origin(level)}"
