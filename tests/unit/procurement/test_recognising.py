import csv
import json
import re
from pathlib import Path

import pytest
import xlsxwriter

from tumbuh.kernel.errors import UnreadableFile
from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.recognising import NotRecognised, recognise

GOLDEN = Path(__file__).parents[2] / "golden" / "procurement"
FILES = sorted(GOLDEN.glob("*.json"))


def rows_of(path):
    told = json.loads(path.read_text())
    return told if isinstance(told, list) else next(rows for rows in told.values() if isinstance(rows, list))


def test_there_is_a_file_of_every_data_set():
    assert {path.stem for path in FILES} == set(ALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_download_is_recognised_by_its_columns_alone(path):
    assert recognise(path, file_name="unduhan.json") == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_same_rows_as_csv_and_as_a_workbook_are_recognised_too(path, tmp_path):
    rows = rows_of(path)
    names = list(dict.fromkeys(name for row in rows for name in row))
    with (tmp_path / "x.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert recognise(tmp_path / "x.csv", file_name="x.csv") == path.stem
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        book.add_worksheet().write_row(0, 0, names)
    assert recognise(tmp_path / "x.xlsx", file_name="x.xlsx") == path.stem


def test_only_the_beginning_of_a_large_file_is_read(tmp_path):
    path = tmp_path / "besar.json"
    row = rows_of(GOLDEN / "rup_provider.json")[0]
    path.write_text("[" + ",".join([json.dumps(row)] * 2_000) + ", {broken")
    assert recognise(path, file_name="besar.json") == "rup_provider"


@pytest.mark.parametrize(
    ("content", "refusal", "told"),
    [
        ("nama;alamat\nBudi;Jl. A\n", UnreadableFile, "Baris judul tidak ditemukan"),
        ("kd_satker;tahun\n1;2026\n", NotRecognised, "Pilih sendiri jenis datanya"),
        ('[{"a": 1}]', NotRecognised, "tidak dikenali dari kolomnya (a)"),
        ("[1, 2]", UnreadableFile, "Isi JSON bukan daftar baris data"),
        ("   ", UnreadableFile, "Berkas kosong"),
    ],
)
def test_what_is_no_data_set_of_ours_is_refused_with_what_to_do(tmp_path, content, refusal, told):
    path = tmp_path / "x.dat"
    path.write_text(content)
    with pytest.raises(refusal, match=re.escape(told)):
        recognise(path, file_name="x.dat")
