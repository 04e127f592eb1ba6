import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, nib

NUMBERS = st.text("0123456789", min_size=13, max_size=13).filter(lambda text: text.strip("0"))


@given(NUMBERS, st.integers(1, 12))
def test_the_way_it_is_written_does_not_matter(number, place):
    for text in (
        number,
        f"{number}.0",
        f"'{number}",
        f"{number[:place]} {number[place:]}",
        f"{number}\t",
        f"  {number}{' ' * 8}",
    ):
        assert str(nib.parse(text)) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("912010690027", "nib_length"),
        ("91201069002755", "nib_length"),
        ("912010690027O", "nib_digits"),
        ("0000000000000", "nib_zero"),
        ("91201069002750000001", "nib_is_pb_umku"),
        ("9120 1069 0027 5000 0001", "nib_is_pb_umku"),
        ("", "nib_digits"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(text, code):
    with pytest.raises(InvalidIdentifier) as refused:
        nib.parse(text)
    assert refused.value.code == code


def test_a_supporting_licence_names_its_business():
    found = nib.parse_pb_umku("91201069002750000001")
    assert (str(found.nib), found.sequence, str(found)) == ("9120106900275", "0000001", "91201069002750000001")
    with pytest.raises(InvalidIdentifier):
        nib.parse_pb_umku("9120106900275")
