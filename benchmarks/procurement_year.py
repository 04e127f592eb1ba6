"""
A year of a large city's buying: 100,000 packages of RUP as one JSON file in its true shape, and as many purchases.

`python benchmarks/procurement_year.py [packages] [folder]` prints and keeps rows per second of each import, the seconds
of a page of figures, and the peak memory of the process. It needs an empty database: `DATABASE_URL` of a throwaway one.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tumbuh.config.settings")
YEAR = 2026
METHODS = ("e-Purchasing", "Pengadaan Langsung", "Tender", "Penunjukan Langsung", "Dikecualikan")


def golden(name: str) -> dict[str, Any]:
    """Return the first row of a golden file, whose shape is copied."""
    rows = json.loads((ROOT / "tests" / "golden" / "procurement" / f"{name}.json").read_text())
    return dict((rows["data"] if isinstance(rows, dict) else rows)[0])


def write_packages(path: Path, count: int) -> None:
    """Write a RUP file of `count` packages over 750 units."""
    shape = golden("rup_provider")
    with path.open("w") as file:
        file.write("[")
        for n in range(count):
            row = shape | {
                "kd_rup": 40_000_000 + n,
                "kd_satker": 1000 + n % 750,
                "kd_satker_str": f"2.11.0.00.0.00.01.{n % 750:04}",
                "nama_paket": f"Belanja barang nomor {n} untuk kegiatan {n % 97}",
                "pagu": 5_000_000 + n % 1000 * 100_000,
                "metode_pengadaan": METHODS[n % 5],
                "status_pdn": ("PDN", "PDN", "PDN", "Non PDN", None)[n % 5],
                "nip_ppk": f"19900101201501{n % 3000:04}",
            }
            file.write(("," if n else "") + json.dumps(row))
        file.write("]")


def write_purchases(path: Path, count: int) -> None:
    """Write an INAPROC answer of `count` orders; one in twenty names a package that is not there."""
    shape = golden("inaproc")
    with path.open("w") as file:
        file.write('{"success": true, "data": [')
        for n in range(count):
            row = shape | {
                "order_id": f"EP-{n:08}",
                "rup_code": str(40_000_000 + n + (10_000_000 if n % 20 == 0 else 0)),
                "kode_satker": str(1000 + n % 750),
                "total": 1_000_000 + n % 500 * 10_000,
            }
            file.write(("," if n else "") + json.dumps(row))
        file.write("]}")


def timed(label: str, rows: int, act: Any, results: dict[str, Any]) -> Any:
    """Do something once and note its seconds and rows a second."""
    start, cpu = time.perf_counter(), time.process_time()
    answer = act()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    results[label] = {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),  # of this process alone, PostgreSQL's own not among them
        "rows": rows,
        "rows_per_second": round(rows / seconds),
    }
    print(f"{label:26} {seconds:8.2f} s  cpu {cpu:6.2f} s {rows / seconds:12,.0f} rows/s   peak {peak_mb()} MB")
    return answer


def peak_mb() -> int:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Run it."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from tumbuh.procurement import queries, services

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    plan, orders = folder / "rup.json", folder / "orders.json"
    write_packages(plan, count)
    write_purchases(orders, count)
    results: dict[str, Any] = {}
    start_mb = peak_mb()

    def bring(path: Path, dataset: str) -> Any:
        return services.import_file(
            path=path, file_name=path.name, dataset=dataset, year=YEAR, by=None, now=datetime.now(UTC)
        )

    timed("plan, first", count, lambda: bring(plan, "rup_provider"), results)
    timed("plan, the same again", count, lambda: bring(plan, "rup_provider"), results)
    timed("orders, first", count, lambda: bring(orders, "inaproc"), results)
    timed("orders, the same again", count, lambda: bring(orders, "inaproc"), results)
    timed("figures, first", 2 * count, lambda: queries.figures(queries.Chosen(YEAR)), results)
    timed("figures, again", 2 * count, lambda: queries.figures(queries.Chosen(YEAR)), results)
    timed("bridge", 2 * count, lambda: queries.bridge(queries.Chosen(YEAR)), results)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], check=False, cwd=ROOT, capture_output=True, text=True
    ).stdout
    report = {
        "commit": commit.strip(),
        "machine": {"python": platform.python_version(), "cpus": os.cpu_count(), "load": os.getloadavg()},
        "bytes": {"plan": plan.stat().st_size, "orders": orders.stat().st_size},
        "memory_mb": {"before": start_mb, "peak": peak_mb()},
        "results": results,
    }
    (ROOT / "benchmarks" / "procurement_year.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
