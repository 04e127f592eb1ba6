import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from tumbuh.kernel.identifiers import InvalidIdentifier, npwp
from tumbuh.kernel.identifiers.npwp import Kind

OLD = "013121660091000"
BASES = st.text("0123456789", min_size=8, max_size=8).filter(lambda text: text.strip("0"))


def fifteen(base: str, office: int = 91, branch: int = 0) -> str:
    return f"{base}{luhn.calc_check_digit(base)}{office:03}{branch:03}"


def code_of(text: str, parse=npwp.parse) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    "text", ["01.312.166.0-091.000", OLD, f"0{OLD}", f" {OLD}\t", "01 312 166 0 091 000", f"{OLD}.0"]
)
def test_the_old_and_the_new_number_of_one_taxpayer_are_the_same(text):
    found = npwp.parse(text)
    assert (str(found), found.kind, found.old, found.is_branch) == (f"0{OLD}", Kind.FROM_OLD, OLD, False)


@given(BASES, st.integers(0, 999), st.integers(0, 999))
def test_what_is_built_is_read_back(base, office, branch):
    old = fifteen(base, office, branch)
    found = npwp.parse(f"{old[:2]}.{old[2:5]}.{old[5:8]}.{old[8]}-{old[9:12]}.{old[12:]}")
    assert (found.old, found.is_branch) == (old, branch != 0)
    assert npwp.parse(str(found)) == npwp.parse(old) == found


@given(BASES, st.integers(1, 9))
def test_one_wrong_digit_is_found(base, more):
    old = fifteen(base)
    wrong = f"{(int(old[0]) + more) % 10}{old[1:]}"
    if wrong[:9].strip("0"):
        assert code_of(wrong) == "npwp_check_digit"


def test_a_nik_is_the_number_of_a_resident_person():
    found = npwp.parse("3171014405800001")
    assert (found.kind, found.old, found.is_branch) == (Kind.FROM_NIK, "", False)


def test_a_new_number_that_is_neither_is_judged_by_its_length_only():
    assert npwp.parse("1000000012345678").kind is Kind.NEW


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12345", "npwp_length"),
        ("13121660091000", "npwp_length"),  # Excel ate the first 0
        ("01312166009100A", "npwp_digits"),
        ("", "npwp_digits"),
        ("013121661091000", "npwp_check_digit"),
        ("0013121661091000", "npwp_check_digit"),
        ("000000000000000", "npwp_check_digit"),
        (f"0{OLD}000001", "npwp_is_nitku"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(text, code):
    assert code_of(text) == code


def test_a_place_of_business_names_its_taxpayer():
    found = npwp.parse_nitku(f"0{OLD}000001")
    assert (str(found.npwp), found.place, str(found)) == (f"0{OLD}", "000001", f"0{OLD}000001")
    assert code_of(OLD, npwp.parse_nitku) == "nitku_length"
    assert code_of("0013121661091000000001", npwp.parse_nitku) == "npwp_check_digit"
