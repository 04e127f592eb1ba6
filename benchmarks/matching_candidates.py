"""
`python -m benchmarks.matching_candidates`: 20,000 needs × 200,000 sellers to 50 candidates each; time and memory.

Nothing is guessed, so there is no recall to measure: of a sample of needs all sellers are judged by the rules, one by
one, and must give the same candidates.
"""

import argparse
import random
import sys
import time
from datetime import date, timedelta
from typing import Any

from benchmarks.__main__ import keep
from benchmarks.measured import peak_mb
from tumbuh.matching.candidates import Columns, judge
from tumbuh.matching.rules.explaining import ranked
from tumbuh.matching.rules.filters import related
from tumbuh.matching.rules.profiles import Demand, Seller
from tumbuh.matching.terms import terms

CATEGORIES, PARENTS, WORDS, DISTRICTS = 120, 20, 400, 44
CITY_METRES = 40_000
CERTIFICATES = ("halal", "pirt", "bpom", "sni")
TODAY = date(2026, 6, 1)
SIZES = ((2_000, 20_000), (20_000, 200_000))
KEPT, KEPT_EXCLUDED = 50, 20


def city(needs: int, sellers: int, seed: int) -> tuple[list[Demand], list[Seller]]:
    """Return a city: few categories have most of the trade, few sellers most of the proof and record."""
    chance = random.Random(seed)
    popularity = [1 / (n + 1) ** 0.8 for n in range(CATEGORIES)]
    price_of = [int(2.718 ** chance.gauss(10, 1)) for _ in range(CATEGORIES)]

    def words(kind: int, most: int) -> frozenset[str]:
        return frozenset(str((kind * 7 + chance.randrange(12)) % WORDS) for _ in range(most) if chance.random() < 0.8)

    def place() -> tuple[int, int]:
        return chance.randrange(CITY_METRES), chance.randrange(CITY_METRES)

    def demand(number: int, kind: int) -> Demand:
        return Demand(
            id=f"N{number:06}", category=f"c{kind}", wider=f"w{kind % PARENTS}", words=words(kind, 3),
            quantity=chance.randint(1, 400), certificates=frozenset(chance.sample(CERTIFICATES, chance.randint(0, 1))),
            unit_budget_rupiah=None if chance.random() < 0.1 else int(price_of[kind] * chance.uniform(0.8, 1.6)),
            district=str(chance.randrange(DISTRICTS)), metres=place(),
            needed_on=TODAY + timedelta(chance.randint(2, 90)),
            size_classes=frozenset() if chance.random() < 0.5 else frozenset({"micro", "small"}),
        )  # fmt: skip

    def seller(number: int, kind: int) -> Seller:
        deliveries = chance.choice((0, 0, 0, 2, 5, 12))
        serves = range(0) if chance.random() < 0.7 else chance.sample(range(DISTRICTS), chance.randint(1, DISTRICTS))
        return Seller(
            id=f"U{number:06}", categories=frozenset({f"c{kind}"}), wider=frozenset({f"w{kind % PARENTS}"}),
            words=words(kind, 5), capacity=chance.randint(10, 600),
            unit_price_rupiah=int(price_of[kind] * chance.uniform(0.6, 1.5)),
            certificates=frozenset(chance.sample(CERTIFICATES, chance.randint(0, 4))),
            serves=frozenset(map(str, serves)), metres=place(),
            size_class=chance.choices(("micro", "small", "medium"), (85, 12, 3))[0],
            origin_level=chance.choices(range(-1, 6), (2, 40, 25, 15, 10, 5, 3))[0], lead_days=chance.randrange(30),
            deliveries=deliveries, on_time=chance.randint(deliveries // 2, deliveries),
        )  # fmt: skip

    return (
        [demand(n, kind) for n, kind in enumerate(chance.choices(range(CATEGORIES), popularity, k=needs))],
        [seller(n, kind) for n, kind in enumerate(chance.choices(range(CATEGORIES), popularity, k=sellers))],
    )


def measured(needs_count: int, sellers_count: int, asked: argparse.Namespace) -> dict[str, Any]:
    """Find the candidates of one city, and judge all sellers of a sample of needs beside it."""
    needs, sellers = city(needs_count, sellers_count, asked.seed)
    values = terms(TODAY)
    started, cpu = time.perf_counter(), time.process_time()
    columns = Columns(sellers, on=TODAY)
    found = [judge(one, columns, values, keep=KEPT, keep_excluded=KEPT_EXCLUDED) for one in needs]
    looked_at = sum(one.of_able + one.excluded for one in found)
    row: dict[str, Any] = {
        "needs": needs_count, "sellers": sellers_count, "candidates": sum(len(one.able) for one in found),
        "looked_at": looked_at, "scored": sum(one.of_able for one in found),
        "of_all_pairs": round(looked_at / (needs_count * sellers_count), 6),
        "seconds": round(time.perf_counter() - started, 2), "cpu_seconds": round(time.process_time() - cpu, 2),
        "peak_mb": peak_mb(),
    }  # fmt: skip
    sample = random.Random(asked.seed).sample(range(needs_count), asked.sample)
    row["sampled"], row["same"] = len(sample), 0
    for number in sample:
        pool = [one for one in sellers if related(needs[number], one)]
        slow = ranked(needs[number], pool, values, on=TODAY)[:KEPT]
        fast = [columns.sellers[seller].id for seller in found[number].able.tolist()]
        row["same"] += fast == [one.id for _, one in slow]
    return row


def main() -> None:
    """Measure the sizes in turn, in this process; the peak is of the largest so far."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_candidates", description=__doc__)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--sizes", type=int, default=len(SIZES), help="how many of the sizes, the small one first")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    told = []
    for size in SIZES[: asked.sizes]:
        told.append(measured(*size, asked))
        sys.stdout.write(f"{told[-1]}\n")
        sys.stdout.flush()
    keep(told, name="matching-candidates", seed=asked.seed, rounds=1)


if __name__ == "__main__":
    main()
