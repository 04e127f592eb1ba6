"""The organiser's events: the list, a new one, one event with its next step, and the acts that move it on."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Event
from tumbuh.matching.rules.states import MODE_NAMES, EventState, MeetingState, Mode
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.asking import EventForm

PAGE_SIZE = 20
_DONE = {
    "buka": (services.open_event, gettext_noop("Pendaftaran dibuka; yang diundang diberi kabar.")),
    "mulai": (services.start_event, gettext_noop("Acara dimulai. Catat kehadiran di halaman aula.")),
    "selesai": (services.finish_event, gettext_noop("Acara selesai. Ikuti hasilnya sampai dibayar.")),
}


@door(Permission.MATCHING_ORGANISE)
def events(request: HttpRequest) -> HttpResponse:
    """List all events, the newest batch first."""
    page = Paginator(seeing.events(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {
            "href": reverse("matching_event", args=[one.public_id]),
            "name": one.name,
            "number": one.number,
            "days": words.days_of(one),
            "place": one.place,
            "coming": format_number(one.coming),  # type: ignore[attr-defined]
            "state": words.state("event", one.state),
            "kind": words.EVENT_KINDS[one.state],
        }
        for one in page
    ]
    return render(request, "matching/events.html", {"events": rows, "page": page})


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Ask for an event and make it; only organisers see it until it is opened."""
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.create_event(values=form.values(), by=person(request), now=timezone.now())
        messages.success(request, _("Acara dibuat sebagai rancangan. Undang pesertanya, lalu buka pendaftaran."))
        return redirect("matching_event", made.public_id)
    return render(request, "matching/event_new.html", {"form": form}, status=400 if form.is_bound else 200)


