"""
`python -m benchmarks.matching`: `tumbuh match` on three seeded problems, beside greedy and HiGHS; results as JSON.

Each run is a process of its own: its peak of memory and its seconds are of all that the command does, files included.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from benchmarks.__main__ import keep
from benchmarks.matching_instances import write
from tumbuh.matching.solver import files

SIZES = [(200, 2_000), (2_000, 20_000), (20_000, 200_000)]
FAIR = ["--floor", "1", "--cap", "0.001"]
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure each size in turn and keep what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the best of these counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest-lp", type=int, default=20_000, help="sellers up to which HiGHS is asked too")
    asked = parser.parse_args()
    found = []
    for demands, suppliers in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pairs = write(folder, demands=demands, suppliers=suppliers, seed=asked.seed)
            row: dict[str, Any] = {"demands": demands, "suppliers": suppliers, "pairs": pairs}
            row |= {"match": matched(folder, asked.rounds), "fair": matched(folder, 1, *FAIR)}
            if suppliers <= asked.largest_lp:
                row["highs"] = by_highs(folder)
                row["equal_to_highs"] = abs(row["highs"]["objective"] - row["match"]["objective"]) < 1e-6
            found.append(row)
            sys.stdout.write(json.dumps(_short(row)) + "\n")
            sys.stdout.flush()
    keep(found, name="matching", seed=asked.seed, rounds=asked.rounds)


def matched(folder: Path, rounds: int, *options: str) -> dict[str, Any]:
    """Run the command; return what it told in its fastest round."""
    command = [sys.executable, "-m", "tumbuh.cli.main", "match", str(folder), "--out", str(folder / "out"), "--json"]
    runs = []
    for _ in range(rounds):
        done = subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        runs.append(json.loads(done.stdout))
    return dict(min(runs, key=lambda run: float(run["seconds"]["total"])))


def by_highs(folder: Path) -> dict[str, Any]:
    """Return the optimum of the linear programme by HiGHS, which knows nothing of flows."""
    instance = files.read(folder)
    count, demands = instance.pairs, len(instance.demand_ids)
    rows = np.concatenate([instance.demand, instance.supplier + demands])
    shape = (demands + len(instance.supplier_ids), count)
    matrix = csr_matrix((np.ones(2 * count), (rows, np.tile(np.arange(count), 2))), shape=shape)
    slots = np.concatenate([instance.demand_slots, instance.supplier_slots])
    started = time.perf_counter()
    done = linprog(-instance.weight / instance.scale, A_ub=matrix, b_ub=slots, bounds=(0, 1), method="highs")
    return {"objective": -float(done.fun), "seconds": round(time.perf_counter() - started, 3), "status": done.message}


def _short(row: dict[str, Any]) -> dict[str, Any]:
    told = row["match"]
    return {
        "pairs": row["pairs"],
        "objective": told["objective"],
        "greedy": told["greedy_objective"],
        "highs": row.get("highs", {}).get("objective"),
        "seconds": told["seconds"]["total"],
        "cpu": told["cpu_seconds"]["total"],
        "mb": told["peak_memory_mb"],
        "fair_price": row["fair"]["fairness"]["price"],
        "fair_seconds": row["fair"]["seconds"]["total"],
    }


if __name__ == "__main__":
    main()
