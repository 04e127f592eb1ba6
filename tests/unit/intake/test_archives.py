import io
import struct
import zipfile

import pytest
import xlsxwriter

from tumbuh.intake import archives
from tumbuh.kernel.errors import UnreadableFile


@pytest.fixture
def put(tmp_path):
    def make(content):
        path = tmp_path / "buku.xlsx"
        path.write_bytes(content)
        return path

    return make


def workbook(*names):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for name in names:
            book.add_worksheet(name).write_string(0, 0, "x")
    return data.getvalue()


def code_of(path):
    with pytest.raises(UnreadableFile) as caught:
        archives.open_workbook(path)
    return caught.value.code


def test_the_sheets_are_told_in_the_workbooks_order(put):
    with archives.open_workbook(put(workbook("Orders & more", "Kedua"))) as archive:
        assert archives.sheets(archive) == [
            ("Orders & more", "xl/worksheets/sheet1.xml"),
            ("Kedua", "xl/worksheets/sheet2.xml"),
        ]
        assert not archives.counts_from_1904(archive)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_archive_is_broken(put, share):
    content = workbook("orders")
    assert code_of(put(content[: int(len(content) * share)])) == "broken_xlsx"


def test_a_bomb_is_refused_by_what_its_list_of_parts_says_before_anything_is_inflated(put):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"\x00" * 1_000_000)
    assert code_of(put(data.getvalue())) == "zip_bomb"


def test_a_bomb_whose_list_of_parts_lies_gives_no_more_than_it_promised(put):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * 50_000_000)
    content = data.getvalue().replace(struct.pack("<I", 50_000_000), struct.pack("<I", 1_000))
    with archives.open_workbook(put(content)) as archive:
        given: list[bytes] = []
        with pytest.raises(UnreadableFile):
            given.extend(archives.inflate(archive, "xl/worksheets/sheet1.xml"))
        assert sum(len(piece) for piece in given) <= 1_000


def test_an_archive_that_is_no_workbook_is_refused(put):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("pesanan.csv", "a;b")
    assert code_of(put(data.getvalue())) == "not_a_table"


def test_a_workbook_whose_sheets_are_not_there_is_broken(put):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", '<workbook><sheet name="a" r:id="rId1"/></workbook>')
    with archives.open_workbook(put(data.getvalue())) as archive, pytest.raises(UnreadableFile) as caught:
        archives.sheets(archive)
    assert caught.value.code == "broken_xlsx"
