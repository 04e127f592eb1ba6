"""A flow is proved by prices that anybody can check, and a wrong one is found out."""

import numpy as np
import pytest

from tumbuh.matching.solver.network import (
    Network,
    NoFlowError,
    NotProvedError,
    check_optimal,
    face,
    largest_cost,
    optimum,
    potentials,
    total,
)


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


# Two ways from node 0 to node 2: straight for 5, or over node 1 for 2 + 2, where only one may pass.
TWO_WAYS = Network(ints(0, 0, 1), ints(2, 1, 2), ints(0, 0, 0), ints(9, 1, 1), ints(3, 0, -3))
COST = ints(5, 2, 2)


def test_the_cheapest_flow_and_the_prices_that_prove_it() -> None:
    flow = optimum(TWO_WAYS, COST)
    price = potentials(TWO_WAYS, COST, flow)
    assert flow.tolist() == [2, 1, 1]
    assert check_optimal(TWO_WAYS, COST, flow, price) == 14


def test_a_flow_that_is_not_the_cheapest_has_no_proof() -> None:
    dear = ints(3, 0, 0)
    with pytest.raises(NotProvedError):
        potentials(TWO_WAYS, COST, dear)
    with pytest.raises(NotProvedError):
        check_optimal(TWO_WAYS, COST, dear, potentials(TWO_WAYS, COST, optimum(TWO_WAYS, COST)))


@pytest.mark.parametrize("flow", [ints(1, 2, 2), ints(2, 1, 0), ints(3, 1, 1)])
def test_a_flow_that_breaks_a_bound_or_a_balance_has_no_proof(flow: np.ndarray) -> None:
    with pytest.raises(NotProvedError):
        check_optimal(TWO_WAYS, COST, flow, ints(0, 0, 0))


def test_lower_bounds_are_kept() -> None:
    forced = Network(TWO_WAYS.tail, TWO_WAYS.head, ints(3, 0, 0), TWO_WAYS.upper, TWO_WAYS.supply)
    flow = optimum(forced, COST)
    assert flow.tolist() == [3, 0, 0]
    assert check_optimal(forced, COST, flow, potentials(forced, COST, flow)) == 15


def test_bounds_that_contradict_each_other_are_said_so() -> None:
    with pytest.raises(NoFlowError):
        optimum(Network(ints(0), ints(1), ints(0), ints(1), ints(2, -2)), ints(1))
    with pytest.raises(NoFlowError):
        optimum(Network(ints(0), ints(1), ints(1), ints(1), ints(2, -2)), ints(1))
    with pytest.raises(NoFlowError):
        optimum(Network(ints(0), ints(1), ints(0), ints(1), ints(0, 0, 2, -2)), ints(1))


def test_the_face_holds_every_optimum_and_nothing_else() -> None:
    even = ints(4, 2, 2)  # both ways cost the same now
    flow = optimum(TWO_WAYS, even)
    narrowed = face(TWO_WAYS, even, potentials(TWO_WAYS, even, flow))
    straight, around = optimum(narrowed, ints(0, 1, 0)), optimum(narrowed, ints(1, 0, 0))
    assert (straight.tolist(), around.tolist()) == ([3, 0, 0], [2, 1, 1])
    assert total(even, straight) == total(even, around) == 12


def test_sums_beyond_64_bits_are_whole() -> None:
    big = 2**62
    assert total(ints(big, big, big, -1), ints(4, 4, 4, 1)) == 12 * big - 1


def test_the_largest_cost_leaves_room_for_every_way_through_the_network() -> None:
    nodes = 220_001
    assert largest_cost(nodes) > 10**13
    assert largest_cost(nodes) * (nodes + 1) < 2**62
