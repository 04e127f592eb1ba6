"""The participant's pages, for a cheap phone: what waits for an answer, my events, my timetable."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Meeting, Participant
from tumbuh.matching.rules.states import (
    AT_WORK,
    DECLINE_NAMES,
    EventState,
    MeetingState,
    Mode,
    ParticipantState,
    ProfileState,
)
from tumbuh.papers.rules import grouped
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.own_profile import which_business
from tumbuh.web.matching.parts import MeetingCard
from tumbuh.web.matching.sides import slots_of

_TAKE_PART = Permission.MATCHING_TAKE_PART
_OVER = {EventState.FINISHED, EventState.CANCELLED}
# As whom one sees an event when the address does not say: first where there is something to do.
_ORDER: dict[str, int] = {
    ParticipantState.INVITED: 0, ParticipantState.COMING: 1, ParticipantState.WITHDRAWN: 2, ParticipantState.DECLINED: 3
}  # fmt: skip


@door(_TAKE_PART)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, its events, and its demands or what it offers."""
    now, who = timezone.now(), person(request)
    buyers, businesses = seeing.buyers_of(who, now=now), seeing.businesses_of(who, now=now)
    parts = seeing.participations_of(buyers, businesses)
    demands = seeing.demands_of(buyers, on=day_in_wib(now))
    supplies = [(one, seeing.supply_of(one)) for one in businesses]
    context = {
        "next": _next(parts, supplies, demands),
        "events": [_participation(one) for one in parts],
        "is_buyer": not businesses,
        "businesses": [
            {
                "name": one.name,
                "query": which_business(one) if len(businesses) > 1 else "",
                "state": words.state("profile", profile.state) if profile else _("belum ada"),
                "kind": words.PROFILE_KINDS[profile.state] if profile else "",
            }
            for one, profile in supplies
        ],
        "demands": [
            {
                "id": one.public_id,
                "title": one.title,
                "buyer": one.buyer.name,
                "amount": words.amount(one),
                "budget": words.budget(one),
                "day": format_day(one.needed_on),
                "state": words.state("profile", one.state),
                "kind": words.PROFILE_KINDS[one.state],
            }
            for one in demands
        ],
    }
    return render(request, "matching/own.html", context)


@door(_TAKE_PART)
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one's own event: the invitation, one's timetable, requests, and whom one could meet."""
    now = timezone.now()
    found = seeing.event(public_id)
    own = seeing.participations(found, user=person(request), now=now)
    me = _meant(request, own, first=seeing.who_must_act(own, now=now) if len(own) > 1 else ())
    rows = seeing.meetings_at(me)
    may_ask = found.mode != Mode.ORGANISER and found.state in AT_WORK and me.state == ParticipantState.COMING
    side = "buyer" if me.is_buyer else "seller"
    told = seeing.told_of(rows)
    is_over = found.state in _OVER
    asked = [one for one in rows if one.state == MeetingState.REQUESTED and one.asked_by_side != side]
    seated = [one for one in rows if one.slot is not None]
    context = {
        "event": found,
        "days": words.days_of(found),
        "me": me,
        "as_query": as_whom(me) if len(own) > 1 else "",
        "as_others": [(as_whom(one), one.name) for one in own if one.pk != me.pk],
        "state": words.state("event", found.state) if is_over else words.state("participant", me.state),
        "kind": words.EVENT_KINDS[found.state] if is_over else words.PARTICIPANT_KINDS[me.state],
        "code": grouped(me.code),
        "code_path": me.code,
        "is_invited": me.state == ParticipantState.INVITED and found.state in AT_WORK,
        "may_return": me.state in {ParticipantState.DECLINED, ParticipantState.WITHDRAWN} and found.state in AT_WORK,
        "is_coming": me.state == ParticipantState.COMING,
        "may_leave": me.state == ParticipantState.COMING and found.state in AT_WORK,
        "slots": [(number, label, number in me.away) for number, label in slots_of(found)],
        "asked": [card(one, me, told) for one in asked],
        "seated": [card(one, me, told) for one in seated],
        "due": [card(one, me, told) for one in seated if _is_due(one, told, now)],
        "waiting": [card(one, me, told) for one in rows if one.state == MeetingState.WAITING],
        "asking": [
            card(one, me, told) for one in rows if one.state == MeetingState.REQUESTED and one.asked_by_side == side
        ],
        "ended": [card(one, me, told) for one in rows if one.state in {MeetingState.DECLINED, MeetingState.CANCELLED}],
        "others": _others(me) if may_ask else [],
        "may_ask": may_ask,
        "decline_codes": [(code, _(name)) for code, name in DECLINE_NAMES.items()],
        "end_reason": found.end_reason if found.state == EventState.CANCELLED else "",
        "is_over": is_over,
    }
    return render(request, "matching/own_event.html", context)


@door(_TAKE_PART, methods=("POST",))
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say whether one comes and when one cannot; or leave."""
    now, who = timezone.now(), person(request)
    me = _meant(request, seeing.participations(seeing.event(public_id), user=who, now=now))
    if request.POST.get("answer") == "mundur":
        services.withdraw_participant(participant_id=me.pk, by=who, now=now, words=request.POST.get("reason", ""))
        messages.success(request, _("Anda mundur; waktu Anda ditawarkan kepada daftar tunggu."))
        return _back(me)
    coming = request.POST.get("answer") == "hadir"
    away = [int(one) for one in request.POST.getlist("away") if one.isdigit()]
    services.answer_invitation(participant_id=me.pk, coming=coming, away=away if coming else None, by=who, now=now)
    messages.success(request, _("Tercatat: Anda akan hadir.") if coming else _("Tercatat: Anda tidak ikut."))
    return _back(me)


