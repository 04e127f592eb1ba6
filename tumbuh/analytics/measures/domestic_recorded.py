"""
The domestic part of what is recorded as bought.

Question: how much of the recorded purchases is domestic?
Numerator: rupiah of realised purchases that are domestic (purchase_classes).
Denominator: rupiah of realised purchases that are not excluded.
The only one of the family that has a value per method; unmatched purchases are in the denominator only.
Source: domain §3.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "domestic_recorded"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "domestic")


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return tables.purchases.with_columns(rupiah=nw.col("value_rupiah") - nw.col("excluded_rupiah")).filter(
        nw.col("rupiah") != 0
    )


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
