import io
import zipfile

import pytest
import xlsxwriter

from tumbuh.kernel.errors import UnreadableFile
from tumbuh.registry.columns import score
from tumbuh.registry.files import open_table

HEADER = ["Nama Pemilik", "NIK", "Nama Usaha"]
ROW = ["Siti", "3171014405800001", "Warung Siti"]


def put(tmp_path, content, name="daftar.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def workbook(rows, *, numbers=(), sheets=None):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, lines in (sheets or {"Data": rows}).items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(lines):
                for column, cell in enumerate(row):
                    if (at, column) in numbers:
                        sheet.write_number(at, column, float(cell))
                    else:
                        sheet.write_string(at, column, cell)
    return buffer.getvalue()


def refused(tmp_path, content, name="daftar.csv"):
    with pytest.raises(UnreadableFile) as caught:
        open_table(put(tmp_path, content, name), score=score)
    return caught.value.code


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_any_usual_writing(tmp_path, separator, encoding):
    text = "\r\n".join(separator.join(row) for row in (HEADER, ROW))
    table = open_table(put(tmp_path, text.encode(encoding)), score=score)
    assert table.columns == HEADER
    assert table.frame.rows() == [(2, *ROW)]
    assert table.notices == []


def test_windows_1252_is_read_again_and_said(tmp_path):
    text = "Nama Pemilik;NIK;Nama Usaha\nRenée;3171014405800001;Café\n"
    table = open_table(put(tmp_path, text.encode("cp1252")), score=score)
    assert table.frame["Nama Pemilik"].to_list() == ["Renée"]
    assert len(table.notices) == 1
    assert "Windows-1252" in table.notices[0]


def test_rows_are_numbered_as_the_spreadsheet_does_with_titles_and_blank_rows_between(tmp_path):
    text = "DAFTAR UMKM;;\n;;\nNama Pemilik;NIK;Nama Usaha\nSiti;1;A\n;;\nBudi;2;B\n"
    table = open_table(put(tmp_path, text.encode()), score=score)
    assert table.frame["row"].to_list() == [4, 6]


def test_blanks_and_dashes_and_hard_spaces_are_nothing(tmp_path):
    text = "Nama Pemilik;NIK;Nama Usaha\n Siti\u00a0 Aminah ;-;\n"
    table = open_table(put(tmp_path, text.encode()), score=score)
    assert table.frame.rows() == [(2, "Siti Aminah", None, None)]


def test_a_quoted_cell_may_hold_the_separator_and_a_line_break(tmp_path):
    text = 'Nama Pemilik,NIK,Nama Usaha\n"Siti, Hj.",1,"Warung\nSiti"\nBudi,2,B\n'
    table = open_table(put(tmp_path, text.encode()), score=score)
    assert table.frame["Nama Pemilik"].to_list() == ["Siti, Hj.", "Budi"]
    assert table.frame["Nama Usaha"].to_list() == ["Warung Siti", "B"]


def test_a_row_with_more_cells_than_the_header_is_marked(tmp_path):
    text = "Nama Pemilik;NIK;Nama Usaha\nSiti;1;A;lebih\nBudi;2;B;\n"
    table = open_table(put(tmp_path, text.encode()), score=score)
    assert table.ragged.rows() == [(2, 4)]


def test_a_column_name_twice_is_told_apart_and_a_nameless_column_left_out(tmp_path):
    text = "Nama Pemilik;Catatan;;Catatan;NIK\nSiti;a;b;c;1\n"
    table = open_table(put(tmp_path, text.encode()), score=score)
    assert table.columns == ["Nama Pemilik", "Catatan", "Catatan (2)", "NIK"]
    assert table.frame["Catatan (2)"].to_list() == ["c"]


def test_the_sheet_with_the_header_is_found(tmp_path):
    content = workbook([], sheets={"Petunjuk": [["Isi lembar berikut"]], "Data": [["Daftar"], HEADER, ROW]})
    table = open_table(put(tmp_path, content, "daftar.xlsx"), score=score)
    assert table.frame.rows() == [(3, *ROW)]
    assert table.notices == ["Yang dibaca: lembar “Data”."]


def test_a_workbook_says_which_cells_are_numbers(tmp_path):
    content = workbook([HEADER, ["A", "3171014405800010", "B"], ["C", "3171014405800010", "D"]], numbers={(1, 1)})
    table = open_table(put(tmp_path, content, "daftar.xlsx"), score=score)
    assert table.frame["NIK"].to_list() == ["3171014405800010"] * 2
    assert table.is_number("NIK").to_list() == [True, False]


def test_an_empty_file_is_refused(tmp_path):
    assert refused(tmp_path, b"") == "empty_file"


def test_a_file_of_two_gigabytes_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "besar.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: takes no space
    with pytest.raises(UnreadableFile) as caught:
        open_table(path, score=score)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(tmp_path, share):
    content = workbook([HEADER, *[ROW] * 200])
    assert refused(tmp_path, content[: int(len(content) * share)], "daftar.xlsx") == "broken_xlsx"


def test_a_workbook_with_a_spoilt_part_is_refused(tmp_path):
    content = bytearray(workbook([HEADER, *[ROW] * 200]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    content[at] ^= 0xFF
    assert refused(tmp_path, bytes(content), "daftar.xlsx") == "broken_xlsx"


def test_a_zip_bomb_is_refused_without_filling_the_memory(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"\x00" * 1_000_000)
    assert refused(tmp_path, buffer.getvalue(), "bom.xlsx") == "zip_bomb"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("daftar.csv", "a;b")
    assert refused(tmp_path, buffer.getvalue(), "daftar.zip") == "not_a_table"


def test_bytes_that_are_no_text_are_refused(tmp_path):
    assert refused(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "foto.csv") == "not_a_table"


def test_a_quote_left_open_is_refused_because_it_swallows_rows(tmp_path):
    assert refused(tmp_path, b'Nama Pemilik,NIK,Nama Usaha\n"Siti,1,A\nBudi,2,B\n') == "quote_open"


def test_a_file_without_a_header_is_refused_with_what_was_seen(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        open_table(put(tmp_path, b"Siti;3171014405800001;Warung\n"), score=score)
    assert caught.value.code == "header_missing"
    assert "Siti" in caught.value.message
