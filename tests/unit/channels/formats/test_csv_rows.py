import csv
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories.exports import as_csv, tiktok_row
from tumbuh.channels.formats import csv_rows, open_export
from tumbuh.kernel.errors import UnreadableFile


def orders(count, **changes):
    return [tiktok_row(Order_ID=f"5773829183827{at:05}\t", **changes) for at in range(1, count + 1)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_a_csv_is_read_in_any_usual_writing(read, separator, encoding, quoting):
    rows = [tiktok_row(Product_Name='Kue "Enak", manis; legit')]
    line = read(as_csv(rows, separator=separator, encoding=encoding, quoting=quoting), "tiktok").line()
    assert (line["product_name"], line["net_rupiah"], line["row"]) == ('Kue "Enak", manis; legit', 65_000, 2)


def test_windows_1252_is_read_again_and_said(read):
    rows = orders(3, Product_Name="Café Crème – Renée")
    done = read(as_csv(rows, encoding="cp1252"), "tiktok")
    assert done.lines["product_name"].to_list() == ["Café Crème – Renée"] * 3
    assert len(done.notices) == 1
    assert "Windows-1252" in done.notices[0]


def test_one_spoilt_byte_in_utf_8_spoils_one_letter(read):
    content = as_csv(orders(5, Product_Name="Café")).replace("Café".encode(), b"Caf\xc3", 1)
    done = read(content, "tiktok")
    assert done.lines["product_name"].to_list() == ["Caf�", "Café", "Café", "Café", "Café"]
    assert len(done.notices) == 1
    assert "rusak" in done.notices[0]


def test_a_cell_may_hold_line_breaks_and_rows_keep_their_numbers(read):
    done = read(as_csv(orders(3, Buyer_Message="tolong\nbungkus\r\nrapi")), "tiktok")
    assert done.lines["row"].to_list() == [2, 3, 4]
    assert (done.rows_total, done.rejected.height) == (3, 0)


def test_blank_rows_are_passed_over_and_counted_as_rows_of_the_sheet(read):
    lines = as_csv(orders(2)).split(b"\r\n")
    blank = b",".join([b'""'] * 65)
    done = read(b"\r\n".join([lines[0], lines[1], blank, b"", lines[2], b""]), "tiktok")
    assert done.lines["row"].to_list() == [2, 5]
    assert done.rejected.height == 0


def test_a_quote_inside_a_cell_does_not_disturb_its_neighbours(read):
    lines = as_csv(orders(4), quoting=csv.QUOTE_MINIMAL).split(b"\r\n")
    lines[2] = lines[2].replace(b"Keripik Singkong", b'Tas 12" hitam')
    done = read(b"\r\n".join(lines), "tiktok")
    assert done.lines["row"].to_list() == [2, 3, 4, 5]
    assert done.lines["product_name"][1] == 'Tas 12" hitam'


def test_two_quotes_that_stay_open_do_not_swallow_the_rows_between(read):
    lines = as_csv(orders(40)).split(b"\r\n")
    for at in (5, 30):
        lines[at] = lines[at].replace(b'"Keripik Singkong"', b'"Keripik Singkong', 1)
    done = read(b"\r\n".join(lines), "tiktok")
    assert done.lines.height == 38
    assert done.rejected.select("row", "reason").rows() == [(6, "quote_open"), (31, "quote_open")]


def test_a_quote_that_stays_open_to_the_end_loses_one_row(read):
    lines = as_csv(orders(10)).split(b"\r\n")
    lines[4] = lines[4].replace(b'"Keripik Singkong"', b'"Keripik Singkong', 1)
    done = read(b"\r\n".join(lines), "tiktok")
    assert (done.lines.height, done.rejected["row"].to_list()) == (9, [5])


def test_a_file_cut_off_in_a_row_keeps_the_rows_before(read):
    content = as_csv(orders(10))
    done = read(content[: int(len(content) * 0.85)], "tiktok")
    assert done.lines["row"].to_list() == list(range(2, 2 + done.lines.height))
    assert done.lines.height + done.rejected.height == done.rows_read
    assert done.rejected.height == 1


def test_rows_that_come_before_a_fault_deep_in_the_file_come_once(read, monkeypatch):
    monkeypatch.setattr(csv_rows, "CHUNK_ROWS", 100)
    lines = as_csv(orders(5_000), quoting=csv.QUOTE_MINIMAL).split(b"\r\n")
    lines[4_000] = lines[4_000].replace(b"Keripik Singkong", b'Tas 12" hitam, 9" lebar"')
    done = read(b"\r\n".join(lines), "tiktok")
    assert sorted([*done.lines["row"], *done.rejected["row"]]) == list(range(2, 5_002))
    assert done.lines.height >= 4_999


def test_bytes_that_are_no_text_are_refused(put):
    with pytest.raises(UnreadableFile) as caught:
        open_export(put(as_csv(orders(2)) + b"\x00" * 100), channel="tiktok")
    assert caught.value.code == "not_a_table"


def test_nothing_is_left_in_the_spool_after_reading(read):
    before = set(Path(settings.SPOOL_DIR).glob("*"))  # what other tests of this run have left there
    read(as_csv(orders(3, Product_Name="Café"), encoding="cp1252"), "tiktok")
    assert set(Path(settings.SPOOL_DIR).iterdir()) == before


def test_a_value_that_starts_like_a_formula_is_a_value(read):
    line = read(as_csv([tiktok_row(Product_Name="=1+1", Variation="+cmd|x")]), "tiktok").line()
    assert (line["product_name"], line["variation"]) == ("=1+1", "+cmd|x")


def test_titles_blank_lines_and_line_breaks_above_the_orders_do_not_move_the_rows(read):
    header, *lines = as_csv(orders(3), encoding="utf-8").split(b"\r\n")
    explained = b'"Platform unique\r\norder ID.","Current\norder status."' + b',""' * 63
    content = b"\r\n".join([b"", b'"Semua\npesanan"', b"", header, explained, *lines])
    done = read(content, "tiktok")
    assert done.lines["order_id"].to_list() == [f"5773829183827{at:05}" for at in (1, 2, 3)]
    assert done.lines["row"].to_list() == [6, 7, 8]
    assert done.rejected.height == 0
