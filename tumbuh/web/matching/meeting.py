"""One meeting: answer it, move it, cancel it, say what came of it in two taps, and follow it to the money paid."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah, parse_rupiah
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Deal, Meeting, Outcome
from tumbuh.matching.paying import orders_to_link
from tumbuh.matching.rules.states import AT_WORK, LOST_NAMES, NEXT_STEP_NAMES, DealState, MeetingState
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.matching import words
from tumbuh.web.matching.asking import CancelForm, DeclineForm, LostForm, OutcomeForm
from tumbuh.web.orders.parts import Step
from tumbuh.web.orders.words import moment_in_words, short_moment

_WEEK = timedelta(days=7)
_MOST_TO_LINK = 5
_BOTH = Permission.SIGNED_IN  # organisers and participants alike: the meeting itself says who may see it


@door(_BOTH)
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one meeting to the two who meet and to organisers, with the one next step."""
    now = timezone.now()
    found, side = seeing.meeting(public_id, user=person(request), now=now)
    outcome, deal = seeing.outcome_of(found), seeing.deal_of(found)
    at_work = found.event.state in AT_WORK
    has_begun = found.slot is not None and found.slot.starts_at <= now
    context = {
        "meeting": found,
        "title": f"{found.buyer.name} × {found.seller.name}",
        "state": words.state("meeting", found.state),
        "kind": words.MEETING_KINDS[found.state],
        "facts": _facts(found),
        "crumbs": _crumbs(request, found, side),
        "is_asked": found.state == MeetingState.REQUESTED
        and side not in {found.asked_by_side, "organiser"}
        and at_work,
        "is_asking": found.state == MeetingState.REQUESTED and side == found.asked_by_side,
        "decline_form": DeclineForm(),
        "may_cancel": at_work
        and found.state in {MeetingState.REQUESTED, MeetingState.WAITING, MeetingState.SCHEDULED}
        and not has_begun,
        "cancel_form": CancelForm(),
        "slots": _free(found, now) if at_work and found.state == MeetingState.SCHEDULED and not has_begun else [],
        "may_tell": has_begun,
        "outcome": _outcome(outcome) if outcome else None,
        "may_open_orders": Permission.ORDERS_VIEW in permissions(request),
        "to_link": _to_link(deal) if deal and side != "organiser" else [],
        **_deal(deal),
    }
    return render(request, "matching/meeting.html", context)


@door(_BOTH, methods=("POST",))
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept a request, or decline it with a reason of the list."""
    now, who = timezone.now(), person(request)
    found, _side = seeing.meeting(public_id, user=who, now=now)
    if request.POST.get("answer") == "terima":
        seated = services.accept_meeting(meeting_id=found.pk, by=who, now=now)
        told = _("Diterima: %(when)s, meja %(table)s.") if seated.slot else _("Diterima; menunggu waktu yang cocok.")
        when = words.slot_in_words(seated.slot) if seated.slot else ""
        messages.success(request, told % {"when": when, "table": seated.table})
    else:
        form = DeclineForm(request.POST)
        form.is_valid()
        given = form.cleaned_data
        services.decline_meeting(
            meeting_id=found.pk, code=given.get("code", ""), words=given.get("words", ""), by=who, now=now
        )
        messages.success(request, _("Ditolak; yang meminta diberi tahu alasannya."))
    return redirect("matching_meeting", public_id)


@door(_BOTH, methods=("POST",))
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel a meeting; whoever waits and fits takes its slot at once."""
    now, who = timezone.now(), person(request)
    found, _side = seeing.meeting(public_id, user=who, now=now)
    form = CancelForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    filled = services.cancel_meeting(
        meeting_id=found.pk, code=given.get("code", ""), words=given.get("words", ""), by=who, now=now
    )
    if filled:
        names = ", ".join(f"{one.buyer.name} × {one.seller.name}" for one in filled)
        messages.success(request, _("Dibatalkan. Dari daftar tunggu langsung terjadwal: %(names)s.") % {"names": names})
    else:
        messages.success(request, _("Dibatalkan; pihak lain diberi kabar."))
    return redirect("matching_meeting", public_id)


