import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, pirt


def code_of(text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        pirt.parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    "text",
    ["2153171010001-30", "215317101000130", "P-IRT 2153171010001-30", "P-IRT No. 215.3171.01.0001-30",
     "No. PIRT: 2153171010001 - 30", "PIRT 2153171010001-30"],
)  # fmt: skip
def test_a_pirt_number_is_read_with_its_label_and_marks(text):
    found = pirt.parse(text)
    assert (str(found), found.city, found.ends_in) == ("2153171010001-30", "3171", 2030)


@given(
    st.from_regex(r"[1-8](0[1-9]|1[0-5])", fullmatch=True),
    st.sampled_from(["3101", "3171", "3175", "3275"]),
    st.from_regex(r"[0-9]{6}-[0-9]{2}", fullmatch=True),
)
def test_a_pirt_number_is_read_back(kind, city, rest):
    assert str(pirt.parse(f"{kind}{city}{rest}")) == f"{kind}{city}{rest}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12", "pirt_length"),
        ("206317101371", "pirt_length"),  # the twelve digits of before 2012
        ("215317101000000030", "pirt_length"),
        ("9153171010001-30", "pirt_kind"),
        ("0153171010001-30", "pirt_kind"),
        ("2003171010001-30", "pirt_kind"),
        ("2153199010001-30", "pirt_place"),
        ("sedang diurus", "pirt_digits"),
        ("", "pirt_digits"),
    ],
)
def test_what_is_no_pirt_is_refused_with_its_code(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize("more", ["", "1", "12"])
def test_a_full_city_may_have_gone_on_with_longer_numbers_of_makers(more):
    found = pirt.parse(f"2153171010001{more}-30")
    assert (str(found), found.city, found.ends_in) == (f"2153171010001{more}-30", "3171", 2030)


def test_the_normal_form_is_its_own_normal_form():
    once = pirt.parse("2153171010001-30")
    assert pirt.parse(str(once)) == once
