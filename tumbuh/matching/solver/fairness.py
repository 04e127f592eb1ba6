"""
Fair exposure: a floor for every seller who can meet somebody, a cap for those whom all want, a rest for old pairs.

Each is a bound of the very same flow, so the fair choice is the best among the fair ones, and the difference to the
best of all is what fairness costs. The formulas are in docs/explanation/fair-matching.md.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tumbuh.matching.solver.assignment import Choice, Limits, best
from tumbuh.matching.solver.instance import Instance
from tumbuh.matching.solver.network import Flags, Ints

MOST_ROUNDS = 20


@dataclass(frozen=True)
class Wishes:
    """
    What an organiser asks for.

    `floor`: meetings for each eligible seller, as many as can be. `cap`: the largest part of all meetings that one
    seller may have, 0 to 1. None or 0: not asked. `eligible`: whom the floor is for; None: every seller.
    """

    floor: int = 0
    cap: Fraction | None = None
    eligible: Flags | None = None


@dataclass(frozen=True)
class Exposure:
    """How the meetings of one choice are spread over the sellers who could have met somebody."""

    meetings: int
    sellers: int  # with a pair of positive worth and a slot
    covered: int  # of these, with a meeting
    first_timers: int  # of the covered, those who had met nobody before
    largest: int  # meetings of the seller who has most
    gini: Fraction | None  # of meetings over these sellers; None when nobody meets


@dataclass(frozen=True)
class FairChoice:
    """The best choice, the best fair one, and what was asked of it."""

    plain: Choice
    fair: Choice
    floor_wanted: int
    cap: int | None  # meetings that a seller may have; None: not asked

    @property
    def price(self) -> Fraction:
        """The part of the objective that fairness costs, 0 to 1."""
        lost = self.plain.objective - self.fair.objective
        return Fraction(lost, self.plain.objective) if self.plain.objective else Fraction(0)


def fair_best(instance: Instance, wishes: Wishes, *, seed: int = 0) -> FairChoice:
    """
    Return the best choice and, beside it, the best among those that keep the wishes.

    The cap is a number of meetings, found from the meetings that there are: where it makes them fewer, it is found
    again until no seller has more than the asked part (never below the floor, nor below one meeting).
    """
    plain = best(instance, seed=seed)
    able = able_sellers(instance)
    eligible = able if wishes.eligible is None else able & wishes.eligible
    floor = np.where(eligible, np.minimum(wishes.floor, instance.supplier_slots), 0)
    if not wishes.floor and wishes.cap is None:
        return FairChoice(plain, plain, 0, None)
    fair, cap = plain, None
    for _ in range(MOST_ROUNDS):
        if wishes.cap is not None:
            smaller = cap_of(wishes.cap, int(fair.chosen.sum()), least=max(wishes.floor, 1))
            if smaller == cap:
                break
            cap = smaller
        caps = None if cap is None else np.full(len(instance.supplier_ids), cap, dtype=np.int64)
        fair = best(instance, seed=seed, limits=Limits(floor=floor if wishes.floor else None, cap=caps))
        if cap is None:
            break
    return FairChoice(plain, fair, int(floor.sum()), cap)


def cap_of(share: Fraction, meetings: int, *, least: int) -> int:
    """Return the meetings that a seller may have when all have so many; at least `least`."""
    return max(int(share * meetings), least)


def able_sellers(instance: Instance) -> Flags:
    """Return who could meet somebody at all: a slot, and a pair of positive worth with a demand that has one."""
    worth = (instance.weight > 0) & (instance.demand_slots[instance.demand] > 0)
    degree = np.bincount(instance.supplier[worth], minlength=len(instance.supplier_ids))
    return (degree > 0) & (instance.supplier_slots > 0)


def exposure(instance: Instance, chosen: Flags, *, met_before: Flags) -> Exposure:
    """Return how a choice spreads its meetings. `met_before` marks sellers who have met somebody in earlier events."""
    able = able_sellers(instance)
    counts = meetings_of(instance, chosen)
    return Exposure(
        meetings=int(counts.sum()),
        sellers=int(able.sum()),
        covered=int((counts[able] > 0).sum()),
        first_timers=int(((counts > 0) & ~met_before).sum()),
        largest=int(counts.max(initial=0)),
        gini=gini(counts[able]),
    )


def meetings_of(instance: Instance, chosen: Flags) -> Ints:
    """Return the meetings of each seller."""
    return np.bincount(instance.supplier[chosen], minlength=len(instance.supplier_ids)).astype(np.int64)


def gini(counts: Ints) -> Fraction | None:
    """
    Return Gini's coefficient of whole numbers, 0 (all have the same) to 1 − 1/n (one has all), exact; None for nothing.

    Source: Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ) over xᵢ in rising order, i from 1.
    """
    total = int(counts.sum())
    if not total:
        return None
    ordered = np.sort(counts)
    rank = 2 * np.arange(1, len(counts) + 1, dtype=np.int64) - len(counts) - 1
    return Fraction(int((rank * ordered).sum()), len(counts) * total)


def rested(days_since_met: Ints, *, rest_days: int) -> Flags:
    """
    Return which pairs may meet (again): those that never met (negative), and those that met long enough ago.

    `rest_days` 0 lets all meet again.
    """
    return (days_since_met < 0) | (days_since_met >= rest_days)