@door(_BOTH, methods=("POST",))
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move a meeting to another slot in which both are free."""
    now, who = timezone.now(), person(request)
    found, _side = seeing.meeting(public_id, user=who, now=now)
    number = request.POST.get("slot", "")
    moved = services.move_meeting(
        meeting_id=found.pk, slot_number=int(number) if number.isdigit() else -1, by=who, now=now
    )
    when = words.slot_in_words(moved.slot) if moved.slot else ""
    messages.success(request, _("Waktunya sekarang %(when)s, meja %(table)s.") % {"when": when, "table": moved.table})
    return redirect("matching_meeting", public_id)


@door(_BOTH, methods=("GET", "POST"))
def outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what came of a meeting: "not interested" is one tap, interest is two, because the form is filled in."""
    now, who = timezone.now(), person(request)
    found, side = seeing.meeting(public_id, user=who, now=now)
    if request.method == "POST" and request.POST.get("interest") == "tidak":
        services.tell_outcome(meeting_id=found.pk, interest_rupiah=0, next_step="none", by=who, now=now)
        messages.success(request, _("Hasil tercatat: belum berminat."))
        return redirect("matching_meeting", public_id)
    form = OutcomeForm(request.POST or None, initial=_first(found, side, now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.tell_outcome(
            meeting_id=found.pk,
            interest_rupiah=given["interest"] or 0,
            next_step=given["next_step"],
            next_on=given["next_on"],
            note=given["note"],
            by=who,
            now=now,
        )
        messages.success(request, _("Hasil tercatat. Kedua pihak diingatkan pada tanggal langkah berikutnya."))
        return redirect("matching_meeting", public_id)
    context = {
        "meeting": found,
        "title": f"{found.buyer.name} × {found.seller.name}",
        "form": form,
        "crumbs": _crumbs(request, found, side),
        "about": words.demand_in_words(found.demand),
    }
    return render(request, "matching/outcome.html", context, status=400 if form.is_bound else 200)


@door(_BOTH, methods=("POST",))
def deal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note the offer, link the order by its number, or say that nothing comes of it."""
    now, who = timezone.now(), person(request)
    found, _side = seeing.meeting(public_id, user=who, now=now)
    one = seeing.deal_of(found)
    if one is None:
        raise seeing.NoSuchThing("Belum ada minat yang tercatat dari pertemuan ini.")
    act = request.POST.get("act", "")
    if act == "quote":
        services.note_quote(deal_id=one.pk, rupiah=_rupiah(request.POST.get("rupiah", "")), by=who, now=now)
        messages.success(request, _("Penawaran tercatat."))
    elif act == "order":
        linked = services.link_order(deal_id=one.pk, key=request.POST.get("reason", ""), by=who, now=now)
        told = _("Pesanan tertaut: %(amount)s, dibaca dari pembukuan. Pembayarannya diikuti dengan sendirinya.")
        messages.success(request, told % {"amount": format_rupiah(linked.ordered_rupiah)})
    else:
        services.lose_deal(deal_id=one.pk, code=request.POST.get("code", ""), by=who, now=now)
        messages.success(request, _("Tercatat: tidak berlanjut."))
    return redirect("matching_meeting", public_id)


def _rupiah(text: str) -> int:
    """Return the amount that was typed; 0 for what is no amount, which the service refuses with words."""
    try:
        return parse_rupiah(text) or 0
    except ValueError:
        return 0


def _facts(found: Meeting) -> list[tuple[str, str]]:
    told = [(_("Acara"), found.event.name), (_("Pembeli"), found.buyer.name), (_("Penjual"), found.seller.name)]
    if found.demand is not None:
        told.append((_("Kebutuhan"), words.demand_in_words(found.demand)))
        told.append((_("Batas harga"), words.budget(found.demand)))
        told.append((_("Dibutuhkan"), format_day(found.demand.needed_on)))
    if found.slot is not None:
        told.append((_("Waktu"), words.slot_in_words(found.slot)))
        told.append((_("Tempat"), _("Meja %(table)s, %(place)s") % {"table": found.table, "place": found.event.place}))
    told.append((_("Asal pertemuan"), found.get_origin_display()))
    if found.message:
        told.append((_("Pesan"), found.message))
    if found.reason_code:
        told.append((_("Alasan"), words.reason(found)))
    return told


def _crumbs(request: HttpRequest, found: Meeting, side: str) -> Mapping[str, str]:
    """Return the way back: to the event of an organiser, or to one's own page of it."""
    if side == "organiser" and Permission.MATCHING_ORGANISE in permissions(request):
        return {
            "top_url": reverse("matching_events"),
            "url": reverse("matching_timetable", args=[found.event.public_id]),
            "name": found.event.name,
        }
    return {
        "top_url": reverse("matching_own"),
        "url": reverse("matching_own_event", args=[found.event.public_id]),
        "name": found.event.name,
    }


def _free(found: Meeting, now: datetime) -> list[tuple[int, str]]:
    """Return the slots to which a meeting could move."""
    return [(one.number, words.slot_in_words(one)) for one in seeing.slots_free_for(found, now=now)]


def _first(found: Meeting, side: str, now: datetime) -> dict[str, Any]:
    """
    Return the outcome as it most often is, so that one tap more is enough.

    What a unit's plan allows is public; what a company typed is for its own eyes.
    """
    amount = found.demand.total_budget_rupiah if found.demand is not None else None
    if found.demand is not None and side == "seller" and found.demand.source == "typed":
        amount = None
    return {
        "interest": format_rupiah(amount) if amount else "",
        "next_step": "quotation",
        "next_on": day_in_wib(now) + _WEEK,
    }


def _outcome(one: Outcome) -> dict[str, str]:
    return {
        "interest": format_rupiah(one.interest_rupiah) if one.interest_rupiah else _("belum berminat"),
        "step": _(NEXT_STEP_NAMES[one.next_step]),
        "on": format_day(one.next_on) if one.next_on else "",
        "note": one.note,
        "by": one.told_by.get_full_name(),
        "at": moment_in_words(one.told_at),
    }


def _deal(one: Deal | None) -> dict[str, Any]:
    """Return how far a pair is on its way to money paid: each amount by itself, never a sum of two kinds."""
    if one is None:
        return {"deal": None}
    lost = one.state == DealState.LOST
    orders = [row for row in one.orders.all() if row.cancelled_at is None]
    ordered, paid = sum(row.ordered_rupiah for row in orders), sum(row.paid_rupiah or 0 for row in orders)
    stages = (
        (_("Minat"), one.interest_rupiah, one.interested_at),
        (_("Penawaran"), one.quoted_rupiah, one.quoted_at),
        (_("Dipesan"), ordered, one.ordered_at),
        (_("Dibayar"), paid, one.paid_at),
    )
    steps = [
        Step(label, how, format_rupiah(rupiah) if rupiah else _("dilewati") if how == "skipped" else "",
             short_moment(when) if when else "")
        for (label, rupiah, when), how in zip(
            stages, stage_states([when is not None for *_rest, when in stages], lost=lost), strict=True
        )
    ]  # fmt: skip
    links = [
        {
            "source": row.get_source_display(),
            "href": reverse("orders_order", args=[row.order_key]) if row.source == "eorder" else "",
            "key": row.order_key,
            "ordered": format_rupiah(row.ordered_rupiah),
            "paid": format_rupiah(row.paid_rupiah) if row.paid_rupiah else _("belum dibayar"),
        }
        for row in orders
    ]
    return {
        "deal": one,
        "deal_steps": steps,
        "deal_orders": links,
        "deal_lost": _(LOST_NAMES[one.lost_code]) if lost else "",
        "may_quote": one.state in {DealState.INTERESTED, DealState.QUOTED},
        "may_order": not lost,
        "may_lose": not lost and one.state != DealState.PAID and not orders,
        "lost_form": LostForm(),
    }


def _to_link(deal: Deal) -> list[dict[str, str]]:
    """Return the orders of the two that could have come of it, so that nobody has to copy a number."""
    if deal.state == DealState.LOST:
        return []
    return [
        {"key": one.public_id, "day": format_day(one.ordered_on), "amount": format_rupiah(one.total_rupiah)}
        for one in orders_to_link(deal)[:_MOST_TO_LINK]
    ]


def stage_states(reached: Sequence[bool], *, lost: bool) -> list[str]:
    """
    Return how each stage looks, by which were reached: done, now, todo, stopped or skipped.

    An order may come without an offer in writing; that stage is skipped, not done. Of a deal that was lost the last
    stage that was reached is where it stopped.
    """
    last = max(number for number, is_reached in enumerate(reached) if is_reached)
    found = []
    for number, is_reached in enumerate(reached):
        if number > last:
            found.append("now" if number == last + 1 and not lost else "todo")
        elif not is_reached:
            found.append("skipped")
        else:
            found.append("stopped" if lost and number == last else "done")
    return found
