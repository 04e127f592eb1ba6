"""What came of the meetings: interest, offers, orders and money paid, each by itself, and what waits how long."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing
from tumbuh.matching.funnel import Funnel, Waiting, age_bands, ageing, funnel, funnels
from tumbuh.matching.models import Event
from tumbuh.matching.rules.states import NEXT_STEP_NAMES
from tumbuh.web.doors import door
from tumbuh.web.matching import words
from tumbuh.web.matching.events import basics
from tumbuh.web.matching.parts import Stage

_MOST_ROWS = 50


@door(Permission.MATCHING_ORGANISE)
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what came of one event, by exhibitor and by buyer."""
    found = seeing.event(public_id)
    context = basics(request, found) | _results(found, ("exhibitor", "buyer"))
    return render(request, "matching/results.html", context)


@door(Permission.MATCHING_ORGANISE)
def everything(request: HttpRequest) -> HttpResponse:
    """Show what came of all events, by batch, by exhibitor and by buyer."""
    context = {"top": "results"} | _results(None, ("batch", "exhibitor", "buyer"))
    return render(request, "matching/results.html", context)


def _results(found: Event | None, by: Sequence[str]) -> dict[str, Any]:
    whole = funnel(found)
    waiting = ageing(on=day_in_wib(timezone.now()), event=found)
    return {
        "has_meetings": whole.booked > 0,
        "booked": format_number(whole.booked),
        "held": format_number(whole.held),
        "missed": format_number(whole.missed),
        "stages": stages(whole),
        "conversion": _conversion(whole),
        "bands": [(label, format_number(count)) for label, count in age_bands(waiting)] if waiting else [],
        "ageing": [_waiting(one) for one in waiting[:_MOST_ROWS]],
        "reminders": _("Kedua pihak diingatkan setelah hari langkah berikutnya lewat, lalu setiap minggu."),
        "tables": [_table(one, funnels(one, event=found)) for one in by],
    }


def stages(one: Funnel) -> list[Stage]:
    """Return the four stages; a bar is the stage's pairs of those who were interested, never of money."""
    told = (
        (
            _("Minat"),
            one.interested,
            one.interest.rupiah,
            _("pernyataan, bukan uang"),
            2,
            one.held,
            _("pertemuan terlaksana"),
        ),
        (
            _("Penawaran"),
            one.quoted,
            one.offered.rupiah,
            _("nilai yang ditawarkan"),
            4,
            one.interested,
            _("yang berminat"),
        ),
        (_("Dipesan"), one.ordered, one.orders.rupiah, _("nilai pesanan"), 1, one.interested, _("yang berminat")),
        (_("Dibayar"), one.paid, one.realised.rupiah, _("uang yang dibayarkan"), 1, one.ordered, _("yang dipesan")),
    )
    return [
        Stage(
            label,
            format_number(count),
            min(100, round(100 * count / one.interested)) if one.interested else 0,
            tone,
            format_rupiah(rupiah),
            meaning,
            _("%(share)s dari %(n)s %(whom)s")
            % {"share": format_percent(count, of), "n": format_number(of), "whom": whom}
            if of
            else "",
            "",
        )
        for label, count, rupiah, meaning, tone, of, whom in told
    ]


def _conversion(one: Funnel) -> str:
    """Return how much was paid against what was said, with both numbers beside it."""
    if not one.interest.rupiah:
        return ""
    return _("Dibayar %(share)s dari nilai minat: %(paid)s dibanding %(interest)s.") % {
        "share": format_percent(one.realised.rupiah, one.interest.rupiah),
        "paid": format_rupiah(one.realised.rupiah),
        "interest": format_rupiah(one.interest.rupiah),
    }


def _waiting(one: Waiting) -> dict[str, Any]:
    deal = one.deal
    step = _(NEXT_STEP_NAMES[deal.next_step])
    return {
        "href": reverse("matching_meeting", args=[deal.meeting.public_id]),
        "buyer": deal.meeting.buyer.name,
        "seller": deal.meeting.seller.name,
        "state": words.state("deal", deal.state),
        "kind": words.DEAL_KINDS[deal.state],
        "days": format_number(one.days),
        "step": f"{step}, {format_day(deal.next_on)}" if deal.next_on else step,
        "is_overdue": one.is_overdue,
    }


def _table(by: str, rows: Sequence[Funnel]) -> dict[str, Any]:
    captions = {
        "batch": (_("Menurut acara"), _("Acara")),
        "exhibitor": (_("Menurut penjual"), _("Penjual")),
        "buyer": (_("Menurut pembeli"), _("Pembeli")),
    }
    caption, label = captions[by]
    return {"caption": caption, "label": label, "rows": [_row(one) for one in rows[:_MOST_ROWS]]}


def _row(one: Funnel) -> dict[str, str]:
    return {
        "name": one.name,
        "held": format_number(one.held),
        "interest": format_rupiah(one.interest.rupiah),
        "quoted": format_rupiah(one.offered.rupiah),
        "ordered": format_rupiah(one.orders.rupiah),
        "paid": format_rupiah(one.realised.rupiah),
    }
