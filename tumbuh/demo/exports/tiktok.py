"""The seller centre of TikTok Shop and Tokopedia: 65 columns, as csv or as workbook. Source: domain §5."""

from pathlib import Path

import polars as pl

from tumbuh.demo.chance import Chance
from tumbuh.demo.exports import buyers, sheets
from tumbuh.demo.shops import Stall

STRANGE_STATUS = "Ditinjau Platform"  # a status that no list knows; its rows are to wait in quarantine
_STATUS = {
    "unpaid": "Belum dibayar", "to_ship": "Perlu dikirim", "shipped": "Dikirim", "delivered": "Dikirim",
    "received": "Dikirim", "completed": "Selesai", "cancelled": "Dibatalkan",
}  # fmt: skip
_SUBSTATUS = {
    "unpaid": "Belum dibayar", "to_ship": "Menunggu pengiriman", "shipped": "Dalam perjalanan",
    "delivered": "Terkirim", "received": "Terkirim", "completed": "Selesai", "cancelled": "Dibatalkan",
}  # fmt: skip
_CLOCK = "%d/%m/%Y %H:%M:%S"
_COURIERS = ("J&T Express", "JNE", "SiCepat", "Tokopedia Kurir Rekomendasi")
COLUMNS = (
    "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID",
    "Seller SKU", "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
    "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
    "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount",
    "Shipping Fee Platform Discount", "Distance Shipping Fee", "Distance Fee", "Order Refund Amount",
    "Payment platform discount", "Buyer Service Fee", "Handling Fee", "Shipping Insurance", "Item Insurance",
    "Order Amount", "Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time",
    "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name", "Tracking ID", "Delivery Option",
    "Shipping Provider Name", "Buyer Message", "Buyer Username", "Recipient", "Phone #", "Zipcode", "Country",
    "Province", "Regency and City", "Districts", "Villages", "Detail Address", "Additional address information",
    "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Purchase Channel", "Seller Note",
    "Checked Status", "Checked Marked by", "Tokopedia Invoice Number", "Order Channel", "Creator Handle",
)  # fmt: skip
DESCRIPTIONS = {
    "Order ID": "Platform unique order ID.", "Order Status": "Current order status.",
    "Order Substatus": "Order sub-status.", "Cancelation/Return Type": "The cancelation/return type for orders.",
    "Normal or Pre-order": "Normal or pre-order.", "SKU ID": "Platform unique SKU ID.",
    "Seller SKU": "Seller sku input by the seller in the product system.",
    "Quantity": "SKU sold quantity in the order.",
}  # fmt: skip


def file_name(first: str, last: str, suffix: str) -> str:
    """Return a name like the seller centre's, from two days as YYYYMMDD."""
    return f"Semua pesanan-{first}-{last}.{suffix}"


def order_ids(lines: pl.DataFrame, stall: Stall) -> pl.Series:
    """Return order ids of 18 digits; no two orders of the city share one."""
    number = (stall.serial + 1) * 100_000_000 + lines["order"]
    return (number + 580_000_000_000_000_000).cast(pl.String).alias("id")


def write(path: Path, lines: pl.DataFrame, *, stall: Stall, chance: Chance) -> None:
    """Write lines that were seen at a moment (`views.seen_at`) as one export, csv or xlsx by the path's suffix."""
    cells = table(lines, stall=stall, chance=chance)
    if path.suffix == ".csv":
        path.parent.mkdir(parents=True, exist_ok=True)
        cells.write_csv(path, include_bom=True, line_terminator="\r\n")
        return
    described = pl.DataFrame({name: [DESCRIPTIONS.get(name, "")] for name in COLUMNS})
    sheets.write_xlsx(path, pl.concat([described, cells]), sheet="OrderSKUList")


def table(lines: pl.DataFrame, *, stall: Stall, chance: Chance) -> pl.DataFrame:
    """Return the export's 65 columns, all of them text; ids and times end with a TAB, as the real ones do."""
    goods = sheets.goods_of(lines, stall)
    buyer = buyers.of_orders(lines["order"], buyers.buyers(chance.branch("shop", stall.external_id)))
    frame = pl.concat([lines, goods, buyer], how="horizontal").with_columns(id=order_ids(lines, stall))
    filled = {**_goods(), **_money(), **_times(stall), **_people()}
    return frame.select(filled.get(name, pl.lit("")).alias(name) for name in COLUMNS)


