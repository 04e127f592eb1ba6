"""A curator's desk: what waits, one offer with its rubric, one change side by side."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue import judging, services
from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import shelf as reading
from tumbuh.catalogue.access import check_curator
from tumbuh.catalogue.models import ChangeProposal, CurationStep
from tumbuh.catalogue.rules.curation import Rubric
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.reputation import reports_waiting
from tumbuh.web.answering import done
from tumbuh.web.catalogue.curation_forms import VERDICTS, ChangeDecisionForm, JudgeForm
from tumbuh.web.catalogue.curation_masters import likely
from tumbuh.web.catalogue.curation_words import (
    change_row,
    claim_row,
    days_waited,
    history,
    is_late,
    offer_as_seen,
    report_row,
    step_row,
)
from tumbuh.web.catalogue.diffing import side_by_side
from tumbuh.web.catalogue.offer_words import FIELDS, LEVELS, waited
from tumbuh.web.doors import door, person

CURATE = Permission.CATALOGUE_CURATE
SHOWN = 100


@door(CURATE)
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits where the person judges, the longest first."""
    now = timezone.now()
    by, on = person(request), day_in_wib(now)
    steps = [step_row(step, now) for step in catalogue.steps_waiting(by, on=on)[:SHOWN]]
    changes = [change_row(one, now) for one in catalogue.changes_waiting(by, on=on)[:SHOWN]]
    claims = [claim_row(one, now) for one in catalogue.claims_waiting(by, on=on)[:SHOWN]]
    late = sum(one["is_late"] for one in steps)
    counted = {"steps": len(steps), "changes": len(changes), "claims": len(claims)}
    lead = _("%(steps)s produk, %(changes)s perubahan, dan %(claims)s bukti menunggu.") % counted
    context = {
        "lead": f"{lead} {_('%(late)s melewati batas waktu.') % {'late': late}}" if late else lead,
        "first": next(iter(steps), None),
        "steps": steps,
        "changes": changes,
        "claims": claims,
        "reports": [report_row(one, now) for one in reports_waiting(by, now=now)[:SHOWN]],
    }
    return render(request, "catalogue/curation_queue.html", context)


@door(CURATE, methods=("GET", "POST"))
def step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one offer as buyers see it, with its rubric; write the judgement."""
    found, now = judging.step(public_id), timezone.now()
    check_curator(person(request), found.area_code, found.level, now)
    rubric = services.rubric_of(found.offer, now=now)
    form = JudgeForm(request.POST if request.method == "POST" else None, weights=rubric.weights)
    if request.method == "POST" and form.is_valid():
        verdict = VERDICTS.get(request.POST.get("decision", ""), "")
        decision = services.Decision(found.pk, verdict, form.scores(), form.cleaned_data["reasons"])
        try:
            [done] = [services.decide(decision=decision, by=person(request), now=now)]
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _said(found, verdict, done.grade))
            return redirect("curation_queue")
    context = _step_context(found, form, rubric, now)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/curation_step.html", context, status=status)


@door(CURATE, methods=("GET", "POST"))
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a seller wants to change, the old and the new side by side; take or refuse it as a whole."""
    found, now = judging.change(public_id), timezone.now()
    check_curator(person(request), found.area_code, "district", now)
    form = ChangeDecisionForm(request.POST if request.method == "POST" else None)
    accept = request.POST.get("decision") == "apply"
    if done(
        form,
        lambda: services.decide_change(
            proposal_id=found.pk, accept=accept, reasons=form.cleaned_data["reasons"], by=person(request), now=now
        ),
    ):
        messages.success(request, _("Perubahan diterima dan tampil.") if accept else _("Perubahan ditolak."))
        return redirect("curation_queue")
    context = {
        "offer": found.offer,
        "lead": f"{found.offer.seller.name} · {waited(days_waited(found.proposed_at, now))}",
        "rows": _diff(found),
        "form": form,
        "may_not": ""
        if found.state == "waiting"
        else _("Perubahan ini sudah diputuskan atau diganti yang lebih baru."),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/curation_change.html", context, status=status)


def _step_context(found: CurationStep, form: JudgeForm, rubric: Rubric, now: datetime) -> dict[str, Any]:
    steps = list(catalogue.steps_of(found.offer))
    level, since = LEVELS[found.level], waited(days_waited(found.opened_at, now))
    return {
        **offer_as_seen(found.offer, found.area_code, now),
        "step": found,
        "lead": _("Tahap %(level)s, putaran %(round)s. Menunggu %(since)s.")
        % {"level": level, "round": found.round, "since": since},
        "is_late": found.state == "waiting" and is_late(found.opened_at, now),
        "appeal": found.appeal_of,
        "form": form,
        "may_not": "" if found.state == "waiting" else _("Penilaian ini sudah diputuskan."),
        "grade_note": _grade_note(rubric),
        "masters": likely(found.offer),
        "linked": found.offer.product.master,
        "history": history(steps),
    }


def _grade_note(rubric: Rubric) -> str:
    grades = ", ".join(f"{grade} ≥ {least}" for grade, least in sorted(rubric.grades.items()))
    return _("Nilai dihitung dari bobotnya: %(grades)s. Satu kriteria di bawah %(floor)s tidak lulus.") % {
        "grades": grades,
        "floor": rubric.floor,
    }


def _said(found: CurationStep, verdict: str, grade: str) -> str:
    words = {"title": found.offer.title, "grade": grade}
    if verdict == "passed":
        return _("%(title)s lulus dengan nilai %(grade)s.") % words
    if verdict == "returned":
        return _("%(title)s dikembalikan kepada penjual.") % words
    return _("%(title)s ditolak; penjual dapat menyanggah.") % words


def _diff(found: ChangeProposal) -> list[dict[str, Any]]:
    rows = []
    for name in found.after:
        before, after = _value(found.before, name), _value(found.after, name)
        row: dict[str, Any] = {"label": FIELDS.get(name, name)}
        if name == "photos":
            row |= {"photos_before": [one["sha256"] for one in found.before.get(name, [])]}
            row |= {"photos_after": [one["sha256"] for one in found.after[name]]}
        else:
            row["before"], row["after"] = side_by_side(before, after)
        rows.append(row)
    return rows


def _value(values: Mapping[str, Any], name: str) -> str:
    if name == "category":
        names = {one.code: one.name for one in reading.categories()}
        return names.get(values.get(name, ""), str(values.get(name, "")))
    return str(values.get(name, ""))