@door(_TAKE_PART, methods=("POST",))
def request_meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask another participant for a meeting."""
    now, who = timezone.now(), person(request)
    found = seeing.event(public_id)
    me = _meant(request, seeing.participations(found, user=who, now=now))
    wanted = next((one for one in seeing.others_at(me) if str(one.public_id) == request.POST.get("with")), None)
    if wanted is None:
        raise seeing.NoSuchThing("Peserta ini tidak ada, atau pertemuan dengannya sudah ada.")
    services.request_meeting(
        event_id=found.pk, with_id=wanted.pk, own_id=me.pk, by=who, now=now, message=request.POST.get("reason", "")
    )
    messages.success(request, _("Permintaan terkirim kepada %(name)s.") % {"name": wanted.name})
    return _back(me)


def as_whom(one: Participant) -> str:
    """Return what an address says of as whom a person is at an event; who runs two businesses may come with both."""
    return f"?sebagai={one.public_id}"


def _meant(request: HttpRequest, own: list[Participant], *, first: Collection[int] = ()) -> Participant:
    """Return the participant that the address means, else one of those who come first, else the one who takes part."""
    asked = request.GET.get("sebagai", "")
    named = next((one for one in own if str(one.public_id) == asked), None)
    return named or min(own, key=lambda one: (one.pk not in first, _ORDER[one.state], one.pk))


def _back(me: Participant) -> HttpResponse:
    return redirect(f"{reverse('matching_own_event', args=[me.event.public_id])}{as_whom(me)}")


def card(one: Meeting, me: Participant, told: set[int]) -> MeetingCard:
    """Return a meeting as one of the two reads it."""
    other = one.seller if me.is_buyer else one.buyer
    state = _("hasil tercatat") if one.pk in told else words.state("meeting", one.state)
    return MeetingCard(
        str(one.public_id),
        reverse("matching_meeting", args=[one.public_id]),
        other.name,
        words.demand_in_words(one.demand),
        words.slot_in_words(one.slot) if one.slot else "",
        _("Meja %(table)s") % {"table": one.table} if one.table else "",
        state,
        "good" if one.pk in told else words.MEETING_KINDS[one.state],
        words.reason(one),
        one.message,
    )


def _is_due(one: Meeting, told: set[int], now: datetime) -> bool:
    """Return whether a meeting has begun and nobody has said what came of it."""
    begun = one.slot is not None and one.slot.starts_at <= now
    return begun and one.pk not in told and one.state in {MeetingState.SCHEDULED, MeetingState.HELD}


def _others(me: Participant) -> list[dict[str, Any]]:
    """Return whom one could ask, with what they look for or offer."""
    about = seeing.about_participants(me.event, buyers=not me.is_buyer)
    return [
        {"id": one.public_id, "name": one.name, "about": _about(about.get(one.pk, []))} for one in seeing.others_at(me)
    ]


def _about(told: list[Any]) -> str:
    return "; ".join(f"{format_number(number)} {unit} {what}" for what, number, unit in told[:3])


def _participation(one: Participant) -> dict[str, Any]:
    return {
        "href": _own_event(one),
        "name": one.event.name,
        "as": one.name,
        "days": words.days_of(one.event),
        "place": one.event.place,
        "state": "" if one.event.state in _OVER else words.state("participant", one.state),
        "kind": words.PARTICIPANT_KINDS[one.state],
        "event_state": words.state("event", one.event.state),
    }


def _own_event(one: Participant) -> str:
    return f"{reverse('matching_own_event', args=[one.event.public_id])}{as_whom(one)}"


def _next(parts: list[Participant], supplies: list[Any], demands: list[Any]) -> dict[str, str]:
    """Return the one thing to do: answer, go and look, or show oneself in the directory."""
    own = {"href": "", "text": ""}
    for one in parts:
        if one.state == ParticipantState.INVITED and one.event.state in AT_WORK:
            return own | {
                "title": _("Jawab undangan %(name)s") % {"name": one.event.name},
                "label": _("Jawab undangan"),
                "text": words.days_of(one.event),
                "href": _own_event(one),
            }
    at_work = [one for one in parts if one.state == ParticipantState.COMING and one.event.state in AT_WORK]
    if at_work:
        return own | {
            "title": _("Lihat jadwal Anda di %(name)s") % {"name": at_work[0].event.name},
            "label": _("Buka jadwal saya"),
            "text": words.days_of(at_work[0].event),
            "href": _own_event(at_work[0]),
        }
    hidden = [one for one, profile in supplies if profile is None or profile.state != ProfileState.SHARED]
    if hidden:
        return own | {
            "title": _("Tampilkan %(name)s kepada pembeli") % {"name": hidden[0].name},
            "label": _("Buka profil"),
            "href": f"{reverse('matching_supply')}{which_business(hidden[0])}",
            "text": _("Hanya yang menyetujui tampil yang dapat diundang. Persetujuan dapat ditarik kapan saja."),
        }
    drafts = [one for one in demands if one.state == ProfileState.DRAFT]
    if drafts:
        return own | {
            "title": _("Periksa kebutuhan yang disusun dari rencana"),
            "label": _("Periksa kebutuhan"),
            "href": reverse("matching_demand", args=[drafts[0].public_id]),
            "text": _("Betulkan yang keliru, lalu setujui tampil bagi penjual."),
        }
    return {}
