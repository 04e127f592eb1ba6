"""The end of the fiscal year: what will not be paid from its budget unless somebody acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.orders import seeing
from tumbuh.orders.ending import Unpaid, YearEnd
from tumbuh.orders.queries import year_end
from tumbuh.orders.rules.year_end import Outlook
from tumbuh.procurement.lookup import unit_names
from tumbuh.web.doors import door, person
from tumbuh.web.orders import showing

_WORDS = {
    Outlook.TOO_LATE: (gettext_noop("Lewat tahun"), "bad"),
    Outlook.AT_RISK: (gettext_noop("Berisiko"), "warn"),
    Outlook.IN_TIME: (gettext_noop("Masih sempat"), "good"),
}


@door(Permission.ORDERS_VIEW)
def forecast(request: HttpRequest) -> HttpResponse:
    """Show which unpaid orders of the units that a person sees will miss the end of the year."""
    today = day_in_wib(timezone.now())
    units = seeing.unit_codes(person(request), Permission.ORDERS_VIEW, on=today)
    found = year_end(today.year, today=today, unit_refs=units)
    names = unit_names({one.order.unit_ref for one in found.orders})
    context = {
        "lead": _("Terakhir dibayar %(end)s; agar dibayar tepat janji, barang diterima paling lambat %(last)s.")
        % {"end": format_day(found.ends_on), "last": format_day(found.last_receipt_on)},
        "figures": [_figure(found, kind) for kind in _WORDS],
        "orders": [_row(one, names) for one in found.orders],
    }
    return render(request, "orders/year_end.html", context)


def _figure(found: YearEnd, kind: Outlook) -> dict[str, str]:
    n = sum(one.outlook is kind for one in found.orders)
    return {
        "label": _(_WORDS[kind][0]),
        "value": format_rupiah(found.rupiah(kind)),
        "note": _("%(n)s pesanan belum dibayar") % {"n": format_number(n)},
    }


def _row(one: Unpaid, names: dict[str, str]) -> dict[str, str]:
    words, kind = _WORDS[one.outlook]
    order = one.order
    return {
        "href": reverse("orders_order", args=[order.public_id]),
        "number": showing.number(order),
        "unit": names.get(order.unit_ref, order.unit_ref),
        "seller": order.seller_name,
        "due": format_day(day_in_wib(order.deliver_by_at)),
        "state": showing.state(order)[0],
        "rupiah": format_rupiah(order.total_rupiah),
        "outlook": _(words),
        "kind": kind,
    }
