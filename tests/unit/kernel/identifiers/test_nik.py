from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, nik
from tumbuh.kernel.identifiers.nik_places import PLACES

SITI = "3171014405800001"  # a woman of 4 May 1980
TODAY = date(2026, 11, 24)
PARTS = st.tuples(
    st.sampled_from(sorted(PLACES)), st.integers(1, 99), st.dates(date(1927, 1, 1), date(2009, 1, 1)), st.booleans(),
    st.integers(1, 9999),
)  # fmt: skip


def build(place: str, district: int, born: date, woman: bool, serial: int) -> str:
    return f"{place}{district:02}{born.day + 40 * woman:02}{born:%m%y}{serial:04}"


def code_of(text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        nik.parse(text)
    return refused.value.code


@given(PARTS)
def test_what_is_built_is_read_back(parts):
    found = nik.parse(build(*parts))
    assert (found.born_on(today=TODAY), found.is_woman) == (parts[2], parts[3])
    assert nik.parse(str(found)) == found


@given(PARTS, st.sampled_from([" ", ".", "-", "\u00a0"]), st.integers(1, 12))
def test_the_way_it_is_written_does_not_matter(parts, mark, place):
    number = build(*parts)
    for text in (f"{number[:place]}{mark}{number[place:]}", f" {number}\t", f"'{number}", f"{number}.0"):
        assert str(nik.parse(text)) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("317101440580001", "nik_length"),
        ("31710144058000011", "nik_length"),
        ("", "nik_digits"),
        ("317101440580000X", "nik_digits"),
        ("３１７１０１４４０５８００００１", "nik_digits"),
        ("3199014405800001", "nik_place"),
        ("0071014405800001", "nik_place"),
        ("3171018105800001", "nik_date"),  # day 81: python-stdnum takes it for the first
        ("3171010005800001", "nik_date"),
        ("3171014005800001", "nik_date"),
        ("3171013205800001", "nik_date"),
        ("3171013102800001", "nik_date"),
        ("3171013104800001", "nik_date"),
        ("3171014413800001", "nik_date"),
        ("3171014400800001", "nik_date"),
        ("3171012902010001", "nik_date"),  # neither 1901 nor 2001 had a 29 February
        ("3171016902990001", "nik_date"),
        ("3171012902020001", "nik_date"),
        ("3171012902980001", "nik_date"),
        ("3171014405800000", "nik_serial"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["3171012902040001", "3171016902000001", "3171017112690001"])
def test_leap_days_and_the_highest_day_of_a_woman_are_right(text):
    assert str(nik.parse(text)) == text


def test_every_month_ends_on_its_last_day():
    last_days = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
    for month, last in last_days.items():
        assert nik.parse(f"317101{last}{month:02}960001")
        assert nik.parse(f"317101{last + 40}{month:02}960001")
        assert code_of(f"317101{last + 1}{month:02}960001") == "nik_date"


@pytest.mark.parametrize("place", ["3101", "3171", "3172", "3173", "3174", "3175", "3275", "9671", "9301"])
def test_places_of_today_are_known(place):
    assert nik.parse(f"{place}014405800001").place == f"{place}01"


@pytest.mark.parametrize("place", ["3219", "5401", "5413", "6473", "9101", "9201", "9271"])
def test_retired_places_stay_known(place):
    assert str(nik.parse(f"{place}014405800001")).startswith(place)


@pytest.mark.parametrize(
    ("birth", "born"),
    [
        ("240909", date(2009, 9, 24)),  # 17 years and two months
        ("241109", date(2009, 11, 24)),  # 17 today
        ("010105", date(2005, 1, 1)),  # python-stdnum says 1905
        ("241126", date(1926, 11, 24)),  # 100 today
        ("010127", date(1927, 1, 1)),
        ("290200", date(2000, 2, 29)),  # 1900 had no such day
    ],
)
def test_the_century_makes_an_owner_of_17_to_100(birth, born):
    assert nik.parse(f"317101{birth}0001").born_on(today=TODAY) == born


def test_the_centuries_move_on_with_the_day_of_asking():
    found = nik.parse("3171010101050001")
    assert [found.born_on(today=date(year, 6, 1)).year for year in (2026, 2099, 2105, 2130)] == [2005, 2005, 2005, 2105]


@pytest.mark.parametrize("birth", ["251109", "241125", "010120"])
def test_no_century_for_a_child_or_somebody_older_than_100(birth):
    with pytest.raises(InvalidIdentifier) as refused:
        nik.parse(f"317101{birth}0001").born_on(today=TODAY)
    assert refused.value.code == "nik_age"


def test_a_mask_shows_the_place_and_nothing_of_the_person():
    assert nik.parse(SITI).masked == "3171••••••••••••"


def test_no_refusal_repeats_the_number():
    for text in ("3199014405800001", "3171018105800001", "3171014405800000", "317101440580001"):
        with pytest.raises(InvalidIdentifier) as refused:
            nik.parse(text)
        assert not any(text[at : at + 6] in refused.value.message for at in range(len(text) - 5))


def test_a_nik_tells_no_domicile():
    assert not any("domicile" in name or "address" in name or "area" in name for name in dir(nik.Nik))
