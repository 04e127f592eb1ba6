import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, phone

MOBILES = st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True)


@given(MOBILES, st.integers(3, 6))
def test_every_way_to_write_a_mobile_number_is_the_same_number(national, gap):
    marked = f"{national[:gap]}-{national[gap:]}"
    prefixes = ["0", "62", "+62", "", "0062", "+62 (0)", "(+62)", "'0", " 0"]
    ways = [f"{prefix}{way}" for prefix in prefixes for way in (national, marked)]
    ways += [f"{national}.0", f"62{national}.0", f"0{national}\t"]
    assert {str(phone.parse(way)) for way in ways} == {f"+62{national}"}
    assert phone.parse(f"0{national}").is_mobile


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("021-3456789", "+62213456789"),
        ("(021) 34567890", "+622134567890"),
        ("0251 8321234", "+622518321234"),
        ("+62 21 3456789", "+62213456789"),
    ],
)
def test_a_landline_is_a_number_that_gets_no_message(text, number):
    found = phone.parse(text)
    assert (str(found), found.is_mobile) == (number, False)


@pytest.mark.parametrize("text", ["0812****01", "(+62)812*****45", "62812xxxx45", "0812••••5678", "******"])
def test_a_masked_number_is_absent(text):
    assert phone.parse(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0812345", "phone_shape"),
        ("08123456789012", "phone_shape"),
        ("0801234567", "phone_shape"),
        ("+6591234567", "phone_shape"),
        ("021345", "phone_shape"),
        ("12345", "phone_shape"),
        ("08123456789/08123456780", "phone_several"),
        ("08123456789 atau 08123456780", "phone_several"),
        ("08123456789; 08123456780", "phone_several"),
        ("tidak ada", "phone_digits"),
        ("", "phone_digits"),
    ],
)
def test_what_is_no_number_is_refused_with_its_code(text, code):
    with pytest.raises(InvalidIdentifier) as refused:
        phone.parse(text)
    assert refused.value.code == code
