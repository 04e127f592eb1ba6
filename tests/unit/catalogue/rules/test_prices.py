"""Quartiles, places among equals and margins, against NumPy's way and by hand."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.catalogue.rules.prices import (
    BadCost,
    CostSheet,
    Spread,
    dearer,
    margin_of,
    place_in,
    price_for,
    spread_of,
)

SHEET = CostSheet(
    materials_rupiah=200_000, packing_rupiah=50_000, labour_rupiah=75_000, energy_rupiah=20_000, other_rupiah=5_000,
    pieces=50,
)  # fmt: skip


def test_the_worked_example_of_the_quartiles() -> None:
    assert spread_of([20, 10, 15, 12]) == Spread(4, 12, 14, 16)
    assert spread_of([7_000]) == Spread(1, 7_000, 7_000, 7_000)
    assert spread_of([]) is None


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_quartiles_are_those_of_another_library_to_the_rupiah(prices: list[int]) -> None:
    found = spread_of(prices)
    assert found is not None
    series = pl.Series(prices)
    for part, value in ((0.25, found.q1), (0.5, found.median), (0.75, found.q3)):
        other = series.quantile(part, interpolation="linear")
        assert other is not None
        assert abs(value - other) <= 0.5 + 1e-6


@pytest.mark.parametrize(
    ("price", "place"), [(9_999, "low"), (10_000, "usual"), (14_000, "usual"), (14_001, "high"), (20_001, "far")]
)
def test_a_price_has_its_place_among_equals(price: int, place: str) -> None:
    assert place_in(Spread(8, 10_000, 12_000, 14_000), price) == place


def test_three_prices_are_too_few_to_say_anything() -> None:
    assert place_in(Spread(3, 1, 2, 3), 100) == "few"


def test_the_worked_example_of_the_margin() -> None:
    found = margin_of(SHEET, price_rupiah=10_000, fee_permyriad=50)
    assert (found.cost_rupiah, found.left_rupiah, found.share) == (7_000, 2_950, Fraction(295, 1_000))
    assert margin_of(SHEET, price_rupiah=5_000).left_rupiah == -2_000


@given(st.integers(0, 6_000), st.integers(0, 1_200), st.integers(1, 10**7), st.integers(1, 500))
def test_the_asked_price_leaves_the_margin_and_a_hundred_less_does_not(
    margin: int, fee: int, cost: int, pieces: int
) -> None:
    sheet = CostSheet(cost, 0, 0, 0, 0, pieces)
    price = price_for(sheet, margin_permyriad=margin, fee_permyriad=fee)
    kept = Fraction(10_000 - fee - margin, 10_000)
    assert price * kept >= Fraction(cost, pieces)
    assert price == 100 or (price - 100) * kept < Fraction(cost, pieces)


def test_a_cost_sheet_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(BadCost):
        margin_of(CostSheet(1, 0, 0, 0, 0, 0), price_rupiah=1_000)
    with pytest.raises(BadCost):
        margin_of(CostSheet(-1, 0, 0, 0, 0, 1), price_rupiah=1_000)
    with pytest.raises(BadCost):
        price_for(SHEET, margin_permyriad=9_900, fee_permyriad=100)


def test_only_materials_get_dearer_and_are_rounded_up() -> None:
    assert dearer(CostSheet(101, 20, 30, 40, 50, 7), permyriad=2_500) == CostSheet(127, 20, 30, 40, 50, 7)
    assert dearer(CostSheet(0, 20, 0, 0, 0, 1), permyriad=10_000) == CostSheet(0, 20, 0, 0, 0, 1)
