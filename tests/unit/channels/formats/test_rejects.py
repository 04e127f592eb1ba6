"""What is planted in every column of a buyer comes out nowhere, whatever is wrong with the row."""

import csv
import json

import pytest

from tests.factories.exports import (
    SHOPEE_PERSONAL,
    TIKTOK_PERSONAL,
    as_csv,
    as_xlsx,
    shopee_row,
    tiktok_row,
)

CANARY = "Kenari"


def planted(row, personal, at):
    """Fill every column of a buyer with words, a telephone number and an address that are found nowhere else."""
    return row | {name: f"{CANARY}{at}x{n} 0812{at:04}{n:04} Jl. {CANARY} No. {n}" for n, name in enumerate(personal)}


def everything(done):
    """All that leaves the reader, as one text."""
    out = json.dumps([done.lines.to_dicts(), done.rejected.to_dicts(), done.notices], default=str)
    return out + repr(done.lines) + repr(done.rejected)


SHOPEE_BAD = [
    {"Status_Pesanan": "Belum pernah"},
    {"Jumlah": "dua"},
    {"Harga_Awal": "-1"},
    {"No__Pesanan": "5,7E+17"},
    {"Waktu_Pesanan_Dibuat": ""},
    {"Diskon_Dari_Penjual": "1.000.000"},
    {"Nama_Produk": ""},
]
TIKTOK_BAD = [
    {"Order_Status": "Belum pernah"},
    {"Quantity": "dua"},
    {"SKU_Unit_Original_Price": "-1"},
    {"Order_ID": "5,7E+17"},
    {"Created_Time": ""},
    {"Purchase_Channel": "Entah"},
    {"Cancelation_Return_Type": "Cancel"},
]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_no_buyer_leaves_a_shopee_export(read, write):
    rows = [planted(shopee_row(**change), SHOPEE_PERSONAL, at) for at, change in enumerate([{}, *SHOPEE_BAD])]
    content = write(rows)
    done = read(content, "shopee")
    assert (done.lines.height, done.rejected.height) == (1, len(SHOPEE_BAD))
    assert CANARY not in everything(done)
    assert "0812" not in everything(done)


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_no_buyer_leaves_a_tiktok_export(read, write):
    rows = [planted(tiktok_row(**change), TIKTOK_PERSONAL, at) for at, change in enumerate([{}, *TIKTOK_BAD])]
    done = read(write(rows), "tiktok")
    assert (done.lines.height, done.rejected.height) == (1, len(TIKTOK_BAD))
    assert CANARY not in everything(done)
    assert "0812" not in everything(done)


def shifted(row, by):
    """Move a row's cells to the right, as separators in cells without quotes do; the surplus falls off the end."""
    cells = list(row.values())
    return ",".join(str(cell).replace(",", "") for cell in [*(["x"] * by), *cells])


@pytest.mark.parametrize("by", [1, 2, 5, 12, 30, 60])
def test_no_buyer_leaves_a_row_whose_cells_moved_to_the_right(read, by):
    good, bad = (planted(tiktok_row(), TIKTOK_PERSONAL, at) for at in (1, 2))
    content = as_csv([good], quoting=csv.QUOTE_MINIMAL) + shifted(bad, by).encode() + b"\r\n"
    done = read(content, "tiktok")
    assert (done.lines.height, done.reject()["reason"], done.reject()["kept"]) == (1, "row_shifted", "{}")
    assert CANARY not in everything(done)


@pytest.mark.parametrize("by", range(1, 64, 3))
def test_no_buyer_leaves_a_row_whose_cells_moved_to_the_left(read, by):
    good, bad = (planted(tiktok_row(), TIKTOK_PERSONAL, at) for at in (1, 2))
    cells = [str(cell).replace(",", "") for cell in bad.values()]
    content = as_csv([good], quoting=csv.QUOTE_MINIMAL) + ",".join(cells[by:]).encode() + b"\r\n"
    done = read(content, "tiktok")
    assert done.lines["row"].to_list() == [2]
    assert done.reject()["row"] == 3
    assert CANARY not in everything(done)


@pytest.mark.parametrize("separator", [",", ";"])
def test_no_buyer_leaves_a_row_with_a_quote_that_stays_open(read, separator):
    rows = [planted(tiktok_row(Order_ID=f"57738291838271000{at}\t"), TIKTOK_PERSONAL, at) for at in range(1, 6)]
    lines = as_csv(rows, separator=separator).split(b"\r\n")
    lines[3] = lines[3].replace(b'No. 3"', b"No. 3", 1)
    done = read(b"\r\n".join(lines), "tiktok")
    assert done.lines["row"].to_list() == [2, 3, 5, 6]
    assert (done.reject()["row"], done.reject()["reason"], done.reject()["order_id"]) == (4, "quote_open", None)
    assert CANARY not in everything(done)


def test_a_rejected_row_keeps_what_a_person_needs_to_understand_it(read):
    kept = json.loads(read(as_csv([tiktok_row(Order_Status="Belum pernah")]), "tiktok").reject()["kept"])
    assert kept["Order ID"] == "577382918382710001"
    assert kept["Product Name"] == "Keripik Singkong"
    assert kept["Order Status"] == "Belum pernah"


def test_of_a_cell_that_is_not_what_its_column_holds_only_the_shape_is_kept(read):
    reject = read(as_csv([tiktok_row(Quantity="dua 081234")]), "tiktok").reject()
    assert reject["value"] == "xxx 999999"
    assert json.loads(reject["kept"])["Quantity"] == "xxx 999999"


def test_a_long_status_or_one_with_a_telephone_number_is_kept_as_its_shape(read):
    reject = read(as_csv([tiktok_row(Order_Status="Hubungi 081234567890")]), "tiktok").reject()
    assert reject["value"] == "xxxxxxx 999999999999"


def test_two_cells_of_the_wrong_kind_are_a_row_that_moved(read):
    reject = read(as_csv([tiktok_row(Order_Status="Budi", Quantity="Santoso")]), "tiktok").reject()
    assert (reject["reason"], reject["kept"], reject["value"]) == ("row_shifted", "{}", None)
    assert reject["order_id"] == "577382918382710001"
