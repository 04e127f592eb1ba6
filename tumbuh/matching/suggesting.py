"""Suggestions: all who have to do with a need are judged, the best fair choice is found, proved and kept."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from fractions import Fraction
from typing import Any

import numpy as np
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import access
from tumbuh.matching.candidates import Judged, judge
from tumbuh.matching.history import met_somebody
from tumbuh.matching.keeping import chosen_of, keep
from tumbuh.matching.models import Demand, Event, Participant, SuggestionRun
from tumbuh.matching.organising import check_at_work, locked_event
from tumbuh.matching.rules.scoring import Ints
from tumbuh.matching.rules.states import EventState, ParticipantState
from tumbuh.matching.sides import Known, known, of_directory, of_event
from tumbuh.matching.solver.fairness import Exposure, FairChoice, Wishes, exposure, fair_best
from tumbuh.matching.solver.instance import Instance, arranged
from tumbuh.matching.terms import value

# As many pairs the choice weighs: with a million it took 10 s and 480 MB, and the page waits for it (decision 16).
MOST_PAIRS = 250_000


class NothingToMatch(Refused):
    """There is nobody on one of the two sides."""

    code = "nothing_to_match"


@transaction.atomic
def suggest(*, by: User, now: datetime, event_id: int | None = None, seed: int = 0) -> SuggestionRun:
    """
    Judge an event, or without one the whole directory, and choose the best fair meetings.

    Every seller who has to do with a need is judged. The choice is made among the best MOST_PAIRS who may meet, as many
    of each need; at an event these are all. Who meets already, or has met within the event's rest, is judged but not
    chosen. The same input and seed give the same choice. Raises: NotAllowed, EventClosed, NothingToMatch.
    """
    access.require_organiser(by, now)
    on = day_in_wib(now)
    event = None if event_id is None else locked_event(event_id, by, now)
    if event is not None:
        check_at_work(event, EventState.DRAFT)
    sides = of_directory(on) if event is None else of_event(event, on)
    if not sides.demands or not sides.supplies:
        raise NothingToMatch("Belum ada pembeli dan penjual yang menyatakan hadir dan tampil di direktori.")
    both = known(sides, event, on)
    found = _judged(both, most=value("kept_pairs", on), excluded=value("kept_excluded", on))
    instance = _instance(both, found)
    wishes = _wishes(event, instance, both)
    choice = fair_best(instance, wishes, seed=seed)
    run = SuggestionRun.objects.create(
        event=event, seed=seed, input_hash=_hash(both, event), judged_on=on, demands=len(both.demands),
        sellers=len(both.supplies), pairs=sum(one.of_able for one in found),
        excluded=sum(one.excluded for one in found), objective=choice.fair.objective, bound=choice.fair.bound,
        plain_objective=choice.plain.objective, fairness=_fairness(instance, choice, wishes, both), ran_by=by,
        ran_at=now,
    )  # fmt: skip
    keep(run, both, found, chosen_of(instance, choice))
    target = event.reference if event else f"matching.suggestionrun:{run.public_id}"
    detail = {"run": str(run.public_id), "pairs": run.pairs, "chosen": int(choice.fair.chosen.sum()), "seed": seed}
    audit.record("matching.suggested", by=by, at=now, target=target, detail=detail)
    return run


def _judged(known: Known, *, most: int, excluded: int) -> list[Judged]:
    """Return what each demand found: at an event all who may meet, in a city as many as the choice can weigh."""
    share = max(most, MOST_PAIRS // len(known.demands))
    return [judge(one, known.columns, known.values, keep=share, keep_excluded=excluded) for one in known.profiles]


def _instance(known: Known, found: Sequence[Judged]) -> Instance:
    """Return the problem of the pairs that may meet and have rested; ids are public ones, so that the lot is stable."""
    demand = np.repeat(np.arange(len(found), dtype=np.int64), [len(one.able) for one in found])
    supplier = np.concatenate([one.able for one in found])
    score = np.concatenate([one.scores for one in found])
    nobody = np.zeros(0, dtype=np.int64)
    resting = [np.isin(one.able, known.resting.get(of.buyer_id, nobody))
               for one, (of, _) in zip(found, known.demands, strict=True)]  # fmt: skip
    able = np.flatnonzero((score > 0) & ~np.concatenate(resting))
    able = able[_one_meeting_each([one for one, _ in known.demands], demand[able], supplier[able], score[able])]
    return arranged(
        demands=([str(one.public_id) for one, _ in known.demands], _ints(left for _, left in known.demands)),
        suppliers=([str(one.public_id) for one, _ in known.supplies], _ints(left for _, left in known.supplies)),
        pairs=(demand[able], supplier[able], score[able]),
    )


def _one_meeting_each(demands: Sequence[Demand], demand: Ints, supplier: Ints, score: Ints) -> Ints:
    """
    Return for every buyer and seller the pair of the demand that suits the two best.

    They meet once and talk of all demands there; counted for each, the choice would give the two several meetings.
    """
    buyer = _ints(one.buyer_id for one in demands)[demand]
    place = np.argsort(np.argsort(np.array([str(one.public_id) for one in demands])))[demand]
    order = np.lexsort((place, -score, supplier, buyer))
    new = np.diff(buyer[order], prepend=-1).astype(bool) | np.diff(supplier[order], prepend=-1).astype(bool)
    best: Ints = np.sort(order[new])
    return best


def _ints(numbers: Any) -> np.typing.NDArray[np.int64]:
    return np.array(list(numbers), dtype=np.int64)


def _wishes(event: Event | None, instance: Instance, known: Known) -> Wishes:
    """Return what the organiser asks for; the floor is for micro and small businesses."""
    if event is None:
        return Wishes()
    small = {
        str(supply.public_id)
        for (supply, _), seller in zip(known.supplies, known.columns.sellers, strict=True)
        if seller.size_class in {"micro", "small"}
    }
    cap = None if event.cap_permyriad is None else Fraction(event.cap_permyriad, 10_000)
    eligible = np.array([one in small for one in instance.supplier_ids], dtype=bool)
    return Wishes(floor=event.floor, cap=cap, eligible=eligible)


def _fairness(instance: Instance, choice: FairChoice, wishes: Wishes, known: Known) -> dict[str, Any]:
    """Return what was asked of the choice and how the meetings are spread, without and with it."""
    businesses = {str(one.public_id): one.business_id for one, _ in known.supplies}
    met = met_somebody(known.on)
    before = np.array([businesses[one] in met for one in instance.supplier_ids], dtype=bool)
    plain, fair = (exposure(instance, one.chosen, met_before=before) for one in (choice.plain, choice.fair))
    price = choice.price
    return {
        "floor": wishes.floor, "floor_wanted": choice.floor_wanted, "floor_met": choice.fair.floor_met,
        "cap": choice.cap, "price_permyriad": int(price * 10_000), "plain": _spread(plain), "fair": _spread(fair),
    }  # fmt: skip


def _spread(told: Exposure) -> dict[str, Any]:
    return asdict(told) | {"gini": None if told.gini is None else int(told.gini * 10_000)}


def _hash(known: Known, event: Event | None) -> str:
    """Return what the run was computed from as one number: profiles, limits, who rests, values and wishes."""
    both = list(zip(known.demands, known.profiles, strict=True))
    sellers = known.columns.sellers
    told = {
        "demands": sorted([str(one.public_id), left, _plain(profile)] for (one, left), profile in both),
        "sellers": [
            [str(one.public_id), left, _plain(seller)]
            for (one, left), seller in zip(known.supplies, sellers, strict=True)
        ],
        "resting": sorted(
            [str(one.public_id), sellers[row].id]
            for (one, _), _ in both
            for row in known.resting.get(one.buyer_id, _ints(())).tolist()
        ),
        "terms": _plain(known.values),
        "wishes": [event.floor, event.cap_permyriad, event.rest_days] if event else [],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _plain(one: Any) -> dict[str, Any]:
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in sorted(vars(one).items())}


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
