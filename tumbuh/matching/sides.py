"""Who is matched with whom: the two sides of an event or of the whole directory, as the rules see them on a day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tumbuh.matching.candidates import Columns
from tumbuh.matching.history import days_since_met
from tumbuh.matching.models import Demand, Event, Meeting, SupplyProfile
from tumbuh.matching.reading import demand_profile, seller_profiles, shared_supply, vocabulary
from tumbuh.matching.rules.profiles import Demand as DemandProfile
from tumbuh.matching.rules.profiles import Terms
from tumbuh.matching.rules.scoring import Ints
from tumbuh.matching.rules.states import LIVE_MEETINGS, ParticipantState
from tumbuh.matching.solver.fairness import rested
from tumbuh.matching.terms import terms, value


@dataclass(frozen=True)
class Sides:
    """Who is matched: demands with the meetings that each may still have, supplies likewise."""

    demands: Sequence[tuple[Demand, int]]
    supplies: Sequence[tuple[SupplyProfile, int]]


@dataclass(frozen=True)
class Known:
    """
    Both sides as the rules see them on a day, and the values that judge them.

    `profiles` are those of `demands`; `supplies` are the sellers whom the register knows, in the order of
    `columns.sellers`; each with the meetings that it may still have. `resting`: by buyer, the numbers of the sellers
    whom it has met lately or meets now.
    """

    demands: Sequence[tuple[Demand, int]]
    profiles: Sequence[DemandProfile]
    columns: Columns
    supplies: Sequence[tuple[SupplyProfile, int]]
    resting: Mapping[int, Ints]
    values: Terms
    on: date


def of_directory(on: date) -> Sides:
    """Return all who are shown and what is needed from a day on, each with the meetings that are usual."""
    shared = Demand.objects.filter(state="shared", needed_on__gte=on).select_related("buyer", "category")
    usual = value("usual_meetings", on)
    return Sides(
        [(one, usual["buyer"]) for one in shared.order_by("pk")], [(one, usual["seller"]) for one in shared_supply()]
    )


def of_event(event: Event, on: date) -> Sides:
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


def known(sides: Sides, event: Event | None, on: date) -> Known:
    """Return both sides as they are judged on a day."""
    words = vocabulary()
    sellers = seller_profiles([one for one, _ in sides.supplies], words, on=on)
    columns = Columns(sellers.values(), on=on)
    by_id = {sellers[one.pk].id: (one, left) for one, left in sides.supplies if one.pk in sellers}
    supplies = [by_id[one.id] for one in columns.sellers]
    return Known(
        demands=sides.demands,
        profiles=[demand_profile(one, words) for one, _ in sides.demands],
        columns=columns,
        supplies=supplies,
        resting=_resting(supplies, event, on),
        values=terms(on),
        on=on,
    )


def _resting(supplies: Sequence[tuple[SupplyProfile, int]], event: Event | None, on: date) -> dict[int, Ints]:
    """Return by buyer the numbers of the sellers who meet it already, or have met it within the event's rest."""
    rows = {one.business_id: row for row, (one, _) in enumerate(supplies)}
    pairs = _meeting_now(event)
    rest = 0 if event is None else event.rest_days
    for people, days in days_since_met(on, besides=event).items():
        if not bool(rested(np.array([days]), rest_days=rest)[0]):
            pairs.add(people)
    found: dict[int, list[int]] = {}
    for buyer, business in pairs:
        if buyer is not None and business in rows:
            found.setdefault(buyer, []).append(rows[business])
    return {buyer: np.array(sorted(of), dtype=np.int64) for buyer, of in found.items()}


def _meeting_now(event: Event | None) -> set[tuple[int | None, int | None]]:
    if event is None:
        return set()
    live = Meeting.objects.filter(event=event, state__in=LIVE_MEETINGS)
    return set(live.values_list("buyer__buyer", "seller__business"))
