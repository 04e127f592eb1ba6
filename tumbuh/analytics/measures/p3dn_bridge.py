"""
The bridge from what was paid for procurement to what is known to be domestic, in bars that add up.

paid = domestic + other + unmatched + excluded + not recorded - recorded ahead of payment.
Beside it: paid outside the scope, cancelled, ongoing and not understood purchases, which are in no bar of the sum.
Source: domain §3 (four denominators), features F4.
"""

from typing import Any

import narwhals as nw

from tumbuh.analytics.measures import purchase_classes, recording_gap
from tumbuh.analytics.procurement_tables import ProcurementTables

ID = "p3dn_bridge"
VERSION = 1
ADDED = ("domestic", "other", "unmatched", "excluded", "unrecorded")
TAKEN = ("ahead",)


def recorded(tables: ProcurementTables) -> Any:
    """Return one row: the rupiah of the realised purchases by class."""
    return purchase_classes.measure(tables.purchases)


def unmatched(tables: ProcurementTables) -> Any:
    """Return the unmatched rupiah and purchases per reason."""
    rows = tables.purchases.filter(nw.col("unmatched_rupiah") != 0)
    return rows.group_by("reason").agg(nw.col("unmatched_rupiah").sum(), nw.len().alias("purchases"))


def paid(tables: ProcurementTables) -> Any:
    """Return one row: paid_rupiah in the scope and outside_rupiah, and the number of payments in each."""
    inside, rupiah = nw.col("in_scope"), nw.col("rupiah")
    return tables.payments.select(
        paid_rupiah=nw.when(inside).then(rupiah).otherwise(0).sum(),
        outside_rupiah=nw.when(inside).then(0).otherwise(rupiah).sum(),
        paid_rows=inside.cast(nw.Int64).sum(),
        outside_rows=(~inside).cast(nw.Int64).sum(),
    )


def gaps(tables: ProcurementTables) -> Any:
    """Return one row: unrecorded_rupiah and ahead_rupiah, summed over the units."""
    units = recording_gap.measure(tables)
    return units.select(unrecorded_rupiah=nw.col("gap_rupiah").sum(), ahead_rupiah=nw.col("ahead_rupiah").sum())
