"""The buyer's pages: one box for a sentence, what was understood of it, the need and where it stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.supplying import kinds
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB
from tumbuh.needs import queries, services
from tumbuh.needs.models import Need
from tumbuh.needs.rules.sentence import LONGEST, understand
from tumbuh.needs.rules.states import STATE_NAMES, State
from tumbuh.needs.rules.words import Understood
from tumbuh.needs.vocabulary import words as vocabulary
from tumbuh.orders import seeing
from tumbuh.orders.models import Disposition
from tumbuh.orders.rules.moves import DispositionState
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.needs import showing, words
from tumbuh.web.needs.asking import NeedForm
from tumbuh.web.orders.words import moment_in_words

PAGE_SIZE = 20
EXAMPLES = (
    "makan siang 40 orang besok jam 11.30 di Balai Kota maksimal 35 ribu per kotak",
    "snack box utk rapat 25 org kamis pagi, halal",
    "butuh 100 kaos sablon minggu depan, anggaran 7,5 juta",
)


@door(Permission.ORDERS_VIEW)
def needs(request: HttpRequest) -> HttpResponse:
    """Show the box for a sentence to who states needs, and the needs of the person's units."""
    now = timezone.now()
    page = Paginator(queries.needs_seen(person(request), now=now), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "may_post": Permission.NEEDS_POST in permissions(request),
        "examples": EXAMPLES,
        "longest": LONGEST,
        "needs": [_row(one, now) for one in page],
        "page": page,
    }
    return render(request, "needs/list.html", context)


@door(Permission.NEEDS_POST, methods=("GET", "POST"))
def state(request: HttpRequest) -> HttpResponse:
    """Read a sentence, show what was understood and let it be completed; a whole form becomes a draft."""
    now, sentence = timezone.now(), (request.POST.get("sentence") or request.GET.get("kalimat", "")).strip()
    packages = _packages(request)
    understood = understand(sentence, now=now, words=vocabulary())
    if request.method == "POST":
        form = NeedForm(request.POST, packages=_choices(packages), categories=_kinds())
        if form.is_valid():
            chosen = next(one for one in packages if str(one.public_id) == form.cleaned_data["package"])
            made = services.state_need(
                disposition=chosen, values=form.values(words.as_json(understood)), by=person(request), now=now
            )
            return redirect("needs_need", made.public_id)
    else:
        form = NeedForm(initial=words.initial(understood), packages=_choices(packages), categories=_kinds())
    return _form_page(request, form, understood, packages=packages)


@door(Permission.NEEDS_POST, methods=("GET", "POST"))
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a draft that nobody was told of."""
    now, found = timezone.now(), queries.need_seen(public_id, user=person(request), now=timezone.now())
    packages = [found.disposition]
    given = {"packages": _choices(packages), "categories": _kinds()}
    form = NeedForm(request.POST, **given) if request.method == "POST" else NeedForm(initial=_values(found), **given)
    if request.method == "POST" and form.is_valid():
        services.change_draft(need_id=found.pk, values=form.values(found.understood), by=person(request), now=now)
        messages.success(request, _("Perubahan tersimpan."))
        return redirect("needs_need", public_id)
    understood = understand(found.sentence, now=found.posted_at, words=vocabulary())
    return _form_page(request, form, understood, packages=packages, draft=found)


@door(Permission.ORDERS_VIEW)
def need(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one need: what is asked, how far it is, and the one next step."""
    now = timezone.now()
    found = queries.need_seen(public_id, user=person(request), now=now)
    return render(request, "needs/need.html", showing.of_need(found, user=person(request), now=now))


def _form_page(
    request: HttpRequest, form: NeedForm, understood: Understood, *, packages: list[Disposition],
    draft: Need | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "sentence": understood.sentence,
        "parts": words.parts(understood),
        "unread": understood.unread,
        "others": [one.said for one in understood.others],
        "has_package": bool(packages),
        "draft": draft,
        "longest": LONGEST,
    }
    status = 400 if form.is_bound else 200
    return render(request, "needs/state.html", context, status=status)


def _packages(request: HttpRequest) -> list[Disposition]:
    return seeing.dispositions_of_officer(person(request), state=DispositionState.TAKEN_UP)


def _choices(packages: list[Disposition]) -> list[tuple[str, str]]:
    return [(str(one.public_id), f"{one.package_name or one.plan_code} ({one.plan_code})") for one in packages]


def _kinds() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in kinds()]


def _values(found: Need) -> dict[str, Any]:
    due = found.deliver_by_at.astimezone(WIB)
    return {
        "sentence": found.sentence, "title": found.title, "category": found.category.code, "quantity": found.quantity,
        "unit": found.unit, "day": due.date(), "time": due.time(), "address": found.address,
        "area": found.area_code[:8], "unit_budget": found.unit_ceiling_rupiah or "",
        "total_budget": found.total_ceiling_rupiah or "", "licences": found.licences,
        "most_sellers": found.most_sellers, "note": found.note, "package": str(found.disposition.public_id),
    }  # fmt: skip


def _row(found: Need, now: datetime) -> dict[str, Any]:
    state_ = State(found.state)
    closing = ""
    if queries.is_open(found, now) and found.closes_at is not None:
        closing = _("ditutup %(left)s") % {"left": words.left(found.closes_at, now)}
    return {
        "href": reverse("needs_need", args=[found.public_id]),
        "title": f"{format_number(found.quantity)} {found.unit} {found.title}",
        "when": moment_in_words(found.deliver_by_at),
        "state": _(STATE_NAMES[state_]),
        "kind": words.STATE_KINDS[state_],
        "closing": closing,
    }
