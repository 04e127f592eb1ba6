import csv
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factories.exports import as_csv, as_xlsx, tiktok_row


def test_an_item_is_worth_its_price_without_the_sellers_discount(read):
    line = read(as_csv([tiktok_row()]), "tiktok").line()
    assert line == {
        "row": 2,
        "channel": "tiktok",
        "order_id": "577382918382710001",
        "line_id": "1729382918382710777|32000",
        "sku": "KRP-1",
        "product_name": "Keripik Singkong",
        "variation": "Pedas",
        "status": "completed",
        "status_rank": 6,
        "ordered_at": datetime(2024, 1, 2, 3, 11, 12, tzinfo=UTC),
        "last_event_at": datetime(2024, 1, 5, 1, 30, tzinfo=UTC),
        "quantity": 2,
        "returned_quantity": 0,
        "unit_price_rupiah": 35_000,
        "seller_discount_rupiah": 5_000,
        "refund_rupiah": 0,
        "net_rupiah": 65_000,
    }


def test_a_workbook_reads_like_the_csv(read):
    rows = [tiktok_row(), tiktok_row(Order_ID="577382918382710002\t", Order_Status="Dibatalkan")]
    content = as_xlsx(rows, sheet="OrderSKUList")
    assert read(content, "tiktok").lines.equals(read(as_csv(rows), "tiktok").lines)


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_the_row_that_explains_the_columns_is_passed_over(read, quoting):
    explained: dict[str, object] = {name: f"Explains {name}, at length" for name in tiktok_row()}
    done = read(as_csv([explained, tiktok_row()], quoting=quoting), "tiktok")
    assert (done.line()["row"], done.rows_total) == (3, 1)


@pytest.mark.parametrize(
    ("said", "channel"), [("TikTok", "tiktok"), ("Tokopedia", "tokopedia"), ("tokopedia", "tokopedia"), ("", "tiktok")]
)
def test_the_purchase_channel_is_the_lines_channel(read, said, channel):
    assert read(as_csv([tiktok_row(Purchase_Channel=said)]), "tiktok").line()["channel"] == channel


def test_a_purchase_channel_never_seen_waits(read):
    reject = read(as_csv([tiktok_row(Purchase_Channel="Gotongroyong")]), "tiktok").reject()
    assert (reject["reason"], reject["value"]) == ("channel_unknown", "Gotongroyong")


@pytest.mark.parametrize(
    ("said", "kind", "delivered", "status"),
    [
        ("Belum dibayar", "", "", "unpaid"),
        ("Perlu dikirim", "", "", "to_ship"),
        ("Perlu dikirim", "Cancel", "", "cancel_requested"),
        ("Dikirim", "", "", "shipped"),
        ("Dikirim", "", "05/01/2024 08:30:00\t", "delivered"),
        ("Selesai", "", "05/01/2024 08:30:00\t", "completed"),
        ("Completed", "", "05/01/2024 08:30:00\t", "completed"),
        ("Selesai", "Return/Refund", "05/01/2024 08:30:00\t", "completed"),
        ("Dibatalkan", "Cancel", "", "cancelled"),
    ],
)
def test_every_status_has_its_state(read, said, kind, delivered, status):
    row = tiktok_row(Order_Status=said, Cancelation_Return_Type=kind, Delivered_Time=delivered)
    assert read(as_csv([row]), "tiktok").line()["status"] == status


def test_a_completed_order_that_says_it_was_cancelled_waits(read):
    reject = read(as_csv([tiktok_row(Cancelation_Return_Type="Cancel")]), "tiktok").reject()
    assert (reject["reason"], reject["column"]) == ("status_contradicts", "Cancelation/Return Type")


@pytest.mark.parametrize(("returned", "net"), [("0", 65_000), ("1", 32_500), ("2", 0)])
def test_goods_that_came_back_take_their_share(read, returned, net):
    row = (
        tiktok_row(
            Sku_Quantity_of_return=returned, Order_Refund_Amount="500000", Cancelation_Return_Type="Return/Refund"
        )
        if returned != "0"
        else tiktok_row()
    )
    assert read(as_csv([row]), "tiktok").line()["net_rupiah"] == net


def test_money_that_went_back_for_one_item_is_taken_once(read):
    row = tiktok_row(Order_Refund_Amount="20000", Cancelation_Return_Type="Return/Refund")
    line = read(as_csv([row]), "tiktok").line()
    assert (line["refund_rupiah"], line["net_rupiah"]) == (20_000, 45_000)


def test_the_refund_of_an_order_is_shared_by_its_items_and_not_multiplied(read):
    """Two items of 64,000 and 32,000 after discounts, shipping 9,000: the order is 105,000 and 48,000 went back."""
    order: dict[str, Any] = {
        "Order_Amount": "105000",
        "Order_Refund_Amount": "48000",
        "Cancelation_Return_Type": "Return/Refund",
    }
    large = tiktok_row(**order)
    small = tiktok_row(
        **order, SKU_ID="2", Quantity="1", SKU_Seller_Discount="2000", SKU_Subtotal_After_Discount="32000"
    )
    done = read(as_csv([large, small]), "tiktok")
    assert done.lines["refund_rupiah"].to_list() == [32_000, 16_000]


def test_a_refund_without_a_return_type_is_none(read):
    assert read(as_csv([tiktok_row(Order_Refund_Amount="20000")]), "tiktok").line()["net_rupiah"] == 65_000


def test_an_id_that_a_spreadsheet_rounded_waits(read):
    rows = [tiktok_row(Order_ID=text) for text in ("5,77383E+17", "5.77E+17", "577382918382710000")]
    done = read(as_csv(rows), "tiktok")
    assert done.rejected["reason"].to_list() == ["order_id_inexact"] * 3
    assert done.rejected["value"].to_list() == ["5,77383E+17", "5.77E+17", "999999999999999999"]


def test_an_id_that_ends_in_zeros_and_has_its_tab_was_never_rounded(read):
    line = read(as_csv([tiktok_row(Order_ID="577382918382710000\t")]), "tiktok").line()
    assert line["order_id"] == "577382918382710000"


def test_an_export_without_the_newer_columns_is_read(read):
    row = tiktok_row()
    del row["Purchase Channel"], row["Order Amount"], row["SKU Subtotal After Discount"]
    line = read(as_csv([row]), "tiktok").line()
    assert (line["channel"], line["line_id"]) == ("tiktok", "1729382918382710777|32500")


@pytest.mark.parametrize("amount", ["35000", "35.000", "Rp 35.000", "IDR 35,000", "35000.00", "Rp35.000,00"])
def test_amounts_are_read_in_every_usual_writing(read, amount):
    assert read(as_csv([tiktok_row(SKU_Unit_Original_Price=amount)]), "tiktok").line()["unit_price_rupiah"] == 35_000


@pytest.mark.parametrize("amount", ["35,5", "35.0000", "3.50", "1.00.000", "Rp", "35000x"])
def test_what_is_no_amount_waits(read, amount):
    reject = read(as_csv([tiktok_row(SKU_Unit_Original_Price=amount)]), "tiktok").reject()
    assert (reject["reason"], reject["column"]) == ("value_unreadable", "SKU Unit Original Price")
