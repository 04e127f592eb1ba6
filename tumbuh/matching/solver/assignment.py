"""
The best choice of meetings: an exact maximum-weight b-matching, its proof, and a lot between equals.

The choice is a minimum-cost flow: demand → supplier (one per pair), supplier → hub (its slots), and demand → hub for
slots left empty. Whole bounds make the flow whole, so the optimum of the linear programme is the optimum of the choice.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from tumbuh.matching.solver.instance import Instance, Names
from tumbuh.matching.solver.network import (
    Flags,
    Ints,
    Network,
    check_optimal,
    face,
    largest_cost,
    optimum,
    potentials,
)

LOT_BITS = 40


@dataclass(frozen=True)
class Limits:
    """
    What fairness asks of the choice.

    `floor`: meetings that each seller should have at least, met for as many as can be before worth is looked at.
    `cap`: meetings that a seller has at most. Both one number per seller; None: not asked.
    """

    floor: Ints | None = None
    cap: Ints | None = None


@dataclass(frozen=True)
class Choice:
    """Which pairs meet. `objective` and `bound` are in 1/scale of the instance; equal, they are the proof."""

    chosen: Flags
    objective: int
    bound: int
    floor_met: int = 0

    @property
    def proved(self) -> bool:
        """Whether no other choice is worth more."""
        return self.objective == self.bound


def best(instance: Instance, *, seed: int = 0, limits: Limits | None = None) -> Choice:
    """
    Return the best choice within the slots; among equals, the one that the lot of `seed` draws.

    A pair that is worth nothing or less never meets. The lot depends on ids and seed alone: neither the order of rows
    nor the solver's ways decide, and another seed is another fair draw.
    Raises: NotProvedError (a bug).
    """
    limits = limits or Limits()
    kept = np.flatnonzero(instance.weight > 0)
    pairs = instance.only(instance.weight > 0)
    network = _network(pairs, limits)
    floor_met = 0
    if limits.floor is not None:
        cost = _on_floor(pairs, network)
        price, floor_met = _proved(network, cost)
        network = face(network, cost, price)
    cost = _on_pairs(pairs.weight, network)
    price, worth = _proved(network, cost)
    network = face(network, cost, price)
    drawn = optimum(network, _on_pairs(lots(pairs, seed, network.nodes), network))
    chosen = np.zeros(instance.pairs, dtype=bool)
    chosen[kept[drawn[: pairs.pairs] > 0]] = True
    return Choice(
        chosen=chosen,
        objective=instance.worth(chosen),
        bound=worth,
        floor_met=floor_met,
    )


def _proved(network: Network, cost: Ints) -> tuple[Ints, int]:
    """Return prices that prove an optimum, and the optimum itself as something gained."""
    flow = optimum(network, cost)
    price = potentials(network, cost, flow)
    return price, -check_optimal(network, cost, flow, price)


def _network(pairs: Instance, limits: Limits) -> Network:
    """Lay the arcs: the pairs, then demands to the hub, sellers' floors to the hub, sellers' further slots."""
    demands, suppliers = len(pairs.demand_ids), len(pairs.supplier_ids)
    hub = demands + suppliers
    slots = pairs.supplier_slots if limits.cap is None else np.minimum(pairs.supplier_slots, limits.cap)
    floor = np.zeros(suppliers, dtype=np.int64) if limits.floor is None else np.minimum(limits.floor, slots)
    number = np.arange(hub, dtype=np.int64)
    sellers = number[demands:]
    upper = np.concatenate([np.ones(pairs.pairs, dtype=np.int64), pairs.demand_slots, floor, slots - floor])
    return Network(
        tail=np.concatenate([pairs.demand, number[:demands], sellers, sellers]),
        head=np.concatenate([pairs.supplier + demands, np.full(demands + 2 * suppliers, hub)]),
        lower=np.zeros(len(upper), dtype=np.int64),
        upper=upper,
        supply=np.concatenate(
            [pairs.demand_slots, np.zeros(suppliers, dtype=np.int64), [-pairs.demand_slots.sum()]]
        ).astype(np.int64),
    )


def _on_pairs(worth: Ints, network: Network) -> Ints:
    cost = np.zeros(len(network.tail), dtype=np.int64)
    cost[: len(worth)] = -worth
    return cost


def _on_floor(pairs: Instance, network: Network) -> Ints:
    cost = np.zeros(len(network.tail), dtype=np.int64)
    first = pairs.pairs + len(pairs.demand_ids)
    cost[first : first + len(pairs.supplier_ids)] = -1
    return cost


def lots(pairs: Instance, seed: int, nodes: int) -> Ints:
    """Return each pair's lot, drawn from its two ids and the seed and nothing else (BLAKE2b, then SplitMix64)."""
    left, right = _drawn(pairs.demand_ids, b"demand", seed), _drawn(pairs.supplier_ids, b"supplier", seed)
    mixed = left[pairs.demand] * np.uint64(0x9E3779B97F4A7C15) + right[pairs.supplier]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    bits = min(LOT_BITS, largest_cost(nodes).bit_length() - 1)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - bits)).astype(np.int64) + 1


def _drawn(ids: Names, side: bytes, seed: int) -> np.typing.NDArray[np.uint64]:
    key = seed.to_bytes(8, "big", signed=True)
    text = b"".join(hashlib.blake2b(one.encode(), digest_size=8, key=key, person=side).digest() for one in ids.tolist())
    return np.frombuffer(text, dtype=">u8").astype(np.uint64)


def greedy(instance: Instance) -> Flags:
    """Return the choice of whoever takes the best pair that is still free, then the next; half the optimum at worst."""
    demand_left, supplier_left = instance.demand_slots.tolist(), instance.supplier_slots.tolist()
    order = np.lexsort((instance.supplier, instance.demand, -instance.weight))
    order = order[instance.weight[order] > 0]
    chosen = np.zeros(instance.pairs, dtype=bool)
    taken = []
    ends = zip(order.tolist(), instance.demand[order].tolist(), instance.supplier[order].tolist(), strict=True)
    for pair, demand, supplier in ends:
        if demand_left[demand] and supplier_left[supplier]:
            demand_left[demand] -= 1
            supplier_left[supplier] -= 1
            taken.append(pair)
    chosen[taken] = True
    return chosen
