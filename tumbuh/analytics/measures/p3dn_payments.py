"""
P3DN C: the domestic part of all that was paid for procurement.

Question: how much of what was paid for procurement is domestic?
Numerator: rupiah of realised purchases that are domestic (purchase_classes).
Denominator: rupiah of payments (SP2D) on accounts of procurement.
What was paid but not recorded is in the denominator only: recording it is what moves this figure.
Source: domain §3 C, §7 indicator 9.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "p3dn_payments"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "domestic")


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return tables.payments.filter(nw.col("in_scope"))


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
