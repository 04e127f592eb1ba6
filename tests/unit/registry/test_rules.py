from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.states import IllegalMove, check_move
from tumbuh.registry.rules import (
    IMPORT_MOVES,
    Basis,
    ClassLimits,
    SizeClass,
    State,
    name_key,
    next_check_on,
    umkm_class,
)

LIMITS = ClassLimits(
    capital_rupiah=(1_000_000_000, 5_000_000_000, 10_000_000_000),
    sales_rupiah=(2_000_000_000, 15_000_000_000, 50_000_000_000),
    existing_until=date(2021, 2, 2),
    source="PP 7/2021",
)
OLD, NEW = date(2021, 2, 2), date(2021, 2, 3)


def judge(capital=None, sales=None, registered_on=NEW, declared=None):
    return umkm_class(
        capital_rupiah=capital,
        yearly_sales_rupiah=sales,
        registered_on=registered_on,
        limits=LIMITS,
        declared=declared,
    )


@pytest.mark.parametrize(
    ("capital", "expected"),
    [
        (0, SizeClass.MICRO),
        (1_000_000_000, SizeClass.MICRO),
        (1_000_000_001, SizeClass.SMALL),
        (5_000_000_000, SizeClass.SMALL),
        (5_000_000_001, SizeClass.MEDIUM),
        (10_000_000_000, SizeClass.MEDIUM),
        (10_000_000_001, SizeClass.LARGE),
    ],
)
def test_capital_bounds_belong_to_the_lower_class(capital, expected):
    assert judge(capital=capital).size_class == expected


@pytest.mark.parametrize(
    ("sales", "expected"),
    [
        (2_000_000_000, SizeClass.MICRO),
        (2_000_000_001, SizeClass.SMALL),
        (15_000_000_000, SizeClass.SMALL),
        (15_000_000_001, SizeClass.MEDIUM),
        (50_000_000_000, SizeClass.MEDIUM),
        (50_000_000_001, SizeClass.LARGE),
    ],
)
def test_sales_bounds_belong_to_the_lower_class(sales, expected):
    assert judge(sales=sales, registered_on=OLD).size_class == expected


def test_a_new_firm_is_judged_by_capital_and_an_existing_one_by_sales():
    new = judge(capital=500_000_000, sales=9_000_000_000, registered_on=NEW)
    existing = judge(capital=500_000_000, sales=9_000_000_000, registered_on=OLD)
    assert (new.size_class, new.basis) == (SizeClass.MICRO, Basis.CAPITAL)
    assert (existing.size_class, existing.basis) == (SizeClass.SMALL, Basis.SALES)


def test_both_answers_are_kept_when_the_tests_disagree():
    answer = judge(capital=500_000_000, sales=9_000_000_000)
    assert (answer.by_capital, answer.by_sales, answer.disagrees) == (SizeClass.MICRO, SizeClass.SMALL, True)
    assert not judge(capital=500_000_000, sales=1).disagrees
    assert not judge(capital=500_000_000).disagrees


def test_the_other_figure_decides_when_the_lawful_one_is_unknown_and_the_basis_says_so():
    assert judge(sales=9_000_000_000, registered_on=NEW).basis == Basis.SALES
    assert judge(capital=9_000_000_000, registered_on=OLD).basis == Basis.CAPITAL


def test_a_declaration_stands_only_without_figures():
    assert judge(declared=SizeClass.SMALL).basis == Basis.DECLARED
    assert judge(capital=1, declared=SizeClass.SMALL).size_class == SizeClass.MICRO
    assert judge() is None


def test_a_negative_figure_is_a_bug_of_the_caller():
    with pytest.raises(ValueError, match="not negative"):
        judge(capital=-1)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_more_capital_never_lowers_the_class(one, other):
    order = list(SizeClass)
    low, high = sorted((one, other))
    assert order.index(judge(capital=low).size_class) <= order.index(judge(capital=high).size_class)


def test_the_next_check_is_a_year_later():
    assert next_check_on(date(2025, 3, 1)) == date(2026, 3, 1)
    assert next_check_on(date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("  PT. Maju-Jaya ", "pt maju jaya"),
        ("Kafé Ibu", "kafe ibu"),
        ("Ma'ruf & Anak", "ma ruf anak"),
        ("...", ""),
        ("TOKO_2", "toko 2"),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name, key):
    assert name_key(name) == key


@given(st.text(max_size=40))
def test_a_name_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


ALLOWED = {(from_, to) for from_, moves in IMPORT_MOVES.items() for to in moves}


@pytest.mark.parametrize("from_", list(State))
@pytest.mark.parametrize("to", list(State))
def test_every_pair_of_import_states(from_, to):
    if (from_, to) in ALLOWED:
        check_move(IMPORT_MOVES, from_, to)
    else:
        with pytest.raises(IllegalMove):
            check_move(IMPORT_MOVES, from_, to)


def test_an_import_is_undone_once_and_only_when_done():
    assert {from_ for from_, to in ALLOWED if to == State.UNDONE} == {State.DONE}
    assert not IMPORT_MOVES[State.UNDONE]
