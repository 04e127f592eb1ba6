"""What buyer and seller say to each other on an order's page, and the change that one of them proposes."""

import mimetypes
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB
from tumbuh.orders import reading, seeing, services
from tumbuh.orders.changing import CHANGEABLE
from tumbuh.orders.models import Order, OrderChange, OrderMessage
from tumbuh.orders.rules.moves import Act
from tumbuh.orders.storing import kept_bytes
from tumbuh.web.doors import door, person
from tumbuh.web.orders import asking, showing
from tumbuh.web.orders.acts import Offered
from tumbuh.web.orders.parts import Said
from tumbuh.web.orders.words import moment_in_words

# For each side: how it finds the order, which page shows it, and how its addresses begin.
_SIDES: dict[str, tuple[Callable[..., Order], str, str]] = {
    "buyer": (seeing.order_seen, "orders_order", "orders"),
    "seller": (seeing.order_sold, "orders_selling_order", "orders_selling"),
}


def of_order(request: HttpRequest, order: Order, *, side: str, may: bool, may_change: bool) -> dict[str, Any]:
    """Return the thread of an order and its open change, as one side sees them."""
    start = _SIDES[side][2]
    change = reading.open_change_of(order)
    return {
        "messages_of_order": [_said(one, side, start) for one in reading.messages_of(order)],
        "may_write": may,
        "write_url": reverse(f"{start}_say", args=[order.public_id]),
        "message_form": asking.MessageForm(auto_id="say_%s"),
        "change": _change(change, order, side, start, may_change) if change else None,
        "propose": _propose(order, start) if may_change and order.state in CHANGEABLE else None,
    }


