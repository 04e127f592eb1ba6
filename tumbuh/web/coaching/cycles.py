"""One cycle: how far it is, its one next step, and the acts that move it on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import manages
from tumbuh.coaching.models import Cycle
from tumbuh.coaching.rules.states import CycleState, EnrolmentState
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.web.coaching import words
from tumbuh.web.doors import door, permissions, person


@dataclass(frozen=True)
class Next:
    """The one thing to do now: an act on the cycle (`act`), or a page to open (`href`)."""

    title: str
    text: str = ""
    label: str = ""
    act: str = ""
    href: str = ""
    word: bool = False  # the act asks for a word said in public


@door(Permission.COACHING_VIEW)
def cycle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a cycle: counts, conditions, sessions, and the next step for who manages it."""
    found = queries.cycle(public_id)
    told = queries.standing(found)
    context = basics(request, found) | {
        "told": told,
        "facts": _facts(found),
        "rules": words.rules_of(found),
        "sessions": session_rows(found),
        "may_change": found.state != CycleState.CLOSED,
        "may_add_seats": found.state in {CycleState.OPEN, CycleState.RUNNING},
    }
    if context["may_manage"]:
        context["next"] = _next(found, told, timezone.now())
    return render(request, "coaching/cycle.html", context)


@door(Permission.COACHING_MANAGE, methods=("POST",))
def act(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Move a cycle on, announce or hold its lottery, pass or certify everyone who may, change its seats."""
    if name not in _ACTS:
        raise Http404
    service, told = _ACTS[name]
    found = queries.cycle(public_id)
    done = service(found.pk, request, person(request), timezone.now())
    messages.success(request, _(told) % {"n": format_number(done)} if isinstance(done, int) else _(told))
    return redirect("coaching_lottery" if name == "undi" else "coaching_cycle", public_id)


def basics(request: HttpRequest, found: Cycle) -> dict[str, Any]:
    """Return what every page of a cycle shows: its name, state and rooms, and whether one manages it."""
    may = Permission.COACHING_MANAGE in permissions(request)
    may_manage = may and manages(person(request), found.programme.agency, now=timezone.now())
    rooms = [
        ("coaching_cycle", _("Ringkasan")),
        ("coaching_enrolments", _("Peserta")),
        ("coaching_sessions", _("Sesi")),
    ]
    if found.allocation == "lottery":
        rooms.append(("coaching_lottery", _("Undian")))
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "cycle": found,
        "programme": found.programme,
        "agency": found.programme.agency,
        "days": words.days_of(found),
        "state": words.cycle_state(found.state),
        "kind": words.CYCLE_KINDS[found.state],
        "may_manage": may_manage,
        "rooms": [
            {"url": reverse(name, args=[found.public_id]), "label": label, "is_current": name == here}
            for name, label in rooms
        ],
    }


def session_rows(found: Cycle) -> list[dict[str, Any]]:
    """Return the sessions of a cycle with how many were there."""
    return [
        {
            "session": one,
            "time": words.time_of(one),
            "service": words.service(one.service),
            "attended": format_number(one.attended),  # type: ignore[attr-defined]
        }
        for one in queries.sessions(found)
    ]


def _facts(found: Cycle) -> list[tuple[str, str]]:
    return [
        (_("Perangkat daerah"), found.programme.agency.name),
        (_("Berlangsung"), words.days_of(found)),
        (_("Hari terakhir mendaftar"), format_day(found.apply_until_on)),
        (
            _("Kursi"),
            _("%(taken)s dari %(seats)s terisi")
            % {"taken": format_number(found.taken), "seats": format_number(found.seats)},
        ),
        (_("Cara membagi kursi"), _(found.get_allocation_display())),
        (_("Kehadiran untuk lulus"), format_percent(found.attendance_permyriad, 10_000, digits=0)),
    ]


def _next(found: Cycle, told: queries.Standing, now: datetime) -> Next | None:
    if found.state == CycleState.DRAFT:
        return Next(
            _("Buka pendaftaran"),
            _("Sesudah dibuka, syarat dan cara membagi kursi tidak dapat diubah: itu janji kepada pendaftar."),
            _("Buka pendaftaran"), "buka",
        )  # fmt: skip
    if found.state == CycleState.OPEN:
        return _next_while_open(found, told, now)
    return _next_while_running(found, told, now) if found.state == CycleState.RUNNING else _next_certificate(found)


def _next_while_open(found: Cycle, told: queries.Standing, now: datetime) -> Next:
    lottery = queries.lottery(found)
    if found.allocation == "lottery" and lottery is None:
        return Next(
            _("Umumkan sidik undian"),
            _("Sidik benih diumumkan sebelum undian, supaya benihnya tidak dapat dipilih belakangan."),
            _("Umumkan sidik"), "umumkan",
        )  # fmt: skip
    if day_in_wib(now) <= found.apply_until_on:
        return Next(
            _("Daftarkan pemilik usaha"),
            _("Pendaftaran dibuka sampai %(day)s. Alasan tiap penolakan dapat dibaca pendaftar.")
            % {"day": format_day(found.apply_until_on)},
            _("Cari pemilik usaha"), href=reverse("coaching_enrolments", args=[found.public_id]),
        )  # fmt: skip
    if lottery is not None and lottery.drawn_at is None and told.eligible:
        return Next(
            _("Adakan undian"),
            _("%(n)s pendaftar memenuhi syarat untuk %(seats)s kursi.")
            % {"n": format_number(told.eligible), "seats": format_number(found.seats - found.taken)},
            _("Adakan undian"), "undi", word=True,
        )  # fmt: skip
    return Next(_("Mulai siklus"), _("Pendaftaran sudah ditutup."), _("Mulai siklus"), "mulai")


def _next_while_running(found: Cycle, told: queries.Standing, now: datetime) -> Next:
    held = list(queries.sessions(found).filter(cancelled_at=None))
    if not held:
        return Next(
            _("Rencanakan sesi pertama"), _("Peserta dicatat hadir per sesi."), _("Rencanakan sesi"),
            href=reverse("coaching_sessions", args=[found.public_id]),
        )  # fmt: skip
    empty = next((one for one in held if one.ends_at < now and not one.attended), None)  # type: ignore[attr-defined]
    if empty is not None and told.enrolled:
        return Next(
            _("Lengkapi daftar hadir: %(title)s") % {"title": empty.title},
            _("Sesi ini sudah lewat dan belum seorang pun tercatat hadir. Bila batal, batalkan sesinya."),
            _("Buka daftar hadir"), href=reverse("coaching_session", args=[empty.public_id]),
        )  # fmt: skip
    ahead = next((one for one in held if one.ends_at >= now), None)
    if ahead is not None:
        return Next(
            _("Siapkan sesi: %(title)s") % {"title": ahead.title}, f"{words.time_of(ahead)} · {ahead.place}",
            _("Buka daftar hadir"), href=reverse("coaching_session", args=[ahead.public_id]),
        )  # fmt: skip
    if told.enrolled:
        return Next(
            _("Luluskan peserta"),
            _("%(n)s peserta belum diputuskan. Yang kehadirannya cukup diluluskan sekaligus; sisanya tetap di daftar.")
            % {"n": format_number(told.enrolled)},
            _("Luluskan yang memenuhi kehadiran"), "luluskan",
        )  # fmt: skip
    return _next_certificate(found) or Next(
        _("Tutup siklus"), _("Semua peserta sudah lulus atau keluar."), _("Tutup siklus"), "tutup"
    )


def _next_certificate(found: Cycle) -> Next | None:
    without = queries.enrolments(found, state=EnrolmentState.COMPLETED.value).filter(certificate=None).count()
    if not without:
        return None
    return Next(
        _("Terbitkan sertifikat"),
        _("%(n)s peserta lulus belum bersertifikat.") % {"n": format_number(without)},
        _("Terbitkan semua"), "sertifikat",
    )  # fmt: skip


def _move(to: CycleState) -> Callable[..., object]:
    return lambda pk, _request, by, now: services.move_cycle(cycle_id=pk, to=to, by=by, now=now)


def _announce(pk: int, _request: HttpRequest, by: User, now: datetime) -> object:
    return services.announce_lottery(cycle_id=pk, by=by, now=now)


def _draw(pk: int, request: HttpRequest, by: User, now: datetime) -> object:
    return services.hold_lottery(cycle_id=pk, word=request.POST.get("word", ""), by=by, now=now)


def _seats(pk: int, request: HttpRequest, by: User, now: datetime) -> object:
    text = request.POST.get("seats", "").strip()
    if not text.isdecimal() or len(text) > 6:  # more seats than the city has owners
        raise Refused(_("Tulis jumlah kursi dengan angka."), code="seats_not_a_number")
    services.add_seats(cycle_id=pk, seats=int(text), by=by, now=now)
    return None


def _pass_all(pk: int, _request: HttpRequest, by: User, now: datetime) -> object:
    return services.complete_all(cycle_id=pk, by=by, now=now)


def _certify_all(pk: int, _request: HttpRequest, by: User, now: datetime) -> object:
    return services.certify_all(cycle_id=pk, by=by, now=now)


_ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "buka": (_move(CycleState.OPEN), gettext_noop("Pendaftaran dibuka.")),
    "mulai": (_move(CycleState.RUNNING), gettext_noop("Siklus berjalan.")),
    "tutup": (_move(CycleState.CLOSED), gettext_noop("Siklus selesai.")),
    "umumkan": (_announce, gettext_noop("Sidik undian diumumkan di halaman undian.")),
    "undi": (_draw, gettext_noop("Undian selesai. Hasilnya tetap dan dapat diulang siapa pun.")),
    "kursi": (_seats, gettext_noop("Jumlah kursi disimpan; yang menunggu paling awal mendapat kursi baru.")),
    "luluskan": (_pass_all, gettext_noop("%(n)s peserta lulus. Yang belum lulus kehadirannya kurang.")),
    "sertifikat": (_certify_all, gettext_noop("%(n)s sertifikat terbit.")),
}
