"""The bridge between the percentages: what was paid, in bars that add up, each open to its rows."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.procurement import queries
from tumbuh.web.doors import door
from tumbuh.web.insight.figures import money
from tumbuh.web.procurement import addresses, figure_words
from tumbuh.web.procurement.asking import Looked, look
from tumbuh.web.procurement.figures import choices
from tumbuh.web.procurement.percentages import percentages
from tumbuh.web.waterfalls import Step, waterfall

_TONES = {
    "paid": 4, "domestic": 1, "other": 2, "unmatched": 3, "excluded": 4, "unrecorded": 3, "ahead": 2, "procured": 4,
    "tagged_domestic": 1, "tagged_other": 2, "plan_untagged": 3, "exempt": 4, "unplanned": 3,
}  # fmt: skip


@door(Permission.PROCUREMENT_VIEW)
def bridge(request: HttpRequest) -> HttpResponse:
    """Show the bars between what was paid and what is known to be domestic, and between budget and plan."""
    looked = look(request)
    made, told = queries.bridge(looked.chosen()), INDICATORS["p3dn_bridge"]
    four = percentages(looked, queries.P3DN)
    context = choices(looked) | {
        "now": addresses.page("procurement_bridge", looked.asked, as_of=None),
        "four": four,
        "source": _(told.source),
        "cut_off": next(one.card.cut_off for one in four if one.id == "p3dn_payments"),
        "figures": addresses.page("procurement_figures", looked.asked),
        # Payments know no method: with one chosen there is nothing that the bars could add up to.
        "paid": None if looked.asked.method else _drawing(looked, made.paid, made.bars),
        "reasons": _drawing(looked, None, made.reasons),
        "plan": None if looked.asked.method else _drawing(looked, made.plan_total, made.plan),
        "beside": _drawing(looked, None, made.beside, apart=True),
    }
    return render(request, "procurement/bridge.html", context)


def _drawing(
    looked: Looked, whole: queries.Bar | None, bars: Sequence[queries.Bar], *, apart: bool = False
) -> dict[str, Any]:
    """Return a drawing and the table beside it; with a whole, whether the bars add up to it."""
    total = whole.rupiah if whole else sum(bar.rupiah for bar in bars)
    steps = [_step(looked, whole, is_whole=True)] if whole else []
    steps += [_step(looked, bar, is_whole=apart) for bar in bars]
    table = [
        {
            "label": step.label,
            "href": step.href,
            "amount": format_rupiah(step.value),
            "share": "" if apart else format_percent(step.value, total),
            "rows": format_number(bar.rows) if bar.rows else "–",
        }
        for step, bar in zip(steps, [*([whole] if whole else []), *bars], strict=True)
    ]
    sums = sum(bar.rupiah for bar in bars)
    return {
        "drawing": waterfall(steps),
        "table": table,
        "sum": format_rupiah(sums),
        "adds_up": whole is None or sums == whole.rupiah,
        "is_apart": apart,
    }


def _step(looked: Looked, bar: queries.Bar, *, is_whole: bool) -> Step:
    href = addresses.bar(bar.id, looked.asked) if bar.id in queries.BARS else ""
    label = figure_words.said(figure_words.BARS, bar.id)
    return Step(label, bar.rupiah, money(bar.rupiah), _TONES.get(bar.id, 3), href, is_whole=is_whole)
