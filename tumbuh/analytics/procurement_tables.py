"""The tables that the figures of public buying are computed from. Nothing here reads or writes."""

from dataclasses import dataclass
from typing import Any

import polars as pl

Schema = dict[str, pl.DataType | type[pl.DataType]]

# One purchase as known at a moment. `purchase` is "<source>:<its id there>"; `month` is "2026-03", of the order.
# `contract_*` is the part that a contract says itself (null: it says nothing); `vendor_*` what is known of the seller.
PURCHASE_SCHEMA: Schema = {
    "purchase": pl.String,
    "source": pl.String,
    "method": pl.String,
    "state": pl.String,
    "unit": pl.String,
    "agency": pl.String,
    "month": pl.String,
    "value_rupiah": pl.Int64,
    "contract_domestic_rupiah": pl.Int64,
    "contract_micro_small_rupiah": pl.Int64,
    "vendor_micro_small": pl.Boolean,
    "vendor_local": pl.Boolean,
}

# Which packages a purchase names, by the newest code of each; one row per purchase and code.
PURCHASE_PLAN_SCHEMA: Schema = {"purchase": pl.String, "code": pl.String}

# One package of the plan (RUP). `domestic` and `micro_small` are its flags, null when it carries none. `counted`: in
# force, that is announced, active, not deleted and not revised into another one.
PACKAGE_SCHEMA: Schema = {
    "code": pl.String,
    "kind": pl.String,
    "method": pl.String,
    "unit": pl.String,
    "agency": pl.String,
    "ceiling_rupiah": pl.Int64,
    "domestic": pl.Boolean,
    "micro_small": pl.Boolean,
    "exempt": pl.Boolean,
    "counted": pl.Boolean,
}

# What a unit may buy in the year (belanja_pengadaan); `basis` is given, derived or unknown (then `rupiah` is null).
BUDGET_SCHEMA: Schema = {"unit": pl.String, "agency": pl.String, "rupiah": pl.Int64, "basis": pl.String}

# What was promised to be spent on domestic products, by one named document; `unit` "" for the whole city.
COMMITMENT_SCHEMA: Schema = {"document": pl.String, "unit": pl.String, "agency": pl.String, "rupiah": pl.Int64}

# One payment (SP2D). `in_scope`: on an account of procurement.
PAYMENT_SCHEMA: Schema = {
    "payment": pl.String,
    "unit": pl.String,
    "agency": pl.String,
    "month": pl.String,
    "account": pl.String,
    "rupiah": pl.Int64,
    "in_scope": pl.Boolean,
}


@dataclass(frozen=True)
class ProcurementTables:
    """
    The tables of one year as known at one moment, as Narwhals frames of any engine.

    `purchases` has gone through `purchase_classes.classify` and holds realised ones only.
    """

    purchases: Any
    packages: Any
    budgets: Any
    commitments: Any
    payments: Any
