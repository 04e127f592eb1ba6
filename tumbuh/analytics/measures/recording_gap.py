"""
The recording gap: what was paid for procurement and is recorded nowhere as a purchase.

Question: how much of what a unit paid for procurement has no recorded purchase?
Paid: rupiah of payments (SP2D) on accounts of procurement. Recorded: rupiah of realised purchases.
The gap of a unit is paid less recorded; below zero it has recorded more than it has paid so far, which is shown as
*ahead* and never set off against another unit's gap. Source: domain §3 (main cause of a low score), §7 indicator 10.
"""

from typing import Any

import narwhals as nw

from tumbuh.analytics.procurement_tables import ProcurementTables

ID = "recording_gap"
VERSION = 1


def paid(tables: ProcurementTables) -> Any:
    """Return the payments that count."""
    return tables.payments.filter(nw.col("in_scope"))


def recorded(tables: ProcurementTables) -> Any:
    """Return the purchases that count, with `rupiah`."""
    return tables.purchases.with_columns(rupiah=nw.col("value_rupiah"))


def measure(tables: ProcurementTables) -> Any:
    """Return per unit: agency, unit, paid_rupiah, recorded_rupiah, domestic_rupiah, gap_rupiah and ahead_rupiah."""
    sides = [
        paid(tables).select(*_BY, paid_rupiah=nw.col("rupiah"), recorded_rupiah=_NOTHING, domestic_rupiah=_NOTHING),
        recorded(tables).select(*_BY, "domestic_rupiah", paid_rupiah=_NOTHING, recorded_rupiah=nw.col("rupiah")),
    ]
    both = nw.concat([side.select(*_BY, *_SUMS) for side in sides], how="vertical")
    units = both.group_by(*_BY).agg(*(nw.col(name).sum() for name in _SUMS))
    left = nw.col("paid_rupiah") - nw.col("recorded_rupiah")
    return units.with_columns(
        gap_rupiah=nw.when(left > 0).then(left).otherwise(0),
        ahead_rupiah=nw.when(left < 0).then(-left).otherwise(0),
    )


_BY = ("agency", "unit")
_SUMS = ("paid_rupiah", "recorded_rupiah", "domestic_rupiah")
_NOTHING = nw.lit(0, nw.Int64)
