"""The order export of TikTok Shop + Tokopedia (one seller centre, 65 columns): what its columns mean."""

import polars as pl

from tumbuh.analytics.tables import STATUS_RANK
from tumbuh.channels.formats.layouts import MAX_SKU, Check, Column, Layout

STATUSES = {
    "belum dibayar": "unpaid",
    "unpaid": "unpaid",
    "perlu dikirim": "to_ship",
    "to ship": "to_ship",
    "dikirim": "shipped",
    "shipped": "shipped",
    "selesai": "completed",
    "completed": "completed",
    "dibatalkan": "cancelled",
    "canceled": "cancelled",
    "cancelled": "cancelled",
}
CHANNELS = {"tiktok": "tiktok", "tiktok shop": "tiktok", "tokopedia": "tokopedia"}


_SAID = pl.col("status").str.to_lowercase().replace_strict(STATUSES, default=None, return_dtype=pl.String)
_TYPE = pl.col("return_type").str.to_lowercase()
_IS_CANCEL = _TYPE.str.starts_with("cancel").fill_null(value=False)
_IS_RETURN = _TYPE.str.contains("return|refund").fill_null(value=False)
_DERIVED = {
    "state": pl.when(_IS_CANCEL & _SAID.is_in(["unpaid", "to_ship", "shipped"]))
    .then(pl.lit("cancel_requested"))
    .when((_SAID == "shipped") & pl.col("delivered_at").is_not_null())
    .then(pl.lit("delivered"))
    .otherwise(_SAID),
    "channel": pl.col("purchase_channel")
    .fill_null("tiktok")
    .str.to_lowercase()
    .replace_strict(CHANNELS, default=None, return_dtype=pl.String),
    "discount": pl.col("seller_discount").fill_null(0),
    "returned": pl.col("returned_quantity").fill_null(0),
}
_GROSS = pl.col("unit_price") * pl.col("quantity")
# Sales value = SKU Unit Original Price x Quantity - SKU Seller Discount, all of the item. SKU Platform Discount is paid
# by the platform, so it is no loss; Order Amount is of the whole order and repeats, so that no item may count it.
_VALUE = _GROSS - pl.col("discount")
_AFTER = pl.coalesce("subtotal_after", _VALUE)


