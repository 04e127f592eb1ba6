"""Kitchens and workshops: how much a day, and a month in which days are closed with one tap."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import services
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.models import CapacityPool
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, NotAPeriod, day_in_wib, format_day
from tumbuh.web.catalogue.month_days import cells_of
from tumbuh.web.catalogue.sellers import SELL, own_businesses, shelf
from tumbuh.web.catalogue.selling_forms import DayForm, PoolForm
from tumbuh.web.catalogue.selling_rooms import rooms
from tumbuh.web.doors import door, person


@door(SELL)
def pools(request: HttpRequest) -> HttpResponse:
    """List the kitchens and workshops."""
    here = shelf(request)
    context = {"shelf": here, "rooms": rooms(request), "pools": catalogue.pools_of(here.business.pk)}
    return render(request, "catalogue/selling_pools.html", context)


@door(SELL, methods=("GET", "POST"))
def new_pool(request: HttpRequest) -> HttpResponse:
    """Add a kitchen or workshop."""
    here = shelf(request)
    form = PoolForm(request.POST if request.method == "POST" else None, initial={"lead_hours": 24})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_pool(
                business=here.business, values=form.values(), by=person(request), now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("selling_pool", made.public_id)
    return _form_page(request, form, _("Tambah dapur atau bengkel"), reverse("selling_pools"))


@door(SELL, methods=("GET", "POST"))
def settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change how a kitchen works on an ordinary day."""
    found = reading.own_pool(public_id, businesses=own_businesses(request))
    first = {name: getattr(found, name) for name in PoolForm.base_fields}
    form = PoolForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_pool(pool_id=found.pk, values=form.values(), by=person(request), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Tersimpan. Pesanan yang sudah masuk tidak berubah."))
            return redirect("selling_pool", found.public_id)
    return _form_page(request, form, found.name, reverse("selling_pool", args=[found.public_id]))


@door(SELL, methods=("GET", "POST"))
def pool(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a month of a kitchen; close or open a day, or give it another number."""
    found = reading.own_pool(public_id, businesses=own_businesses(request))
    now = timezone.now()
    month = _month(request.GET.get("bulan", ""), day_in_wib(now))
    form = DayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _set_day(request, found, form)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, said)
            return redirect(f"{reverse('selling_pool', args=[found.public_id])}?bulan={month}")
    days = catalogue.pool_days(found, first=month.start_on, last=month.end_on, now=now)
    context = {
        "pool": found,
        "lead": _("%(limit)s sehari, dipesan %(hours)s jam sebelumnya.")
        % {"limit": format_number(found.daily_limit), "hours": found.lead_hours},
        "month": month,
        "earlier": month.previous() if month > Month.of(day_in_wib(now)) else None,
        "later": month.next(),
        "days": cells_of(days, today=day_in_wib(now)),
        "form": form,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_pool.html", context, status=status)


def _set_day(request: HttpRequest, found: CapacityPool, form: DayForm) -> str:
    """Write what was asked of a day; return what to say."""
    given, day = form.cleaned_data, form.cleaned_data["day"]
    who: dict[str, Any] = {"pool_id": found.pk, "day": day, "by": person(request), "now": timezone.now()}
    [known] = catalogue.pool_days(found, first=day, last=day, now=who["now"])
    if given["act"] == "limit":
        services.set_day(limit=given["limit"], note=given["note"], **who)
        return _("%(day)s: paling banyak %(limit)s.") % {"day": format_day(day), "limit": format_number(given["limit"])}
    is_closing = given["act"] == "close"
    services.set_day(limit=known.limit, closed=is_closing, note=known.note, **who)
    if not is_closing:
        return _("%(day)s dibuka.") % {"day": format_day(day)}
    if known.taken:
        words = {"day": format_day(day), "taken": format_number(known.taken)}
        return _("%(day)s ditutup untuk pesanan baru. %(taken)s yang sudah dipesan tetap harus dipenuhi.") % words
    return _("%(day)s ditutup.") % {"day": format_day(day)}


def _form_page(request: HttpRequest, form: PoolForm, heading: str, back: str) -> HttpResponse:
    context = {"heading": heading, "lead": _("Berlaku setiap hari, kecuali hari yang Anda ubah di kalender."),
               "form": form, "back": back}  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_form.html", context, status=status)


def _month(text: str, today: date) -> Month:
    """Return the month that is asked for, not before this one and within two years; else this one."""
    this = Month.of(today)
    try:
        asked = Month.parse(text)
    except NotAPeriod:
        return this
    return asked if this <= asked <= Month(this.year + 2, this.month) else this
