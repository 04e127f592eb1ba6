"""
P3DN D: what is planned to be domestic in what is planned to be bought.

Question: how much of the year's procurement spending is planned as domestic?
Numerator: ceilings of packages in force tagged PDN; exempt ones left out, a revised one counts once.
Denominator: belanja_pengadaan of the units, where it is known; never operating plus capital spending.
Source: domain §3 D (national target 95 %, 2023), §7 indicator 9.
"""

from collections.abc import Sequence
from typing import Any

from tumbuh.analytics import plans
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "p3dn_plan"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return plans.domestic(tables)


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return plans.procured(tables)


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
