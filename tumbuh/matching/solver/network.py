"""
Minimum-cost flow with a proof, and the face of all its optima.

A goal after a goal is met exactly: `face` narrows the bounds of a network to those flows that are optimal for the first
goal, and to all of them, so that the next goal may be pursued there. No weight has to be "large enough".
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
LARGEST = int(np.iinfo(np.int64).max)


class NoFlowError(ValueError):
    """No flow keeps within the bounds: the caller has built a network that contradicts itself."""


class NotProvedError(ArithmeticError):
    """A flow called optimal failed our own check. This is a bug, never an answer."""


@dataclass(frozen=True)
class Network:
    """Arcs with whole bounds, and what each node supplies (negative: takes). Supplies add up to nothing."""

    tail: Ints
    head: Ints
    lower: Ints
    upper: Ints
    supply: Ints

    @property
    def nodes(self) -> int:
        """The number of nodes."""
        return len(self.supply)


def largest_cost(nodes: int) -> int:
    """Return the largest cost of an arc with which neither the solver nor our check leaves 64 bits."""
    return LARGEST // 4 // (nodes + 2)


def optimum(network: Network, cost: Ints) -> Ints:
    """
    Return a flow of the least cost, by OR-Tools' cost-scaling push-relabel; the same for the same arrays.

    Raises: NoFlowError.
    """
    flow = network.lower.copy()
    free = np.flatnonzero(network.upper > network.lower)
    supply = network.supply - _balance(network, network.lower)
    if not len(free):
        if supply.any():
            raise NoFlowError
        return flow
    touched = np.zeros(network.nodes, dtype=bool)
    touched[network.tail[free]] = touched[network.head[free]] = True
    if supply[~touched].any():
        raise NoFlowError
    number = np.cumsum(touched) - 1  # the solver sees only nodes that still have a choice
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        number[network.tail[free]], number[network.head[free]], (network.upper - network.lower)[free], cost[free]
    )
    solver.set_nodes_supplies(np.arange(touched.sum()), supply[touched])
    status = solver.solve()
    if status == solver.INFEASIBLE:
        raise NoFlowError
    if status != solver.OPTIMAL:
        raise NotProvedError(f"OR-Tools: {status}")
    flow[free] += solver.flows(np.arange(len(free)))
    return flow


def _balance(network: Network, flow: Ints) -> Ints:
    """Return what leaves each node minus what enters it."""
    out = np.bincount(network.tail, weights=flow, minlength=network.nodes)
    into = np.bincount(network.head, weights=flow, minlength=network.nodes)
    return (out - into).astype(np.int64)  # whole below 2⁵³, which no sum of slots reaches


def potentials(network: Network, cost: Ints, flow: Ints) -> Ints:
    """
    Return prices of the nodes that prove the flow optimal: shortest ways from anywhere in the residual network.

    Bellman–Ford over arrays, where only nodes that have just become cheaper are looked at again.
    Raises: NotProvedError when there is a cheaper flow.
    """
    forward, back = np.flatnonzero(flow < network.upper), np.flatnonzero(flow > network.lower)
    tail = np.concatenate([network.tail[forward], network.head[back]])
    head = np.concatenate([network.head[forward], network.tail[back]])
    length = np.concatenate([cost[forward], -cost[back]])
    order = np.argsort(tail, kind="stable")
    head, length = head[order], length[order]
    degree = np.bincount(tail, minlength=network.nodes)
    first = np.cumsum(degree) - degree
    price = np.zeros(network.nodes, dtype=np.int64)
    active = np.flatnonzero(degree)
    for _ in range(network.nodes + 1):
        if not len(active):
            return price
        arcs = _ranges(first[active], degree[active])
        ends = head[arcs]
        offer = np.repeat(price[active], degree[active]) + length[arcs]
        better = offer < price[ends]
        ends, offer = ends[better], offer[better]
        np.minimum.at(price, ends, offer)
        active = np.unique(ends)
    raise NotProvedError("a cheaper flow exists")


def _ranges(first: Ints, length: Ints) -> Ints:
    """Return first[0], first[0] + 1, … for `length[0]` numbers, then those of the next, as one array."""
    ends = np.cumsum(length)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Ints = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - length), length)
    return numbers


def check_optimal(network: Network, cost: Ints, flow: Ints, price: Ints) -> int:
    """
    Check a flow against prices in whole numbers, arc by arc; return its cost, which equals the bound of the prices.

    The flow keeps bounds and balances, and costs what `least_cost` says that no flow can undercut: by the duality of
    linear programmes there is no cheaper one, whole or not.
    Raises: NotProvedError.
    """
    if (flow < network.lower).any() or (flow > network.upper).any():
        raise NotProvedError("a bound is broken")
    if (_balance(network, flow) != network.supply).any():
        raise NotProvedError("a node does not balance")
    spent, least = total(cost, flow), least_cost(network, cost, price)
    if spent != least:
        raise NotProvedError(f"the flow costs {spent}, the prices prove only {least}")
    return spent


def least_cost(network: Network, cost: Ints, price: Ints) -> int:
    """Return what every flow costs at least, whatever the prices: the objective of the dual linear programme."""
    reduced = reduced_cost(network, cost, price)
    return total(reduced, np.where(reduced > 0, network.lower, network.upper)) - total(price, network.supply)


def total(amounts: Ints, times: Ints) -> int:
    """Return the sum of products as a whole number without a limit; 64 bits are used while they surely suffice."""
    used = np.flatnonzero(times)
    amounts, times = amounts[used], times[used]
    if not len(used):
        return 0
    if int(np.abs(amounts).max()) * int(np.abs(times).max()) <= LARGEST // 64:
        return sum(np.add.reduceat(amounts * times, np.arange(0, len(used), 64)).tolist())
    return sum(amount * time for amount, time in zip(amounts.tolist(), times.tolist(), strict=True))


def reduced_cost(network: Network, cost: Ints, price: Ints) -> Ints:
    """Return each arc's cost at the given prices of its two ends."""
    reduced: Ints = cost + price[network.tail] - price[network.head]
    return reduced


def face(network: Network, cost: Ints, price: Ints) -> Network:
    """Return the network whose flows are all optimal flows of this one, and nothing else (complementary slackness)."""
    reduced = reduced_cost(network, cost, price)
    upper = np.where(reduced > 0, network.lower, network.upper)
    lower = np.where(reduced < 0, network.upper, network.lower)
    return Network(network.tail, network.head, lower, upper, network.supply)
