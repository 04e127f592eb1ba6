from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.numbers import format_percent
from tumbuh.procurement.rules.guards import check_amount, check_percent, check_share_range

BN, TN = 10**9, 10**12


def test_the_fraction_that_was_printed_as_a_percentage_is_found():
    found = check_percent("0,03 persen", numerator=810 * BN, denominator=29_310 * BN)
    assert (found.kind, found.expected) == ("fraction", "2,76 %")


def test_the_billion_that_was_a_trillion_is_found():
    found = check_amount("Rp29,88 miliar", rupiah=29_880 * BN)
    assert (found.kind, found.expected) == ("scale", "Rp29,88 triliun")
    assert "satuannya triliun, bukan miliar" in found.message


@pytest.mark.parametrize(
    ("printed", "numerator", "denominator"),
    [("91,40 %", 29_880, 32_690), ("71,8 persen", 1_135, 1_580), ("46 %", 1_402, 3_047), ("82,65 %", 1_310, 1_585)],
)
def test_figures_that_were_printed_well_pass(printed, numerator, denominator):
    assert check_percent(printed, numerator=numerator, denominator=denominator) is None


@pytest.mark.parametrize(
    ("printed", "kind"), [("9140 %", "percent_of_percent"), ("0,914 %", "fraction"), ("92 %", "wrong")]
)
def test_each_slip_has_its_name(printed, kind):
    assert check_percent(printed, numerator=9_140, denominator=10_000).kind == kind


@pytest.mark.parametrize("printed", ["Rp29,88 triliun", "29.880 miliar", "Rp29.880.000.000.000", "29,9 triliun"])
def test_amounts_that_were_printed_well_pass(printed):
    assert check_amount(printed, rupiah=29_880 * BN) is None


def test_an_amount_that_is_simply_wrong_says_what_is_right():
    assert check_amount("Rp30 triliun", rupiah=20 * TN).expected == "Rp20,00 triliun"


@pytest.mark.parametrize("text", ["", "banyak", "12 ton"])
def test_what_is_no_figure_cannot_be_checked(text):
    with pytest.raises(ValueError, match="no "):
        check_percent(text, numerator=1, denominator=2)
    with pytest.raises(ValueError, match="no "):
        check_amount(text, rupiah=1)


@pytest.mark.parametrize(
    ("share", "strange"), [(Fraction(0), False), (Fraction(3, 2), False), (Fraction(2), True), (Fraction(-1, 9), True)]
)
def test_a_share_that_can_hardly_be_is_strange(share, strange):
    assert (check_share_range(share) is not None) == strange


@given(st.integers(1, 10**15), st.integers(1, 10**15))
def test_what_we_print_ourselves_always_passes(numerator, denominator):
    printed = format_percent(numerator, denominator)
    assert check_percent(printed, numerator=numerator, denominator=denominator) is None
