"""One order, for everybody of its unit: where it stands, what is next, its money, clock, papers and thread."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import access, reading, seeing, services
from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import Act, Actor, State
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.orders import acts, afterwards, basket, doing, papers, showing, talking
from tumbuh.web.orders.rails import warnings_of
from tumbuh.web.orders.track import track
from tumbuh.web.orders.words import moment_in_words

_OF_UNIT = (Actor.PROCUREMENT_OFFICER, Actor.COMMITMENT_OFFICER, Actor.TREASURER, Actor.BUDGET_OWNER)


@door(Permission.ORDERS_VIEW)
def order(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one order of the person's units."""
    found = seeing.order_seen(public_id, user=person(request), now=timezone.now())
    return _page(request, found)


@door(Permission.ORDERS_VIEW, methods=("POST",))
def act(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Do an act of the unit's side; a form that is not whole comes back with what is missing."""
    found = seeing.order_seen(public_id, user=person(request), now=timezone.now())
    asked = doing.act_named(name)
    form = doing.perform(found, asked, request.POST, by=person(request), now=timezone.now())
    if form is not None:
        return _page(request, found, bound=(asked, form), status=400)
    messages.success(request, doing.done(asked))
    return redirect("orders_order", public_id)


@door(Permission.ORDERS_PLACE, methods=("POST",))
def reorder(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put what an order had into the basket of the package that is shopped for now."""
    now, who = timezone.now(), person(request)
    found = seeing.order_seen(public_id, user=who, now=now)
    chosen = basket.chosen_of(request, basket.packages_of(request))
    if chosen is None:
        messages.warning(request, _("Terima dahulu disposisi paket; setiap pesanan menempel pada paket RUP."))
        return redirect("orders_desk")
    made = services.reorder(order_id=found.pk, disposition_id=chosen.pk, by=who, now=now)
    messages.success(request, _("Isi pesanan masuk keranjang dengan harga hari ini. Periksa waktu pengantarannya."))
    for title in made.missing:
        messages.warning(request, _("%(title)s sedang tidak dijual.") % {"title": title})
    return redirect("orders_basket")


def shared(request: HttpRequest, found: Order) -> dict[str, Any]:
    """Return what the pages of a buyer and of a seller show alike."""
    now = timezone.now()
    history = reading.events_of(found)
    return {
        "number": showing.number(found),
        "title": showing.what(list(found.lines.all())),
        "state": showing.state(found)[0],
        "state_kind": showing.state(found)[1],
        "steps": track(State(found.state), reading.moments_of(found, history), path=found.payment_path),
        "clock": showing.clock(
            found, reading.clock_of(found, today=day_in_wib(now)), promise_days=reading.promise(now)
        ),
        "events": showing.events(history),
        "lines": showing.lines(found),
    } | papers.of_order(request, found)


def _page(request: HttpRequest, found: Order, *, bound: Any = None, status: int = 200) -> HttpResponse:
    now, who = timezone.now(), person(request)
    taxes = reading.taxes_of(found, on=day_in_wib(now))
    context = shared(request, found)
    actors = [
        actor
        for actor in _OF_UNIT
        if access.PERMISSIONS[actor] in permissions(request)
        and access.may_for_unit(who, access.PERMISSIONS[actor], found.unit_ref, now=now)
    ]
    main, more = acts.offered(
        found,
        actors,
        own={Act(one.act) for one in reading.events_of(found) if one.done_by_id == who.pk and one.act in set(Act)},
        url=lambda one: reverse("orders_act", args=[found.public_id, one.value]),
        page=lambda name: reverse(name, args=[found.public_id]),
        bound=bound,
    )
    line = found.budget_line
    unit = seeing.unit_name(found.unit_ref)
    context |= {
        "lead": _("%(unit)s memesan dari %(seller)s") % {"unit": unit, "seller": found.seller_name},
        "main": main,
        "more": more,
        "wait": acts.wait(found),
        "money": showing.money(found, taxes),
        "facts": _facts(found),
        "balance": showing.balance(
            ceiling_rupiah=line.ceiling_rupiah,
            before_rupiah=found.balance_before_rupiah,
            asked_rupiah=found.placed_total_rupiah,
        ),
        "line_words": f"{line.account_name or line.account} · {line.sub_activity} · {line.account}",
        "receipt": _receipt(found),
        "warnings": warnings_of(found),
        "may_reorder": Actor.PROCUREMENT_OFFICER in actors,
        "reorder_url": reverse("orders_reorder", args=[found.public_id]),
    } | talking.of_order(request, found, side="buyer", may=bool(actors), may_change=Actor.PROCUREMENT_OFFICER in actors)
    if Actor.TREASURER in actors:
        context["tax_papers_url"] = reverse("orders_tax_papers", args=[found.public_id])
    context |= afterwards.of_order(found, may_review=Actor.COMMITMENT_OFFICER in actors)
    return render(request, "orders/order.html", context, status=status)


def _facts(found: Order) -> list[tuple[str, str]]:
    told = [
        (_("Diantar"), moment_in_words(found.deliver_by_at)),
        (_("Ke"), found.delivery_address),
        (_("Penjual"), found.seller_name),
        (_("Paket RUP"), f"{found.plan_code} {found.disposition.package_name}".strip()),
        (_("PPK"), str(found.disposition.commitment_officer)),
        (_("Dipesan oleh"), str(found.placed_by)),
    ]
    return [(label, text) for label, text in told if text]


def _receipt(found: Order) -> dict[str, Any] | None:
    receipt = reading.receipt_of(found)
    if receipt is None:
        return None
    late = _("%(n)s menit terlambat") % {"n": receipt.late_minutes} if receipt.late_minutes else _("tepat waktu")
    facts = [
        (_("Tiba"), f"{moment_in_words(receipt.arrived_at)} ({late})"),
        (_("Diperiksa oleh"), str(receipt.received_by)),
        (_("Suhu"), f"{receipt.temperature_celsius} °C" if receipt.temperature_celsius is not None else ""),
        (_("Catatan"), receipt.note),
    ]
    for line in receipt.lines.all():
        if line.flaw:
            told = _("%(title)s: dihitung %(counted)s, diterima %(accepted)s (%(flaw)s)")
            words = {
                "title": line.line.title,
                "counted": line.counted,
                "accepted": line.accepted,
                "flaw": _(line.get_flaw_display()),
            }
            facts.append((_("Kekurangan"), told % words))
    photos = [
        {
            "href": reverse("orders_receipt_photo", args=[found.public_id, photo.public_id]),
            "name": _("Foto %(n)s") % {"n": number},
        }
        for number, photo in enumerate(receipt.photos.all(), start=1)
    ]
    return {"facts": [(label, text) for label, text in facts if text], "photos": photos}
