"""Files of a data set in every writing, and clear refusals of what is none."""

import json

import polars as pl
import pytest
import xlsxwriter

from tumbuh.kernel.errors import UnreadableFile
from tumbuh.procurement import files
from tumbuh.procurement.files import MissingColumns, open_source

NAMES = {
    "code": ("kd_rup", "kode_rup"),
    "value": ("pagu", "Pagu (Rp)"),
    "npwp": ("npwp16_penyedia", "npwp_16_penyedia"),
}
ROWS = [
    {"kd_rup": 40000001, "pagu": 1234.567, "active": True, "npwp16_penyedia": None, "npwp_16_penyedia": "12"},
    {"kd_rup": "40000002;40000003", "pagu": "1.250.000", "other": None},
]


def read(path, *, required=("code",)):
    source = open_source(path, NAMES, required=required)
    return source, pl.concat(source.parts, how="diagonal").to_dicts()


def put(tmp_path, text, name="data.json"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "wrap",
    [
        json.dumps,
        lambda rows: json.dumps({"success": True, "meta": {"cursor": "x"}, "data": rows}),
        lambda rows: "\n".join(json.dumps(row) for row in rows),
        lambda rows: "\ufeff" + json.dumps(rows, indent=2),
    ],
    ids=["list", "envelope", "lines", "mark"],
)
def test_json_in_a_list_an_envelope_or_lines(tmp_path, wrap):
    source, rows = read(put(tmp_path, wrap(ROWS)))
    assert rows == [
        {"row": 1, "code": "40000001", "value": "1234,567", "npwp": "12"},
        {"row": 2, "code": "40000002;40000003", "value": "1.250.000", "npwp": None},
    ]
    assert (source.rows_total, source.unknown) == (2, ["active", "other"])


def test_a_code_of_eighteen_digits_survives(tmp_path):
    _, rows = read(put(tmp_path, '[{"kd_rup": 123456789012345678}]'))
    assert rows[0]["code"] == "123456789012345678"


def test_a_list_of_codes_is_joined(tmp_path):
    _, rows = read(put(tmp_path, '[{"kd_rup": [1, 2], "pagu": {"a": 1}}]'))
    assert rows[0] == {"row": 1, "code": "1;2", "value": '{"a": "1"}'}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_a_title_above_and_any_separator(tmp_path, separator):
    text = f"Laporan RUP 2026\n\nKode RUP{separator}PAGU (Rp)\n40000001{separator}'5\n"
    _, rows = read(put(tmp_path, text, "x.csv"))
    assert rows == [{"row": 4, "code": "40000001", "value": "5"}]


def test_csv_in_another_writing_is_read_and_told(tmp_path):
    source, rows = read(put(tmp_path, "kd_rup;pagu\nCAFÉ;1\n".encode("cp1252"), "x.csv"))
    assert rows[0]["code"] == "CAFÉ"
    assert "Windows-1252" in source.notices[0]
    _, rows = read(put(tmp_path, "kd_rup;pagu\nCAFÉ;1\n".encode("utf-16"), "y.csv"))
    assert rows[0]["code"] == "CAFÉ"


def test_a_workbook_is_read_by_its_header(tmp_path):
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Unduhan SiRUP"])
    sheet.write_row(2, 0, ["kd_rup", "nama", "pagu"])
    sheet.write_row(3, 0, [40000001, "ATK", 1_250_000])
    book.close()
    source, rows = read(path)
    assert rows == [{"row": 4, "code": "40000001", "value": "1250000"}]
    assert source.unknown == ["nama"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b'[{"kd_rup": 1}, {"kd_rup": 2', "broken_json"),
        (b'[{"kd_rup": 1}', "broken_json"),
        (b"[1, 2]", "not_a_table"),
        (b'kd_rup;pagu\n1;"x\n2;3\n', "quote_open"),
        (b"kd_rup,pagu\n1,2,3,4\n", "ragged"),
        (b"apa;saja\n1;2\n", "header_missing"),
        (b"\x01\x02\x00\x00binary", "not_a_table"),
        (b"PK\x03\x04broken", "broken_xlsx"),
        ("kd_rup;pagu\n1;2\n".encode("utf-16")[:-1], "cut_off"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path, content, code):
    with pytest.raises(UnreadableFile) as refusal:
        read(put(tmp_path, content, "x"))
    assert refusal.value.code == code


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(MissingColumns) as refusal:
        read(put(tmp_path, '[{"kd_rup": 1, "nama": "x"}]'), required=("code", "value"))
    assert "Kolom pagu tidak ada" in refusal.value.message
    assert "kd_rup, nama" in refusal.value.message


def test_a_large_file_comes_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PART_ROWS", 2)
    source = open_source(put(tmp_path, json.dumps([{"kd_rup": n} for n in range(5)])), NAMES, required=["code"])
    assert [part["code"].to_list() for part in source.parts] == [["0", "1"], ["2", "3"], ["4"]]


def test_the_beginning_of_a_file_may_end_in_the_middle_of_a_sign(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PEEK_BYTES", 29)
    assert files.peek(put(tmp_path, "kd_rup;pagu\nCAFÉ;1\n".encode("utf-16")), NAMES) == ["kd_rup", "pagu"]
