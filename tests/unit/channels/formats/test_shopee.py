from datetime import UTC, datetime

import pytest

from tests.factories.exports import as_csv, as_xlsx, shopee_row


def test_an_item_is_worth_its_price_without_the_sellers_discount(read):
    line = read(as_xlsx([shopee_row()]), "shopee").line()
    assert line == {
        "row": 2,
        "channel": "shopee",
        "order_id": "240102ABCDEF01",
        "line_id": "KRP-1|Pedas|30000",
        "sku": "KRP-1",
        "product_name": "Keripik Singkong",
        "variation": "Pedas",
        "status": "completed",
        "status_rank": 6,
        "ordered_at": datetime(2024, 1, 2, 3, 11, tzinfo=UTC),
        "last_event_at": datetime(2024, 1, 5, 1, 30, tzinfo=UTC),
        "quantity": 2,
        "returned_quantity": 0,
        "unit_price_rupiah": 35_000,
        "seller_discount_rupiah": 10_000,
        "refund_rupiah": 0,
        "net_rupiah": 60_000,
    }


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Belum Bayar", "unpaid"),
        ("Perlu Dikirim", "to_ship"),
        ("Sedang Dikirim", "shipped"),
        ("Telah Dikirim", "delivered"),
        ("Pesanan Diterima", "received"),
        ("selesai", "completed"),
        ("Pembatalan diajukan", "cancel_requested"),
        ("Batal", "cancelled"),
        ("Pesanan diterima, namun Pembeli masih dapat mengajukan pengembalian hingga 10-01-2024", "received"),
    ],
)
def test_every_status_has_its_state(read, said, status):
    assert read(as_xlsx([shopee_row(Status_Pesanan=said)]), "shopee").line()["status"] == status


def test_a_status_never_seen_waits_and_the_other_rows_come_in(read):
    rows = [shopee_row(), shopee_row(No__Pesanan="240102ABCDEF02", Status_Pesanan="Dititipkan Tetangga")]
    done = read(as_xlsx(rows), "shopee")
    reject = done.reject()
    assert done.lines["order_id"].to_list() == ["240102ABCDEF01"]
    assert (reject["row"], reject["order_id"], reject["reason"]) == (3, "240102ABCDEF02", "status_unknown")
    assert (reject["column"], reject["value"]) == ("Status Pesanan", "Dititipkan Tetangga")


@pytest.mark.parametrize(
    ("returned", "refund", "net"), [("0", 0, 60_000), ("1", 30_000, 30_000), ("2", 60_000, 0), ("-", 0, 60_000)]
)
def test_a_return_takes_its_share_of_the_value(read, returned, refund, net):
    line = read(as_xlsx([shopee_row(Returned_quantity=returned)]), "shopee").line()
    assert (line["refund_rupiah"], line["net_rupiah"]) == (refund, net)


def test_a_share_that_is_no_whole_rupiah_is_rounded_down(read):
    row = shopee_row(Harga_Awal="10.000", Jumlah="3", Returned_quantity="1", Diskon_Dari_Penjual="2.000")
    line = read(as_xlsx([row]), "shopee").line()
    assert (line["refund_rupiah"], line["net_rupiah"]) == (9_333, 18_667)


def test_an_approved_request_without_a_count_is_no_return_but_is_said(read):
    row = shopee_row(Status_Pembatalan__Pengembalian="Permintaan Disetujui")
    cancelled = row | {"Status Pesanan": "Batal"}
    done = read(as_xlsx([row, row | {"Jumlah": "1"}, cancelled, row | {"Returned quantity": "1"}]), "shopee")
    assert done.lines["net_rupiah"].to_list() == [60_000, 25_000, 60_000, 30_000]
    assert len(done.notices) == 1
    assert done.notices[0].startswith("2 barang pesanan selesai berstatus “Permintaan Disetujui”")


