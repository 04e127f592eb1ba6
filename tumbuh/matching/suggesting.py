"""Suggestions: every pair judged, the best fair choice found and proved, all of it kept with its reasons."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import numpy as np
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import access
from tumbuh.matching.history import days_since_met, met_somebody
from tumbuh.matching.models import Demand, Event, Meeting, Participant, Suggestion, SuggestionRun, SupplyProfile
from tumbuh.matching.organising import check_at_work, locked_event
from tumbuh.matching.reading import demand_profile, seller_profiles, shared_supply, vocabulary
from tumbuh.matching.rules.explaining import Explanation, explain
from tumbuh.matching.rules.filters import related
from tumbuh.matching.rules.profiles import Demand as DemandProfile
from tumbuh.matching.rules.profiles import Seller, Terms
from tumbuh.matching.rules.states import LIVE_MEETINGS, EventState, ParticipantState
from tumbuh.matching.solver.fairness import Exposure, FairChoice, Wishes, exposure, fair_best, rested
from tumbuh.matching.solver.instance import Instance, arranged
from tumbuh.matching.terms import terms, value


class NothingToMatch(Refused):
    """There is nobody on one of the two sides."""

    code = "nothing_to_match"


@dataclass(frozen=True)
class Pair:
    """One pair that has to do with each other, as it was judged."""

    demand: Demand
    supply: SupplyProfile
    told: Explanation
    is_rested: bool


@dataclass(frozen=True)
class Sides:
    """Who is matched: demands with the meetings that each may still have, supplies likewise."""

    demands: Sequence[tuple[Demand, int]]
    supplies: Sequence[tuple[SupplyProfile, int]]


@dataclass(frozen=True)
class Profiles:
    """Both sides as the rules see them on a day, by key, and the values that judge them."""

    demands: dict[int, DemandProfile]
    sellers: dict[int, Seller]
    values: Terms
    on: date


@transaction.atomic
def suggest(*, by: User, now: datetime, event_id: int | None = None, seed: int = 0) -> SuggestionRun:
    """
    Judge all pairs of an event, or without one of the whole directory, and choose the best fair meetings.

    Who meets already, or has met within the event's rest, is judged but not chosen. The same input and seed give the
    same choice. Raises: NotAllowed, EventClosed, NothingToMatch.
    """
    access.require_organiser(by, now)
    on = day_in_wib(now)
    event = None if event_id is None else locked_event(event_id, by, now)
    if event is not None:
        check_at_work(event, EventState.DRAFT)
    sides = _of_directory(on) if event is None else _of_event(event, on)
    if not sides.demands or not sides.supplies:
        raise NothingToMatch("Belum ada pembeli dan penjual yang menyatakan hadir dan tampil di direktori.")
    words = vocabulary()
    known = Profiles(
        demands={one.pk: demand_profile(one, words) for one, _ in sides.demands},
        sellers=seller_profiles([one for one, _ in sides.supplies], words, on=on),
        values=terms(on),
        on=on,
    )
    pairs = _judged(sides, known, event)
    instance = _instance(sides, pairs)
    wishes = _wishes(event, instance, known.sellers)
    choice = fair_best(instance, wishes, seed=seed)
    chosen = _chosen(instance, choice)
    run = SuggestionRun.objects.create(
        event=event, seed=seed, input_hash=_hash(sides, known, pairs, event), judged_on=on,
        demands=len(known.demands), sellers=len(known.sellers), pairs=sum(one.told.may_meet for one in pairs),
        excluded=sum(not one.told.may_meet for one in pairs), objective=choice.fair.objective, bound=choice.fair.bound,
        plain_objective=choice.plain.objective, fairness=_fairness(instance, choice, wishes, sides, on), ran_by=by,
        ran_at=now,
    )  # fmt: skip
    _keep(run, pairs, chosen, most=value("kept_pairs", on))
    target = event.reference if event else f"matching.suggestionrun:{run.public_id}"
    detail = {"run": str(run.public_id), "pairs": run.pairs, "chosen": len(chosen), "seed": seed}
    audit.record("matching.suggested", by=by, at=now, target=target, detail=detail)
    return run


def _of_directory(on: date) -> Sides:
    shared = Demand.objects.filter(state="shared", needed_on__gte=on).select_related("buyer", "category")
    usual = value("usual_meetings", on)
    return Sides(
        [(one, usual["buyer"]) for one in shared.order_by("pk")], [(one, usual["seller"]) for one in shared_supply()]
    )


def _of_event(event: Event, on: date) -> Sides:
    """Return who comes, with the meetings that each may still have; a buyer's are shared out over its demands."""
    coming = list(event.participants.filter(state=ParticipantState.COMING).order_by("pk"))
    busy = Counter[int]()
    for buyer, seller in event.meetings.filter(state__in=LIVE_MEETINGS).values_list("buyer__pk", "seller__pk"):
        busy.update((buyer, seller))
    left = {one.pk: max(one.most_meetings - busy[one.pk], 0) for one in coming}
    buyers = {one.buyer_id: left[one.pk] for one in coming if one.is_buyer}
    businesses = {one.business_id: left[one.pk] for one in coming if not one.is_buyer}
    shared = Demand.objects.filter(state="shared", needed_on__gte=on, buyer__in=buyers)
    demands = list(shared.select_related("buyer", "category").order_by("pk"))
    each = Counter(one.buyer_id for one in demands)
    return Sides(
        [(one, -(-buyers[one.buyer_id] // each[one.buyer_id])) for one in demands],
        [(one, businesses[one.business_id]) for one in shared_supply() if one.business_id in businesses],
    )


def _judged(sides: Sides, known: Profiles, event: Event | None) -> list[Pair]:
    """Return every pair that has to do with each other; what has nothing in common is not kept."""
    since = days_since_met(known.on, besides=event)
    now_meeting = _meeting_now(event)
    rest = event.rest_days if event is not None else 0
    found = []
    for demand, _ in sides.demands:
        for supply, _ in sides.supplies:
            seller = known.sellers.get(supply.pk)
            if seller is None or not related(known.demands[demand.pk], seller):
                continue
            people = (demand.buyer_id, supply.business_id)
            is_rested = bool(rested(np.array([since.get(people, -1)]), rest_days=rest)[0]) and people not in now_meeting
            told = explain(known.demands[demand.pk], seller, known.values, on=known.on)
            found.append(Pair(demand, supply, told, is_rested))
    return found


def _meeting_now(event: Event | None) -> set[tuple[int | None, int | None]]:
    if event is None:
        return set()
    live = Meeting.objects.filter(event=event, state__in=LIVE_MEETINGS)
    return set(live.values_list("buyer__buyer", "seller__business"))


def _instance(sides: Sides, pairs: Sequence[Pair]) -> Instance:
    """Return the problem of the pairs that may meet and have rested; ids are public ones, so that the lot is stable."""
    rows = {one.pk: n for n, (one, _) in enumerate(sides.demands)}
    columns = {one.pk: n for n, (one, _) in enumerate(sides.supplies)}
    able = _one_meeting_each([one for one in pairs if one.told.may_meet and one.is_rested and one.told.score > 0])
    return arranged(
        demands=([str(one.public_id) for one, _ in sides.demands], _ints(left for _, left in sides.demands)),
        suppliers=([str(one.public_id) for one, _ in sides.supplies], _ints(left for _, left in sides.supplies)),
        pairs=(
            _ints(rows[one.demand.pk] for one in able),
            _ints(columns[one.supply.pk] for one in able),
            _ints(one.told.score for one in able),
        ),
    )


def _one_meeting_each(pairs: Sequence[Pair]) -> list[Pair]:
    """
    Return for every buyer and seller the pair of the demand that suits the two best.

    They meet once and talk of all demands there; counted for each, the choice would give the two several meetings.
    """
    best: dict[tuple[int, int], Pair] = {}
    for one in sorted(pairs, key=lambda pair: (-pair.told.score, str(pair.demand.public_id))):
        best.setdefault((one.demand.buyer_id, one.supply.business_id), one)
    return [one for one in pairs if best[one.demand.buyer_id, one.supply.business_id] is one]


def _ints(numbers: Any) -> np.typing.NDArray[np.int64]:
    return np.array(list(numbers), dtype=np.int64)


def _wishes(event: Event | None, instance: Instance, sellers: dict[int, Seller]) -> Wishes:
    """Return what the organiser asks for; the floor is for micro and small businesses."""
    if event is None:
        return Wishes()
    small = {
        str(public_id)
        for pk, public_id in SupplyProfile.objects.filter(pk__in=sellers).values_list("pk", "public_id")
        if sellers[pk].size_class in {"micro", "small"}
    }
    cap = None if event.cap_permyriad is None else Fraction(event.cap_permyriad, 10_000)
    eligible = np.array([one in small for one in instance.supplier_ids], dtype=bool)
    return Wishes(floor=event.floor, cap=cap, eligible=eligible)


def _chosen(instance: Instance, choice: FairChoice) -> set[tuple[str, str]]:
    kept = np.flatnonzero(choice.fair.chosen)
    demands, sellers = instance.demand_ids, instance.supplier_ids
    return {(demands[instance.demand[one]], sellers[instance.supplier[one]]) for one in kept}


def _fairness(instance: Instance, choice: FairChoice, wishes: Wishes, sides: Sides, on: date) -> dict[str, Any]:
    """Return what was asked of the choice and how the meetings are spread, without and with it."""
    businesses = {str(one.public_id): one.business_id for one, _ in sides.supplies}
    met = met_somebody(on)
    before = np.array([businesses[one] in met for one in instance.supplier_ids], dtype=bool)
    plain, fair = (exposure(instance, one.chosen, met_before=before) for one in (choice.plain, choice.fair))
    price = choice.price
    return {
        "floor": wishes.floor, "floor_wanted": choice.floor_wanted, "floor_met": choice.fair.floor_met,
        "cap": choice.cap, "price_permyriad": int(price * 10_000), "plain": _spread(plain), "fair": _spread(fair),
    }  # fmt: skip


def _spread(told: Exposure) -> dict[str, Any]:
    return asdict(told) | {"gini": None if told.gini is None else int(told.gini * 10_000)}


def _hash(sides: Sides, known: Profiles, pairs: Sequence[Pair], event: Event | None) -> str:
    """Return what the run was computed from as one number: profiles, limits, who rests, values and wishes."""
    told = {
        "demands": sorted([str(one.public_id), left, _plain(known.demands[one.pk])] for one, left in sides.demands),
        "sellers": sorted(
            [str(one.public_id), left, _plain(known.sellers[one.pk])]
            for one, left in sides.supplies
            if one.pk in known.sellers
        ),
        "resting": sorted([str(p.demand.public_id), str(p.supply.public_id)] for p in pairs if not p.is_rested),
        "terms": _plain(known.values),
        "wishes": [event.floor, event.cap_permyriad, event.rest_days] if event else [],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _plain(one: Any) -> dict[str, Any]:
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in sorted(vars(one).items())}


def _keep(run: SuggestionRun, pairs: Sequence[Pair], chosen: set[tuple[str, str]], *, most: int) -> None:
    """Write the best pairs of each demand, those that were chosen, and all that a filter keeps apart."""
    by_demand: dict[int, list[Pair]] = {}
    for one in pairs:
        by_demand.setdefault(one.demand.pk, []).append(one)
    rows = []
    for found in by_demand.values():
        able = sorted((one for one in found if one.told.may_meet), key=_place)
        for rank, one in enumerate(able, start=1):
            taken = (str(one.demand.public_id), str(one.supply.public_id)) in chosen
            if rank <= most or taken:
                rows.append(_row(run, one, rank=rank, chosen=taken))
        rows += [_row(run, one, rank=None, chosen=False) for one in found if not one.told.may_meet]
    Suggestion.objects.bulk_create(rows, batch_size=2_000)


def _place(pair: Pair) -> tuple[int, str]:
    return -pair.told.score, str(pair.supply.public_id)


def _row(run: SuggestionRun, pair: Pair, *, rank: int | None, chosen: bool) -> Suggestion:
    return Suggestion(
        run=run, demand=pair.demand, supply=pair.supply, score=pair.told.score, rank=rank,
        parts=[asdict(part) for part in pair.told.parts],
        exclusions=[{"filter": one.filter.value, "sentence": one.sentence} for one in pair.told.exclusions],
        chosen=chosen, rested=pair.is_rested,
    )  # fmt: skip


def participants_by_side(event: Event) -> tuple[dict[int, Participant], dict[int, Participant]]:
    """Return who comes: by buyer, and by business."""
    coming = event.participants.filter(state=ParticipantState.COMING).select_related("event", "buyer", "business")
    buyers, businesses = {}, {}
    for one in coming.order_by("pk"):
        if one.buyer_id is not None:
            buyers[one.buyer_id] = one
        elif one.business_id is not None:
            businesses[one.business_id] = one
    return buyers, businesses
