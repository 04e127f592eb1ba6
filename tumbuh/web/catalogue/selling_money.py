"""A seller's book of income: each order's gross, what was withheld, what came in and when, or by when it should."""

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.insight.income import income
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import WIB, day_in_wib, format_day
from tumbuh.orders import seeing
from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import State
from tumbuh.reference.holidays import working_days_between
from tumbuh.web.catalogue.sellers import shelf
from tumbuh.web.catalogue.selling_rooms import rooms
from tumbuh.web.catalogue.selling_years import channel_name, turned, year_asked
from tumbuh.web.doors import door, person
from tumbuh.web.orders import showing

_NEVER_PAID = (State.DECLINED.value, State.CANCELLED.value)
PAGE_SIZE = 20


@door(Permission.ORDERS_FULFIL)
def money(request: HttpRequest) -> HttpResponse:
    """List the orders of a year with their money; the sums are those of the rows."""
    here, now = shelf(request), timezone.now()
    year = year_asked(request, now)
    first, after = (datetime(one, 1, 1, tzinfo=WIB) for one in (year, year + 1))
    found = seeing.orders_sold(person(request), now=now).filter(
        seller=here.business, placed_at__gte=first, placed_at__lt=after
    )
    orders = list(found.exclude(state__in=_NEVER_PAID).select_related("payment"))
    paid = [one.payment for one in orders if hasattr(one, "payment")]
    sold = income(here.business, year=year)
    page = Paginator(orders, PAGE_SIZE).get_page(request.GET.get("page"))
    context = turned(year, now) | {
        "rooms": rooms(request),
        "sold": format_rupiah(sold.net()) if sold.cells else "",
        "channels": [(channel_name(one), format_rupiah(sold.net(channel=one))) for one in sold.channels],
        "page": page,
        "query": f"tahun={year}",
        "rows": [_row(one, day_in_wib(now)) for one in page],
        "gross": format_rupiah(sum(one.gross_rupiah for one in paid)),
        "withheld": format_rupiah(sum(one.withheld_rupiah for one in paid)),
        "net": format_rupiah(sum(one.net_rupiah for one in paid)),
        "coming": format_rupiah(sum(one.total_rupiah for one in orders if not hasattr(one, "payment"))),
    }
    return render(request, "catalogue/selling_money.html", context)


def _late(order: Order, today: date) -> str:
    """Return by how many working days the money is late; "" while it is not, or was paid."""
    if order.pay_by_on is None or order.pay_by_on >= today or hasattr(order, "payment"):
        return ""
    days = max(working_days_between(order.pay_by_on, today), 1)
    return ngettext("terlambat %(n)s hari kerja", "terlambat %(n)s hari kerja", days) % {"n": days}


def _row(order: Order, today: date) -> dict[str, Any]:
    state, kind = showing.state(order)
    row = {
        "title": showing.what(list(order.lines.all())),
        "number": showing.number(order),
        "href": reverse("orders_selling_order", args=[order.public_id]),
        "placed_on": format_day(day_in_wib(order.placed_at)),
        "gross": format_rupiah(order.total_rupiah),
        "state": state,
        "kind": kind,
        "promised": format_day(order.pay_by_on) if order.pay_by_on else "",
        "late": _late(order, today),
    }
    if not hasattr(order, "payment"):
        return row
    payment = order.payment
    return row | {
        "gross": format_rupiah(payment.gross_rupiah),
        "withheld": format_rupiah(payment.withheld_rupiah),
        "slip": payment.tax_slip_number,
        "net": format_rupiah(payment.net_rupiah),
        "paid_on": format_day(payment.paid_on),
    }
