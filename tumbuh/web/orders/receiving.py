"""The PPK counts what came, line by line, with a picture; what is signed for becomes the handover record."""

import mimetypes
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.orders import reading, seeing, services
from tumbuh.orders.models import Order, OrderLine
from tumbuh.orders.storing import kept_bytes
from tumbuh.web.doors import door, person
from tumbuh.web.orders import asking, showing
from tumbuh.web.orders.words import moment_in_words


@door(Permission.ORDERS_RECEIVE, methods=("GET", "POST"))
def receive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask what was counted, and sign for it."""
    now = timezone.now()
    found = seeing.order_seen(public_id, user=person(request), now=now)
    local = now.astimezone(WIB)
    lines = [line for line in found.lines.all() if line.delivered_quantity]
    counts = {line: _count_form(line, request) for line in lines}
    form = asking.ReceiveForm(
        request.POST or None,
        request.FILES or None,
        initial={"day": local.date(), "time": local.time().replace(second=0, microsecond=0)},
    )
    if all(line.line_kind != "catering" for line in lines):
        del form.fields["temperature"]
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in counts.values())]):
        _sign(request, found, form, counts)
        messages.success(request, _("Barang diterima, BAST terbit. Jam pembayaran berjalan."))
        return redirect("orders_order", public_id)
    context = {
        "title": _("Periksa barang"),
        "lead": showing.what(list(found.lines.all())),
        "crumbs_template": "orders/_order_crumbs.html",
        "order_url": reverse("orders_order", args=[public_id]),
        "number": showing.number(found),
        "here": _("Periksa barang"),
        "lines_title": _("Hitung setiap barang"),
        "lines": [_line(line, one) for line, one in counts.items()],
        "form_title": _("Kapan dan bagaimana tiba"),
        "form": form,
        "button": _("Terima dan terbitkan BAST"),
        "money": showing.money(found, reading.taxes_of(found, on=day_in_wib(now))),
        "facts": [
            (_("Penjual"), found.seller_name),
            (_("Dijanjikan tiba"), moment_in_words(found.deliver_by_at)),
            (_("Tempat"), found.delivery_address),
        ],
    }
    return render(request, "orders/form_page.html", context)


@door(Permission.ORDERS_VIEW)
def photo(request: HttpRequest, public_id: UUID, photo_id: UUID) -> HttpResponse:
    """Show a picture of what came to who may see the order."""
    found = reading.receipt_of(seeing.order_seen(public_id, user=person(request), now=timezone.now()))
    one = found.photos.filter(public_id=photo_id).first() if found else None
    if one is None:
        raise Http404
    content_type = mimetypes.guess_type(one.file)[0] or "application/octet-stream"
    return HttpResponse(kept_bytes(one.file), content_type=content_type)


def _count_form(line: OrderLine, request: HttpRequest) -> asking.CountForm:
    prefix = f"line-{line.position}"
    return asking.CountForm(request.POST or None, prefix=prefix, sent=line.delivered_quantity)


def _line(line: OrderLine, form: asking.CountForm) -> dict[str, Any]:
    about = _("dipesan %(ordered)s, dikirim %(sent)s %(unit)s") % {
        "ordered": format_number(line.quantity),
        "sent": format_number(line.delivered_quantity),
        "unit": line.unit,
    }
    return {"title": line.title, "about": about, "fields": list(form)}


def _sign(request: HttpRequest, found: Order, form: Any, counts: dict[OrderLine, asking.CountForm]) -> None:
    given = form.cleaned_data
    picture = given.get("photo")
    services.receive(
        order_id=found.pk,
        arrived_at=form.moment(),
        counts={
            line.position: services.Counted(
                one.cleaned_data["counted"], one.cleaned_data["accepted"], one.cleaned_data["flaw"]
            )
            for line, one in counts.items()
        },
        temperature_celsius=given.get("temperature"),
        note=given["note"],
        photos=[services.Photo(picture.name, picture.read())] if picture else [],
        by=person(request),
        now=timezone.now(),
    )