@door(Permission.ORDERS_VIEW, methods=("POST",))
def say(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write to the seller."""
    return _say(request, public_id, "buyer")


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def say_as_seller(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write to the unit."""
    return _say(request, public_id, "seller")


@door(Permission.ORDERS_PLACE, methods=("POST",))
def propose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Propose a change to the seller."""
    return _proposed(request, public_id, "buyer")


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def propose_as_seller(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Propose a change to the unit."""
    return _proposed(request, public_id, "seller")


@door(Permission.ORDERS_PLACE, methods=("POST",))
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept or refuse what the seller proposed."""
    return _answered(request, public_id, "buyer")


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def answer_as_seller(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept or refuse what the unit proposed."""
    return _answered(request, public_id, "seller")


@door(Permission.ORDERS_VIEW)
def file(request: HttpRequest, public_id: UUID, message_id: UUID) -> HttpResponse:
    """Download what is attached to a message, as one of the unit."""
    return _file(request, public_id, message_id, "buyer")


@door(Permission.ORDERS_FULFIL)
def file_as_seller(request: HttpRequest, public_id: UUID, message_id: UUID) -> HttpResponse:
    """Download what is attached to a message, as the seller."""
    return _file(request, public_id, message_id, "seller")


def _found(request: HttpRequest, public_id: UUID, side: str, now: datetime) -> Order:
    return _SIDES[side][0](public_id, user=person(request), now=now)


def _say(request: HttpRequest, public_id: UUID, side: str) -> HttpResponse:
    now = timezone.now()
    order, form = _found(request, public_id, side, now), asking.MessageForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        attached = (file.name, file.read()) if file else None
        services.say(order_id=order.pk, words=form.cleaned_data["words"], file=attached, by=person(request), now=now)
        messages.success(request, _("Pesan terkirim."))
    else:
        messages.error(request, _("Tulis pesannya dahulu."))
    return redirect(_SIDES[side][1], public_id)


def _proposed(request: HttpRequest, public_id: UUID, side: str) -> HttpResponse:
    now = timezone.now()
    order = _found(request, public_id, side, now)
    form = _form(order, request)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
        return redirect(_SIDES[side][1], public_id)
    given = form.cleaned_data
    services.propose_change(
        order_id=order.pk,
        reason=given["reason"],
        words=given["words"],
        lines={position: services.LineChange(quantity=one) for position, one in form.quantities().items()},
        deliver_by_at=form.moment(order.deliver_by_at),
        delivery_address=given["address"],
        by=person(request),
        now=now,
    )
    messages.success(request, _("Usulan perubahan terkirim; pihak lain menjawabnya."))
    return redirect(_SIDES[side][1], public_id)


def _answered(request: HttpRequest, public_id: UUID, side: str) -> HttpResponse:
    now = timezone.now()
    order = _found(request, public_id, side, now)
    accept = request.POST.get("answer") == "accept"
    services.answer_change(
        order_id=order.pk, accept=accept, words=request.POST.get("words", ""), by=person(request), now=now
    )
    messages.success(
        request, _("Perubahan disetujui.") if accept else _("Perubahan ditolak; pesanan tetap seperti semula.")
    )
    return redirect(_SIDES[side][1], public_id)


def _file(request: HttpRequest, public_id: UUID, message_id: UUID, side: str) -> HttpResponse:
    order = _found(request, public_id, side, timezone.now())
    one = order.messages.filter(public_id=message_id).exclude(file="").first()
    if one is None:
        raise Http404
    headers = {"Content-Disposition": content_disposition_header(True, one.file_name) or "attachment"}
    content_type = mimetypes.guess_type(one.file)[0] or "application/octet-stream"
    return HttpResponse(kept_bytes(one.file), content_type=content_type, headers=headers)


def _said(one: OrderMessage, side: str, start: str) -> Said:
    href = reverse(f"{start}_message_file", args=[one.order.public_id, one.public_id]) if one.file else ""
    return Said(
        str(one.written_by), moment_in_words(one.written_at), one.words, one.side == side, (), href, one.file_name
    )


def _form(order: Order, request: HttpRequest | None = None) -> asking.ChangeForm:
    lines = [(one.position, f"{one.title} ({one.unit})", one.expected_quantity) for one in order.lines.all()]
    return asking.ChangeForm(request.POST if request else None, lines=lines, auto_id="change_%s")


def _propose(order: Order, start: str) -> Offered:
    return Offered(
        Act.CONFIRM,
        _("Usulkan perubahan"),
        _("Jumlah dapat dikurangi, waktu dan tempat dapat diubah; pihak lain menyetujui dahulu."),
        _("Kirim usulan perubahan"),
        "outline-primary",
        url=reverse(f"{start}_propose", args=[order.public_id]),
        form=_form(order),
    )


def _change(change: OrderChange, order: Order, side: str, start: str, may_change: bool) -> dict[str, Any]:
    mine = change.side == side
    lines = {line.position: line for line in order.lines.all()}
    told = []
    for one in change.lines:
        line = lines[one["position"]]
        words = _("%(title)s: dari %(before)s menjadi %(after)s %(unit)s, %(price)s per %(unit)s")
        told.append(
            words
            % {
                "title": line.title,
                "before": format_number(line.expected_quantity),
                "after": format_number(one["quantity"]),
                "unit": line.unit,
                "price": format_rupiah(one["price_rupiah"]),
            }
        )
    if change.deliver_by_at:
        told.append(_("Diantar %(at)s") % {"at": moment_in_words(change.deliver_by_at.astimezone(WIB))})
    if change.delivery_address:
        told.append(_("Ke %(address)s") % {"address": change.delivery_address})
    reason = ". ".join(part for part in (showing.reason_name(change.reason), change.words) if part)
    return {
        "title": _("Usulan perubahan Anda") if mine else _("Pihak lain mengusulkan perubahan"),
        "lines": told,
        "reason": _("Alasan: %(reason)s") % {"reason": reason},
        "may_answer": may_change and not mine,
        "wait": _("Menunggu jawaban pihak lain."),
        "url": reverse(f"{start}_answer", args=[order.public_id]),
    }
