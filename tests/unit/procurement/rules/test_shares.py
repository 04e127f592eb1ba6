from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.procurement.rules.shares import (
    BASIS_NAMES,
    Basis,
    NoDenominator,
    Share,
    Spending,
    SpendLine,
    domestic_share,
    procured_spending,
    recording_gap,
)

LINES = st.lists(
    st.integers(0, 10**14).flatmap(
        lambda value: st.builds(SpendLine, st.just(value), st.none() | st.integers(0, value))
    )
)


def test_a_line_that_nobody_knows_counts_in_the_total_only():
    lines = [SpendLine(60, 60), SpendLine(30, 0), SpendLine(10, None)]
    assert domestic_share(lines) == Fraction(60, 100)


def test_nothing_spent_has_no_share():
    assert domestic_share([]) is None
    assert domestic_share([SpendLine(0, 0)]) is None


@pytest.mark.parametrize("line", [SpendLine(-1, 0), SpendLine(10, 11), SpendLine(10, -1)])
def test_a_part_lies_within_its_whole(line):
    with pytest.raises(ValueError, match="part"):
        domestic_share([line])


@given(LINES, st.randoms())
def test_the_share_lies_between_zero_and_one_in_any_order(lines, random):
    share = domestic_share(lines)
    assert share is None or 0 <= share <= 1
    assert domestic_share(random.sample(lines, len(lines))) == share


@given(LINES, st.integers(0, 10**14))
def test_a_line_that_nobody_knows_never_raises_the_share(lines, value):
    before, after = domestic_share(lines), domestic_share([*lines, SpendLine(value, None)])
    assert before is None or (after is not None and after <= before)


def test_a_share_needs_something_to_divide_by():
    with pytest.raises(NoDenominator):
        _ = Share(1, 0, "RUP", date(2026, 1, 1)).fraction
    assert Share(3, 4, "RUP", date(2026, 1, 1)).fraction == Fraction(3, 4)


@pytest.mark.parametrize(
    ("structure", "rupiah", "basis"),
    [
        (Spending(total_rupiah=100, not_procured_rupiah=40, procured_rupiah=55), 55, "given"),
        (Spending(procured_rupiah=0), 0, "given"),
        (Spending(total_rupiah=100, not_procured_rupiah=40), 60, "derived"),
        (Spending(total_rupiah=30, not_procured_rupiah=40), None, "unknown"),
        (Spending(operating_rupiah=70, capital_rupiah=30), None, "unknown"),  # the wrong base of a public dashboard
        (Spending(), None, "unknown"),
    ],
)
def test_the_base_of_the_plan_is_given_derived_or_unknown(structure, rupiah, basis):
    answer = procured_spending(structure)
    assert (answer.rupiah, answer.basis) == (rupiah, basis)


def test_the_gap_is_below_zero_when_more_is_recorded_than_paid():
    assert recording_gap(paid_rupiah=100, recorded_rupiah=70) == 30
    assert recording_gap(paid_rupiah=70, recorded_rupiah=100) == -30


def test_each_denominator_has_a_name():
    assert set(BASIS_NAMES) == set(Basis)
