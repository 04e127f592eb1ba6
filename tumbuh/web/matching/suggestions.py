"""The organiser's suggestions: what the choice is worth, how fair it is, every pair with its parts or reasons."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import format_day
from tumbuh.matching import seeing, services
from tumbuh.matching.joining import joint_offer_for
from tumbuh.matching.models import Demand, Suggestion, SuggestionRun, SuggestionTally
from tumbuh.matching.rules.states import AT_WORK, EventState, Mode
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.events import basics
from tumbuh.web.orders.words import moment_in_words


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def suggestions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the newest suggestions of an event, or compute them anew."""
    found = seeing.event(public_id)
    if request.method == "POST":
        made = services.suggest(event_id=found.pk, by=person(request), now=timezone.now())
        told = ngettext("%(n)s pasangan dinilai.", "%(n)s pasangan dinilai.", made.pairs + made.excluded)
        messages.success(request, told % {"n": format_number(made.pairs + made.excluded)})
        return redirect("matching_suggestions", public_id)
    run = seeing.newest_run(found)
    context = basics(request, found) | {"may_suggest": found.state in {EventState.DRAFT, *AT_WORK}, "run": run}
    if run is not None:
        chosen = list(seeing.chosen_of(run))
        waiting = seeing.unassigned_of(run, chosen)
        context |= {
            "may_assign": found.state in AT_WORK and found.mode != Mode.PARTICIPANTS and waiting > 0,
            "waiting": waiting,
            "is_assigned": bool(chosen) and waiting == 0,
            "chosen": [pair(one) for one in chosen],
            "demands": [_demand(row) for row in seeing.tally_of(run)],
            "made": moment_in_words(run.ran_at),
            "quality": _quality(run),
            "fairness": _fairness(run),
            "hash": run.input_hash[:12],
        }
    return render(request, "matching/suggestions.html", context)


