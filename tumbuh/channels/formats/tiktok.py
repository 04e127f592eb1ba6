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


def _status(rows: pl.DataFrame) -> pl.Series:
    said = rows["status"].str.to_lowercase().replace_strict(STATUSES, default=None, return_dtype=pl.String)
    cancelling = _is_cancel(rows) & said.is_in(["unpaid", "to_ship", "shipped"])
    if cancelling.any():
        said = said.set(cancelling, "cancel_requested")
    delivered = (said == "shipped") & rows["delivered_at"].is_not_null()
    return said.set(delivered.fill_null(value=False), "delivered") if delivered.any() else said


def _is_cancel(rows: pl.DataFrame) -> pl.Series:
    return rows["return_type"].str.to_lowercase().str.starts_with("cancel").fill_null(value=False)


def _channel(rows: pl.DataFrame) -> pl.Series:
    return (
        rows["purchase_channel"]
        .fill_null("tiktok")
        .str.to_lowercase()
        .replace_strict(CHANNELS, default=None, return_dtype=pl.String)
    )


def checks(rows: pl.DataFrame) -> list[Check]:
    """Return the rows that no order can be like."""
    gross = rows["unit_price"] * rows["quantity"]
    returned = rows["returned_quantity"].fill_null(0)
    status = _status(rows)
    return [
        Check("status_unknown", "status", status.is_null() & rows["status"].is_not_null()),
        Check("status_contradicts", "return_type", _is_cancel(rows) & (status == "completed").fill_null(value=False)),
        Check("channel_unknown", "purchase_channel", _channel(rows).is_null()),
        Check("quantity_zero", "quantity", (rows["quantity"] < 1).fill_null(value=False)),
        Check("price_negative", "unit_price", (rows["unit_price"] < 0).fill_null(value=False)),
        Check("returned_above_sold", "returned_quantity", (returned > rows["quantity"]).fill_null(value=False)),
        Check(
            "discount_above_price",
            "seller_discount",
            ((rows["seller_discount"] > gross) | (rows["seller_discount"] < 0)).fill_null(value=False),
        ),
    ]


def understand(rows: pl.DataFrame) -> pl.DataFrame:
    """
    Return the lines of well-formed rows.

    Sales value = SKU Unit Original Price x Quantity - SKU Seller Discount, all of the item. SKU Platform Discount is
    paid by the platform, so it is no loss; Order Amount is of the whole order and repeats: no item may count it.
    """
    gross = pl.col("unit_price") * pl.col("quantity")
    discount = pl.col("seller_discount").fill_null(0)
    value = gross - discount
    returned = pl.col("returned_quantity").fill_null(0)
    refund = pl.when(returned > 0).then(value * returned // pl.col("quantity")).otherwise(_money_back(value))
    sku = pl.coalesce("seller_sku", "sku_id", "product_name").str.slice(0, MAX_SKU)
    variation = pl.col("variation").fill_null("")
    named = pl.coalesce("sku_id", pl.concat_str(sku, variation, separator="|"))
    after = pl.coalesce("subtotal_after", value) // pl.col("quantity")
    return rows.with_columns(status=_status(rows), channel=_channel(rows)).select(
        "row",
        "channel",
        "order_id",
        "product_name",
        "status",
        "quantity",
        line_id=pl.concat_str(named, after, separator="|"),
        variation=variation,
        sku=sku,
        status_rank=pl.col("status").replace_strict(STATUS_RANK, return_dtype=pl.UInt8),
        ordered_at=pl.col("created_at"),
        last_event_at=pl.max_horizontal(
            "created_at", "paid_at", "ready_at", "shipped_at", "delivered_at", "cancelled_at"
        ),
        returned_quantity=returned,
        unit_price_rupiah=pl.col("unit_price"),
        seller_discount_rupiah=discount,
        refund_rupiah=refund,
        net_rupiah=value - refund,
    )


def _money_back(value: pl.Expr) -> pl.Expr:
    """
    Return a row's part of Order Refund Amount, where money went back but no goods did; never more than its value.

    The amount is of the whole order and repeats on each row. A row's part is its part of the order's goods, which are
    Order Amount without shipping and fees and with what the platform added at payment. It needs no other row, so that
    rows may come in any order and in any number of files.
    """
    is_return = pl.col("return_type").str.to_lowercase().str.contains("return|refund").fill_null(value=False)
    fees = pl.sum_horizontal("shipping_after", "buyer_fee", "handling_fee", "shipping_insurance", "item_insurance")
    goods = pl.col("order_amount") - fees + pl.col("payment_discount").fill_null(0)
    own = pl.coalesce("subtotal_after", value)
    whole = pl.max_horizontal(goods.fill_null(0), own, pl.lit(1))
    part = pl.min_horizontal(pl.col("order_refund").fill_null(0) * own // whole, value)
    return pl.when(is_return).then(pl.max_horizontal(part, pl.lit(0))).otherwise(0)


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
    understand=understand,
    checks=checks,
)
