"""The matching problem as arrays, in the one order that does not depend on how the rows came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tumbuh.matching.solver.network import Flags, Ints, total

Names = npt.NDArray[np.object_]  # texts; a fixed width would let one long id decide the memory of all


@dataclass(frozen=True)
class Instance:
    """
    Buyers' demands, sellers, and what it is worth to let a pair meet.

    `demand` and `supplier` number the two ends of each pair; pairs are sorted by both. A weight is a whole number of
    1/`scale`; `rounded` says that the file had more digits than 64 bits carry.
    """

    demand_ids: Names
    supplier_ids: Names
    demand_slots: Ints
    supplier_slots: Ints
    demand: Ints
    supplier: Ints
    weight: Ints
    scale: int = 1
    rounded: bool = False

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return len(self.weight)

    def only(self, keep: Flags) -> "Instance":
        """Return the same problem with only some of its pairs."""
        return replace(self, demand=self.demand[keep], supplier=self.supplier[keep], weight=self.weight[keep])

    def worth(self, chosen: Flags) -> int:
        """Return the sum of the chosen weights, in 1/`scale`, exact."""
        return total(self.weight, chosen.astype(np.int64))


def arranged(
    *,
    demands: tuple[Sequence[str] | Names, Ints],
    suppliers: tuple[Sequence[str] | Names, Ints],
    pairs: tuple[Ints, Ints, Ints],
    scale: int = 1,
    rounded: bool = False,
) -> Instance:
    """
    Return the problem in canonical order: ids by their characters, pairs by demand, then supplier.

    `demands` and `suppliers` are (ids, slots); `pairs` is (row of the demand, row of the supplier, weight). Slots
    beyond the pairs there are change nothing and are cut, so that no number of slots leaves 64 bits.
    """
    (demand_ids, demand_order, demand_rank), (supplier_ids, supplier_order, supplier_rank) = (
        _sorted(np.asarray(ids, dtype=object)) for ids, _ in (demands, suppliers)
    )
    demand, supplier = demand_rank[pairs[0]], supplier_rank[pairs[1]]
    order = np.lexsort((supplier, demand))
    return Instance(
        demand_ids=demand_ids,
        supplier_ids=supplier_ids,
        demand_slots=np.minimum(demands[1][demand_order], np.bincount(demand, minlength=len(demand_ids))),
        supplier_slots=np.minimum(suppliers[1][supplier_order], np.bincount(supplier, minlength=len(supplier_ids))),
        demand=demand[order],
        supplier=supplier[order],
        weight=pairs[2][order],
        scale=scale,
        rounded=rounded,
    )


def _sorted(ids: Names) -> tuple[Names, Ints, Ints]:
    order = np.argsort(ids, kind="stable").astype(np.int64)
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids))
    return ids[order], order, rank
