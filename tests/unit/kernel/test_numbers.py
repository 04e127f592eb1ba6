from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.numbers import NotANumber, format_number, format_percent, parse_number


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(12345, 0, "12.345"), (Decimal("12345.5"), 2, "12.345,50"), (-7, 0, "−7"), (0, 0, "0")],
)
def test_numbers_are_written_the_indonesian_way(value, digits, text):
    assert format_number(value, digits=digits) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (9182, 10_000, "91,82 %"),
        (1, 3, "33,33 %"),
        (2, 3, "66,67 %"),
        (810, 29_310, "2,76 %"),
        (243_972 - 225_415, 225_415, "8,23 %"),
        (-1, 8, "−12,50 %"),
        (0, 5, "0,00 %"),
        (5, 0, "–"),
    ],
)
def test_a_percentage_comes_from_its_two_numbers(numerator, denominator, text):
    assert format_percent(numerator, denominator) == text


def test_a_half_is_rounded_to_even():
    assert format_percent(125, 10_000, digits=1) == "1,2 %"
    assert format_percent(135, 10_000, digits=1) == "1,4 %"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.250.000", Decimal(1_250_000)),
        ("1.250,5", Decimal("1250.5")),
        ("1.234", Decimal(1234)),
        ("1.23", Decimal("1.23")),
        ("1.2345", Decimal("1.2345")),
        ("0,75", Decimal("0.75")),
        ("+12", Decimal(12)),
        ("−12,5", Decimal("-12.5")),
        ("1\u00a0000", Decimal(1000)),
        ("007", Decimal(7)),
        ("–", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_they_are_meant(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1.2.3", "1,2,3", "12a", "1.23.456", "1,000.5", ".", "٣"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber) as refused:
        parse_number(text)
    assert refused.value.code == "not_a_number"


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_is_written_is_read_back(value):
    assert parse_number(format_number(value, digits=2)) == value


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 1000))
def test_a_percentage_does_not_change_when_both_numbers_grow_alike(numerator, denominator, factor):
    assert format_percent(numerator, denominator) == format_percent(numerator * factor, denominator * factor)
