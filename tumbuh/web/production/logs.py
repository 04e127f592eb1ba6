"""One log: what it says, every version, its balance, what it was made of and into; and the acts on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_moment
from tumbuh.production import queries, services
from tumbuh.production.models import LogVersion
from tumbuh.production.rules.kinds import GOES, YIELDING
from tumbuh.production.rules.units import format_kg
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.production.asking import seen
from tumbuh.web.production.forms import GoneForm, LogForm, ReasonForm
from tumbuh.web.production.places import log_line


@door(Permission.PRODUCTION_VIEW)
def log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one log."""
    return _page(request, _found(request, public_id))


@door(Permission.PRODUCTION_VIEW)
def questions(request: HttpRequest) -> HttpResponse:
    """List the logs that wait for an answer."""
    page = Paginator(queries.open_questions(areas=seen(request)), 40).get_page(request.GET.get("page"))
    return render(request, "production/questions.html", {"rows": [log_line(one) for one in page], "page": page})


@door(Permission.PRODUCTION_MANAGE, methods=("POST",))
def act(request: HttpRequest, public_id: UUID, what: str) -> HttpResponse:
    """Correct, withdraw or answer a log, or tell where a part of it went."""
    found = _found(request, public_id)
    form = _FORMS[what](request)
    if not form.is_valid():
        return _page(request, found, {what: form}, status=400)
    try:
        _ACTS[what](request, found, form)
    except NotAllowed:
        raise
    except Refused as refused:
        field = "reason" if isinstance(refused, services.AskFirst) else None
        form.add_error(field, refused.message)
        return _page(request, found, {what: form}, status=400)
    messages.success(request, _("Tersimpan. Yang lama tetap terbaca di bawah."))
    return redirect("production_log", public_id)


def _correct(request: HttpRequest, found: LogVersion, form: Any) -> None:
    old = services.values_of(found)
    services.correct_log(
        log_id=found.log_id, seen_version=_seen(request), change_reason=form.cleaned_data["change_reason"],
        values=form.values(found.site_id, photo=old.photo, inputs=old.inputs), by=person(request), now=timezone.now(),
    )  # fmt: skip


def _withdraw(request: HttpRequest, found: LogVersion, form: Any) -> None:
    services.withdraw_log(
        log_id=found.log_id, seen_version=_seen(request), change_reason=form.cleaned_data["reason"],
        by=person(request), now=timezone.now(),
    )  # fmt: skip


def _answer(request: HttpRequest, found: LogVersion, form: Any) -> None:
    services.answer_question(
        log_id=found.log_id, seen_version=_seen(request), reason=form.cleaned_data["reason"], by=person(request),
        now=timezone.now(),
    )  # fmt: skip


def _gone(request: HttpRequest, found: LogVersion, form: Any) -> None:
    given = form.cleaned_data
    gone = services.Gone(given["goes"], given["quantity"], given["unit"], given["gone_on"], given["price_rupiah"])
    try:
        client_id = UUID(request.POST.get("client_id", ""))
    except ValueError:
        client_id = uuid4()
    services.record_disposal(
        client_id=client_id, harvest_id=found.log_id, gone=gone, by=person(request), now=timezone.now()
    )


_FORMS: dict[str, Callable[[HttpRequest], Any]] = {
    "correct": lambda request: LogForm(request.POST, correcting=True, prefix="correct"),
    "withdraw": lambda request: ReasonForm(request.POST, prefix="withdraw"),
    "answer": lambda request: ReasonForm(request.POST, prefix="answer"),
    "gone": lambda request: GoneForm(request.POST, prefix="gone"),
}
_ACTS: dict[str, Callable[[HttpRequest, LogVersion, Any], None]] = {
    "correct": _correct, "withdraw": _withdraw, "answer": _answer, "gone": _gone,
}  # fmt: skip


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen_version", "")
    return int(text) if text.isdecimal() else 0


def _page(
    request: HttpRequest, found: LogVersion, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    area = areas_by_code().get(found.site.area_code)
    may = Permission.PRODUCTION_MANAGE in permissions(request) and not found.withdrawn
    context = {
        "one": log_line(found),
        "version": found,
        "area": area.name if area else found.site.area_code,
        "factor": format_number(found.grams_per_unit) if found.grams_per_unit else "",
        "weighed": format_kg(found.weighed_mg) if found.weighed_mg else "",
        "price": format_rupiah(found.price_rupiah) if found.price_rupiah is not None else "",
        "balance": _balance(found) if found.log.kind in YIELDING and not found.withdrawn else None,
        "inputs": [(one, format_kg(one.used_mg)) for one in found.inputs.select_related("commodity", "harvest")],
        "uses": [(one, format_kg(one.used_mg)) for one in queries.uses_of(found.log)],
        "versions": [
            log_line(one) | {"at": format_moment(one.recorded_at), "by": one.recorded_by or _("perintah di mesin")}
            for one in queries.versions_of(found.log)
        ],
        "may_act": may,
        "client_id": str(uuid4()),
    }
    if may:
        context |= {"forms": _forms(found) | (forms or {})}
    return render(request, "production/log.html", context, status=status)


def _forms(found: LogVersion) -> dict[str, Any]:
    values = services.values_of(found)
    said = {
        "commodity": values.commodity_code, "done_on": values.done_on, "unit": values.unit, "heads": values.heads,
        "quantity": log_line(found)["said"].rsplit(" ", 1)[0], "area_m2": values.area_m2, "note": values.note,
        "weighed_kg": format_kg(found.weighed_mg) if found.weighed_mg else "", "price_rupiah": values.price_rupiah,
        "reason": values.reason,
    }  # fmt: skip
    today = day_in_wib(timezone.now())
    return {
        "correct": LogForm(initial=said, correcting=True, prefix="correct"),
        "withdraw": ReasonForm(prefix="withdraw"),
        "answer": ReasonForm(prefix="answer"),
        "gone": GoneForm(initial={"unit": values.unit, "gone_on": today}, prefix="gone"),
    }


def _balance(found: LogVersion) -> list[dict[str, Any]]:
    told = queries.balance_of(found)
    rows: list[dict[str, Any]] = [
        {"name": name, "mass": format_kg(told.parts[goes])} for goes, name in GOES.items() if told.parts[goes]
    ]
    if told.used_mg:
        rows.append({"name": _("Diolah"), "mass": format_kg(told.used_mg)})
    rows.append({"name": _("Belum dijelaskan"), "mass": format_kg(told.gap_mg), "is_gap": told.gap_mg != 0})
    return rows


def _found(request: HttpRequest, public_id: UUID) -> LogVersion:
    try:
        return queries.log(public_id, areas=seen(request))
    except LogVersion.DoesNotExist:
        raise Http404 from None