def test_money_of_the_whole_order_that_repeats_on_its_items_is_not_counted(read):
    rows = [shopee_row(), shopee_row(Nomor_Referensi_SKU="KRP-2")]
    done = read(as_xlsx(rows), "shopee")
    assert done.lines["net_rupiah"].to_list() == [60_000, 60_000]
    assert done.lines["line_id"].to_list() == ["KRP-1|Pedas|30000", "KRP-2|Pedas|30000"]


def test_the_old_columns_read_the_same(read):
    new = shopee_row()
    names = {"Harga Awal": "Harga Sebelum Diskon", "Total Harga Produk": "Subtotal Pesanan"}
    old = {names.get(name, name): cell for name, cell in new.items()}
    assert read(as_xlsx([old]), "shopee").lines.equals(read(as_xlsx([new]), "shopee").lines)


def test_the_header_is_found_below_a_title_and_rows_keep_the_sheets_numbers(read):
    content = as_xlsx([shopee_row()], above=[["Laporan Pesanan"], [], ["Periode", "Jan 2024"]])
    assert read(content, "shopee").line()["row"] == 5


def test_the_order_of_the_columns_does_not_matter(read):
    row = shopee_row()
    turned = dict(reversed(row.items()))
    assert read(as_xlsx([turned]), "shopee").lines.equals(read(as_xlsx([row]), "shopee").lines)


def test_a_csv_reads_like_the_workbook(read):
    rows = [shopee_row(), shopee_row(No__Pesanan="240102ABCDEF02", Status_Pesanan="Batal")]
    assert read(as_csv(rows), "shopee").lines.equals(read(as_xlsx(rows), "shopee").lines)


def test_an_item_without_a_sku_is_named_by_its_product(read):
    line = read(as_xlsx([shopee_row(Nomor_Referensi_SKU="", Nama_Variasi="")]), "shopee").line()
    assert (line["sku"], line["variation"]) == ("Keripik Singkong", "")
    assert line["line_id"] == "Keripik Singkong||30000"


def test_one_sku_at_two_prices_in_one_order_is_two_lines(read):
    flash = shopee_row(Harga_Setelah_Diskon="9.000", Jumlah="1", Diskon_Dari_Penjual="26.000")
    done = read(as_xlsx([shopee_row(), flash]), "shopee")
    assert done.lines["line_id"].to_list() == ["KRP-1|Pedas|30000", "KRP-1|Pedas|9000"]
    assert done.lines["net_rupiah"].sum() == 69_000


@pytest.mark.parametrize(
    ("change", "reason", "column"),
    [
        ({"Jumlah": "0"}, "quantity_zero", "Jumlah"),
        ({"Jumlah": ""}, "value_missing", "Jumlah"),
        ({"Jumlah": "dua"}, "value_unreadable", "Jumlah"),
        ({"Jumlah": "2.000.000"}, "value_unreadable", "Jumlah"),
        ({"Harga_Awal": "-35.000"}, "price_negative", "Harga Awal"),
        ({"Harga_Awal": "35.00.0"}, "value_unreadable", "Harga Awal"),
        ({"Harga_Awal": "-"}, "value_missing", "Harga Awal"),
        ({"Returned_quantity": "3"}, "returned_above_sold", "Returned quantity"),
        ({"Diskon_Dari_Penjual": "70.001"}, "discount_above_price", "Diskon Dari Penjual"),
        ({"Waktu_Pesanan_Dibuat": "2024-02-30 10:00"}, "value_unreadable", "Waktu Pesanan Dibuat"),
        ({"Waktu_Pesanan_Dibuat": "-"}, "value_missing", "Waktu Pesanan Dibuat"),
        ({"No__Pesanan": "Jl. Melati No. 5"}, "order_id_unreadable", "No. Pesanan"),
        ({"No__Pesanan": ""}, "value_missing", "No. Pesanan"),
        ({"Nama_Produk": ""}, "value_missing", "Nama Produk"),
    ],
)
def test_a_row_that_cannot_be_true_waits_with_its_reason(read, change, reason, column):
    done = read(as_xlsx([shopee_row(**change)]), "shopee")
    reject = done.reject()
    assert (reject["reason"], reject["column"], done.lines.height) == (reason, column, 0)
