"""Who takes part in a cycle: find an owner, read why not, enrol; one enrolment with its acts."""

from collections.abc import Callable
from datetime import datetime
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

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import is_oneself, may_about, require_agency
from tumbuh.coaching.attending import attendance_permyriad
from tumbuh.coaching.models import Cycle, Enrolment
from tumbuh.coaching.rules.states import ENROLMENT_NAMES, CycleState, EnrolmentState
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import day_in_wib, format_moment
from tumbuh.registry.owners import find_owners, owner_by_id, profiles
from tumbuh.web.coaching import words
from tumbuh.web.coaching.cycles import basics
from tumbuh.web.doors import door, person

_MANAGE = Permission.COACHING_MANAGE
PAGE_SIZE, FOUND = 50, 12


@door(_MANAGE)
def enrolments(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List who applied for a cycle, and find owners to enrol, each with the reasons against it."""
    now = timezone.now()
    cycle = queries.cycle(public_id)
    require_agency(person(request), _MANAGE, cycle.programme.agency, now=now)
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    state = state if state in set(EnrolmentState) else ""
    page = Paginator(queries.enrolments(cycle, state=state), PAGE_SIZE).get_page(request.GET.get("page"))
    context = basics(request, cycle) | {
        "rows": [_row(one) for one in page],
        "page": page,
        "query": f"state={state}" if state else "",
        "chosen": state,
        "states": [(code, _(name)) for code, name in ENROLMENT_NAMES],
        "text": text,
        "found": _candidates(cycle, text, now) if text else [],
        "may_enrol": cycle.state in {CycleState.OPEN, CycleState.RUNNING},
    }
    return render(request, "coaching/enrolments.html", context)


@door(_MANAGE, methods=("POST",))
def enrol(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Apply for an owner, and go on with the next one; after a "no" to the page with its reasons."""
    cycle = queries.cycle(public_id)
    owner = owner_by_id(_uuid(request.POST.get("owner", "")))
    made = services.apply(cycle_id=cycle.pk, owner_id=owner.pk, by=person(request), now=timezone.now())
    told = {"name": owner.name, "state": words.enrolment_state(made.state).lower()}
    level = messages.warning if made.state == EnrolmentState.NOT_ELIGIBLE else messages.success
    level(request, _("%(name)s tercatat: %(state)s.") % told)
    if made.state in {EnrolmentState.NOT_ELIGIBLE, EnrolmentState.APPLIED}:
        return redirect("coaching_enrolment", made.public_id)
    return redirect("coaching_enrolments", public_id)


@door(Permission.SIGNED_IN)
def enrolment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one enrolment to the agency, to the owner, or to who looks after him."""
    now, by = timezone.now(), person(request)
    found = queries.enrolment(public_id, user=by, now=now)
    cycle = found.cycle
    context = basics(request, cycle) | {
        "one": _row(found),
        "reasons": words.reasons(found.reasons) if found.state in {"applied", "not_eligible"} else [],
        "share": format_percent(attendance_permyriad(cycle, found.owner_id, now=now), 10_000, digits=0),
        "needed": format_percent(cycle.attendance_permyriad, 10_000, digits=0),
        "sessions": _attended(found),
        "applied_at": format_moment(found.applied_at),
        "ended_at": format_moment(found.ended_at) if found.ended_at else "",
        "may_decide": found.state in {"applied", "not_eligible"} and found.applied_by_id != by.pk,
        "may_judge": found.state in {"applied", "not_eligible"},
        "may_drop": found.state not in {"completed", "dropped"},
        "is_own": is_oneself(by, found.owner_id, on=day_in_wib(now)),
        "person_url": reverse("coaching_person", args=[found.owner.public_id])
        if may_about(by, found.owner_id, now=now)
        else "",
    }
    return render(request, "coaching/enrolment.html", context)


@door(Permission.SIGNED_IN, methods=("POST",))
def act(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Judge anew, decide by hand, take out, pass or certify; the services ask who may."""
    if name not in _ACTS:
        raise Http404
    now, by = timezone.now(), person(request)
    found = queries.enrolment(public_id, user=by, now=now)
    service, told = _ACTS[name]
    service(found.pk, request.POST.get("reason", ""), by, now)
    messages.success(request, _(told))
    return redirect("coaching_enrolment", public_id)


def _candidates(cycle: Cycle, text: str, now: datetime) -> list[dict[str, Any]]:
    """Return owners by name, telephone or NIK, each with the reasons against him, those who may take part first."""
    owners = find_owners(text, limit=FOUND)
    known = profiles([one.pk for one in owners], on=day_in_wib(now))
    there = queries.applied_before(cycle, list(known))
    rows = []
    for one in owners:
        reasons = [] if one.pk in there else services.reasons_against(cycle, one.pk, now=now)
        profile = known[one.pk]
        rows.append(
            {
                "id": one.public_id,
                "name": one.name,
                "businesses": ", ".join(business.name for business in profile.businesses) or _("tanpa usaha tercatat"),
                "area": ", ".join(words.area(code) for code in sorted(profile.areas)),
                "there": there.get(one.pk),
                "reasons": [words.reason(why.text, why.fix, unknown=why.unknown) for why in reasons],
            }
        )
    return sorted(rows, key=lambda row: (len(row["reasons"]), row["name"]))


def _row(one: Enrolment) -> dict[str, Any]:
    certificate = getattr(one, "certificate", None)
    return {
        "enrolment": one,
        "name": one.owner.name,
        "state": words.enrolment_state(one.state),
        "kind": words.ENROLMENT_KINDS[one.state],
        "why": words.reasons(one.reasons)[0]["text"]
        if one.reasons and one.state in {"applied", "not_eligible"}
        else "",
        "certificate": certificate.paper if certificate else None,
    }


def _attended(one: Enrolment) -> list[dict[str, Any]]:
    there = queries.attended_by(one.cycle, one.owner_id)
    return [
        {"title": session.title, "time": words.time_of(session), "there": session.pk in there}
        for session in queries.sessions(one.cycle).filter(cancelled_at=None)
    ]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(_("Pilih pemilik usahanya dahulu."), code="owner_not_chosen") from None


def _judge(pk: int, _reason: str, by: User, now: datetime) -> object:
    return services.judge_again(enrolment_id=pk, by=by, now=now)


def _decide(*, eligible: bool) -> Callable[..., object]:
    return lambda pk, reason, by, now: services.decide(
        enrolment_id=pk, eligible=eligible, reason=reason, by=by, now=now
    )


def _drop(pk: int, reason: str, by: User, now: datetime) -> object:
    return services.drop(enrolment_id=pk, reason=reason, by=by, now=now)


def _complete(pk: int, _reason: str, by: User, now: datetime) -> object:
    return services.complete(enrolment_id=pk, by=by, now=now)


def _certify(pk: int, _reason: str, by: User, now: datetime) -> object:
    return services.certify(enrolment_id=pk, by=by, now=now)


_ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "nilai": (_judge, gettext_noop("Dinilai ulang menurut register sekarang.")),
    "terima": (_decide(eligible=True), gettext_noop("Pendaftaran diterima; alasannya tercatat.")),
    "tolak": (_decide(eligible=False), gettext_noop("Pendaftaran ditolak; alasannya dapat dibaca pendaftar.")),
    "keluar": (_drop, gettext_noop("Dikeluarkan dari siklus; kursi kosong diberikan kepada yang menunggu.")),
    "lulus": (_complete, gettext_noop("Peserta lulus.")),
    "sertifikat": (_certify, gettext_noop("Sertifikat terbit.")),
}
