"""The rows of the plan that several figures share: packages in force, and what is to be bought at all."""

from typing import Any

import narwhals as nw

from tumbuh.analytics.procurement_tables import ProcurementTables


def in_force(tables: ProcurementTables) -> Any:
    """Return the packages that count: in force and not exempt, with `rupiah` = ceiling."""
    chosen = tables.packages.filter(nw.col("counted") & ~nw.col("exempt"))
    return chosen.with_columns(rupiah=nw.col("ceiling_rupiah"))


def domestic(tables: ProcurementTables) -> Any:
    """Return the packages in force that carry the tag PDN; an untagged one does not."""
    return in_force(tables).filter(nw.col("domestic").fill_null(value=False))


def micro_small(tables: ProcurementTables) -> Any:
    """Return the packages in force that are tagged for micro and small business."""
    return in_force(tables).filter(nw.col("micro_small").fill_null(value=False))


def procured(tables: ProcurementTables) -> Any:
    """Return the units' procurement spending (belanja_pengadaan), where it is known."""
    return tables.budgets.filter(~nw.col("rupiah").is_null())
