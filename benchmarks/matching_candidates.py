"""
`python -m benchmarks.matching_candidates`: 20,000 needs × 200,000 sellers to 50 candidates each; time, memory, recall.

Recall: of a sample of needs all pairs are scored, too; a candidate that is as good as the fiftieth of these is a hit.
"""

import argparse
import sys
import time
from datetime import date
from typing import Any

import numpy as np

from benchmarks.__main__ import keep
from benchmarks.measured import peak_mb
from tumbuh.matching.candidates import NO_WORD, Effort, Needs, Supply, best_of, find, judged
from tumbuh.matching.rules.scoring import NO_BUDGET
from tumbuh.matching.terms import terms

CATEGORIES, PARENTS, WORDS = 120, 20, 400
CITY_METRES = 40_000
DISTRICTS = 44
SIZES = ((2_000, 20_000), (20_000, 200_000))


def city(needs: int, sellers: int, seed: int) -> tuple[Needs, Supply]:
    """Return a city: few categories have most of the trade, few sellers most of the proof and record."""
    draw = np.random.default_rng(seed)
    popularity = 1 / np.arange(1, CATEGORIES + 1) ** 0.8
    kinds = draw.choice(CATEGORIES, sellers, p=popularity / popularity.sum())
    wanted = draw.choice(CATEGORIES, needs, p=popularity / popularity.sum())
    price_of = np.exp(draw.normal(10, 1, CATEGORIES))
    deliveries = draw.poisson(2, sellers) * draw.integers(0, 8, sellers)
    return Needs(
        category=wanted, wider=wanted % PARENTS, words=_words(draw, wanted, 3), quantity=draw.integers(1, 400, needs),
        unit_budget=np.where(
            draw.random(needs) < 0.1, NO_BUDGET, (price_of[wanted] * draw.uniform(0.8, 1.6, needs)).astype(np.int64)
        ),
        certificates=np.where(draw.random(needs) < 0.5, 0, 1 << draw.integers(0, 4, needs)),
        district=draw.integers(0, DISTRICTS, needs), size_classes=np.where(draw.random(needs) < 0.5, 0, 0b011),
        x=draw.integers(0, CITY_METRES, needs), y=draw.integers(0, CITY_METRES, needs),
        days_left=draw.integers(2, 90, needs),
    ), Supply(
        seller=np.arange(sellers), category=kinds, wider=kinds % PARENTS, words=_words(draw, kinds, 5),
        capacity=draw.integers(10, 600, sellers),
        unit_price=(price_of[kinds] * draw.uniform(0.6, 1.5, sellers)).astype(np.int64),
        certificates=draw.integers(0, 16, sellers),
        serves=np.where(draw.random(sellers) < 0.7, 0, draw.integers(1, 1 << DISTRICTS, sellers)),
        size_class=1 << draw.choice(3, sellers, p=[0.85, 0.12, 0.03]),
        x=draw.integers(0, CITY_METRES, sellers), y=draw.integers(0, CITY_METRES, sellers),
        origin_level=draw.choice(np.arange(-1, 6), sellers, p=[0.02, 0.4, 0.25, 0.15, 0.1, 0.05, 0.03]),
        on_time=(deliveries * draw.beta(8, 2, sellers)).astype(np.int64), deliveries=deliveries,
        lead_days=draw.integers(0, 30, sellers),
    )  # fmt: skip


def _words(draw: np.random.Generator, kinds: np.ndarray, most: int) -> np.ndarray:
    """Return words, a few of each category's own; some rows have fewer."""
    words = (kinds[:, None] * 7 + draw.integers(0, 12, (len(kinds), most))) % WORDS
    words[draw.random(words.shape) < 0.2] = NO_WORD
    ordered = np.sort(words, axis=1)
    ordered[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = NO_WORD  # a word counts once
    return ordered


def recall(needs: Needs, supply: Supply, found: Any, sample: np.ndarray, on: date) -> tuple[float, float]:
    """Return the part of the true best that was found, and the part of their summed score."""
    hits = true = got = most = 0
    rows = np.arange(len(supply.seller))
    for need in sample:
        related = (supply.category == needs.category[need]) | (supply.wider == needs.wider[need])
        related |= np.isin(supply.words, needs.words[need][needs.words[need] != NO_WORD]).any(axis=1)
        pool = rows[related]
        full = best_of(*judged(needs, supply, np.full(len(pool), need), pool, terms(on)), supply=supply, keep=50)[2]
        mine = found.score[found.need == need]
        if len(full):
            hits += int((mine >= full[-1]).sum())
            true, got, most = true + len(full), got + int(mine.sum()), most + int(full.sum())
    return hits / true, got / most


def main() -> None:
    """Measure the sizes in turn, in this process; the peak is of the largest so far."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_candidates", description=__doc__)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--sizes", type=int, default=len(SIZES), help="how many of the sizes, the small one first")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    told, on = [], date(2026, 6, 1)
    for needs_count, sellers_count in SIZES[: asked.sizes]:
        needs, supply = city(needs_count, sellers_count, asked.seed)
        started, cpu = time.perf_counter(), time.process_time()
        found = find(needs, supply, terms(on), Effort())
        row: dict[str, Any] = {
            "needs": needs_count, "sellers": sellers_count, "candidates": len(found.need),
            "looked_at": found.looked_at, "of_all_pairs": round(found.looked_at / (needs_count * sellers_count), 6),
            "seconds": round(time.perf_counter() - started, 2), "cpu_seconds": round(time.process_time() - cpu, 2),
            "peak_mb": peak_mb(),
        }  # fmt: skip
        sample = np.random.default_rng(asked.seed).choice(needs_count, asked.sample, replace=False)
        row["recall"], row["score_kept"] = (round(one, 4) for one in recall(needs, supply, found, sample, on))
        told.append(row)
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
    keep(told, name="matching-candidates", seed=asked.seed, rounds=1)


if __name__ == "__main__":
    main()
