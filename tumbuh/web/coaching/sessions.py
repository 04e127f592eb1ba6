"""Sessions of a cycle, who was at each, and the sheet of codes to print."""

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import require_agency, require_recorder
from tumbuh.coaching.models import Session
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.web.coaching import words
from tumbuh.web.coaching.cycles import basics, session_rows
from tumbuh.web.coaching.forms import SessionForm
from tumbuh.web.doors import door, person

_MANAGE = Permission.COACHING_MANAGE


@door(Permission.COACHING_VIEW, methods=("GET", "POST"))
def sessions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the sessions of a cycle; for who manages it, plan another one."""
    cycle = queries.cycle(public_id)
    form = SessionForm(request.POST or None, initial={"on": cycle.starts_on})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_session(cycle=cycle, values=form.values(), by=person(request), now=timezone.now())
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Sesi direncanakan. Cetak lembar kodenya sebelum hari itu."))
            return redirect("coaching_session", made.public_id)
    context = basics(request, cycle) | {"rows": session_rows(cycle), "form": form}
    return render(request, "coaching/sessions.html", context, status=400 if form.errors else 200)


@door(_MANAGE, methods=("GET", "POST"))
def session(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who was at a session; by POST tick participants off."""
    now, by = timezone.now(), person(request)
    found = queries.session(public_id)
    require_agency(by, _MANAGE, found.cycle.programme.agency, now=now)
    if request.method == "POST":
        return _tick(request, found)
    there = queries.attendances(found)
    people = [
        {
            "enrolment": one,
            "there": there.get(one.owner_id),
            "how": _(there[one.owner_id].get_method_display()) if one.owner_id in there else "",
            "at": format_moment(there[one.owner_id].attended_at) if one.owner_id in there else "",
        }
        for one in queries.participants(found.cycle)
    ]
    context = basics(request, found.cycle) | {
        "session": found,
        "time": words.time_of(found),
        "service": words.service(found.service),
        "people": people,
        "count": format_number(len(there)),
        "of": format_number(len(people)),
        "all_there": len(there) == len(people),
        "attend_url": reverse("coaching_attend", args=[public_id]),
    }
    return render(request, "coaching/session.html", context)


@door(_MANAGE, methods=("POST",))
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Call a session off."""
    found = queries.session(public_id)
    reason = request.POST.get("reason", "")
    services.cancel_session(session_id=found.pk, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Sesi dibatalkan."))
    return redirect("coaching_session", public_id)


@door(_MANAGE, methods=("POST",))
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one attendance back, with the service that came of it."""
    found = queries.session(public_id)
    row = queries.attendance(_uuid(request.POST.get("attendance", "")), of=found)
    reason = request.POST.get("reason", "")
    services.withdraw_attendance(attendance_id=row.pk, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Kehadiran dicabut, juga layanan yang terhitung darinya."))
    return redirect("coaching_session", public_id)


@door(_MANAGE)
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a session's codes to print, a card per participant; each leads a phone's camera to the page that counts."""
    now = timezone.now()
    found = queries.session(public_id)
    require_agency(person(request), _MANAGE, found.cycle.programme.agency, now=now)
    codes = services.codes_of(found)
    cards = [
        {
            "name": one.owner.name,
            "number": one.number,
            "code": codes[one.pk],
            "picture": picture(request, found, codes[one.pk]),
        }
        for one in queries.participants(found.cycle)
    ]
    context = basics(request, found.cycle) | {"session": found, "time": words.time_of(found), "cards": cards}
    return render(request, "coaching/sheet.html", context)


@door(Permission.SIGNED_IN, methods=("GET", "POST"))
def attend(request: HttpRequest, public_id: UUID, code: str = "") -> HttpResponse:
    """Ask for a participant's code, typed or brought by a scanned QR code, and count him; for who records at all."""
    now, by = timezone.now(), person(request)
    found = queries.session(public_id)
    require_recorder(by, found.cycle.programme.agency, now=now)
    refused = None
    if request.method == "POST":
        code = request.POST.get("code", "").strip()
        try:
            done = services.attend_by_code(session_id=found.pk, code=code, attended_at=now, by=by, now=now)
        except NotAllowed:
            raise
        except Refused as why:
            refused = why
        else:
            _tell(request, done.owner.name, again=done.attended_at != now)
            return redirect("coaching_attend", public_id)
    context = {
        "session": found,
        "cycle": found.cycle,
        "time": words.time_of(found),
        "code": code,
        "refused": refused,
        "count": format_number(len(queries.attendances(found))),
        "of": format_number(len(queries.participants(found.cycle))),
    }
    return render(request, "coaching/attend.html", context, status=400 if refused else 200)


def picture(request: HttpRequest, session: Session, code: str) -> str:
    """Return a QR code as the address of a picture: it holds the address of the page that counts the code."""
    address = request.build_absolute_uri(reverse("coaching_attend_code", args=[session.public_id, code]))
    return segno.make(address, error="m").svg_data_uri(scale=3, border=2)


def _tick(request: HttpRequest, found: Session) -> HttpResponse:
    """Count the ticked participants; who is there already is not counted twice."""
    now, by = timezone.now(), person(request)
    people = {str(one.public_id): one for one in queries.participants(found.cycle)}
    ticked = [people[one] for one in request.POST.getlist("person") if one in people]
    at = min(max(now, found.starts_at), found.ends_at)  # ticked after the session is over: it was during it
    services.attend_many(
        session_id=found.pk, owner_ids=[one.owner_id for one in ticked], attended_at=at, by=by, now=now
    )
    messages.success(request, _("%(n)s peserta tercatat hadir.") % {"n": format_number(len(ticked))})
    return redirect("coaching_session", found.public_id)


def _tell(request: HttpRequest, name: str, *, again: bool) -> None:
    if again:
        messages.info(request, _("%(name)s sudah tercatat hadir; tidak dihitung dua kali.") % {"name": name})
    else:
        messages.success(request, _("%(name)s tercatat hadir.") % {"name": name})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise queries.NoSuchCoaching(_("Kehadiran ini tidak ada pada sesi ini.")) from None
