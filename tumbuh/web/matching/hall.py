"""The hall: a page that works without a network, what it is fed with, what it sends, and check-in without scripts."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Meeting, Participant
from tumbuh.matching.rules.states import NEXT_STEP_NAMES, SEATED_MEETINGS, EventState, ParticipantState
from tumbuh.matching.syncing import Told, take_in
from tumbuh.papers.rules import grouped
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.events import basics
from tumbuh.web.matching.sides import side_name

WORKER = Path(settings.WEB_DIR) / "static/site/hall-worker.js"
_KINDS = frozenset({"arrived", "held", "missed", "outcome"})
_WEEK = timedelta(days=7)


class NotANote(Refused):
    """What the device sent cannot be read."""

    code = "not_a_hall_note"


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def hall(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the hall page; without scripts its form notes one arrival at a time."""
    found = seeing.event(public_id)
    if request.method == "POST":
        now = timezone.now()
        entry = services.Entry(
            uuid4(), "arrived", now, code=request.POST.get("code", "").rstrip("/").rpartition("/")[2]
        )
        [noted] = services.note(event_id=found.pk, entries=[entry], by=person(request), now=now)
        if noted.result == "refused":
            messages.error(request, noted.message)
        else:
            messages.success(request, _("Kehadiran tercatat."))
        return redirect("matching_hall", public_id)
    people = [one for one in seeing.participants_of(found) if one.state == ParticipantState.COMING]
    context = basics(request, found) | {
        "is_open": found.state in {EventState.ARRANGED, EventState.RUNNING, EventState.FINISHED},
        "arrived": sum(one.arrived_at is not None for one in people),
        "people": len(people),
        "steps": [(code, _(name)) for code, name in NEXT_STEP_NAMES.items()],
    }
    return render(request, "matching/hall.html", context)


@door(Permission.MATCHING_ORGANISE)
def hall_data(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return what the hall page needs to know, with the token for sending."""
    found, now = seeing.event(public_id), timezone.now()
    seated = seeing.meetings_of(found, *SEATED_MEETINGS)
    told = seeing.told_of(seated)
    data = {
        "at": now.isoformat(),
        "next_on": f"{day_in_wib(now) + _WEEK:%Y-%m-%d}",
        "people": [_person(one) for one in seeing.participants_of(found) if one.state == ParticipantState.COMING],
        "slots": [
            {"number": one.number, "label": words.slot_in_words(one), "ends_at": one.ends_at.isoformat()}
            for one in found.slots.order_by("number")
            if not one.is_break
        ],
        "meetings": [_meeting(one, told) for one in seated],
        "token": get_token(request),
    }
    return JsonResponse(data)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def hall_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take in what a device noted; say of each note whether it is kept, or why not."""
    found = seeing.event(public_id)
    notes, answers = [], []
    for one in _sent(request.body):
        key = str(one.get("key", ""))
        try:
            notes.append(_note(one))
        except NotANote as refused:
            answers.append({"key": key, "refused": refused.message})
    try:
        noted = take_in(event_id=found.pk, notes=notes, by=person(request), now=timezone.now())
    except Refused as refused:
        answers += [{"key": str(entry.key), "refused": refused.message} for entry, _told in notes]
    else:
        answers += [{"key": str(one.key), "refused": one.message if one.result == "refused" else ""} for one in noted]
    return JsonResponse({"answers": answers})


@door(Permission.MATCHING_ORGANISE)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the script that serves the hall page without a network; its address is what it may reach."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def _person(one: Participant) -> dict[str, Any]:
    return {
        "code": one.code,
        "shown_code": grouped(one.code),
        "name": one.name,
        "side": side_name(one),
        "arrived": f"{one.arrived_at.astimezone(WIB):%H.%M}" if one.arrived_at else "",
    }


def _meeting(one: Meeting, told: set[int]) -> dict[str, Any]:
    return {
        "id": str(one.public_id),
        "slot": one.slot.number if one.slot is not None else None,
        "table": one.table,
        "buyer": one.buyer.name,
        "seller": one.seller.name,
        "state": one.state,
        "outcome": one.pk in told,
    }


def _sent(body: bytes) -> list[Mapping[str, Any]]:
    try:
        notes = json.loads(body)["notes"]
    except (ValueError, KeyError, TypeError):
        raise NotANote("Catatan tidak terbaca; muat ulang halaman aula.") from None
    if not isinstance(notes, list) or not all(isinstance(one, dict) for one in notes):
        raise NotANote("Catatan tidak terbaca; muat ulang halaman aula.")
    return notes


def _note(one: Mapping[str, Any]) -> tuple[services.Entry, Told | None]:
    """Return one note as it was written. Raises: NotANote."""
    try:
        key, at, kind = UUID(str(one["key"])), datetime.fromisoformat(str(one["at"])), str(one["kind"])
        meeting = UUID(str(one["meeting"])) if kind != "arrived" else None
        told = _told(one) if kind == "outcome" else None
    except (KeyError, ValueError, TypeError):
        raise NotANote("Catatan ini tidak lengkap; tulis lagi.") from None
    if kind not in _KINDS or at.tzinfo is None:
        raise NotANote("Catatan ini tidak dikenal; perbarui halaman aula.")
    kind = "held" if kind == "outcome" else kind
    return services.Entry(key, kind, at, code=str(one.get("code", "")), meeting=meeting), told


def _told(one: Mapping[str, Any]) -> Told:
    day = str(one.get("next_on", ""))
    return Told(int(one["interest"]), str(one["next_step"]), date.fromisoformat(day) if day else None)
