"""All orders of a person's units, also as a file; and how long sellers wait for their money."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from urllib.parse import urlencode

import polars as pl
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, end_of_day, format_day
from tumbuh.orders import seeing
from tumbuh.orders.models import Order
from tumbuh.orders.spreading import NO_ORDER
from tumbuh.orders.waits import Waits, waits
from tumbuh.procurement.lookup import unit_names
from tumbuh.web.doors import door, person
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx
from tumbuh.web.orders import asking, showing

PAGE_SIZE = 20
FILES = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_SPAN_DAYS = 90  # as the price statistics: long enough for a p90, short enough to be about today's treasurer


@door(Permission.ORDERS_VIEW)
def orders(request: HttpRequest) -> HttpResponse:
    """List the orders of the person's units, newest first."""
    form = asking.ListFilter(request.GET)
    found = _chosen(request, form)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    units = unit_names({one.unit_ref for one in page})
    context = {
        "form": form,
        "orders": [_row(one, units) for one in page],
        "page": page,
        "total": format_number(page.paginator.count),
        "rupiah": format_rupiah(found.aggregate(rupiah=Sum("total_rupiah"))["rupiah"] or 0),
        "query": query.urlencode(),
        "is_filtered": bool(query),
    }
    return render(request, "orders/list.html", context)


@door(Permission.ORDERS_VIEW)
def orders_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Download the orders, as filtered."""
    if kind not in FILES:
        raise Http404
    found = list(_chosen(request, asking.ListFilter(request.GET)))
    frame = _frame(found)
    facts = {
        _("Isi"): _("Pesanan e-order"),
        _("Jumlah rupiah"): format_rupiah(sum(one.total_rupiah for one in found)),
        _("Diunduh"): format_day(day_in_wib(timezone.now())),
    }
    write, content_type = FILES[kind]
    file = write(Sheet(frame.columns, [frame], facts, frame.height))
    return FileResponse(file, as_attachment=True, filename=f"pesanan.{kind}", content_type=content_type)


@door(Permission.ORDERS_VIEW)
def days_to_pay(request: HttpRequest) -> HttpResponse:
    """Show how long sellers wait for their money, the slowest unit first."""
    today = day_in_wib(timezone.now())
    form = asking.SpanFilter(request.GET or None)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    start = given.get("dari") or today - timedelta(days=_SPAN_DAYS)
    end = given.get("sampai") or today
    seen = seeing.orders_seen(person(request), now=timezone.now())
    whole, units = waits(seen, start=start, end=end, today=today)
    form = asking.SpanFilter(initial={"dari": start, "sampai": end})
    names = unit_names({one.unit_ref for one in units})
    context = {
        "form": form,
        "figures": _figures(whole, start, end),
        "units": [_unit(one, names, start, end) for one in units],
    }
    return render(request, "orders/days_to_pay.html", context)


def _chosen(request: HttpRequest, form: asking.ListFilter) -> QuerySet[Order]:
    found = seeing.orders_seen(person(request), now=timezone.now())
    form.is_valid()
    given = form.cleaned_data
    for word in given.get("kata", "").split():
        said = Q(seller_name__icontains=word) | Q(plan_code__icontains=word) | Q(lines__title__icontains=word)
        found = found.filter(said | Q(disposition__package_name__icontains=word)).distinct()
    if given.get("unit"):
        found = found.filter(unit_ref=given["unit"])
    if given.get("keadaan") == asking.VALID:
        found = found.exclude(state__in=NO_ORDER)
    elif given.get("keadaan"):
        found = found.filter(state=given["keadaan"])
    if given.get("penjual"):
        found = found.filter(seller__public_id=given["penjual"])
    for name, dari, sampai in (
        ("placed_at", "dari", "sampai"),
        ("received_at", "diterima_dari", "diterima_sampai"),
    ):
        if given.get(dari):
            found = found.filter(**{f"{name}__gt": end_of_day(given[dari] - timedelta(days=1))})
        if given.get(sampai):
            found = found.filter(**{f"{name}__lte": end_of_day(given[sampai])})
    return found


def _row(one: Order, units: dict[str, str]) -> dict[str, object]:
    href = reverse("orders_order", args=[one.public_id])
    return showing.row(one, href=href, unit=units.get(one.unit_ref, one.unit_ref))


def _frame(found: Iterable[Order]) -> pl.DataFrame:
    rows = [
        (
            showing.number(one),
            str(one.public_id),
            one.unit_ref,
            one.plan_code,
            one.seller_name,
            showing.what(list(one.lines.all())),
            showing.state(one)[0],
            day_in_wib(one.placed_at),
            day_in_wib(one.deliver_by_at),
            day_in_wib(one.received_at) if one.received_at else None,
            one.pay_by_on,
            day_in_wib(one.paid_at) if one.paid_at else None,
            one.total_rupiah,
            one.withheld_rupiah,
        )
        for one in found
    ]
    schema = {
        _("Pesanan"): pl.String, _("Id"): pl.String, _("Kode unit"): pl.String, _("Kode RUP"): pl.String,
        _("Penjual"): pl.String, _("Isi"): pl.String, _("Keadaan"): pl.String, _("Dipesan"): pl.Date,
        _("Diantar"): pl.Date, _("Diterima"): pl.Date, _("Dijanjikan dibayar"): pl.Date, _("Dibayar"): pl.Date,
        _("Nilai (Rp)"): pl.Int64, _("Dipotong (Rp)"): pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _figures(whole: Waits, start: date, end: date) -> list[dict[str, str]]:
    span = _("Diterima %(start)s sampai %(end)s") % {"start": format_day(start), "end": format_day(end)}
    waiting = {
        "label": _("Belum dibayar"),
        "value": format_number(whole.unpaid),
        "note": _("%(n)s di antaranya lewat janji.") % {"n": format_number(whole.late)},
    }
    if whole.median_days is None or whole.p90_days is None:
        return [waiting]
    return [
        {
            "label": _("Median hari sampai dibayar"),
            "value": _("%(n)s hari") % {"n": _days(whole.median_days)},
            "note": span,
        },
        {
            "label": _("Sembilan dari sepuluh dibayar dalam (p90)"),
            "value": _("%(n)s hari") % {"n": format_number(whole.p90_days)},
            "note": span,
        },
        {
            "label": _("Dibayar dalam 3 hari"),
            "value": format_percent(whole.within_3, whole.paid, digits=1),
            "numerator": format_number(whole.within_3),
            "numerator_label": _("Dalam 3 hari"),
            "denominator": format_number(whole.paid),
            "denominator_label": _("Pesanan dibayar"),
        },
        waiting,
    ]


def _unit(one: Waits, names: dict[str, str], start: date, end: date) -> dict[str, str]:
    some = one.paid > 0
    span = urlencode({"unit": one.unit_ref, "diterima_dari": start, "diterima_sampai": end})
    return {
        "name": names.get(one.unit_ref, one.unit_ref),
        "href": f"{reverse('orders_list')}?{span}",
        "paid": format_number(one.paid),
        "median": NOTHING if one.median_days is None else _days(one.median_days),
        "p90": NOTHING if one.p90_days is None else format_number(one.p90_days),
        "within": format_percent(one.within_3, one.paid, digits=0) if some else NOTHING,
        "within_7": format_percent(one.within_7, one.paid, digits=0) if some else NOTHING,
        "over": format_number(one.over_30) if some else NOTHING,
        "unpaid": format_number(one.unpaid),
        "late": format_number(one.late),
    }


def _days(days: Fraction) -> str:
    return format_number(int(days)) if days.denominator == 1 else f"{int(days)},5"
