import pytest

from tumbuh.intake import writing
from tumbuh.kernel.errors import UnreadableFile


@pytest.fixture
def put(tmp_path):
    def make(content):
        path = tmp_path / "berkas.csv"
        path.write_bytes(content)
        return path

    return make


@pytest.mark.parametrize(
    ("content", "encoding", "errors"),
    [
        (b"nama;kota\nSiti;Jakarta\n", "utf-8", "strict"),
        ("nama;kota\nRenée;Café\n".encode(), "utf-8", "strict"),
        ("nama;kota\nRenée;Café\n".encode("utf-8-sig"), "utf-8-sig", "strict"),
        ("nama;kota\nRenée;Café\n".encode("utf-16"), "utf-16", "strict"),
        ("nama;kota\nRenée;Café\n".encode("cp1252"), "cp1252", "replace"),
        ("nama;kota\nRenée;Café 😀😀😀\n".encode() + b"\xc3", "utf-8", "replace"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(put, content, encoding, errors):
    found = writing.look_at(put(content))
    assert (found.encoding, found.errors, found.separator) == (encoding, errors, ";")


def test_a_letter_that_lies_over_the_edge_of_two_pieces_is_whole(put, monkeypatch):
    monkeypatch.setattr(writing, "_PIECE", 5)
    found = writing.look_at(put("a;bé;c\né;é;é\n".encode()))
    assert (found.encoding, found.errors, found.line_breaks) == ("utf-8", "strict", 2)


def test_a_letter_cut_off_at_the_end_is_a_spoilt_one(put):
    assert writing.look_at(put("é;é;é".encode()[:-1])).errors == "replace"


def test_the_separator_is_the_sign_of_the_most_cells_below_a_title_too(put):
    assert writing.look_at(put(b"Laporan, Januari\n\na;b;c;d\n1,5;2;3;4\n")).separator == ";"


def test_bytes_that_no_text_has_are_refused(put):
    with pytest.raises(UnreadableFile) as caught:
        writing.look_at(put(b"a;b\n\x00\x00\x00"))
    assert caught.value.code == "not_a_table"


def test_a_file_is_written_again_as_utf_8(put, tmp_path):
    path = put("nama;kota\r\nRenée;Café\r\n".encode("cp1252"))
    writing.rewrite(path, writing.look_at(path), tmp_path / "baru.csv")
    assert (tmp_path / "baru.csv").read_bytes() == "nama;kota\r\nRenée;Café\r\n".encode()
