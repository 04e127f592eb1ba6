"""What came of the meetings: interest, offers, orders and money paid, each by itself, and what waits how long."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing
from tumbuh.matching.funnel import Funnel, Waiting, age_bands, ageing, ageing_by, funnel, funnels
from tumbuh.matching.models import Event
from tumbuh.matching.rules.states import NEXT_STEP_NAMES
from tumbuh.web.doors import door, permissions
from tumbuh.web.matching import words
from tumbuh.web.matching.events import basics
from tumbuh.web.matching.parts import Stage
from tumbuh.web.matching.result_rows import PARTS, rows_url

_MOST_ROWS, _MOST_WAITING = 8, 6  # a phone shows the first of each; all are behind the numbers and in the files


@door(Permission.MATCHING_VIEW)
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what came of one event, by exhibitor and by buyer."""
    found = seeing.event(public_id)
    context = basics(request, found) | _results(request, found, ("penjual", "pembeli"))
    return render(request, "matching/results.html", context)


@door(Permission.MATCHING_VIEW)
def everything(request: HttpRequest) -> HttpResponse:
    """Show what came of all events, by batch, by exhibitor and by buyer."""
    context = {"top": "results"} | _results(request, None, ("acara", "penjual", "pembeli"))
    return render(request, "matching/results.html", context)


def _results(request: HttpRequest, found: Event | None, parts: Sequence[str]) -> dict[str, Any]:
    whole = funnel(found)
    waiting = ageing(on=day_in_wib(timezone.now()), event=found)
    is_organiser = Permission.MATCHING_ORGANISE in permissions(request)
    of = {"acara": found.number} if found is not None else {}
    return {
        "is_organiser": is_organiser,
        "has_meetings": whole.booked > 0,
        "counts": [
            {"value": format_number(whole.booked), "label": _("pertemuan terjadwal"), "href": rows_url(**of)},
            {
                "value": format_number(whole.held),
                "label": _("pertemuan terlaksana"),
                "kind": "good",
                "href": rows_url(tahap="terlaksana", **of),
            },
            {
                "value": format_number(whole.missed),
                "label": _("tidak hadir"),
                "href": rows_url(tahap="tidak-hadir", **of),
            },
        ],
        "stages": stages(whole, of),
        "conversion": _conversion(whole),
        "bands": [(label, format_number(count)) for label, count in age_bands(waiting)] if waiting else [],
        "ageing_more": max(len(waiting) - _MOST_WAITING, 0),
        "ageing": [_waiting(one, may_open=is_organiser) for one in waiting[:_MOST_WAITING]],
        "reminders": _("Kedua pihak diingatkan setelah hari langkah berikutnya lewat, lalu setiap minggu."),
        "tables": [_table(one, found, waiting, of) for one in parts],
        "files_query": urlencode(of),
    }


def stages(one: Funnel, of: Mapping[str, object]) -> list[Stage]:
    """
    Return the four stages; a bar is the stage's pairs of those who were interested, never of money.

    `of`: which part is opened, as in the address of its rows.
    """
    told = (
        ("minat", _("Minat"), one.interested, one.interest.rupiah, _("pernyataan, bukan uang"), 2, one.held,
         _("pertemuan terlaksana")),
        ("penawaran", _("Penawaran"), one.quoted, one.offered.rupiah, _("nilai yang ditawarkan"), 4, one.interested,
         _("yang berminat")),
        ("dipesan", _("Dipesan"), one.ordered, one.orders.rupiah, _("nilai pesanan"), 1, one.interested,
         _("yang berminat")),
        ("dibayar", _("Dibayar"), one.paid, one.realised.rupiah, _("uang yang dibayarkan"), 1, one.ordered,
         _("yang dipesan")),
    )  # fmt: skip
    return [
        Stage(
            label,
            format_number(count),
            min(100, round(100 * count / one.interested)) if one.interested else 0,
            tone,
            format_rupiah(rupiah),
            meaning,
            _("%(share)s dari %(n)s %(whom)s")
            % {"share": format_percent(count, base), "n": format_number(base), "whom": whom}
            if base
            else "",
            rows_url(tahap=name, **of),
        )
        for name, label, count, rupiah, meaning, tone, base, whom in told
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


def _waiting(one: Waiting, *, may_open: bool) -> dict[str, Any]:
    deal = one.deal
    step = _(NEXT_STEP_NAMES[deal.next_step])
    return {
        "href": reverse("matching_meeting", args=[deal.meeting.public_id]) if may_open else "",
        "buyer": deal.meeting.buyer.name,
        "seller": deal.meeting.seller.name,
        "state": words.state("deal", deal.state),
        "kind": words.DEAL_KINDS[deal.state],
        "days": format_number(one.days),
        "step": f"{step}, {format_day(deal.next_on)}" if deal.next_on else step,
        "is_overdue": one.is_overdue,
    }


def _table(part: str, event: Event | None, waiting: Sequence[Waiting], of: Mapping[str, object]) -> dict[str, Any]:
    captions = {
        "acara": (_("Menurut acara"), _("Acara")),
        "penjual": (_("Menurut penjual"), _("Penjual")),
        "pembeli": (_("Menurut pembeli"), _("Pembeli")),
    }
    caption, label = captions[part]
    rows, lying = funnels(PARTS[part], event=event), ageing_by(PARTS[part], waiting)
    return {
        "part": part,
        "caption": caption,
        "label": label,
        "rows": [_row(one, lying.get(one.key, []), rows_url(**{**of, part: one.key})) for one in rows[:_MOST_ROWS]],
        "more": max(len(rows) - _MOST_ROWS, 0),
    }


def _row(one: Funnel, lying: Sequence[Waiting], href: str) -> dict[str, str]:
    open_deals = _("%(n)s, terlama %(days)s hari") % {
        "n": format_number(len(lying)), "days": format_number(lying[0].days)
    } if lying else NOTHING  # fmt: skip
    return {
        "name": one.name,
        "href": href,
        "held": format_number(one.held),
        "interest": format_rupiah(one.interest.rupiah),
        "quoted": format_rupiah(one.offered.rupiah),
        "ordered": format_rupiah(one.orders.rupiah),
        "paid": format_rupiah(one.realised.rupiah),
        "share": format_percent(one.realised.rupiah, one.interest.rupiah) if one.interest.rupiah else NOTHING,
        "open": open_deals,
    }
