"""What is noted on a person's sheet: a visit, a service, a month's income and workers, a mentor, an application."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries, services
from tumbuh.coaching.access import may_about, require_about
from tumbuh.coaching.outcomes import reports_of
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, day_in_wib
from tumbuh.registry.owners import owner_by_id
from tumbuh.web.coaching import people, words
from tumbuh.web.coaching.forms import OutcomeForm, ServiceForm, VisitForm
from tumbuh.web.doors import door, person


@door(Permission.SIGNED_IN, methods=("POST",))
def visit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note a visit."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    require_about(by, owner.pk, now=now)
    form = VisitForm(request.POST, agencies=people.recorded_for(by, now), now=now)
    if not form.is_valid():
        return people.shown(request, owner, visit=form)
    try:
        services.record_visit(
            agency=queries.agency_of(form.cleaned_data["agency"]), owner_id=owner.pk, values=form.values(), by=by,
            now=now, client_id=form.cleaned_data["client_id"],
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
        return people.shown(request, owner, visit=form)
    messages.success(request, _("Kunjungan ke %(name)s tercatat.") % {"name": owner.name})
    return redirect("coaching_person", public_id)


@door(Permission.SIGNED_IN, methods=("POST",))
def give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note a service that was neither a session nor a visit."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    require_about(by, owner.pk, now=now)
    form = ServiceForm(request.POST, agencies=people.recorded_for(by, now))
    if not form.is_valid():
        return people.shown(request, owner, service=form)
    given = form.cleaned_data
    try:
        services.give_service(
            agency=queries.agency_of(given["agency"]), owner_id=owner.pk, kind=given["kind"],
            given_on=given["given_on"], note=given["note"], by=by, now=now,
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
        return people.shown(request, owner, service=form)
    messages.success(request, _("Layanan tercatat."))
    return redirect("coaching_person", public_id)


@door(Permission.SIGNED_IN, methods=("POST",))
def enrol(request: HttpRequest, public_id: UUID, cycle_id: UUID) -> HttpResponse:
    """Apply for a cycle on an owner's behalf; the service asks who may."""
    cycle, owner = queries.cycle(cycle_id), owner_by_id(public_id)
    made = services.apply(cycle_id=cycle.pk, owner_id=owner.pk, by=person(request), now=timezone.now())
    told = {"name": owner.name, "state": words.enrolment_state(made.state).lower()}
    messages.success(request, _("%(name)s tercatat: %(state)s.") % told)
    return redirect("coaching_enrolment", made.public_id)


@door(Permission.COACHING_MANAGE, methods=("POST",))
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give an owner to a mentor of one's agency."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    agency = queries.agency_of(request.POST.get("agency", ""))
    mentor = queries.mentor(request.POST.get("mentor", ""), on=day_in_wib(now))
    services.assign(agency=agency, owner_id=owner.pk, mentor=mentor, by=by, now=now)
    told = {"mentor": mentor, "name": owner.name}
    messages.success(request, _("%(mentor)s mendampingi %(name)s mulai hari ini.") % told)
    return redirect("coaching_person", public_id)


@door(Permission.COACHING_MANAGE, methods=("POST",))
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back a service that was noted by mistake."""
    owner = owner_by_id(public_id)
    row = queries.service_of(owner.pk, request.POST.get("service", ""))
    reason = request.POST.get("reason", "")
    services.withdraw_service(service_id=row.pk, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Layanan dicabut; alasannya tercatat."))
    return redirect("coaching_person", public_id)


@door(Permission.SIGNED_IN, methods=("GET", "POST"))
def outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask what an owner earned and how many worked in a month; show what was said before. Reading is noted."""
    now, by, owner = timezone.now(), person(request), owner_by_id(public_id)
    last = day_in_wib(now).replace(day=1) - timedelta(days=1)
    form = OutcomeForm(request.POST or None, initial={"month": last})
    if request.method == "POST" and form.is_valid():
        try:
            services.report_outcome(
                owner_id=owner.pk, month=form.cleaned_data["month"], values=form.values(), source="form", by=by, now=now
            )
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Laporan tersimpan. Laporan baru untuk bulan yang sama menggantikannya."))
            return redirect("coaching_outcome", public_id)
    rows = [
        {
            "month": Month.of(one.month_on).label,
            "income": format_rupiah(one.income_rupiah) if one.income_rupiah is not None else "–",
            "sales": format_rupiah(one.sales_rupiah) if one.sales_rupiah is not None else "–",
            "paid": format_number(one.paid_workers) if one.paid_workers is not None else "–",
            "family": format_number(one.family_workers) if one.family_workers is not None else "–",
        }
        for one in reports_of(owner.pk, user=by, now=now)
    ]
    looks_after = may_about(by, owner.pk, now=now)
    context = {"owner": owner, "form": form, "rows": rows, "looks_after": looks_after}
    return render(request, "coaching/outcome.html", context, status=400 if form.errors else 200)
