"""
What a meeting is worth: seven named parts, each 0 to 10,000 permyriad of its points.

Every formula works on whole arrays, of one entry or of millions, so that the suggestion of one pair and those of a city
come from the same line. Whole numbers throughout: the same pair has the same score everywhere.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tumbuh.matching.rules.profiles import FULL, Terms

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
PARTS = ("category", "capacity", "price", "distance", "origin", "record", "timing")
NO_BUDGET = -1
NO_DISTANCE = -1
NEUTRAL = FULL // 2  # what nobody knows neither helps nor harms


@dataclass(frozen=True)
class Facts:
    """What the parts are computed from, one entry per pair."""

    same_category: Ints  # 0 or 1
    wider_category: Ints  # 0 or 1
    words: Ints  # of the need
    shared_words: Ints  # of these, found at the seller
    quantity: Ints
    capacity: Ints
    unit_budget: Ints  # NO_BUDGET: none
    unit_price: Ints
    metres: Ints  # NO_DISTANCE: not known
    origin_level: Ints
    on_time: Ints
    deliveries: Ints
    slack_days: Ints  # from the earliest delivery to the day of need; may be negative


def values(facts: Facts, terms: Terms) -> dict[str, Ints]:
    """Return each part of each pair, 0 to 10,000."""
    return {
        "category": category(facts, terms),
        "capacity": np.minimum(facts.capacity * FULL // np.maximum(facts.quantity, 1), FULL),
        "price": price(facts, terms),
        "distance": distance(facts, terms),
        "origin": np.asarray(terms.origin_permyriad, dtype=np.int64)[facts.origin_level + 1],
        "record": (facts.on_time + terms.prior_on_time) * FULL // (facts.deliveries + terms.prior_deliveries),
        "timing": np.clip(facts.slack_days, 0, terms.slack_days) * FULL // terms.slack_days,
    }


def category(facts: Facts, terms: Terms) -> Ints:
    """Return the part of category and words; without words the category is all of it."""
    kind = np.where(facts.same_category == 1, FULL, np.where(facts.wider_category == 1, terms.wider_permyriad, 0))
    shared = facts.shared_words * FULL // np.maximum(facts.words, 1)
    mixed = (kind * (FULL - terms.words_permyriad) + shared * terms.words_permyriad) // FULL
    return np.where(facts.words == 0, kind, mixed)


def price(facts: Facts, terms: Terms) -> Ints:
    """Return the part of the price: full up to a part of the budget, then falling; 0 above the budget."""
    budget = np.maximum(facts.unit_budget, 1)
    ratio = facts.unit_price * FULL // budget
    fall = FULL - terms.price_least_permyriad
    over = np.maximum(ratio - terms.price_full_permyriad, 0)
    inside = FULL - over * fall // max(FULL - terms.price_full_permyriad, 1)
    known = np.where(facts.unit_price > budget, 0, np.clip(inside, 0, FULL))
    return np.where(facts.unit_budget == NO_BUDGET, NEUTRAL, known)


def distance(facts: Facts, terms: Terms) -> Ints:
    """Return the part of the distance: falling in a line, 0 from `far_metres` on."""
    near = np.maximum(terms.far_metres - facts.metres, 0) * FULL // terms.far_metres
    return np.where(facts.metres == NO_DISTANCE, NEUTRAL, near)


def score(parts: Mapping[str, Ints], terms: Terms) -> Ints:
    """Return the score in hundredths of a point: the sum of each part's points, each rounded down."""
    total: Ints = np.sum([points(parts[name], terms.weights[name]) for name in PARTS], axis=0, dtype=np.int64)
    return total


def points(value: Ints, weight: int) -> Ints:
    """Return the points that a part gives, in hundredths."""
    return value * weight // 100


def wilson(successes: int, trials: int, *, z: float = 1.96) -> tuple[int, int] | None:
    """
    Return the 95 % interval of a part, in permyriad rounded outwards; None without trials.

    It is told beside the record, so that one delivery in time does not look like a hundred.
    Source: Wilson (1927), J. Am. Stat. Assoc. 22.
    """
    if trials == 0:
        return None
    part, square = successes / trials, z * z
    middle = part + square / (2 * trials)
    half = z * math.sqrt(part * (1 - part) / trials + square / (4 * trials * trials))
    low, high = (middle - half) / (1 + square / trials), (middle + half) / (1 + square / trials)
    return max(math.floor(low * FULL), 0), min(math.ceil(high * FULL), FULL)
