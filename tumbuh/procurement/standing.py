"""How whole the figures of a year are: what has come in, and how much of it nobody can place."""

from dataclasses import dataclass

import polars as pl

from tumbuh.procurement.choosing import Chosen, chosen_tables
from tumbuh.procurement.models import ImportBatch


@dataclass(frozen=True)
class Standing:
    """Sums of a part of a year that say what its figures leave out; `units_…` of the units with a budget."""

    value_rupiah: int
    unmatched_rupiah: int
    size_unknown_rupiah: int
    micro_small_rupiah: int
    place_unknown_rupiah: int
    units: int
    units_unknown: int
    units_derived: int
    document: str


def standing(chosen: Chosen) -> Standing:
    """Return how whole the figures of a part of a year are."""
    known = chosen_tables(chosen)
    bought = known.purchases.filter(pl.col("state") == "realised")
    basis = known.budgets["basis"]

    def total(column: str) -> int:
        return int(bought[column].sum())

    return Standing(
        value_rupiah=total("value_rupiah"),
        unmatched_rupiah=total("unmatched_rupiah"),
        size_unknown_rupiah=total("size_unknown_rupiah"),
        micro_small_rupiah=total("micro_small_rupiah"),
        place_unknown_rupiah=total("place_unknown_micro_small_rupiah"),
        units=known.budgets.height,
        units_unknown=int((basis == "unknown").sum()),
        units_derived=int((basis == "derived").sum()),
        document=str(known.commitments["document"][0]) if known.commitments.height else "",
    )


def years() -> list[int]:
    """Return the years of which something came in, the latest first."""
    found = ImportBatch.objects.filter(state="done").values_list("year", flat=True)
    return sorted(set(found), reverse=True)
