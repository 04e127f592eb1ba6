"""Files are read digit by digit; a mistake is told with file, line and column; the answer is written whole."""

import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.matching.solver.assignment import best
from tumbuh.matching.solver.files import BadMatchFile, check_out, read, read_met, whole_weights, write_pairs

DEMANDS = """demand_id,category,district,x,y,quantity,unit_budget,certificates,slots
N2,konsumsi,317401,1.5,2,40,25000,halal;pirt,1
N1,"alat tulis, kertas",317402,3,4,10,5000,,2
"""
SUPPLIERS = """supplier_id,categories,district,x,y,capacity,unit_price,certificates,slots
U1,konsumsi;alat tulis,317401,1,2,100,20000,halal,1
U2,konsumsi,317402,3,4,50,22000,,1
"""
PAIRS = """demand_id,supplier_id,weight
N1,U1,9
N1,U2,1.25
N2,U1,9.5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "demands.csv").write_text(DEMANDS, encoding="utf-8")
    (tmp_path / "suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    return tmp_path


def test_the_answer_is_sorted_and_its_worth_exact(folder: Path) -> None:
    instance = read(folder)
    choice = best(instance)
    write_pairs(folder / "out.csv", instance, choice.chosen)
    assert (folder / "out.csv").read_text() == "demand_id,supplier_id\nN1,U2\nN2,U1\n"
    assert Fraction(choice.objective, instance.scale) == Fraction("10.75")
    assert instance.demand_ids.tolist() == ["N1", "N2"]
    assert instance.demand_slots.tolist() == [2, 1]
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("demands.csv", "pirt,1", "pirt,-1", "demands.csv baris 2, kolom slots: “-1”"),
        ("demands.csv", "pirt,1", "pirt,1.5", "demands.csv baris 2, kolom slots: “1.5”"),
        ("demands.csv", "pirt,1", "pirt,", "demands.csv baris 2, kolom slots: “”"),
        ("demands.csv", "25000", "mahal", "demands.csv baris 2, kolom unit_budget: “mahal”"),
        ("demands.csv", "slots\n", "slot\n", "demands.csv baris 1: kolom slots tidak ada"),
        ("demands.csv", "N2,", "N1,", "demands.csv baris 3, kolom demand_id: “N1” sudah ada di baris 2"),
        ("suppliers.csv", "U2,", ",", "suppliers.csv baris 3, kolom supplier_id"),
        ("suppliers.csv", "22000", "22 ribu", "suppliers.csv baris 3, kolom unit_price: “22 ribu”"),
        ("pairs.csv", "N2,U1", "N9,U1", "pairs.csv baris 4, kolom demand_id: “N9” tidak ada di demands.csv"),
        ("pairs.csv", "N2,U1", "N2,U9", "pairs.csv baris 4, kolom supplier_id: “U9” tidak ada di suppliers.csv"),
        ("pairs.csv", "N2,U1", "N1,U1", "pairs.csv baris 4, kolom supplier_id: pasangan N1 – U1 sudah ada di baris 2"),
        ("pairs.csv", "1.25", "nan", "pairs.csv baris 3, kolom weight: “nan”"),
        ("pairs.csv", "1.25", "inf", "pairs.csv baris 3, kolom weight: “inf”"),
        ("pairs.csv", "1.25", '"1,25"', "pairs.csv baris 3, kolom weight: “1,25”"),
        ("pairs.csv", "1.25", "1,25", "pairs.csv baris 3, kolom 4"),
        ("pairs.csv", "1.25", "1e40", "pairs.csv baris 3, kolom weight: 41 angka"),
        ("pairs.csv", "N1,U2,1.25", "\n\nN1,U2,1e40", "pairs.csv baris 5, kolom weight: 41 angka"),
        ("pairs.csv", "N1,U2", "\n\nN1,U9", "pairs.csv baris 5, kolom supplier_id: “U9” tidak ada"),
        ("pairs.csv", "1.25", "٣", "pairs.csv baris 3, kolom weight: “٣”"),
        ("demands.csv", "pirt,1", "pirt,٣", "demands.csv baris 2, kolom slots: “٣”"),
        ("pairs.csv", "weight", "weight, weight", "pairs.csv baris 1: kolom weight ada dua kali"),
        ("pairs.csv", "N1,U2", '"N1,U2', "pairs.csv baris 3: tanda petik tidak ditutup"),
        ("pairs.csv", ",", ";", "pairs.csv baris 1: kolom dipisah titik koma"),
        ("pairs.csv", "\n", "\r", "pairs.csv: akhir barisnya gaya Mac lama"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_column(folder: Path, name: str, old: str, new: str, told: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BadMatchFile) as refusal:
        read(folder)
    assert told in refusal.value.message


def test_a_missing_an_empty_and_an_unreadable_file_are_told_apart(folder: Path) -> None:
    (folder / "pairs.csv").write_bytes(b"demand_id,supplier_id,weight\nN1,U1,1\nN1,\xff\xfe,2\n")
    with pytest.raises(BadMatchFile, match=r"pairs\.csv setelah baris 2|bukan teks UTF-8"):
        read(folder)
    (folder / "pairs.csv").write_bytes(b"")
    with pytest.raises(BadMatchFile, match=r"pairs\.csv kosong"):
        read(folder)
    (folder / "pairs.csv").unlink()
    with pytest.raises(BadMatchFile, match=r"pairs\.csv tidak ada di"):
        read(folder)


def test_a_folder_a_line_of_another_encoding_and_an_old_excel_are_told_apart(folder: Path) -> None:
    (folder / "pairs.csv").write_bytes("demand_id,supplier_id,weight,catatan é\n".encode("utf-16"))
    with pytest.raises(BadMatchFile, match=r"pairs\.csv baris 1: bukan teks UTF-8"):
        read(folder)
    (folder / "pairs.csv").unlink()
    (folder / "pairs.csv").mkdir()
    with pytest.raises(BadMatchFile, match=r"pairs\.csv tidak dapat dibaca: itu sebuah folder"):
        read(folder)
    with pytest.raises(BadMatchFile, match=r"tidak dapat dibaca: foldernya bukan folder"):
        read(folder / "demands.csv")


def test_empty_lines_and_columns_that_nobody_asked_for_change_nothing(folder: Path) -> None:
    plain = read(folder)
    for name in ("demands.csv", "suppliers.csv", "pairs.csv"):
        lines = (folder / name).read_text().splitlines()
        text = "\n" + "\n\n".join([f"{lines[0]},catatan,catatan", *(f"{line},x,y" for line in lines[1:])]) + "\n\n"
        (folder / name).write_text(text)
    again = read(folder)
    assert {name: np.asarray(value).tolist() for name, value in vars(again).items()} == {
        name: np.asarray(value).tolist() for name, value in vars(plain).items()
    }


def test_the_name_of_a_folder_is_a_name_and_no_pattern(folder: Path) -> None:
    odd = folder / "data [2026]*"
    odd.mkdir()
    for name in ("demands.csv", "suppliers.csv", "pairs.csv"):
        (folder / name).rename(odd / name)
    assert read(odd).pairs == 3


def test_the_same_rows_in_another_order_give_the_same_file(folder: Path) -> None:
    first = read(folder)
    write_pairs(folder / "first.csv", first, best(first, seed=4).chosen)
    for name in ("demands.csv", "suppliers.csv", "pairs.csv"):
        head, *rows = (folder / name).read_text().splitlines()
        (folder / name).write_text("\n".join([head, *reversed(rows)]) + "\n")
    second = read(folder)
    write_pairs(folder / "second.csv", second, best(second, seed=4).chosen)
    assert (folder / "first.csv").read_bytes() == (folder / "second.csv").read_bytes()


def test_headers_without_rows_are_a_problem_without_pairs(folder: Path) -> None:
    for name in ("demands.csv", "suppliers.csv", "pairs.csv"):
        (folder / name).write_text((folder / name).read_text().splitlines()[0] + "\n")
    instance = read(folder)
    assert best(instance).proved
    write_pairs(folder / "out.csv", instance, best(instance).chosen)
    assert (folder / "out.csv").read_text() == "demand_id,supplier_id\n"


def test_windows_line_ends_a_byte_order_mark_and_spaces_change_nothing(folder: Path) -> None:
    for name in ("demands.csv", "suppliers.csv", "pairs.csv"):
        text = (folder / name).read_text().replace("\n", "\r\n").replace("N1,", " N1 ,")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.encode())
    instance = read(folder)
    assert best(instance).objective == 1075


def test_pairs_that_have_met_are_recognised_and_strangers_are_no_mistake(folder: Path) -> None:
    (folder / "met.csv").write_text("demand_id,supplier_id\nN2,U1\nN7,U8\nN2,U1\n")
    pairs, sellers = read_met(folder / "met.csv", read(folder))
    assert (pairs.tolist(), sellers.tolist()) == ([False, False, True], [True, False])


def test_a_place_that_cannot_be_written_is_refused(folder: Path) -> None:
    instance = read(folder)
    with pytest.raises(BadMatchFile, match="tidak dapat ditulis"):
        write_pairs(folder / "nowhere" / "out.csv", instance, best(instance).chosen)


def test_the_answer_never_takes_the_place_of_what_was_read_a_folder_or_a_device(folder: Path) -> None:
    met = folder / "met.csv"
    met.write_text("demand_id,supplier_id\n")
    (folder / "link.csv").symlink_to("pairs.csv")
    os.mkfifo(folder / "pipe")
    for to, told in (
        (folder / "pairs.csv", "berkas masukan"),
        (folder / "link.csv", "berkas masukan"),
        (met, "berkas masukan"),
        (folder, "adalah folder"),
        (folder / "pipe", "bukan berkas biasa"),
        (folder / ("a" * 300), "namanya terlalu panjang"),
    ):
        with pytest.raises(BadMatchFile, match=told):
            check_out(to, folder=folder, met=met)
    check_out(folder / "out.csv", folder=folder, met=None)


def test_a_link_to_the_answer_stays_a_link(folder: Path) -> None:
    (folder / "real.csv").write_text("dari kemarin")
    (folder / "link.csv").symlink_to("real.csv")
    instance = read(folder)
    write_pairs(folder / "link.csv", instance, best(instance).chosen)
    assert (folder / "link.csv").is_symlink()
    assert (folder / "real.csv").read_text() == "demand_id,supplier_id\nN1,U2\nN2,U1\n"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.decimals(-9999, 9999, places=6), min_size=1, max_size=20))
def test_decimal_weights_become_whole_without_losing_a_digit(weights: list[object]) -> None:
    texts = [f"{one:f}" for one in weights]
    whole, scale, rounded = whole_weights(pl.Series(texts), nodes=1000)
    assert not rounded
    assert [Fraction(int(one), scale) for one in whole] == [Fraction(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1e-3", "0.001"), ("+2.50", "2.5"), (".5", "0.5"), ("5.", "5"), ("-0.0", "0"), ("12E2", "1200"), ("007", "7")],
)
def test_every_way_to_write_a_number_is_read(text: str, value: str) -> None:
    whole, scale, rounded = whole_weights(pl.Series([text]), nodes=10)
    assert (Fraction(int(whole[0]), scale), rounded) == (Fraction(value), False)


def test_digits_beyond_64_bits_are_rounded_and_it_is_said() -> None:
    whole, scale, rounded = whole_weights(pl.Series(["0.12345678901234567", "-0.99999999999999999"]), nodes=220_001)
    assert rounded
    assert (whole.tolist(), scale) == ([1_234_567_890_123, -10_000_000_000_000], 10**13)
