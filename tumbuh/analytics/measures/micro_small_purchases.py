"""
The part of small business in what was bought.

Question: how much of the realised purchases is from micro and small business?
Numerator: rupiah of realised purchases from small business: by the contract's part, else the vendor, else the plan.
Denominator: rupiah of realised purchases that are not excluded.
What nobody knows is in the denominator only. Source: Inpres 2/2022, domain §7 indicator 9.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "micro_small_purchases"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "micro_small")


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return tables.purchases.with_columns(rupiah=nw.col("value_rupiah") - nw.col("size_excluded_rupiah")).filter(
        nw.col("rupiah") != 0
    )


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