@door(Permission.MATCHING_ORGANISE)
def pairs(request: HttpRequest, public_id: UUID, demand_id: UUID) -> HttpResponse:
    """Show all pairs of one demand: points by part for who may meet, reasons for who may not."""
    found = seeing.event(public_id)
    run = seeing.newest_run(found)
    if run is None:
        return redirect("matching_suggestions", public_id)
    tally, rows = seeing.pairs_of(run, demand_id)
    demand = tally.demand
    able = [pair(one) for one in rows if one.rank is not None]
    excluded = [pair(one) for one in rows if one.rank is None]
    context = basics(request, found) | {
        "title": demand.title,
        "lead": " · ".join(
            [demand.buyer.name, words.amount(demand), words.budget(demand), format_day(demand.needed_on)]
        ),
        "able": able,
        "of_able": tally.able,
        "more_able": tally.able > len(able),
        "joint": joint(demand),
        "excluded": excluded,
        "of_excluded": tally.excluded,
        "more_excluded": tally.excluded > len(excluded),
        "reasons": words.obstacles(tally.reasons),
    }
    return render(request, "matching/pairs.html", context)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def assign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Turn the chosen pairs into meetings that wait for their slots."""
    number = request.POST.get("run", "")
    made = services.assign(
        event_id=seeing.event(public_id).pk,
        run_id=int(number) if number.isdigit() else 0,
        by=person(request),
        now=timezone.now(),
    )
    told = ngettext(
        "%(n)s pertemuan ditetapkan dan menunggu waktu.", "%(n)s pertemuan ditetapkan dan menunggu waktu.", len(made)
    )
    messages.success(request, told % {"n": len(made)})
    return redirect("matching_timetable", public_id)


def _demand(row: tuple[SuggestionTally, int]) -> dict[str, Any]:
    tally, chosen = row
    demand = tally.demand
    return {
        "id": demand.public_id,
        "title": demand.title,
        "buyer": demand.buyer.name,
        "amount": words.amount(demand),
        "able": format_number(tally.able),
        "chosen": format_number(chosen),
        "excluded": format_number(tally.excluded),
        "reasons": words.obstacles(tally.reasons),
    }


def pair(one: Suggestion) -> dict[str, Any]:
    """Return one pair of a run with its points by part, or its reasons."""
    return {
        "id": one.pk,
        "demand_id": one.demand.public_id,
        "demand": f"{words.amount(one.demand)} · {one.demand.title}",
        "buyer": one.demand.buyer.name,
        "seller": one.supply.business.name,
        "seller_href": reverse("shop_seller", args=[one.supply.business.public_id]),
        "score": words.hundredths(one.score),
        "rank": one.rank,
        "points": words.points(one.parts),
        "reasons": [each["sentence"] for each in one.exclusions],
        "chosen": one.chosen,
        "rested": one.rested,
    }


def joint(demand: Demand) -> dict[str, Any]:
    """Return who covers a demand together, with shares and what they cost; nothing where one seller is enough."""
    members = joint_offer_for(demand)
    if not members:
        return {}
    total = sum(one.rupiah for one in members)
    budget = demand.total_budget_rupiah
    return {
        "members": [
            {
                "name": one.supply.business.name,
                "share": f"{format_number(one.quantity)} {demand.unit}",
                "of": format_number(one.supply.capacity),
                "price": format_rupiah(one.supply.unit_price_rupiah),
                "cost": format_rupiah(one.rupiah),
            }
            for one in members
        ],
        "amount": words.amount(demand),
        "total": format_rupiah(total),
        "left": "" if budget is None or total > budget else format_rupiah(budget - total),
        "over": "" if budget is None or total <= budget else format_rupiah(total - budget),
    }


def _quality(run: SuggestionRun) -> str:
    """Say whether the choice is proved to be the best."""
    if run.objective == run.bound:
        return _("Pilihan ini terbukti yang terbaik: tidak ada pilihan lain dengan nilai lebih tinggi.")
    gap = format_percent(run.bound - run.objective, run.bound)
    return _("Pilihan lain paling banyak %(gap)s lebih baik.") % {"gap": gap}


def _fairness(run: SuggestionRun) -> list[dict[str, str]]:
    """Return the numbers of a fair spread, without asking for it and with it."""
    told = run.fairness
    plain, fair = told["plain"], told["fair"]

    def row(label: str, before: str, after: str, meaning: str) -> dict[str, str]:
        return {"label": label, "before": before, "after": after, "meaning": meaning}

    def part(spread: dict[str, Any]) -> str:
        share = format_percent(spread["covered"], spread["sellers"])
        return _("%(n)s dari %(all)s (%(share)s)") % {"n": spread["covered"], "all": spread["sellers"], "share": share}

    def gini(spread: dict[str, Any]) -> str:
        return NOTHING if spread["gini"] is None else format_number(Decimal(spread["gini"]) / 10_000, digits=2)

    return [
        row(
            _("Nilai seluruh pilihan"),
            words.hundredths(run.plain_objective),
            words.hundredths(run.objective),
            _("Harga keadilan: %(price)s dari nilai tanpa keadilan.")
            % {"price": format_percent(run.plain_objective - run.objective, run.plain_objective)},
        ),
        row(
            _("Penjual yang mendapat pertemuan"),
            part(plain),
            part(fair),
            _("Dari penjual yang cocok dengan sedikitnya satu kebutuhan."),
        ),
        row(
            _("Penjual yang baru pertama kali bertemu pembeli"),
            format_number(plain["first_timers"]),
            format_number(fair["first_timers"]),
            _("Belum pernah bertemu pembeli pada acara sebelumnya."),
        ),
        row(
            _("Paling banyak untuk satu penjual"),
            format_number(plain["largest"]),
            format_number(fair["largest"]),
            _("Banyaknya pertemuan."),
        ),
        row(_("Ketimpangan (Gini)"), gini(plain), gini(fair), _("0: semua sama; 1: satu penjual mengambil semuanya.")),
    ]
