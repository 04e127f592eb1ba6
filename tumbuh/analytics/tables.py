"""The tables that figures are computed from: column names, types and meaning. Nothing here reads or writes."""

import polars as pl

MOMENT = pl.Datetime("us", "UTC")

# One line of a marketplace export, understood. `row` is the spreadsheet's row number, counted from 1.
# `line_id` names the line inside its order: the SKU (or the product's name where it has none), the variation and, after
# the last "|", the price of one piece, which keeps a gift apart from the same SKU that was paid for.
# `net_rupiah` = unit price x quantity - seller discount - returns; platform subsidies are no loss of sales.
LINE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "channel": pl.String,
    "order_id": pl.String,
    "line_id": pl.String,
    "sku": pl.String,
    "product_name": pl.String,
    "variation": pl.String,
    "status": pl.String,
    "status_rank": pl.UInt8,
    "ordered_at": MOMENT,
    "last_event_at": MOMENT,
    "quantity": pl.Int64,
    "returned_quantity": pl.Int64,
    "unit_price_rupiah": pl.Int64,
    "seller_discount_rupiah": pl.Int64,
    "refund_rupiah": pl.Int64,
    "net_rupiah": pl.Int64,
}

# One row that was not understood; `kept` is JSON of its columns that are not personal.
REJECT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "order_id": pl.String,
    "reason": pl.String,
    "column": pl.String,
    "value": pl.String,
    "kept": pl.String,
}

# Canonical states of a line, with how far along they are. A later state replaces an earlier one, never the reverse.
STATUS_RANK: dict[str, int] = {
    "unpaid": 0,
    "to_ship": 1,
    "cancel_requested": 2,
    "shipped": 3,
    "delivered": 4,
    "received": 5,
    "completed": 6,
    "cancelled": 9,
}

# Sales are lines in these states (domain rule: completed or received).
SOLD_STATUSES = ("received", "completed")

# One version of one sale line in the ledger (the Delta table). The key of a line is (shop, channel, order_id, line_id);
# of its versions exactly one has no `superseded_at`. `month` is the order's month in WIB, "2026-10", and the partition.
# `shop` is "<marketplace>:<shop id there>"; `origin_level` is the ladder of catalogue.rules on the day of the order.
SALES_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "month": pl.String,
    "shop": pl.String,
    "channel": pl.String,
    "order_id": pl.String,
    "line_id": pl.String,
    "sku": pl.String,
    "product_name": pl.String,
    "variation": pl.String,
    "status": pl.String,
    "status_rank": pl.Int16,
    "ordered_at": MOMENT,
    "last_event_at": MOMENT,
    "quantity": pl.Int64,
    "returned_quantity": pl.Int64,
    "unit_price_rupiah": pl.Int64,
    "seller_discount_rupiah": pl.Int64,
    "refund_rupiah": pl.Int64,
    "net_rupiah": pl.Int64,
    "business_id": pl.String,
    "product_id": pl.String,
    "origin_level": pl.Int16,
    "batch_id": pl.Int64,
    "recorded_at": MOMENT,
    "superseded_at": MOMENT,
}
SALES_KEY = ("shop", "channel", "order_id", "line_id")

# One business of the register on one day, for the figures that count enterprises. `*_code` is null "tanpa wilayah".
BUSINESS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "business_id": pl.String,
    "name": pl.String,
    "city_code": pl.String,
    "district_code": pl.String,
    "ward_code": pl.String,
    "registered_on": pl.Date,
    "closed_on": pl.Date,
    "size_class": pl.String,
}

# One service that an agency gave an owner on a day. Of one agency, owner, kind and day there is one row.
SERVICE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "owner_id": pl.String,
    "agency": pl.String,
    "kind": pl.String,
    "given_on": pl.Date,
}

# What an owner reported of one month; at most one row per owner and month. Null: not asked or not known.
OUTCOME_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "owner_id": pl.String,
    "month_on": pl.Date,
    "income_rupiah": pl.Int64,
    "sales_rupiah": pl.Int64,
    "paid_workers": pl.Int64,
    "family_workers": pl.Int64,
}
