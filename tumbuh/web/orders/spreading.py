"""How orders are spread over sellers: the ten with most, who has none yet, each with its orders behind it."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.orders import seeing
from tumbuh.orders.spreading import SellerPart, Spread, spread
from tumbuh.web.doors import door, person
from tumbuh.web.orders import asking

PAGE_SIZE = 25
_SPAN_DAYS = 90  # domain §7, indicator 11: sellers with at least one order in 90 days


@door(Permission.ORDERS_VIEW)
def spread_of_orders(request: HttpRequest) -> HttpResponse:
    """Show how the orders of the person's units are spread over the sellers."""
    now = timezone.now()
    today = day_in_wib(now)
    form = asking.PlacedFilter(request.GET or None)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    start, end = given.get("dari") or today - timedelta(days=_SPAN_DAYS), given.get("sampai") or today
    found = spread(seeing.orders_seen(person(request), now=now), start=start, end=end, today=today)
    page = Paginator(found.sellers, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    span = {"keadaan": asking.VALID, "dari": f"{start}", "sampai": f"{end}"}
    context = {
        "form": asking.PlacedFilter(initial={"dari": start, "sampai": end}),
        "span": _("Dipesan %(start)s sampai %(end)s") % {"start": format_day(start), "end": format_day(end)},
        "figures": _figures(found),
        "sellers": [_seller(one, found, span) for one in page],
        "page": page,
        "all_href": f"{reverse('orders_list')}?{urlencode(span)}",
        "query": query.urlencode(),
        "has_orders": found.orders > 0,
    }
    return render(request, "orders/spread.html", context)


def _figures(found: Spread) -> list[dict[str, str]]:
    gini = NOTHING if found.gini is None else _two_digits(found.gini)
    return [
        {
            "label": _("Pesanan pada sepuluh penjual terbesar"),
            "value": format_percent(found.top_orders, found.orders, digits=1) if found.orders else NOTHING,
            "numerator": format_number(found.top_orders),
            "numerator_label": _("Sepuluh terbesar"),
            "denominator": format_number(found.orders),
            "denominator_label": _("Semua pesanan"),
        },
        {
            "label": _("Nilainya pada sepuluh terbesar"),
            "value": format_percent(found.top_rupiah, found.rupiah, digits=1) if found.rupiah else NOTHING,
            "numerator": format_rupiah(found.top_rupiah),
            "numerator_label": _("Sepuluh terbesar"),
            "denominator": format_rupiah(found.rupiah),
            "denominator_label": _("Semua nilai"),
        },
        {
            "label": _("Penjual di katalog yang mendapat pesanan"),
            "value": format_percent(found.listed_with_orders, found.listed, digits=1) if found.listed else NOTHING,
            "numerator": format_number(found.listed_with_orders),
            "numerator_label": _("Mendapat pesanan"),
            "denominator": format_number(found.listed),
            "denominator_label": _("Tampil di katalog"),
        },
        {
            "label": _("Ketimpangan (Gini)"),
            "value": gini,
            "note": _("0: semua sama banyak; mendekati 1: hampir semua pada satu penjual."),
        },
    ]


def _two_digits(share: Fraction) -> str:
    return format_number(Decimal(share.numerator) / Decimal(share.denominator), digits=2)


def _seller(one: SellerPart, found: Spread, span: dict[str, str]) -> dict[str, Any]:
    query = urlencode({"penjual": str(one.public_id), **span})
    return {
        "name": one.name,
        "href": f"{reverse('orders_list')}?{query}" if one.orders else "",
        "orders": format_number(one.orders),
        "rupiah": format_rupiah(one.rupiah),
        "share": format_percent(one.orders, found.orders, digits=1) if found.orders else NOTHING,
        "is_listed": one.is_listed,
    }
