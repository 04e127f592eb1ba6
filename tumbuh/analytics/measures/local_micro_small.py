"""
The part of the city's own small business in what is bought from small business.

Question: how much of what is bought from small business goes to small business of Jakarta?
Numerator: rupiah bought from micro and small business whose seat is in Jakarta.
Denominator: rupiah bought from micro and small business.
A vendor whose seat is unknown is in the denominator only. Source: domain §7 indicator 9 (local UMK share).
"""

from collections.abc import Sequence
from typing import Any

from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.analytics.ratios import ratio

ID = "local_micro_small"
VERSION = 1


def numerator(tables: ProcurementTables) -> Any:
    """Return the rows of the numerator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "local_micro_small")


def denominator(tables: ProcurementTables) -> Any:
    """Return the rows of the denominator, each with `rupiah`."""
    return purchase_classes.part(tables.purchases, "micro_small")


def measure(tables: ProcurementTables, *, by: Sequence[str] = ()) -> Any:
    """Return the two sums and counts of rows, of the city or per unit or agency."""
    return ratio(numerator(tables), denominator(tables), by=by)
