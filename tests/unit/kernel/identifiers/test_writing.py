import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier
from tumbuh.kernel.identifiers.writing import compact, digits, without_label


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("01.312.166.0-091.000", "013121660091000"),  # the last zeros are a branch, not what Excel added
        ("3171014405800001.0", "3171014405800001"),
        ("81234567890.00", "81234567890"),
        ("'0812 3456", "08123456"),
        ("md 123\t", "MD123"),
        ("12\u00a034\u200b", "1234"),
        ("12/34", "1234"),
    ],
)
def test_separators_and_the_tail_of_a_float_go(text, plain):
    assert compact(text) == plain


@given(st.text(max_size=30))
def test_what_is_compact_stays_compact(text):
    assert compact(compact(text)) == compact(text)


@pytest.mark.parametrize("text", ["No. 12", "Nomor: 12", "NO 12", " 12", "No. Nomor 12"])
def test_a_label_is_no_part_of_a_number(text):
    assert without_label(text) == "12"


def test_a_word_that_begins_like_a_label_stays():
    assert without_label("Nova 12") == "Nova 12"


@pytest.mark.parametrize(
    ("text", "code"), [("123", "x_length"), ("12345", "x_length"), ("12a4", "x_digits"), ("", "x_digits")]
)
def test_the_code_says_what_is_wrong(text, code):
    with pytest.raises(InvalidIdentifier) as refused:
        digits(text, kind="x", name="X", length=4)
    assert refused.value.code == code


def test_too_few_digits_are_told_about_the_zeros_that_excel_drops():
    with pytest.raises(InvalidIdentifier) as refused:
        digits("123", kind="x", name="X", length=4)
    assert "angka 0 di depan" in refused.value.message
    with pytest.raises(InvalidIdentifier) as refused:
        digits("12345", kind="x", name="X", length=4)
    assert "angka 0 di depan" not in refused.value.message
