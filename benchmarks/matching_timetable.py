"""
`python -m benchmarks.matching_timetable`: 300 participants, 20 slots, 60 tables; optimum or gap, and a refill's time.

Beside it CP-SAT on the same choices, which decided for HiGHS; `--cp-sat 0` leaves it out.
"""

import argparse
import random
import sys
import time
from typing import Any

from benchmarks.__main__ import keep
from tumbuh.matching.solver.hall import Hall, Meeting
from tumbuh.matching.solver.timetable import Timetable, arrange, refill

BUYERS, SELLERS, TABLES = 200, 100, 60
SESSIONS = (0,) * 10 + (1,) * 10
REFILLS = 20


def event(wishes: int, seed: int) -> tuple[Hall, list[Meeting]]:
    """Return a hall and what its buyers wish: so many sellers each, the known ones more often."""
    draw = random.Random(seed)
    buyers, sellers = [f"b{n:03}" for n in range(BUYERS)], [f"s{n:03}" for n in range(SELLERS)]
    known = [draw.random() ** 2 + 0.05 for _ in sellers]
    away = {one: frozenset(slot for slot in range(20) if draw.random() < 0.1) for one in buyers + sellers}
    pairs = {(buyer, seller) for buyer in buyers for seller in draw.choices(sellers, known, k=wishes)}
    hall = Hall(
        sessions=SESSIONS, tables=TABLES, breaks=frozenset({4, 15}), booths={f"s{n:03}": n + 1 for n in range(10)},
        away=away, most_in_a_row=4,
    )  # fmt: skip
    return hall, [Meeting(*pair, draw.randint(1, 9)) for pair in sorted(pairs)]


def measured(wishes: int, asked: argparse.Namespace) -> dict[str, Any]:
    """Arrange one event and cancel some of its meetings, one after the other."""
    hall, meetings = event(wishes, asked.seed)
    started, cpu = time.perf_counter(), time.process_time()
    timetable = arrange(hall, meetings, seconds=asked.seconds)
    row: dict[str, Any] = {
        "participants": BUYERS + SELLERS, "slots": len(SESSIONS), "tables": TABLES, "wishes": len(meetings),
        "placed": len(timetable.placed), "worth": timetable.worth, "bound": timetable.bound,
        "optimal": timetable.optimal, "gap": timetable.gap,
        "seconds": round(time.perf_counter() - started, 2), "cpu_seconds": round(time.process_time() - cpu, 2),
    }  # fmt: skip
    row["refill_cpu_milliseconds"], row["refilled"] = refills(timetable, asked.seed)
    if asked.cp_sat:
        row["cp_sat"] = by_cp_sat(hall, meetings, asked.cp_sat)
    return row


def refills(timetable: Timetable, seed: int) -> tuple[list[float], int]:
    """Cancel meetings one by one; return the milliseconds of each and how many freed slots were given on."""
    draw, told, given = random.Random(seed), [], 0
    for _ in range(REFILLS):
        lost = draw.choice(timetable.placed).meeting
        started = time.process_time()
        after = refill(timetable, cancelled=[lost.people])
        told.append(round(1000 * (time.process_time() - started), 1))
        given += len(after.placed) == len(timetable.placed)
        timetable = after
    return sorted(told), given


def by_cp_sat(hall: Hall, meetings: list[Meeting], seconds: float) -> dict[str, Any]:
    """Ask CP-SAT for the same timetable: one worker and the timetable of first in turn to begin with, as HiGHS has."""
    from ortools.sat.python import cp_model

    from tumbuh.matching.solver.timetable import _seated_in_turn, limits_of

    model = cp_model.CpModel()
    limits: dict[tuple[tuple[object, ...], int], list[Any]] = {}
    chosen_at: dict[tuple[Meeting, int], Any] = {}
    worth = []
    for meeting in meetings:
        for slot in hall.open_slots(*meeting.people):
            chosen = chosen_at[meeting, slot] = model.new_bool_var("")
            worth.append(meeting.worth * chosen)
            for key, most in limits_of(hall, meeting, slot):
                limits.setdefault((key, most), []).append(chosen)
    for (_, most), variables in limits.items():
        model.add(sum(variables) <= most)
    model.maximize(sum(worth))
    started_with = {(one.meeting, one.slot) for one in _seated_in_turn(hall, meetings)}
    for choice, variable in chosen_at.items():
        model.add_hint(variable, choice in started_with)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, seconds
    started = time.perf_counter()
    solver.solve(model)
    told = {"worth": int(solver.objective_value), "bound": int(solver.best_objective_bound)}
    return told | {"seconds": round(time.perf_counter() - started, 2)}


def main() -> None:
    """Measure events from half full to overfull."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_timetable", description=__doc__)
    parser.add_argument("--wishes", type=int, nargs="+", default=[4, 6, 9], help="sellers that each buyer wishes")
    parser.add_argument("--seconds", type=float, default=600.0, help="limit of the search; the nodes end it sooner")
    parser.add_argument("--cp-sat", type=float, default=60.0, help="seconds for CP-SAT; 0: not asked")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = []
    for wishes in asked.wishes:
        found.append(measured(wishes, asked))
        sys.stdout.write(f"{found[-1]}\n")
        sys.stdout.flush()
    keep(found, name="matching-timetable", seed=asked.seed, rounds=1)


if __name__ == "__main__":
    main()