def _money_back() -> pl.Expr:
    """
    Return a row's part of Order Refund Amount, where money went back but no goods did; never more than its value.

    The amount is of the whole order and repeats on each row. A row's part is its part of the order's goods, which are
    Order Amount without shipping and fees and with what the platform added at payment. It needs no other row, so that
    rows may come in any order and in any number of files. Where one item of an order came back and another was only
    refunded, both marked as returns, the other's part is taken of the whole refund: then it is too high.
    """
    fees = pl.sum_horizontal("shipping_after", "buyer_fee", "handling_fee", "shipping_insurance", "item_insurance")
    goods = pl.col("order_amount") - fees + pl.col("payment_discount").fill_null(0)
    whole = pl.max_horizontal(goods.fill_null(0), _AFTER, pl.lit(1))
    part = pl.min_horizontal(pl.col("order_refund").fill_null(0) * _AFTER // whole, _VALUE)
    return pl.when(_IS_RETURN).then(pl.max_horizontal(part, pl.lit(0))).otherwise(0)


_REFUND = (
    pl.when(pl.col("returned") > 0).then(_VALUE * pl.col("returned") // pl.col("quantity")).otherwise(_money_back())
)
_SKU = pl.coalesce("seller_sku", "sku_id", "product_name").str.slice(0, MAX_SKU)
_VARIATION = pl.col("variation").fill_null("")
# SKU ID is the platform's own name of a SKU and its variation; a seller may rename the others. The price of the item
# keeps a gift apart from the same SKU that was paid for.
_NAMED = pl.coalesce("sku_id", pl.concat_str(_SKU, _VARIATION, separator="|"))

_CHECKS = (
    Check("status_unknown", "status", pl.col("state").is_null() & pl.col("status").is_not_null()),
    Check("status_contradicts", "return_type", _IS_CANCEL & (pl.col("state") == "completed")),
    Check("channel_unknown", "purchase_channel", pl.col("channel").is_null()),
    Check("quantity_zero", "quantity", pl.col("quantity") < 1),
    Check("price_negative", "unit_price", pl.col("unit_price") < 0),
    Check("returned_above_sold", "returned_quantity", pl.col("returned") > pl.col("quantity")),
    Check("discount_above_price", "seller_discount", ~pl.col("discount").is_between(0, _GROSS)),
)
_LINES = {
    "row": pl.col("row"),
    "channel": pl.col("channel"),
    "order_id": pl.col("order_id"),
    "line_id": pl.concat_str(_NAMED, _AFTER // pl.col("quantity"), separator="|"),
    "sku": _SKU,
    "product_name": pl.col("product_name"),
    "variation": _VARIATION,
    "status": pl.col("state"),
    "status_rank": pl.col("state").replace_strict(STATUS_RANK, return_dtype=pl.UInt8),
    "ordered_at": pl.col("created_at"),
    "last_event_at": pl.max_horizontal(
        "created_at", "paid_at", "ready_at", "shipped_at", "delivered_at", "cancelled_at"
    ),
    "quantity": pl.col("quantity"),
    "returned_quantity": pl.col("returned"),
    "unit_price_rupiah": pl.col("unit_price"),
    "seller_discount_rupiah": pl.col("discount"),
    "refund_rupiah": _REFUND,
    "net_rupiah": _VALUE - _REFUND,
}

TIKTOK = Layout(
    channel="tiktok",
    label="TikTok Shop + Tokopedia",
    order_id=r"^[0-9]{12,24}$",
    columns=(
        Column("order_id", "order_id", ("Order ID",), filled=True),
        Column("status", "text", ("Order Status",), filled=True),
        Column("substatus", "text", ("Order Substatus",), needed=False),
        Column("return_type", "text", ("Cancelation/Return Type", "Cancellation/Return Type")),
        Column("sku_id", "text", ("SKU ID",)),
        Column("seller_sku", "text", ("Seller SKU",)),
        Column("product_name", "text", ("Product Name",), filled=True),
        Column("variation", "text", ("Variation",)),
        Column("quantity", "count", ("Quantity",), filled=True),
        Column("returned_quantity", "count", ("Sku Quantity of return",)),
        Column("unit_price", "rupiah", ("SKU Unit Original Price",), filled=True),
        Column("seller_discount", "rupiah", ("SKU Seller Discount",)),
        Column("subtotal_after", "rupiah", ("SKU Subtotal After Discount",), needed=False),
        Column("shipping_after", "rupiah", ("Shipping Fee After Discount",), needed=False),
        Column("order_refund", "rupiah", ("Order Refund Amount",)),
        Column("payment_discount", "rupiah", ("Payment platform discount",), needed=False),
        Column("buyer_fee", "rupiah", ("Buyer Service Fee",), needed=False),
        Column("handling_fee", "rupiah", ("Handling Fee",), needed=False),
        Column("shipping_insurance", "rupiah", ("Shipping Insurance",), needed=False),
        Column("item_insurance", "rupiah", ("Item Insurance",), needed=False),
        Column("order_amount", "rupiah", ("Order Amount",), needed=False),
        Column("created_at", "moment", ("Created Time",), filled=True),
        Column("paid_at", "moment", ("Paid Time",), needed=False),
        Column("ready_at", "moment", ("RTS Time",), needed=False),
        Column("shipped_at", "moment", ("Shipped Time",), needed=False),
        Column("delivered_at", "moment", ("Delivered Time",), needed=False),
        Column("cancelled_at", "moment", ("Cancelled Time",), needed=False),
        Column("purchase_channel", "text", ("Purchase Channel",), needed=False),
    ),
    moments=("%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"),
    derived=_DERIVED,
    checks=_CHECKS,
    lines=_LINES,
)
