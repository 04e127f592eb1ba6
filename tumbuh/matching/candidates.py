"""
Candidates at the scale of a city: for each need the sellers who have to do with it, without touching all pairs.

Sellers stand in blocks by category, parent category and word. Of a need only those of its own blocks are looked at: the
filters of `rules.filters` over all of them at once, the formulas of `rules.scoring` over those who may meet and the few
who nearly may. Nothing is guessed: what is found is what judging every pair would find.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tumbuh.matching.rules.filters import Filter, least_capacity
from tumbuh.matching.rules.profiles import Demand, Seller, Terms
from tumbuh.matching.rules.scoring import NO_BUDGET, NO_DISTANCE, Facts, Flags, Ints, score, values

Bytes = npt.NDArray[np.int8]  # a title has 200 letters, so that nothing shares more than 127 words
NOBODY: Ints = np.zeros(0, dtype=np.int64)
# What a seller cannot mend counts as so many obstacles: who is kept apart by the ban or the size is nearest to nothing.
FOR_GOOD = 100
MOST_POINTS = 10_000  # hundredths of a point: no score is higher
STRANGER, BY_WORD, BESIDE, OWN = range(-1, 3)  # how a seller is related: by nothing, a word, a sibling, the category


@dataclass(frozen=True)
class Judged:
    """
    What one need found, as numbers of sellers in `Columns.sellers`.

    `able`: who may meet, the best score first, equals by id, no more than were asked for; `of_able`: of how many.
    `nearest`: of the excluded those with the fewest obstacles, and of these the best, no more than were asked for.
    `excluded`: how many are; `reasons`: how many each filter keeps apart, several of which may hold for one pair.
    """

    able: Ints
    scores: Ints
    of_able: int
    nearest: Ints
    excluded: int
    reasons: Mapping[Filter, int]


class Columns:
    """Sellers by column, in the order of their ids, with the blocks that a need looks into."""

    def __init__(self, sellers: Iterable[Seller], *, on: date) -> None:
        self.sellers: Sequence[Seller] = sorted(sellers, key=lambda one: one.id)
        self.on = on
        self.capacity = self._whole(one.capacity for one in self.sellers)
        self.unit_price = self._whole(one.unit_price_rupiah for one in self.sellers)
        self.origin_level = self._whole(one.origin_level for one in self.sellers)
        self.lead_days = self._whole(one.lead_days for one in self.sellers)
        self.on_time = self._whole(one.on_time for one in self.sellers)
        self.deliveries = self._whole(one.deliveries for one in self.sellers)
        self.banned = self._flags(one.banned_until is not None and on <= one.banned_until for one in self.sellers)
        self.bound = self._flags(bool(one.serves) for one in self.sellers)  # delivers to some districts only

    @cached_property
    def categories(self) -> dict[str, Ints]:
        """The sellers of each category."""
        return self._blocks(one.categories for one in self.sellers)

    @cached_property
    def wider(self) -> dict[str, Ints]:
        """The sellers of each category above."""
        return self._blocks(one.wider for one in self.sellers)

    @cached_property
    def words(self) -> dict[str, Ints]:
        """The sellers of each word."""
        return self._blocks(one.words for one in self.sellers)

    @cached_property
    def certified(self) -> dict[str, Ints]:
        """The sellers who have each certificate."""
        return self._blocks(one.certificates for one in self.sellers)

    @cached_property
    def serving(self) -> dict[str, Ints]:
        """The sellers who deliver to each district, without those who deliver everywhere."""
        return self._blocks(one.serves for one in self.sellers)

    @cached_property
    def sizes(self) -> dict[str, Ints]:
        """The sellers of each size class."""
        return self._blocks([one.size_class] for one in self.sellers)

    @cached_property
    def place(self) -> tuple[Ints, Ints, Flags]:
        """Where the sellers are, in metres, and of whom it is known."""
        known = [one.metres or (0, 0) for one in self.sellers]
        return (
            self._whole(x for x, _ in known),
            self._whole(y for _, y in known),
            self._flags(one.metres is not None for one in self.sellers),
        )

    def among(self, block: Iterable[Ints]) -> Flags:
        """Return for every seller whether it stands in one of some blocks."""
        found = np.zeros(len(self.sellers), dtype=bool)
        for rows in block:
            found[rows] = True
        return found

    def _blocks(self, told: Iterable[Iterable[str]]) -> dict[str, Ints]:
        found: dict[str, list[int]] = {}
        for row, keys in enumerate(told):
            for key in keys:
                found.setdefault(key, []).append(row)
        return {key: np.array(rows, dtype=np.int64) for key, rows in found.items()}

    def _whole(self, numbers: Iterable[int]) -> Ints:
        return np.fromiter(numbers, dtype=np.int64, count=len(self.sellers))

    def _flags(self, told: Iterable[bool]) -> Flags:
        return np.fromiter(told, dtype=bool, count=len(self.sellers))


def judge(demand: Demand, columns: Columns, terms: Terms, *, keep: int, keep_excluded: int) -> Judged:
    """Return who may meet a need and who nearly may, the best first; who has nothing to do with it is not looked at."""
    look = _Look(demand, columns, terms, *_related(demand, columns))
    rows = np.flatnonzero(look.kind != STRANGER)
    filters = _filters(demand, columns, rows, terms)
    obstacles = np.zeros(len(rows), dtype=np.int64)
    for name, holds in filters.items():
        obstacles += holds * (FOR_GOOD if name in {Filter.BAN, Filter.SIZE_CLASS} else 1)
    able = rows[obstacles == 0]
    scores = look.scores(able)
    order = _first(-scores, keep)
    return Judged(
        able=able[order],
        scores=scores[order],
        of_able=len(able),
        nearest=look.nearest(rows[obstacles > 0], obstacles[obstacles > 0], keep=keep_excluded),
        excluded=len(rows) - len(able),
        reasons={name: count for name, holds in filters.items() if (count := int(holds.sum()))},
    )


@dataclass(frozen=True)
class _Look:
    """One need before all sellers: how each is related, and how many words each shares."""

    demand: Demand
    columns: Columns
    terms: Terms
    kind: Bytes
    shared: Bytes

    def scores(self, rows: Ints) -> Ints:
        """Return the scores of some sellers."""
        return score(values(self.facts(rows), self.terms), self.terms)

    def nearest(self, rows: Ints, obstacles: Ints, *, keep: int) -> Ints:
        """Return those with the fewest obstacles, and of these the best; only as many are scored as it takes."""
        if not len(rows) or not keep:
            return NOBODY
        with_at_most = np.cumsum(np.bincount(obstacles))
        near = obstacles <= np.searchsorted(with_at_most, min(keep, len(rows)))
        rows, obstacles = rows[near], obstacles[near]
        found: Ints = rows[_first(obstacles * (MOST_POINTS + 1) - self.scores(rows), keep)]
        return found

    def facts(self, rows: Ints) -> Facts:
        """Return what the parts of the score look at, one entry per seller."""
        demand, columns = self.demand, self.columns
        same = np.ones(len(rows), dtype=np.int64)
        budget = NO_BUDGET if demand.unit_budget_rupiah is None else demand.unit_budget_rupiah
        return Facts(
            same_category=(self.kind[rows] == OWN).astype(np.int64),
            wider_category=(self.kind[rows] == BESIDE).astype(np.int64),
            words=same * len(demand.words),
            shared_words=self.shared[rows].astype(np.int64),
            quantity=same * demand.quantity,
            capacity=columns.capacity[rows],
            unit_budget=same * budget,
            unit_price=columns.unit_price[rows],
            metres=_metres(demand, columns, rows),
            origin_level=columns.origin_level[rows],
            on_time=columns.on_time[rows],
            deliveries=columns.deliveries[rows],
            slack_days=(demand.needed_on - columns.on).days - columns.lead_days[rows],
        )


def _first(worth: Ints, count: int) -> Ints:
    """Return where the `count` smallest stand, in order, equals as they come; only these are sorted."""
    key = worth * len(worth) + np.arange(len(worth))
    if count < len(key):
        first = np.argpartition(key, count)[:count]
        return first[np.argsort(key[first])]
    return np.argsort(key)


def _related(demand: Demand, columns: Columns) -> tuple[Bytes, Bytes]:
    """Return how each seller is related, and how many words of the need each shares."""
    kind = np.full(len(columns.sellers), STRANGER, dtype=np.int8)
    shared = np.zeros(len(columns.sellers), dtype=np.int8)
    for word in demand.words:
        rows = columns.words.get(word, NOBODY)
        shared[rows] += 1
        kind[rows] = BY_WORD
    if demand.wider:
        kind[columns.wider.get(demand.wider, NOBODY)] = BESIDE
    kind[columns.categories.get(demand.category, NOBODY)] = OWN
    return kind, shared


def _filters(demand: Demand, columns: Columns, rows: Ints, terms: Terms) -> dict[Filter, Flags]:
    """Return whom each filter of `rules.filters` keeps apart."""
    missing = np.zeros(len(rows), dtype=bool)
    for one in demand.certificates:
        missing |= ~columns.among([columns.certified.get(one, NOBODY)])[rows]
    allowed = columns.among(columns.sizes.get(one, NOBODY) for one in demand.size_classes)
    serves = columns.among([columns.serving.get(demand.district, NOBODY)])
    nobody = np.zeros(len(rows), dtype=bool)
    budget = demand.unit_budget_rupiah
    return {
        Filter.BAN: columns.banned[rows],
        Filter.SIZE_CLASS: ~allowed[rows] if demand.size_classes else nobody,
        Filter.CERTIFICATE: missing,
        Filter.CAPACITY: columns.capacity[rows] < least_capacity(demand, terms),
        Filter.PRICE: nobody if budget is None else columns.unit_price[rows] > budget,
        Filter.AREA: columns.bound[rows] & ~serves[rows],
    }


def _metres(demand: Demand, columns: Columns, rows: Ints) -> Ints:
    """Return how far the sellers are, in whole metres rounded down, as `math.isqrt` does."""
    if demand.metres is None:
        return np.full(len(rows), NO_DISTANCE, dtype=np.int64)
    x, y, known = columns.place
    square = (x[rows] - demand.metres[0]) ** 2 + (y[rows] - demand.metres[1]) ** 2
    away = np.sqrt(square).astype(np.int64)
    away -= away * away > square  # the root of a float may be one too large
    return np.where(known[rows], away, NO_DISTANCE)
