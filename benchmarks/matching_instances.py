"""
Seeded problems for `tumbuh match`: `python -m benchmarks.matching_instances 2000 20000 --out DIR`.

A city on a 40 km square: categories of very different popularity, sellers whom many want (their quality is in every
weight of theirs) and sellers whom nobody knows, budgets, prices, certificates. The same seed gives the same bytes.
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

CATEGORIES = [f"k{n:02}" for n in range(40)]
CERTIFICATES = ["halal", "pirt", "bpom", "sni", "tkdn"]
CANDIDATES = 50


def write(folder: Path, *, demands: int, suppliers: int, seed: int, candidates: int = CANDIDATES) -> int:
    """Write the three files; return the number of pairs."""
    draw = np.random.default_rng(seed)
    popularity = 1 / np.arange(1, len(CATEGORIES) + 1)
    kind = np.sort(draw.choice(len(CATEGORIES), suppliers, p=popularity / popularity.sum()))
    wanted = draw.choice(kind, demands)  # a need has a category that somebody sells
    buyers, sellers = draw.uniform(0, 40, (demands, 2)), draw.uniform(0, 40, (suppliers, 2))
    quality = draw.beta(2, 5, suppliers)
    budget, price = draw.integers(10, 60, demands) * 1000, draw.integers(8, 55, suppliers) * 1000
    first, last = np.searchsorted(kind, wanted), np.searchsorted(kind, wanted, side="right")
    width = np.minimum(last - first, candidates)
    demand = np.repeat(np.arange(demands), width)
    place = np.concatenate(
        [np.sort(draw.choice(n, w, replace=False)) for n, w in zip(last - first, width, strict=True)]
    )
    supplier = first[demand] + place
    far = np.hypot(*(buyers[demand] - sellers[supplier]).T)
    points = 45 * quality[supplier] + 25 * np.exp(-far / 10) + 15 * (price[supplier] <= budget[demand])
    weight = np.round(points + draw.uniform(0, 15, len(demand)), 2)
    folder.mkdir(parents=True, exist_ok=True)
    _write_demands(folder, draw, wanted, buyers, budget)
    _write_suppliers(folder, draw, kind, sellers, price)
    pl.DataFrame(
        {"demand_id": _ids("N", demands)[demand], "supplier_id": _ids("U", suppliers)[supplier], "weight": weight}
    ).write_csv(folder / "pairs.csv", float_precision=2)
    return len(demand)


def _ids(letter: str, count: int) -> np.ndarray:
    return np.array([f"{letter}{number:06}" for number in range(count)])


def _certificates(draw: np.random.Generator, count: int) -> list[str]:
    held = draw.random((count, len(CERTIFICATES))) < 0.3
    return [";".join(name for name, has in zip(CERTIFICATES, row, strict=True) if has) for row in held]


def _write_demands(
    folder: Path, draw: np.random.Generator, wanted: np.ndarray, places: np.ndarray, budget: np.ndarray
) -> None:
    count = len(wanted)
    pl.DataFrame(
        {
            "demand_id": _ids("N", count),
            "category": [CATEGORIES[one] for one in wanted],
            "district": 317401 + (places[:, 0] // 4).astype(int),
            "x": places[:, 0].round(3),
            "y": places[:, 1].round(3),
            "quantity": draw.integers(1, 500, count),
            "unit_budget": budget,
            "certificates": _certificates(draw, count),
            "slots": draw.integers(1, 6, count),
        }
    ).write_csv(folder / "demands.csv")


def _write_suppliers(
    folder: Path, draw: np.random.Generator, kind: np.ndarray, places: np.ndarray, price: np.ndarray
) -> None:
    count = len(kind)
    pl.DataFrame(
        {
            "supplier_id": _ids("U", count),
            "categories": [CATEGORIES[one] for one in kind],
            "district": 317401 + (places[:, 0] // 4).astype(int),
            "x": places[:, 0].round(3),
            "y": places[:, 1].round(3),
            "capacity": draw.integers(1, 800, count),
            "unit_price": price,
            "certificates": _certificates(draw, count),
            "slots": draw.integers(1, 4, count),
        }
    ).write_csv(folder / "suppliers.csv")


def main() -> None:
    """Write one problem."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_instances", description=__doc__)
    parser.add_argument("demands", type=int)
    parser.add_argument("suppliers", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    asked = parser.parse_args()
    write(asked.out, demands=asked.demands, suppliers=asked.suppliers, seed=asked.seed, candidates=asked.candidates)


if __name__ == "__main__":
    main()
