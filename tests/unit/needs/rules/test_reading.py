from fractions import Fraction

import pytest

from tumbuh.needs.rules.reading import read_number, read_whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40", 40), ("1.250", 1_250), ("2.500.000", 2_500_000), ("7,5", Fraction(15, 2)), ("7.5", Fraction(15, 2)),
        ("1.250,50", Fraction(2_501, 2)), ("seribu", 1_000), ("dua ribu lima ratus", 2_500), ("sebelas", 11),
        ("lima belas", 15), ("dua puluh satu", 21), ("seratus lima puluh", 150), ("sembilan ratus ribu", 900_000),
        ("dua ratus lima puluh ribu", 250_000), ("seratus ribu", 100_000), ("seribu dua", 1_002),
    ],
)  # fmt: skip
def test_a_number_is_read_as_indonesians_write_it(text: str, value: int | Fraction) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "x", "dua tiga", "puluh", "belas", "ratus dua", "ribu", "1.2.3", "9" * 16, "²"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["0", "7,5", "nol"])
def test_only_whole_numbers_above_nothing_count_things(text: str) -> None:
    assert read_whole(text) is None
