from datetime import date

import pytest

from tumbuh.kernel.errors import Refused
from tumbuh.registry.cells import parse_amount, parse_class, parse_day, parse_gender, parse_name, parse_nib, parse_nik


@pytest.mark.parametrize(
    "text",
    ["31/12/2024", "31-12-2024", "31.12.2024", "2024-12-31", "2024-12-31 00:00:00", "31 Desember 2024", "31-Des-2024"],
)
def test_days_are_read_in_the_ways_offices_write_them(text):
    assert parse_day(text) == date(2024, 12, 31)


@pytest.mark.parametrize("text", ["12/31/2024", "31/02/2024", "31/12/24", "45657", "kemarin", "1 Foo 2024"])
def test_a_day_that_can_be_misread_is_refused(text):
    with pytest.raises(Refused) as refused:
        parse_day(text)
    assert refused.value.code == "bad_day"


@pytest.mark.parametrize(("text", "rupiah"), [("Rp35.000.000", 35_000_000), ("35000000", 35_000_000), ("0", 0)])
def test_amounts_are_whole_rupiah(text, rupiah):
    assert parse_amount(text) == rupiah


@pytest.mark.parametrize(
    ("text", "code"),
    [("-5", "bad_amount"), ("1,5E+10", "scientific"), ("9" * 17, "amount_too_large"), ("banyak", "not_rupiah")],
)
def test_amounts_that_cannot_be_are_refused(text, code):
    with pytest.raises(Refused) as refused:
        parse_amount(text)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["3,17101E+15", "3.17101440580000E+15", "3E15"])
@pytest.mark.parametrize("parse", [parse_nik, parse_nib])
def test_an_id_that_excel_made_scientific_says_how_to_mend_it(parse, text):
    with pytest.raises(Refused) as refused:
        parse(text)
    assert refused.value.code == "scientific"
    assert "Teks" in refused.value.message


def test_words_for_gender_and_class():
    assert [parse_gender(text) for text in ("L", "laki-laki", "P", "Perempuan")] == ["male", "male", "female", "female"]
    assert [parse_class(text) for text in ("Mikro", "USAHA KECIL", "Menengah")] == ["micro", "small", "medium"]
    for parse in (parse_gender, parse_class):
        with pytest.raises(Refused):
            parse("?")


def test_a_name_longer_than_its_column_is_refused():
    assert parse_name("x" * 200) == "x" * 200
    with pytest.raises(Refused):
        parse_name("x" * 201)
