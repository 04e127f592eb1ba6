"""Small problems for tests, and two slow, obvious ways to their optimum."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from tumbuh.matching.solver.instance import Instance, arranged

Pairs = dict[tuple[int, int], int]


def problem(demand_slots: list[int], supplier_slots: list[int], pairs: Pairs) -> Instance:
    """Return a problem of a few demands and sellers, ids d0, d1, … and s0, s1, …"""
    ends = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    return arranged(
        demands=([f"d{n}" for n in range(len(demand_slots))], np.array(demand_slots, dtype=np.int64)),
        suppliers=([f"s{n}" for n in range(len(supplier_slots))], np.array(supplier_slots, dtype=np.int64)),
        pairs=(ends[:, 0], ends[:, 1], np.array(list(pairs.values()), dtype=np.int64)),
    )


@st.composite
def problems(draw: st.DrawFn, *, most: int = 4, weights: tuple[int, int] = (-2, 5)) -> Instance:
    """Draw a problem with many ties, zeros and negative weights."""
    demands, suppliers = draw(st.integers(1, most)), draw(st.integers(1, most))
    slots = st.integers(0, 3)
    keys = st.tuples(st.integers(0, demands - 1), st.integers(0, suppliers - 1))
    return problem(
        draw(st.lists(slots, min_size=demands, max_size=demands)),
        draw(st.lists(slots, min_size=suppliers, max_size=suppliers)),
        draw(st.dictionaries(keys, st.integers(*weights), max_size=9)),
    )


def fits(instance: Instance, chosen: np.ndarray) -> bool:
    """Return whether a choice keeps within all slots."""
    demand = np.bincount(instance.demand[chosen], minlength=len(instance.demand_ids))
    supplier = np.bincount(instance.supplier[chosen], minlength=len(instance.supplier_ids))
    return bool((demand <= instance.demand_slots).all() and (supplier <= instance.supplier_slots).all())


def all_choices(instance: Instance) -> list[np.ndarray]:
    """Return every choice that keeps within the slots, one by one."""
    found = []
    for size in range(instance.pairs + 1):
        for picked in combinations(range(instance.pairs), size):
            chosen = np.zeros(instance.pairs, dtype=bool)
            chosen[list(picked)] = True
            if fits(instance, chosen):
                found.append(chosen)
    return found


def by_linear_programme(instance: Instance) -> float:
    """Return the optimum as HiGHS finds it, from the constraints as they are written in the manual."""
    count = instance.pairs
    if not count:
        return 0.0
    rows = np.concatenate([instance.demand, instance.supplier + len(instance.demand_ids)])
    matrix = csr_matrix((np.ones(2 * count), (rows, np.tile(np.arange(count), 2))))
    slots = np.concatenate([instance.demand_slots, instance.supplier_slots])[: matrix.shape[0]]
    done = linprog(-instance.weight, A_ub=matrix, b_ub=slots, bounds=(0, 1), method="highs")
    assert done.status == 0
    return float(-done.fun)
