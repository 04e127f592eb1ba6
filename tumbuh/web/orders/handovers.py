"""One sheet of all handovers of a package, whoever sold: what was ordered, what came, how late, with which BAST."""

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
from tumbuh.kernel.numbers import format_number
from tumbuh.orders import seeing
from tumbuh.orders.handovers import Handover, handovers
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.orders import showing
from tumbuh.web.orders.words import short_moment


@door(Permission.ORDERS_VIEW)
def handovers_of_package(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the handovers of a package side by side, the first delivery first."""
    found = seeing.disposition(public_id, user=person(request), now=timezone.now())
    orders = handovers(found)
    received = [one for one in orders if one.receipt is not None]
    waiting = [one for one in orders if one.may_be_received]
    context = {
        "package": found.package_name or found.plan_code,
        "code": found.plan_code,
        "unit": seeing.unit_name(found.unit_ref),
        "parent_url": reverse("orders_disposition", args=[found.public_id]),
        "figures": _figures(orders, received),
        "rows": [_row(one) for one in orders],
        "next": _next(waiting) if Permission.ORDERS_RECEIVE in permissions(request) else None,
        "accepted": format_number(sum(one.accepted for one in received)),
        "ordered": format_number(sum(one.ordered for one in received)),
        "total": format_rupiah(sum(one.order.total_rupiah for one in received)),
    }
    return render(request, "orders/handovers.html", context)


def _figures(orders: Sequence[Handover], received: Sequence[Handover]) -> list[dict[str, str]]:
    late = sum(bool(one.receipt and one.receipt.late_minutes) for one in received)
    short = sum(one.accepted < one.ordered for one in received)
    sellers = len({one.order.seller_id for one in orders})
    return [
        {
            "label": _("Sudah diserahterimakan"),
            "value": _("%(n)s dari %(all)s") % {"n": format_number(len(received)), "all": format_number(len(orders))},
            "note": _("pesanan, dari %(n)s penjual") % {"n": format_number(sellers)},
        },
        {"label": _("Datang terlambat"), "value": format_number(late), "note": _("dari yang sudah diterima")},
        {"label": _("Diterima kurang"), "value": format_number(short), "note": _("kurang, rusak, atau keliru")},
    ]


def _next(waiting: list[Handover]) -> dict[str, str] | None:
    if not waiting:
        return None
    order = waiting[0].order
    return {
        "title": _("Periksa barang dari %(seller)s") % {"seller": order.seller_name},
        "text": showing.what(list(order.lines.all())),
        "href": reverse("orders_receive", args=[order.public_id]),
    }


def _row(one: Handover) -> dict[str, Any]:
    words, kind = showing.state(one.order)
    return {
        "href": reverse("orders_order", args=[one.order.public_id]),
        "seller": one.order.seller_name,
        "what": showing.what(list(one.order.lines.all())),
        "due": short_moment(one.order.deliver_by_at),
        "came": short_moment(one.receipt.arrived_at) if one.receipt else "",
        "late": _late(one),
        "ordered": format_number(one.ordered),
        "accepted": format_number(one.accepted) if one.receipt else "",
        "is_short": one.receipt is not None and one.accepted < one.ordered,
        "state": words,
        "kind": kind,
        "paper": one.paper.number if one.paper else "",
        "paper_href": reverse("papers_pdf", args=[one.paper.public_id]) if one.paper else "",
        "rupiah": format_rupiah(one.order.total_rupiah) if one.receipt else "",
    }


def _late(one: Handover) -> str:
    if one.receipt is None:
        return ""
    minutes = one.receipt.late_minutes
    return _("%(n)s menit terlambat") % {"n": format_number(minutes)} if minutes else _("tepat waktu")
