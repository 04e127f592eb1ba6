"""`python -m benchmarks`: time the reading and the import of big exports; results go to benchmarks/results."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import exports
from benchmarks.measured import MEASURES

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"


def main() -> None:
    """Write the files, measure each in turn, in as many rounds as wanted, and keep what was found."""
    asked = _arguments()
    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for lines in asked.lines:
            for kind in asked.kinds:
                path = Path(folder) / f"{lines}.{kind}"
                write = exports.write_csv if kind == "csv" else exports.write_xlsx
                write(path, lines, seed=asked.seed)
                found += _measure(path, lines, asked)
                path.unlink()
    keep(found, name=asked.name, seed=asked.seed, rounds=asked.rounds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measures", nargs="*", default=[], help=f"of {', '.join(MEASURES)}; all when none is named")
    parser.add_argument("--lines", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--kinds", nargs="+", choices=["csv", "xlsx"], default=["csv", "xlsx"])
    parser.add_argument("--rounds", type=int, default=3, help="the best of these counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None, help="where the files are written (2 GB for all)")
    parser.add_argument("--name", default="exports", help="of the file under benchmarks/results")
    asked = parser.parse_args()
    if unknown := set(asked.measures) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    asked.measures = asked.measures or list(MEASURES)
    return asked


def _measure(path: Path, lines: int, asked: argparse.Namespace) -> list[dict[str, object]]:
    """Measure one file: all measures in turn, round after round, so that a busy moment does not hit only one."""
    runs: dict[str, list[dict[str, float]]] = {what: [] for what in asked.measures}
    for _ in range(asked.rounds):
        for what in asked.measures:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.measured", what, str(path)],
                cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            runs[what].append(json.loads(done.stdout.splitlines()[-1]))
    told = []
    for what, found in runs.items():
        best = min(found, key=lambda run: run["seconds"])
        row: dict[str, object] = {"file": f"{path.suffix[1:]} {lines}", "bytes": path.stat().st_size, "measure": what}
        row |= best | {"lines_per_second": int(lines / best["seconds"]), "all_seconds": [r["seconds"] for r in found]}
        row["least_cpu_seconds"] = min(run["cpu_seconds"] for run in found)
        told.append(row)
        sys.stdout.write(
            f"{row['file']:>12} {what:<15} {best['seconds']:8.2f} s  cpu {row['least_cpu_seconds']:7.2f} s "
            f"{row['lines_per_second']:>9} lines/s  {best['peak_mb']:>6} MB\n"
        )
        sys.stdout.flush()
    return told


def keep(found: list[dict[str, object]], *, name: str, seed: int, rounds: int) -> None:
    """Write what was found with the commit and the machine; a later run of the same day writes over it."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=False)
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit.stdout.strip() + ("+" if changed.stdout.strip() else ""),
        "machine": {
            "processor": _processor(), "cores": os.cpu_count(), "system": platform.platform(),
            "python": platform.python_version(), "load_1_5_15": [round(load, 1) for load in os.getloadavg()],
        },
        "seed": seed,
        "rounds": rounds,
        "found": found,
    }  # fmt: skip
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{time.strftime('%Y%m%d')}.json"
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("model name")), "")


if __name__ == "__main__":
    main()
