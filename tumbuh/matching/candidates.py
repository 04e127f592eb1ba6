"""
Candidates at the scale of a city: for each need the sellers who are worth a closer look, without touching all pairs.

Blocks by category, certificates, place and words name a few hundred sellers per need; only these are filtered and
scored, by the very formulas of `rules.scoring`, and the best remain. How many of the true best are found is measured in
`benchmarks/matching_candidates.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from tumbuh.matching.rules.profiles import FULL, Terms
from tumbuh.matching.rules.scoring import NO_BUDGET, NO_DISTANCE, Facts, Flags, Ints, points, score, values

NO_PLACE = -1
NO_WORD = -1
CELL_METRES = 5_000
CHUNK_NEEDS = 2_000
LIKELY = 8  # sellers of the same words are sought among so many times as many as are looked at


@dataclass(frozen=True)
class Needs:
    """Needs by column. Sets are bits of a whole number; words are rows of numbers, filled up with NO_WORD."""

    category: Ints
    wider: Ints
    words: Ints  # needs × most words
    quantity: Ints
    unit_budget: Ints  # NO_BUDGET: none
    certificates: Ints
    district: Ints  # bit of the district, 0 to 62
    size_classes: Ints  # 0: all
    x: Ints  # metres; NO_PLACE: not known
    y: Ints
    days_left: Ints


@dataclass(frozen=True)
class Supply:
    """What sellers offer by column: one row per seller and category; who is banned is not in it."""

    seller: Ints
    category: Ints
    wider: Ints
    words: Ints
    capacity: Ints
    unit_price: Ints
    certificates: Ints
    serves: Ints  # bits of districts; 0: all
    size_class: Ints  # one bit
    x: Ints
    y: Ints
    origin_level: Ints
    on_time: Ints
    deliveries: Ints
    lead_days: Ints


@dataclass(frozen=True)
class Effort:
    """How many are looked at per need: of the best anywhere, nearby, and of the same words; and how many remain."""

    anywhere: int = 300
    nearby: int = 200
    alike: int = 200
    keep: int = 50

    @property
    def half(self) -> "Effort":
        """The same with half the looking."""
        return Effort(self.anywhere // 2, self.nearby // 2, self.alike // 2, self.keep)


@dataclass(frozen=True)
class Candidates:
    """Pairs by need, the best score first; `looked_at` counts all that were scored."""

    need: Ints
    supply: Ints
    score: Ints
    looked_at: int


def find(needs: Needs, supply: Supply, terms: Terms, effort: Effort | None = None) -> Candidates:
    """Return the best candidates of each need: of its own category and, half as many looked at, of the siblings."""
    effort = effort or Effort()
    own, beside = _Blocks(supply, terms, "category"), _Blocks(supply, terms, "wider")
    found: list[tuple[Ints, Ints, Ints]] = []
    looked_at = 0
    for first in range(0, len(needs.category), CHUNK_NEEDS):
        chunk = np.arange(first, min(first + CHUNK_NEEDS, len(needs.category)), dtype=np.int64)
        need, row = own.pools(needs, chunk, effort)
        of_siblings, sibling = beside.pools(needs, chunk[needs.wider[chunk] >= 0], effort.half)
        new = needs.category[of_siblings] != supply.category[sibling]
        need, row = np.concatenate([need, of_siblings[new]]), np.concatenate([row, sibling[new]])
        looked_at += len(need)
        found.append(best_of(*judged(needs, supply, need, row, terms), supply=supply, keep=effort.keep))
    if not found:
        found.append((np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)))
    need, row, points_of = (np.concatenate(columns) for columns in zip(*found, strict=True))
    return Candidates(need, row, points_of, looked_at)


def judged(needs: Needs, supply: Supply, need: Ints, row: Ints, terms: Terms) -> tuple[Ints, Ints, Ints]:
    """Return (need, row, score) of those pairs that no hard filter excludes."""
    fits = may_meet(needs, supply, need, row, terms)
    need, row = need[fits], row[fits]
    return need, row, score(values(facts(needs, supply, need, row), terms), terms)


def may_meet(needs: Needs, supply: Supply, need: Ints, row: Ints, terms: Terms) -> Flags:
    """Return which pairs pass the hard filters of `rules.filters`; ban and kind are seen to before."""
    budget, sizes = needs.unit_budget[need], needs.size_classes[need]
    least = -(-needs.quantity[need] * terms.least_cover_permyriad // FULL)
    serves = supply.serves[row]
    passing: Flags = (
        (needs.certificates[need] & ~supply.certificates[row] == 0)
        & (supply.capacity[row] >= least)
        & ((budget == NO_BUDGET) | (supply.unit_price[row] <= budget))
        & ((serves == 0) | (serves >> needs.district[need] & 1 == 1))
        & ((sizes == 0) | (sizes & supply.size_class[row] != 0))
    )
    return passing


def facts(needs: Needs, supply: Supply, need: Ints, row: Ints) -> Facts:
    """Return what the parts of the score look at, one entry per pair."""
    wider = needs.wider[need]
    away = np.hypot(needs.x[need] - supply.x[row], needs.y[need] - supply.y[row]).astype(np.int64)
    known = (needs.x[need] != NO_PLACE) & (supply.x[row] != NO_PLACE)
    wanted = needs.words[need]
    there = np.zeros(len(need), dtype=np.int64)
    for column in wanted.T:
        hit = np.zeros(len(need), dtype=bool)
        for other in supply.words.T:
            hit |= column == other[row]
        there += hit & (column != NO_WORD)
    return Facts(
        same_category=(needs.category[need] == supply.category[row]).astype(np.int64),
        wider_category=((wider >= 0) & (wider == supply.wider[row])).astype(np.int64),
        words=(wanted != NO_WORD).sum(axis=1, dtype=np.int64),
        shared_words=there,
        quantity=needs.quantity[need],
        capacity=supply.capacity[row],
        unit_budget=needs.unit_budget[need],
        unit_price=supply.unit_price[row],
        metres=np.where(known, away, NO_DISTANCE),
        origin_level=supply.origin_level[row],
        on_time=supply.on_time[row],
        deliveries=supply.deliveries[row],
        slack_days=needs.days_left[need] - supply.lead_days[row],
    )


def best_of(need: Ints, row: Ints, found: Ints, *, supply: Supply, keep: int) -> tuple[Ints, Ints, Ints]:
    """Return the best of each need, equals by seller, each seller once."""
    order = np.lexsort((row, supply.seller[row], -found, need))
    need, row, found = need[order], row[order], found[order]
    seller = supply.seller[row]
    _, first = np.unique(need * (seller.max(initial=0) + 1) + seller, return_index=True)
    first.sort()
    need, row, found = need[first], row[first], found[first]
    starts = np.flatnonzero(np.diff(need, prepend=-1))
    place = np.arange(len(need)) - np.repeat(starts, np.diff(starts, append=len(need)))
    kept = place < keep
    return need[kept], row[kept], found[kept]


class _Blocks:
    """The rows of each value of a column, those first that are likely to be worth most, whoever asks."""

    def __init__(self, supply: Supply, terms: Terms, column: str) -> None:
        self.supply, self.column = supply, column
        deserving = _likely_worth(supply, terms, getattr(supply, column))
        keys = getattr(supply, column)
        self.order = np.lexsort((supply.seller, -deserving, keys))
        self.keys = keys[self.order]
        self.known: dict[tuple[int, int], Ints] = {}
        self.cell_x, self.cell_y = supply.x // CELL_METRES, supply.y // CELL_METRES

    def pools(self, needs: Needs, chunk: Ints, effort: Effort) -> tuple[Ints, Ints]:
        """Return the pairs (need, row) to look at: one pool for all needs alike in block, cell and words."""
        groups = np.stack(
            [
                getattr(needs, self.column)[chunk],
                needs.certificates[chunk],
                np.where(needs.x[chunk] == NO_PLACE, NO_PLACE, needs.x[chunk] // CELL_METRES),
                np.where(needs.x[chunk] == NO_PLACE, NO_PLACE, needs.y[chunk] // CELL_METRES),
                *needs.words[chunk].T,
            ]
        )
        kinds, member = np.unique(groups, axis=1, return_inverse=True)
        order = np.argsort(member, kind="stable")
        sizes = np.bincount(member, minlength=kinds.shape[1])
        ends = np.cumsum(sizes)
        pairs = []
        for (key, wanted, x, y, *words), first, end in zip(kinds.T.tolist(), ends - sizes, ends, strict=True):
            pool = np.unique(np.concatenate(list(self._pool((key, wanted), (x, y), words, effort))))
            asking = chunk[order[first:end]]
            pairs.append((np.repeat(asking, len(pool)), np.tile(pool, len(asking))))
        if not pairs:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate([one for one, _ in pairs]), np.concatenate([one for _, one in pairs])

    def _pool(
        self, block_of: tuple[int, int], cell: tuple[int, int], words: list[int], effort: Effort
    ) -> Iterator[Ints]:
        key, wanted = block_of
        block = self._rows(key, wanted)
        yield block[: effort.anywhere]
        if cell[0] != NO_PLACE:
            near = (abs(self.cell_x[block] - cell[0]) <= 1) & (abs(self.cell_y[block] - cell[1]) <= 1)
            yield block[near][: effort.nearby]
        block = block[: LIKELY * effort.alike]
        shared = np.zeros(len(block), dtype=np.int8)
        for word in words:
            if word != NO_WORD:
                shared += (self.supply.words[block] == word).any(axis=1)
        yield block[np.argsort(-shared, kind="stable")][: effort.alike]

    def _rows(self, key: int, wanted: int) -> Ints:
        """Return the rows of a block that have the wanted certificates, the likeliest first."""
        if (key, wanted) not in self.known:
            block = self.order[np.searchsorted(self.keys, key) : np.searchsorted(self.keys, key, side="right")]
            self.known[key, wanted] = block[wanted & ~self.supply.certificates[block] == 0]
        return self.known[key, wanted]


def _likely_worth(supply: Supply, terms: Terms, block: Ints) -> Ints:
    """
    Return about what a row is worth to a need that nobody knows yet.

    Proof of origin and record count in full; price and capacity by the row's place in its block, half of the capacity,
    because the most that is needed is rarely the most that can be made; the days to deliver as they are.
    """
    one = np.ones(len(supply.seller), dtype=np.int64)
    blank = {field.name: one for field in fields(Facts)}
    known = {"origin_level": supply.origin_level, "on_time": supply.on_time, "deliveries": supply.deliveries}
    parts = values(Facts(**(blank | known | {"slack_days": terms.slack_days - supply.lead_days})), terms)
    parts["price"] = FULL - _place_in_block(supply.unit_price, block)
    parts["capacity"] = (FULL + _place_in_block(supply.capacity, block)) // 2
    told = [points(parts[name], terms.weights[name]) for name in ("origin", "record", "timing", "price", "capacity")]
    likely: Ints = np.sum(told, axis=0, dtype=np.int64)
    return likely


def _place_in_block(amount: Ints, block: Ints) -> Ints:
    """Return where each amount stands among those of its block, 0 (the least) to 10,000, equals alike."""
    order = np.lexsort((amount, block))
    starts = np.flatnonzero(np.diff(block[order], prepend=block[order][:1] - 1))
    sizes = np.diff(starts, append=len(order))
    fresh = np.diff(amount[order], prepend=-1) != 0
    fresh[starts] = True
    first_of_equals = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = (first_of_equals - np.repeat(starts, sizes)) * FULL // np.repeat(np.maximum(sizes - 1, 1), sizes)
    return place
