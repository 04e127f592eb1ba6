"""`tumbuh match`: the best meetings of buyers and sellers, from files to a file."""

import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from tumbuh.cli.doors import answer, command_on_files, out


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "match",
        epilog="Contoh: `tumbuh match data/ --out pasangan.csv` · untuk mesin: "
        "`tumbuh match data/ --out pasangan.csv --json`",
    )(match)


@command_on_files
def match(
    folder: Annotated[Path, typer.Argument(help="Folder berisi demands.csv, suppliers.csv, dan pairs.csv.")],
    to: Annotated[Path, typer.Option("--out", help="Berkas hasil: demand_id,supplier_id.")],
    seed: Annotated[int, typer.Option(help="Benih undian di antara pilihan yang sama baiknya.")] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Cetak nilai, bukti, waktu, dan memori sebagai JSON.")
    ] = False,
) -> None:
    """
    Pilih pertemuan dengan jumlah bobot terbesar: optimum yang dibuktikan, bukan perkiraan.

    Kolom slots membatasi berapa penjual yang ditemui sebuah kebutuhan dan berapa kebutuhan yang ditemui seorang
    penjual. Pasangan berbobot nol atau negatif tidak pernah dipilih. Urutan baris tidak mengubah hasil.
    """
    started = _Clock()
    from tumbuh.matching.solver import files
    from tumbuh.matching.solver.assignment import best, greedy

    instance = files.read(folder)
    read = _Clock()
    choice = best(instance, seed=seed)
    solved = _Clock()
    files.write_pairs(to, instance, choice.chosen)
    greedily = instance.worth(greedy(instance))
    told: dict[str, Any] = {
        "demands": len(instance.demand_ids),
        "suppliers": len(instance.supplier_ids),
        "pairs": instance.pairs,
        "chosen": int(choice.chosen.sum()),
        "objective": _decimal(choice.objective, instance.scale),
        "optimality": {
            "proved": choice.proved,
            "gap": _decimal(choice.bound - choice.objective, instance.scale),
            "dual_bound": _decimal(choice.bound, instance.scale),
            "how": "minimum-cost flow (OR-Tools); dual prices recomputed and checked arc by arc in whole numbers",
            "weights_exact": not instance.rounded,
            "weight_unit": _decimal(1, instance.scale),
        },
        "greedy_objective": _decimal(greedily, instance.scale),
        "seed": seed,
        "seconds": {
            "read": read.wall_since(started),
            "solve": solved.wall_since(read),
            "total": _Clock().wall_since(started),
        },
        "cpu_seconds": {"solve": solved.cpu_since(read), "total": _Clock().cpu_since(started)},
        "peak_memory_mb": _peak_mb(),
    }
    answer(told, as_json=as_json, text=lambda: _print(told, to))


@dataclass(frozen=True)
class _Clock:
    """A moment of this process, on both its clocks."""

    wall: float = 0.0
    cpu: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "wall", time.perf_counter())
        object.__setattr__(self, "cpu", time.process_time())

    def wall_since(self, other: "_Clock") -> float:
        return round(self.wall - other.wall, 3)

    def cpu_since(self, other: "_Clock") -> float:
        return round(self.cpu - other.cpu, 3)


def _decimal(number: int, scale: int) -> float | int:
    """Return a number of 1/scale as JSON can carry it: whole where it is whole."""
    exact = Decimal(number) / Decimal(scale)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _peak_mb() -> int | None:
    """Return this process's peak of resident memory in megabytes; None where the system does not tell."""
    try:
        text = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(text.split("VmHWM:", 1)[1].split(maxsplit=1)[0]) // 1_024
    except (OSError, IndexError):
        return None


def _print(told: dict[str, Any], to: Path) -> None:
    table = Table(show_header=False, box=None)
    proof = (
        "optimum, dibuktikan" if told["optimality"]["proved"] else f"selisih paling banyak {told['optimality']['gap']}"
    )
    if not told["optimality"]["weights_exact"]:
        proof += f" (bobot dibulatkan ke {told['optimality']['weight_unit']})"
    for name, value in (
        ("Kebutuhan", told["demands"]),
        ("Penjual", told["suppliers"]),
        ("Pasangan yang mungkin", told["pairs"]),
        ("Pertemuan terpilih", told["chosen"]),
        ("Jumlah bobot", f"{told['objective']} ({proof})"),
        ("Cara serakah (pembanding)", told["greedy_objective"]),
        ("Waktu", f"{told['seconds']['total']} detik, memori {told['peak_memory_mb'] or '?'} MB"),
    ):
        table.add_row(name, str(value))
    out.print(table)
    out.print(f"Ditulis ke {to}", soft_wrap=True)
