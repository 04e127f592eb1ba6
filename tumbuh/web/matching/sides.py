"""The organiser's participants of an event: invite from the directory, note answers, set limits and booths."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Event, Participant
from tumbuh.matching.rules.states import AT_WORK, EventState, ParticipantState
from tumbuh.papers.rules import grouped
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.events import basics
from tumbuh.web.orders.words import short_moment


class SeatForm(forms.Form):
    """The limits of a participant."""

    most = forms.IntegerField(label=gettext_lazy("Paling banyak pertemuan"), min_value=1, max_value=100)
    most_per_session = forms.IntegerField(
        label=gettext_lazy("Paling banyak dalam satu sesi"), min_value=1, max_value=100, required=False
    )
    booth = forms.IntegerField(
        label=gettext_lazy("Stan tetap (nomor meja)"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Peserta tetap di meja ini; lawannya yang datang."),
    )
    away = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Berhalangan pada"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["away"].choices = slots_of(event)  # type: ignore[attr-defined]

    def values(self) -> services.Seat:
        """Return the limits; the form is valid."""
        given = self.cleaned_data
        return services.Seat(
            most_meetings=given["most"],
            most_per_session=given["most_per_session"],
            booth=given["booth"],
            away=given["away"],
        )


def slots_of(event: Event) -> list[tuple[int, str]]:
    """Return the slots of an event that are no break, for a list to choose from."""
    return [(one.number, words.slot_in_words(one)) for one in event.slots.order_by("number") if not one.is_break]


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def participants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List who is invited and who comes; invite from the directory."""
    found = seeing.event(public_id)
    buyers = seeing.buyers_to_invite(found, on=day_in_wib(timezone.now()))
    supplies = seeing.supplies_to_invite(found)
    if request.method == "POST":
        wanted = set(request.POST.getlist("buyer")) | set(request.POST.getlist("seller"))
        made = services.invite(
            event_id=found.pk,
            by=person(request),
            now=timezone.now(),
            buyers=[one for one in buyers if str(one.public_id) in wanted],
            businesses=[one.business for one in supplies if str(one.public_id) in wanted],
        )
        told = ngettext("%(n)s peserta diundang.", "%(n)s peserta diundang.", len(made))
        messages.success(request, told % {"n": len(made)})
        return redirect("matching_participants", public_id)
    names = seeing.category_names()
    rows = [_row(one) for one in seeing.participants_of(found)]
    context = basics(request, found) | {
        "buyers": [one for one in rows if one["is_buyer"]],
        "sellers": [one for one in rows if not one["is_buyer"]],
        "more_buyers": [
            {"id": one.public_id, "name": one.name, "about": _("%(n)s kebutuhan tampil") % {"n": one.shown}}  # type: ignore[attr-defined]
            for one in buyers
        ],
        "more_sellers": [
            {
                "id": one.public_id,
                "name": one.business.name,
                "about": " · ".join([", ".join(names.get(code, code) for code in one.categories), words.capacity(one)]),
            }
            for one in supplies
        ],
        "may_invite": found.state in {EventState.DRAFT, *AT_WORK},
    }
    return render(request, "matching/participants.html", context)


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def participant(request: HttpRequest, public_id: UUID, participant_id: UUID) -> HttpResponse:
    """Show one participant with its meetings; set its limits."""
    found = seeing.event(public_id)
    one = seeing.participant(found, participant_id)
    given = {"most": one.most_meetings, "most_per_session": one.most_per_session, "booth": one.booth, "away": one.away}
    form = SeatForm(request.POST or None, initial=given, event=found)
    if request.method == "POST" and form.is_valid():
        services.seat_participant(participant_id=one.pk, seat=form.values(), by=person(request), now=timezone.now())
        messages.success(request, _("Tersimpan."))
        return redirect("matching_participant", public_id, participant_id)
    context = basics(request, found) | {
        "one": _row(one),
        "form": form,
        "meetings": [meeting_row(each) for each in seeing.meetings_at(one)],
        "may_change": found.state in {EventState.DRAFT, *AT_WORK},
        "may_answer": found.state in AT_WORK,
        "is_invited": one.state in {ParticipantState.INVITED, ParticipantState.DECLINED, ParticipantState.WITHDRAWN},
        "is_coming": one.state == ParticipantState.COMING,
    }
    return render(request, "matching/participant.html", context, status=400 if form.is_bound else 200)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def answer(request: HttpRequest, public_id: UUID, participant_id: UUID) -> HttpResponse:
    """Note what a participant said on the telephone: it comes, or not; who came to leave is refilled."""
    now, one = timezone.now(), seeing.participant(seeing.event(public_id), participant_id)
    if request.POST.get("answer") == "mundur":
        filled = services.withdraw_participant(participant_id=one.pk, by=person(request), now=now)
        told = ngettext(
            "Pertemuannya dibatalkan; %(n)s dari daftar tunggu mendapat waktu.",
            "Pertemuannya dibatalkan; %(n)s dari daftar tunggu mendapat waktu.",
            len(filled),
        )
        messages.success(request, told % {"n": len(filled)})
    else:
        coming = request.POST.get("answer") == "hadir"
        services.answer_invitation(participant_id=one.pk, coming=coming, by=person(request), now=now)
        messages.success(request, _("Jawaban tercatat."))
    return redirect("matching_participant", public_id, participant_id)


def _row(one: Participant) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "name": one.name,
        "is_buyer": one.is_buyer,
        "side": side_name(one),
        "most": one.most_meetings,
        "booth": one.booth,
        "code": grouped(one.code),
        "arrived": short_moment(one.arrived_at) if one.arrived_at else "",
        "state": words.state("participant", one.state),
        "kind": words.PARTICIPANT_KINDS[one.state],
    }


def side_name(one: Participant) -> str:
    """Return on which side a participant stands, and of which kind a buyer is."""
    return one.buyer.get_kind_display() if one.buyer is not None else _("Penjual")


def meeting_row(one: Any) -> dict[str, Any]:
    """Return a meeting as a line of an organiser's list."""
    return {
        "id": one.public_id,
        "buyer": one.buyer.name,
        "seller": one.seller.name,
        "about": words.demand_in_words(one.demand),
        "when": words.slot_in_words(one.slot) if one.slot else "–",
        "table": one.table or "–",
        "worth": words.hundredths(one.worth),
        "origin": one.get_origin_display(),
        "state": words.state("meeting", one.state),
        "kind": words.MEETING_KINDS[one.state],
        "reason": words.reason(one),
    }
