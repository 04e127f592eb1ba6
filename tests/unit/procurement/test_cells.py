"""Whole columns of text to values, with the traps of public data."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.procurement import cells
from tumbuh.procurement.cells import Column, Kind, parse


def texts(*values):
    return pl.Series(values, dtype=pl.String)


@pytest.mark.parametrize(
    ("kind", "given_", "expected"),
    [
        (cells.code, ("123", "123.0", "123,0", "'0045", "0", "000", None), ["123"] * 3 + ["0045"] + [None] * 3),
        (cells.code, ("5.02.0.00.0.00.01.0000", "EP-01", "1.2E+5"), ["5.02.0.00.0.00.01.0000", "EP-01", None]),
        (cells.codes, ("1;2; 1", "7.0", "7,0;8.0", "0", "", None), ["{1,2}", "{7}", "{7,8}", "{}", "{}", "{}"]),
        (cells.codes, ("['1','2']", "4.01E+07"), ["{1,2}", None]),
        (cells.flag, ("TRUE", "true", "True", "1", "1.0", "Ya"), [True] * 6),
        (cells.flag, ("FALSE", "false", "0", "tidak", None, "mungkin"), [False] * 4 + [None] * 2),
        (cells.npwp, ("01.234.567.8-901.000", "012345678901000"), ["0012345678901000"] * 2),
        (cells.npwp, ("3171011501900001", "000000000000000", "12", None), ["3171011501900001", None, None, None]),
        (cells.year, ("2026", "2026.0", "26", "1234567", None), [2026, 2026, None, None, None]),
        (cells.text, ("  a  b ", "a\nb", None), ["a b", "a b", None]),
    ],
)  # fmt: skip
def test_a_column_becomes_values(kind, given_, expected):
    assert kind(texts(*given_)).to_list() == expected


@pytest.mark.parametrize(
    "text",
    ["2026-03-31", "2026-03-31 10:00:00", "2026-03-31T02:11:12Z", "2026-03-31T02:11:12.000+07:00", "31/03/2026",
     "31-03-2026", "31 Mar 2026"],
)  # fmt: skip
def test_a_day_in_every_writing(text):
    assert cells.day(texts(text)).to_list() == [date(2026, 3, 31)]


def test_what_is_no_day_is_none():
    assert cells.day(texts("0001-01-01", "31/02/2026", "besok", None)).to_list() == [None] * 4


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (("1250000", "1.250.000", "Rp1.250.000", "1.250.000,00", "-3", None), [1_250_000] * 4 + [-3, None]),
        (("1250000,5", "1250001,5"), [1_250_000, 1_250_002]),  # half to even
        (("1.234",), [1_234]),
        (("1.234", "12.5"), [1, 12]),  # a column of plain decimals
        (("1.234", "12.5", "1.234.567"), [1_234, 12, 1_234_567]),  # written by hand, both ways
        (("1.25E+06", "abc", "9" * 30), [1_250_000, None, None]),
    ],
)
def test_rupiah_in_every_writing(given_, expected):
    assert cells.rupiah(texts(*given_)).to_list() == expected


@given(st.lists(st.integers(-(10**15), 10**15), min_size=1))
def test_whole_rupiah_survive_both_writings(amounts):
    plain = [str(amount) for amount in amounts]
    dotted = [f"{amount:,}".replace(",", ".") for amount in amounts]
    assert cells.rupiah(texts(*plain)).to_list() == amounts
    assert cells.rupiah(texts(*dotted)).to_list() == amounts


def test_errors_name_row_column_and_value_and_a_missing_one_too():
    columns = [Column("on", Kind.DAY, ("tgl",)), Column("pagu", Kind.RUPIAH, ("pagu",), required=True)]
    frame = pl.DataFrame(
        {"row": [2, 3, 4], "on": ["2026-01-01", "kemarin", None], "pagu": ["10", "20,5", None]},
        schema={"row": pl.UInt32, "on": pl.String, "pagu": pl.String},
    )
    parsed = parse(frame, columns)
    assert parsed.frame["pagu"].to_list() == [10, 20, None]
    assert parsed.rounded == 1
    assert parsed.errors.select("row", "reason", "column", "value").rows() == [
        (3, "bad_day", "tgl", "kemarin"),
        (4, "missing", "pagu", ""),
    ]


def test_a_column_that_the_file_lacks_is_empty_and_no_error():
    parsed = parse(pl.DataFrame({"row": [1]}, schema={"row": pl.UInt32}), [Column("x", Kind.FLAG, ("x",))])
    assert parsed.frame["x"].to_list() == [None]
    assert parsed.errors.is_empty()