@door(Permission.MATCHING_ORGANISE)
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one event: how far it is, and the one next step."""
    found = seeing.event(public_id)
    counts = seeing.counts_of(found)
    context = basics(request, found) | {
        "counts": counts,
        "meetings": counts.meetings,
        "next": _next_step(found, counts, day_in_wib(timezone.now())),
        "facts": _facts(found),
        "may_cancel": found.state in {EventState.DRAFT, EventState.OPEN, EventState.ARRANGED},
    }
    return render(request, "matching/event.html", context)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def act(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Move an event on: open it, start it, finish it."""
    if name not in _DONE:
        raise Http404
    service, told = _DONE[name]
    service(event_id=seeing.event(public_id).pk, by=person(request), now=timezone.now())
    messages.success(request, _(told))
    return redirect("matching_event", public_id)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Call an event off; the reason goes to everybody who was invited."""
    services.cancel_event(
        event_id=seeing.event(public_id).pk,
        reason=request.POST.get("reason", ""),
        by=person(request),
        now=timezone.now(),
    )
    messages.success(request, _("Acara dibatalkan; semua yang diundang diberi tahu alasannya."))
    return redirect("matching_event", public_id)


def basics(request: HttpRequest, found: Event) -> dict[str, Any]:
    """Return what every page of an event shows: its name, its state and its rooms."""
    rooms = (
        ("matching_event", _("Ringkasan")),
        ("matching_participants", _("Peserta")),
        ("matching_suggestions", _("Saran")),
        ("matching_timetable", _("Jadwal")),
        ("matching_hall", _("Aula")),
        ("matching_results", _("Hasil")),
    )
    return {
        "event": found,
        "days": words.days_of(found),
        "state": words.state("event", found.state),
        "kind": words.EVENT_KINDS[found.state],
        "rooms": [
            {
                "url": url,
                "label": label,
                "is_current": request.path.startswith(url) and (name != rooms[0][0] or url == request.path),
            }
            for name, label in rooms
            for url in [reverse(name, args=[found.public_id])]
        ],
    }


def _facts(found: Event) -> list[tuple[str, str]]:
    slots = sum(not one.is_break for one in found.slots.all())
    told = [
        (_("Tempat"), found.place),
        (_("Hari"), words.days_of(found)),
        (_("Cara memilih pasangan"), _(MODE_NAMES[Mode(found.mode)])),
        (
            _("Waktu dan meja"),
            _("%(slots)s waktu pertemuan × %(tables)s meja, masing-masing %(minutes)s menit")
            % {"slots": slots, "tables": found.tables, "minutes": found.slot_minutes},
        ),
        (
            _("Paling sedikit untuk setiap UMKM"),
            _("%(n)s pertemuan") % {"n": found.floor} if found.floor else _("tidak diminta"),
        ),
    ]
    if found.cap_permyriad:
        told.append((_("Paling besar bagian satu penjual"), f"{words.hundredths(found.cap_permyriad)} %"))
    if found.rest_days:
        told.append((_("Pasangan lama beristirahat"), _("%(n)s hari") % {"n": found.rest_days}))
    return told


def _next_step(found: Event, counts: seeing.EventCounts, today: date) -> dict[str, str]:
    """Return the one thing to do now: its title, why, and the link or the act behind its button."""
    state, url = found.state, {name: reverse(f"matching_{name}", args=[found.public_id]) for name in _PAGES}
    people = counts.buyers_coming + counts.sellers_coming + counts.unanswered
    if state == EventState.DRAFT:
        return _while_drafted(people, url)
    if state == EventState.OPEN:
        return _while_open(found, counts, url)
    if state == EventState.ARRANGED:
        return _before_it_starts(found, url, today)
    if state == EventState.RUNNING:
        return _step(
            _("Catat kehadiran dan pertemuan di aula"),
            _("Halaman aula tetap bekerja tanpa jaringan."),
            href=url["hall"],
            label=_("Buka halaman aula"),
            other_act="selesai",
            other_label=_("Selesaikan acara"),
        )
    if state == EventState.FINISHED:
        return _step(
            _("Ikuti hasilnya sampai dibayar"),
            _("Minat, penawaran, pesanan, dan pembayaran, masing-masing sendiri."),
            href=url["results"],
            label=_("Lihat hasil"),
        )
    return {}


_PAGES = ("participants", "suggestions", "timetable", "hall", "results")


def _before_it_starts(found: Event, url: dict[str, str], today: date) -> dict[str, str]:
    """Return the step once the timetable is out: what has started is not arranged anew, so it starts on its day."""
    first = min(day_in_wib(one.starts_at) for one in found.sessions.all())
    if today < first:
        return _step(
            _("Cetak kartu meja dan program"),
            _("Yang batal digantikan dari daftar tunggu dalam hitungan detik. Mulai acara pada harinya: %(day)s.")
            % {"day": format_day(first)},
            href=url["timetable"],
            label=_("Lihat jadwal"),
            other_act="mulai",
            other_label=_("Mulai acara"),
        )
    return _step(
        _("Cetak kartu meja dan program, lalu mulai acara"),
        _("Yang batal digantikan dari daftar tunggu dalam hitungan detik."),
        act="mulai",
        label=_("Mulai acara"),
        other=url["timetable"],
        other_label=_("Lihat jadwal"),
    )


def _while_drafted(people: int, url: dict[str, str]) -> dict[str, str]:
    if not people:
        return _step(
            _("Undang pembeli dan penjual"),
            _("Yang sudah menyetujui tampil di direktori dapat diundang."),
            href=url["participants"],
            label=_("Pilih peserta"),
        )
    return _step(
        _("Buka pendaftaran"),
        _("Yang diundang diberi kabar dan menjawab dari ponselnya."),
        act="buka",
        label=_("Buka pendaftaran"),
    )


def _while_open(found: Event, counts: seeing.EventCounts, url: dict[str, str]) -> dict[str, str]:
    if not counts.buyers_coming or not counts.sellers_coming:
        return _step(
            _("Tunggu jawaban peserta"),
            _("Diperlukan sedikitnya satu pembeli dan satu penjual yang akan hadir."),
            href=url["participants"],
            label=_("Lihat peserta"),
        )
    if counts.meetings[MeetingState.WAITING] or counts.meetings[MeetingState.SCHEDULED]:
        return _step(
            _("Susun jadwal"),
            _("Pertemuan yang disetujui atau ditetapkan mendapat waktu dan meja."),
            href=url["timetable"],
            label=_("Buka jadwal"),
        )
    if found.mode == Mode.PARTICIPANTS:
        return _step(
            _("Tunggu permintaan peserta"),
            _("Peserta saling meminta dan menjawab pertemuan."),
            href=url["participants"],
            label=_("Lihat peserta"),
        )
    return _step(
        _("Pilih pasangan yang bertemu"),
        _("Saran dihitung dari kebutuhan dan kesanggupan, dengan alasannya."),
        href=url["suggestions"],
        label=_("Lihat saran"),
    )


def _step(title: str, text: str, **given: str) -> dict[str, str]:
    return {"title": title, "text": text, **given}
