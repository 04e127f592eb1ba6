import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter

from tests.factories.exports import as_xlsx, shopee_row, tiktok_row
from tumbuh.channels.formats import open_export
from tumbuh.kernel.errors import Refused, UnreadableFile

SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, change) -> bytes:
    """Return the workbook with one part's text changed."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info.filename)
            new.writestr(info.filename, change(body.decode()).encode() if info.filename == part else body)
    return data.getvalue()


@pytest.fixture
def row():
    return shopee_row(Nama_Produk="Keripik <Pedas> & \"Gurih\" 'é' 😀")


@pytest.fixture
def usual(read, row):
    return read(as_xlsx([row]), "shopee").lines


def test_escaped_letters_are_read(usual, row):
    assert usual["product_name"].to_list() == [row["Nama Produk"]]


def test_texts_in_the_cells_read_like_shared_ones(read, row, usual):
    assert read(as_xlsx([row], inline=True), "shopee").lines.equals(usual)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(r"<(/?)(worksheet|sheetData|row|c|v|dimension)\b", r"<\1x:\2", xml).replace(
            "xmlns=", "xmlns:x="
        ),
        lambda xml: re.sub(r'<c r="[A-Z]+\d+"', "<c", xml),
        lambda xml: re.sub(r'<c r="([A-Z]+\d+)" t="s">', r'<c t="s" s="3" r="\1">', xml),
        lambda xml: xml.replace("><", ">\n  <"),
        lambda xml: re.sub(r'<row r="\d+"[^>]*>', "<row>", xml),
        lambda xml: xml.replace("<sheetData>", '<sheetData><row r="1" hidden="1"/>'),
    ],
    ids=["prefix", "no references", "other order", "pretty", "no row numbers", "empty rows"],
)
def test_the_same_sheet_in_other_xml_reads_the_same(read, row, change):
    full = as_xlsx([{name: cell or "0" for name, cell in row.items()}])
    assert read(changed(full, SHEET, change), "shopee").lines.equals(read(full, "shopee").lines)


def test_a_text_in_several_styles_is_one_text(read):
    def styled(xml):
        return xml.replace("<si><t>Pedas</t></si>", "<si><r><t>Pe</t></r><r><rPr><b/></rPr><t>das</t></r></si>")

    content = changed(as_xlsx([shopee_row()]), "xl/sharedStrings.xml", styled)
    assert read(content, "shopee").line()["variation"] == "Pedas"


def test_numbers_and_days_are_read_where_a_spreadsheet_made_them(read):
    row = shopee_row(
        Harga_Awal=35_000, Jumlah=2.0, Diskon_Dari_Penjual=1e4, Waktu_Pesanan_Dibuat=45293.4243055556, Nama_Variasi=12
    )
    line = read(as_xlsx([row]), "shopee").line()
    assert (line["unit_price_rupiah"], line["quantity"], line["seller_discount_rupiah"]) == (35_000, 2, 10_000)
    assert line["ordered_at"] == datetime(2024, 1, 2, 3, 11, tzinfo=UTC)
    assert line["variation"] == "12"


def test_a_workbook_that_counts_from_1904_keeps_its_days(read):
    data = io.BytesIO()
    row = shopee_row(Waktu_Pesanan_Dibuat=45293.4243055556 - 1462)
    with xlsxwriter.Workbook(data, {"in_memory": True, "date_1904": True}) as book:
        page = book.add_worksheet("orders")
        page.write_row(0, 0, list(row))
        for column, cell in enumerate(row.values()):
            page.write(1, column, cell)
    assert read(data.getvalue(), "shopee").line()["ordered_at"] == datetime(2024, 1, 2, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize("number", [577382918382710001, 5.77382918382710e17, 2**53])
def test_an_id_that_a_spreadsheet_holds_as_a_number_waits(read, number):
    rows = [tiktok_row(), tiktok_row(Order_ID=number)]
    done = read(as_xlsx(rows), "tiktok")
    assert (done.lines.height, done.reject()["row"], done.reject()["reason"]) == (1, 3, "order_id_inexact")


def test_a_number_small_enough_to_be_exact_is_an_id(read):
    assert read(as_xlsx([shopee_row(No__Pesanan=2401021234567)]), "shopee").line()["order_id"] == "2401021234567"


def test_a_formula_that_was_computed_is_its_value(read):
    content = as_xlsx([shopee_row(Jumlah="{=1+1")])
    content = changed(content, SHEET, lambda xml: xml.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>"))
    assert read(content, "shopee").line()["quantity"] == 2


def test_a_formula_that_was_never_computed_waits(read):
    done = read(as_xlsx([shopee_row(), shopee_row(Jumlah="{=1+1", No__Pesanan="240102ABCDEF02")]), "shopee")
    reject = done.reject()
    assert (reject["row"], reject["reason"], reject["column"]) == (3, "formula_not_run", "Jumlah")
    assert done.lines.height == 1


def test_a_text_that_starts_like_a_formula_is_a_text(read):
    line = read(as_xlsx([shopee_row(Nama_Produk="=1+1")]), "shopee").line()
    assert line["product_name"] == "=1+1"


def test_the_sheet_with_the_orders_is_found_and_said(read):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet("Petunjuk").write_row(0, 0, ["Cara", "membaca"])
        page = book.add_worksheet("Orders")
        page.write_row(0, 0, list(shopee_row()))
        page.write_row(1, 0, list(shopee_row().values()))
    done = read(data.getvalue(), "shopee")
    assert done.lines.height == 1
    assert done.notices == ["Yang dibaca: lembar “Orders”."]


def test_more_rows_than_one_piece_holds_are_all_read_in_order(read, monkeypatch):
    monkeypatch.setattr("tumbuh.channels.formats.xlsx_rows._PIECE_BYTES", 5_000)
    rows = [shopee_row(No__Pesanan=f"240102ABCD{at:04}") for at in range(300)]
    done = read(as_xlsx(rows), "shopee")
    assert done.lines["row"].to_list() == list(range(2, 302))
    assert done.lines["order_id"].to_list() == [row["No. Pesanan"] for row in rows]
    assert (done.rows_total, done.rows_read) == (300, 300)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(put, share):
    content = as_xlsx([shopee_row()] * 200)
    with pytest.raises(UnreadableFile) as caught:
        open_export(put(content[: int(len(content) * share)]), channel="shopee")
    assert caught.value.code == "broken_xlsx"


def test_a_spoilt_part_is_refused_while_it_is_read(put):
    content = bytearray(as_xlsx([shopee_row(No__Pesanan=f"240102ABCD{at:04}") for at in range(3_000)]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        info = archive.getinfo(SHEET)
    content[info.header_offset + 30 + len(SHEET) + info.compress_size * 3 // 4] ^= 0xFF
    with pytest.raises(UnreadableFile) as caught:
        list(open_export(put(bytes(content)), channel="shopee").chunks())
    assert caught.value.code == "broken_xlsx"


@pytest.mark.parametrize("number", ["9999", "x"])
@pytest.mark.parametrize("cell", ["O1", "O2"])
def test_a_cell_that_points_to_no_text_is_a_broken_workbook(put, cell, number):
    content = changed(
        as_xlsx([shopee_row()]), SHEET, lambda xml: re.sub(rf'(<c r="{cell}" t="s"><v>)\d+', rf"\g<1>{number}", xml)
    )
    with pytest.raises(Refused) as caught:
        list(open_export(put(content), channel="shopee").chunks())
    assert caught.value.code == ("broken_xlsx" if cell == "O2" else "missing_column")


def test_a_workbook_with_entities_of_its_own_is_refused(put):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    content = changed(as_xlsx([shopee_row()]), SHEET, lambda xml: xml.replace("<worksheet", f"{bomb}<worksheet", 1))
    with pytest.raises(UnreadableFile) as caught:
        list(open_export(put(content), channel="shopee").chunks())
    assert caught.value.code == "broken_xlsx"


def test_a_formula_in_each_of_many_rows_is_read_in_time(read):
    """Each such row is read the slow way; a cost that grew with their square would take minutes here."""
    rows = [shopee_row(No__Pesanan=f"240102ABCD{at:04}", Jumlah="{=1+1") for at in range(3_000)]
    content = changed(as_xlsx(rows), SHEET, lambda xml: xml.replace("<v></v>", "<v>2</v>"))
    assert read(content, "shopee").lines["quantity"].to_list() == [2] * 3_000
