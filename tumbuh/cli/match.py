"""`tumbuh match`: the best meetings of buyers and sellers, from files to a file."""

import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from tumbuh.cli.doors import answer, command_on_files, out

if TYPE_CHECKING:
    from tumbuh.matching.solver.fairness import FairChoice
    from tumbuh.matching.solver.instance import Instance
    from tumbuh.matching.solver.network import Flags


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "match",
        epilog="Contoh: `tumbuh match data/ --out pasangan.csv` · adil: "
        "`tumbuh match data/ --out pasangan.csv --floor 1 --cap 0.05 --json`",
    )(match)


@command_on_files
def match(
    folder: Annotated[Path, typer.Argument(help="Folder berisi demands.csv, suppliers.csv, dan pairs.csv.")],
    *,
    to: Annotated[Path, typer.Option("--out", help="Berkas hasil: demand_id,supplier_id.")],
    seed: Annotated[
        int, typer.Option(min=-(2**63), max=2**63 - 1, help="Benih undian di antara pilihan yang sama baiknya.")
    ] = 0,
    floor: Annotated[
        int, typer.Option(min=0, max=1_000_000, help="Pertemuan untuk setiap penjual, bagi sebanyak mungkin.")
    ] = 0,
    cap: Annotated[float | None, typer.Option(help="Bagian terbesar dari semua pertemuan untuk satu penjual.")] = None,
    met: Annotated[Path | None, typer.Option(help="CSV pasangan yang sudah bertemu; tidak dipasangkan lagi.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Cetak nilai, bukti, dan waktu sebagai JSON.")] = False,
) -> None:
    """
    Pilih pertemuan dengan jumlah bobot terbesar: optimum yang dibuktikan, bukan perkiraan.

    Kolom slots membatasi berapa penjual yang ditemui sebuah kebutuhan dan berapa kebutuhan yang ditemui seorang
    penjual. Pasangan berbobot nol atau negatif tidak pernah dipilih. Urutan baris tidak mengubah hasil.
    """
    clock = _Clock()
    from tumbuh.matching.solver import files
    from tumbuh.matching.solver.fairness import Wishes, fair_best

    if cap is not None and not 0 < cap <= 1:
        raise typer.BadParameter("tulis bagian antara 0 dan 1, misalnya 0.05 untuk 5 %", param_hint="--cap")
    files.check_out(to, folder=folder, met=met)
    instance = files.read(folder)
    before, sellers_met = files.read_met(met, instance) if met else files.nobody_met(instance)
    clock.lap("read")
    kept = instance.only(~before)
    found = fair_best(kept, Wishes(floor=floor, cap=None if cap is None else Fraction(str(cap))), seed=seed)
    clock.lap("solve")
    files.write_pairs(to, kept, found.fair.chosen)
    clock.lap("write")
    told = _told(kept, found) | {"seed": seed, "already_met": int(before.sum())}
    if floor or cap is not None:
        told["fairness"] = _fairness(kept, found, sellers_met)
    told |= clock.told() | {"peak_memory_mb": _peak_mb()}
    answer(told, as_json=as_json, text=lambda: _print(told, to))


def _told(instance: "Instance", found: "FairChoice") -> dict[str, Any]:
    """Return what was chosen, what it is worth and how that is proved."""
    from tumbuh.matching.solver.assignment import greedy

    choice, scale = found.fair, instance.scale
    return {
        "demands": len(instance.demand_ids),
        "suppliers": len(instance.supplier_ids),
        "pairs": instance.pairs,
        "chosen": int(choice.chosen.sum()),
        "objective": _number(choice.objective, scale),
        "optimality": {
            "proved": choice.proved,
            "gap": _number(choice.bound - choice.objective, scale),
            "dual_bound": _number(choice.bound, scale),
            "how": "minimum-cost flow (OR-Tools); dual prices recomputed and checked arc by arc in whole numbers",
            "weights_exact": not instance.rounded,
            "weight_unit": _number(1, scale),
        },
        "greedy_objective": _number(instance.worth(greedy(instance)), scale),
    }


def _fairness(instance: "Instance", found: "FairChoice", met_before: "Flags") -> dict[str, Any]:
    """Return what fairness was asked, what it reached and what it cost."""
    from tumbuh.matching.solver.fairness import exposure

    spread = {}
    for name, choice in (("without", found.plain), ("with", found.fair)):
        seen = exposure(instance, choice.chosen, met_before=met_before)
        spread[name] = {"objective": _number(choice.objective, instance.scale), **vars(seen)}
        spread[name]["gini"] = None if seen.gini is None else round(float(seen.gini), 6)
    return {
        "floor_wanted": found.floor_wanted,
        "floor_met": found.fair.floor_met,
        "cap_meetings": found.cap,
        "price": round(float(found.price), 9),
        **spread,
    }


class _Clock:
    """The seconds of each part of the work, on the wall and of the processor."""

    def __init__(self) -> None:
        self.marks = [("", time.perf_counter(), time.process_time())]

    def lap(self, name: str) -> None:
        """Note the end of a part."""
        self.marks.append((name, time.perf_counter(), time.process_time()))

    def told(self) -> dict[str, dict[str, float]]:
        """Return the seconds by part, and altogether until now."""
        self.lap("total")
        told: dict[str, dict[str, float]] = {"seconds": {}, "cpu_seconds": {}}
        for before, (name, wall, cpu) in enumerate(self.marks[1:]):
            _, wall_before, cpu_before = self.marks[0 if name == "total" else before]
            told["seconds"][name] = round(wall - wall_before, 3)
            told["cpu_seconds"][name] = round(cpu - cpu_before, 3)
        return told


def _number(number: int, scale: int) -> float | int:
    """Return a number of 1/scale as JSON can carry it: whole where it is whole."""
    exact = Fraction(number, scale)
    return int(exact) if exact.denominator == 1 else float(exact)


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
        *_rows_of_fairness(told.get("fairness")),
    ):
        table.add_row(name, str(value))
    out.print(table)
    out.print(f"Ditulis ke {to}", soft_wrap=True)


def _rows_of_fairness(told: dict[str, Any] | None) -> list[tuple[str, Any]]:
    if told is None:
        return []
    before, after = told["without"], told["with"]
    sellers = after["sellers"]
    return [
        ("Harga keadilan", f"{100 * told['price']:.2f} % dari jumlah bobot terbaik ({before['objective']})"),
        ("Lantai terpenuhi", f"{told['floor_met']} dari {told['floor_wanted']} pertemuan"),
        ("Penjual yang bertemu", f"{before['covered']} → {after['covered']} dari {sellers}"),
        ("Pertama kali bertemu", f"{before['first_timers']} → {after['first_timers']}"),
        ("Pertemuan terbanyak satu penjual", f"{before['largest']} → {after['largest']}"),
        ("Gini", f"{before['gini']} → {after['gini']}"),
    ]
