"""
P3DN B: realised domestic purchases against the plan's packages that carry the tag PDN.

Question: how much of what was planned as domestic is realised?
Numerator: rupiah of realised purchases that are domestic (purchase_classes).
Denominator: ceilings of packages in force tagged PDN; exempt ones left out, a revised one counts once.
Source: domain §3 B, §7 indicator 9.
"""

from collections.abc import Sequence
from typing import Any

from tumbuh.analytics import plans
from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "p3dn_plan_tag"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "domestic")


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return plans.domestic(tables)


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
