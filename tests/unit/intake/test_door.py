import pytest

from tumbuh.intake.door import kind_of
from tumbuh.kernel.errors import UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LIMIT = 1_000_000_000


@pytest.fixture
def put(tmp_path):
    def make(content):
        path = tmp_path / "berkas.xlsx"
        path.write_bytes(content)
        return path

    return make


def refused(path, limit=LIMIT):
    with pytest.raises(UnreadableFile) as caught:
        kind_of(path, limit_bytes=limit)
    return caught.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"PK\x03\x04rest", "xlsx"), (OLE + b"\x00" * 600, "xls"), (b"a;b\n1;2\n", "csv"), (b"\xef\xbb\xbfa,b\n", "csv")],
)
def test_the_bytes_say_what_a_file_is_whatever_its_name(put, content, kind):
    assert kind_of(put(content), limit_bytes=LIMIT) == kind


def test_a_file_of_no_bytes_is_refused(put):
    assert refused(put(b"")).code == "empty_file"


def test_a_file_of_two_gigabytes_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "besar.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)  # sparse: takes no space
    refusal = refused(path)
    assert refusal.code == "too_large"
    assert "1000 MB" in refusal.message


@pytest.mark.parametrize("before", [600, 3_000_000])
def test_a_workbook_with_a_password_is_refused_wherever_the_mark_stands(put, before):
    content = OLE + b"\x00" * before + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    assert refused(put(content)).code == "locked"


@pytest.mark.parametrize(
    "start", [b"<html>", b"\xef\xbb\xbf<!DOCTYPE html>", b"\r\n <TABLE border=1>", b"<?xml version"]
)
def test_a_web_page_saved_as_excel_is_refused(put, start):
    assert refused(put(start + b"<tr><td>No. Pesanan</td></tr>")).code == "web_page"
