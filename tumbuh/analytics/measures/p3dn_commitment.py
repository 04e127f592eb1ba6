"""
P3DN A: realised domestic purchases against what was committed.

Question: how much of the domestic spending that was promised is realised?
Numerator: rupiah of realised purchases that are domestic (purchase_classes).
Denominator: rupiah of one named commitment, as filed with RAPBD or revised at APBD-P.
The same year had 15.85 and 29.31 trillion as its commitment in two documents, so the document is always named.
Source: domain §3 A, §7 indicator 9.
"""

from collections.abc import Sequence
from typing import Any

from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "p3dn_commitment"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "domestic")


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return tables.commitments


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