def _goods() -> dict[str, pl.Expr]:
    status = pl.col("status").replace_strict(_STATUS, default=None)
    returned = pl.col("returned_quantity") > 0
    return {
        "Order ID": pl.col("id") + "\t",
        "Order Status": pl.when("is_strange").then(pl.lit(STRANGE_STATUS)).otherwise(status),
        "Order Substatus": pl.col("status").replace_strict(_SUBSTATUS, default=None),
        "Cancelation/Return Type": pl.when(pl.col("status") == "cancelled")
        .then(pl.lit("Cancel"))
        .when(returned)
        .then(pl.lit("Return/Refund"))
        .otherwise(pl.lit("")),
        "Normal or Pre-order": pl.lit("Normal"),
        "SKU ID": (1_729_000_000_000_000_000 + pl.col("offer") * 10 + pl.col("pack")).cast(pl.String) + "\t",
        "Seller SKU": pl.col("sku"),
        "Product Name": pl.col("product"),
        "Variation": pl.when(pl.col("variation") == "").then(pl.lit("Default")).otherwise("variation"),
        "Quantity": _plain("quantity"),
        "Sku Quantity of return": _plain("returned_quantity"),
        "Weight(kg)": (pl.col("grams") * pl.col("quantity") / 1_000).cast(pl.String),
        "Product Category": pl.lit("Makanan & Minuman"),
        "Package ID": (1_157_000_000_000_000_000 + pl.col("order")).cast(pl.String) + "\t",
    }


def _money() -> dict[str, pl.Expr]:
    before = pl.col("price") * pl.col("quantity")
    own = pl.col("discount_each") * pl.col("quantity")
    after = before - own - pl.col("platform_discount")
    refund = (pl.col("price") - pl.col("discount_each")) * pl.col("returned_quantity")
    texts = {
        "SKU Unit Original Price": pl.col("price"),
        "SKU Subtotal Before Discount": before,
        "SKU Platform Discount": pl.col("platform_discount"),
        "SKU Seller Discount": own,
        "SKU Subtotal After Discount": after,
        "Shipping Fee After Discount": pl.col("fee"),
        "Original Shipping Fee": pl.col("fee"),
        "Order Refund Amount": refund.sum().over("order"),
        "Order Amount": after.sum().over("order") + pl.col("fee"),
    }
    zeros = (
        "Shipping Fee Seller Discount", "Shipping Fee Platform Discount", "Distance Shipping Fee", "Distance Fee",
        "Payment platform discount", "Buyer Service Fee", "Handling Fee", "Shipping Insurance", "Item Insurance",
    )  # fmt: skip
    return {name: amount.cast(pl.String) for name, amount in texts.items()} | {name: pl.lit("0") for name in zeros}


def _times(stall: Stall) -> dict[str, pl.Expr]:
    cancelled = pl.col("cancelled_at").is_not_null()
    unpaid = pl.col("paid_at").is_null()
    tokopedia = pl.col("via_tokopedia")
    blank = pl.lit("")
    invoice = pl.format("INV/{}/MPL/{}", pl.col("ordered_at").dt.strftime("%Y%m%d"), pl.col("order") + 3_000_000_000)
    return {
        "Created Time": _clock("ordered_at"),
        "Paid Time": _clock("paid_at"),
        "RTS Time": _clock("arranged_at"),
        "Shipped Time": _clock("shipped_at"),
        "Delivered Time": _clock("delivered_at"),
        "Cancelled Time": _clock("cancelled_at"),
        "Cancel By": pl.when(cancelled & unpaid).then(pl.lit("System")).when(cancelled).then(pl.lit("User"))
        .otherwise(blank),
        "Cancel Reason": pl.when(cancelled & unpaid).then(pl.lit("Pembeli tidak membayar tepat waktu"))
        .when(cancelled).then(pl.lit("Perlu mengubah alamat pengiriman")).otherwise(blank),
        "Fulfillment Type": pl.lit("Fulfillment by seller"),
        "Warehouse Name": pl.lit(f"Gudang {stall.name}"),
        "Tracking ID": pl.when(pl.col("shipped_at").is_not_null())
        .then(pl.format("JX{}\t", pl.col("order") + 4_300_000_000)).otherwise(blank),
        "Delivery Option": pl.lit("Pengiriman standar"),
        "Shipping Provider Name": pl.lit(pl.Series(_COURIERS)).gather(pl.col("order") % 4),
        "Purchase Channel": pl.when(tokopedia).then(pl.lit("Tokopedia")).otherwise(pl.lit("TikTok")),
        "Tokopedia Invoice Number": pl.when(tokopedia).then(invoice).otherwise(blank),
        "Order Channel": pl.lit("Toko"),
        "Checked Status": pl.lit("Unchecked"),
    }  # fmt: skip


def _people() -> dict[str, pl.Expr]:
    return {
        "Buyer Message": pl.col("wish"),
        "Buyer Username": pl.col("username"),
        "Recipient": pl.col("recipient"),
        "Phone #": pl.lit("(+62)") + pl.col("phone").str.slice(2, 3) + "*****" + pl.col("phone").str.slice(-2) + "\t",
        "Zipcode": pl.lit("12") + (100 + pl.col("order") % 900).cast(pl.String) + "\t",
        "Country": pl.lit("Indonesia"),
        "Province": pl.col("province"),
        "Regency and City": pl.col("town"),
        "Districts": pl.lit("-"),
        "Villages": pl.lit("-"),
        "Detail Address": pl.col("address"),
        "Payment Method": pl.lit("Bayar di tempat"),
    }


def _clock(column: str) -> pl.Expr:
    return (pl.col(column).dt.strftime(_CLOCK) + "\t").fill_null("")


def _plain(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String)
