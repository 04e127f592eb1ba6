from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.production.rules.units import (
    MASS_UNITS,
    BadQuantity,
    UnknownUnit,
    format_kg,
    format_quantity,
    format_tonnes,
    in_milli,
    mass_mg,
    quantity_of,
    unit_of,
)


@given(quantity=st.integers(1, 10**12 - 1), grams=st.integers(1, 1_000_000))
def test_a_quantity_comes_back_from_its_mass(quantity: int, grams: int) -> None:
    assert quantity_of(mass_mg(quantity, grams), grams) == quantity


@given(parts=st.lists(st.integers(1, 10**9), min_size=1, max_size=20), grams=st.integers(1, 1_000_000))
def test_the_mass_of_a_sum_is_the_sum_of_the_masses(parts: list[int], grams: int) -> None:
    assert mass_mg(sum(parts), grams) == sum(mass_mg(part, grams) for part in parts)


@given(quantity=st.decimals(min_value="0.001", max_value="999999", places=3))
def test_a_quantity_in_thousandths_is_the_quantity(quantity: Decimal) -> None:
    assert Decimal(in_milli(quantity)) / 1_000 == quantity


@given(tonnes=st.integers(1, 10**5))
def test_units_of_mass_agree_with_each_other(tonnes: int) -> None:
    in_tonnes = mass_mg(in_milli(Decimal(tonnes)), MASS_UNITS["ton"])
    assert in_tonnes == mass_mg(in_milli(Decimal(tonnes * 10)), MASS_UNITS["kuintal"])
    assert in_tonnes == mass_mg(in_milli(Decimal(tonnes * 1_000)), MASS_UNITS["kg"])


@pytest.mark.parametrize(
    ("text", "unit"), [("Kg.", "kg"), ("kwintal", "kuintal"), ("LITRE", "liter"), ("btr", "butir"), ("Ikat", "ikat")]
)
def test_a_unit_is_known_by_what_people_call_it(text: str, unit: str) -> None:
    assert unit_of(text) == unit


def test_an_unknown_unit_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownUnit, match="gabung"):
        unit_of("karung")


@pytest.mark.parametrize("quantity", ["0", "-1", "0.0001", "1000000000"])
def test_a_quantity_that_cannot_be_is_refused(quantity: str) -> None:
    with pytest.raises(BadQuantity):
        in_milli(Decimal(quantity))


def test_a_mass_that_is_no_whole_number_of_units_is_a_bug() -> None:
    with pytest.raises(ValueError, match="whole number"):
        quantity_of(7, 2)


def test_masses_are_written_as_people_read_them() -> None:
    assert format_quantity(12_500) == "12,5"
    assert format_kg(97_080_000_000) == "97.080"
    assert format_tonnes(97_080_000_000) == "97,08"
    assert format_kg(-1_250_000) == "−1,25"
