"""
One need shared out over several sellers at the lowest landed price, exact and repeatable. Pure.

minimise    Σ unit·x + fixed·y          over whole x ≥ 0 and y in {0, 1}
subject to  Σ x = quantity,  least·y ≤ x ≤ most·y,  Σ y ≤ sellers,  x ≤ share · quantity when more than one delivers

Of equally cheap ways the one that gives the most to who stands first in the turn (`turn`, then id) is taken, so that
the same quotes always give the same result. Solved with CP-SAT to the proved optimum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tumbuh.kernel.errors import Refused

_SEED = 20_26
_MOST_SELLERS = 400  # quotes of one need; beyond it the solver would no longer answer at once
_DETERMINISTIC_SECONDS = 20.0


class NotEnoughOffered(Refused):
    """All quotes together do not cover the quantity within the limits."""

    code = "not_enough_offered"


@dataclass(frozen=True)
class Share:
    """What one seller quotes. `unit_scaled` and `fixed_scaled`: its price of one and its fees, in one common scale."""

    id: str
    unit_scaled: int
    fixed_scaled: int
    least: int
    most: int
    turn: int = 0


@dataclass(frozen=True)
class Plan:
    """How much each seller gets, who gets nothing left out, and what it costs in the scale of the shares."""

    quantities: dict[str, int]
    cost_scaled: int


def share_out(
    shares: Sequence[Share], *, quantity: int, sellers: int, share_permyriad: int = 10_000, even: bool = False
) -> Plan:
    """
    Return the cheapest way to get `quantity` from at most `sellers` of the quotes.

    `share_permyriad` bounds what one seller may get (a fair share); it is ignored when a single seller may deliver.
    `even`: among the cheapest ways the one whose largest part is smallest. Raises: NotEnoughOffered.
    """
    asked = sorted(shares[:_MOST_SELLERS], key=lambda one: (one.turn, one.id))
    cap = quantity if sellers == 1 else max(1, quantity * share_permyriad // 10_000)
    usable = [one for one in asked if min(one.most, cap) >= max(one.least, 1) and one.least <= quantity]
    if quantity <= 0 or not usable:
        raise _too_little(asked, quantity)
    model = cp_model.CpModel()
    amounts = [model.new_int_var(0, min(one.most, cap, quantity), f"x{n}") for n, one in enumerate(usable)]
    chosen = [model.new_bool_var(f"y{n}") for n in range(len(usable))]
    for one, amount, picked in zip(usable, amounts, chosen, strict=True):
        model.add(amount >= max(one.least, 1)).only_enforce_if(picked)
        model.add(amount == 0).only_enforce_if(~picked)
    model.add(sum(amounts) == quantity)
    model.add(sum(chosen) <= sellers)
    cost = sum(
        one.unit_scaled * amount + one.fixed_scaled * picked
        for one, amount, picked in zip(usable, amounts, chosen, strict=True)
    )
    cheapest = _least(model, cost)
    if cheapest is None:
        raise _too_little(asked, quantity)
    model.add(cost == cheapest)
    if even:
        largest = model.new_int_var(0, quantity, "largest")
        for amount in amounts:
            model.add(amount <= largest)
        model.add(largest == (_least(model, largest) or 0))
    solver = _solver()
    model.minimize(sum(rank * amount for rank, amount in enumerate(amounts)))
    solver.solve(model)
    given = {one.id: solver.value(amount) for one, amount in zip(usable, amounts, strict=True)}
    return Plan({name: amount for name, amount in sorted(given.items()) if amount}, cheapest)


def _least(model: cp_model.CpModel, goal: cp_model.LinearExprT) -> int | None:
    """Return the proved least value of a goal, None when nothing fits."""
    model.minimize(goal)
    solver = _solver()
    return round(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else None


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # several workers race, and the winner of a tie would be chance
    solver.parameters.random_seed = _SEED
    solver.parameters.max_deterministic_time = _DETERMINISTIC_SECONDS
    return solver


def _too_little(shares: Sequence[Share], quantity: int) -> NotEnoughOffered:
    offered = sum(one.most for one in shares)
    return NotEnoughOffered(
        f"Penawaran yang ada tidak dapat menutup {quantity} dalam batas jumlah penjual dan bagian adil "
        f"(jumlah yang sanggup dikirim: {offered}). Tambah jumlah penjual atau kurangi jumlahnya."
    )
