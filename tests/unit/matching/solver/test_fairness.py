"""A fair choice keeps floor and cap as far as anybody could, is the best that does, and says what it costs."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.matching.solver.problems import all_choices, fits, problem, problems
from tumbuh.matching.solver.fairness import Wishes, able_sellers, exposure, fair_best, gini, meetings_of, rested
from tumbuh.matching.solver.instance import Instance


def floor_kept(instance: Instance, chosen: np.ndarray, floor: int) -> int:
    """Count, the slow way, the meetings that count towards the floor."""
    return int(np.minimum(meetings_of(instance, chosen), floor).sum())


@settings(max_examples=120, deadline=None)
@given(problems(), st.integers(1, 2))
def test_the_floor_is_kept_for_as_many_as_can_be_and_then_the_worth_is_largest(instance: Instance, floor: int) -> None:
    fair = fair_best(instance, Wishes(floor=floor)).fair
    useful = [one for one in all_choices(instance) if (instance.weight[one] > 0).all()]
    most = max(floor_kept(instance, one, floor) for one in useful)
    assert fits(instance, fair.chosen)
    assert floor_kept(instance, fair.chosen, floor) == most == fair.floor_met
    assert fair.objective == max(instance.worth(one) for one in useful if floor_kept(instance, one, floor) == most)
    assert fair.proved


@settings(max_examples=80, deadline=None)
@given(problems(weights=(1, 9)), st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(2, 3)]))
def test_no_seller_has_more_than_the_asked_part_or_one_meeting(instance: Instance, share: Fraction) -> None:
    found = fair_best(instance, Wishes(cap=share))
    counts = meetings_of(instance, found.fair.chosen)
    assert counts.max(initial=0) <= max(share * int(counts.sum()), 1)
    assert found.fair.objective <= found.plain.objective
    capped = [one for one in all_choices(instance) if meetings_of(instance, one).max(initial=0) <= (found.cap or 0)]
    assert found.fair.objective == max(instance.worth(one) for one in capped)


def test_the_price_of_fairness_is_what_the_best_would_have_been_worth_more() -> None:
    instance = problem([1, 1], [2, 1], {(0, 0): 10, (1, 0): 10, (1, 1): 4})
    found = fair_best(instance, Wishes(floor=1))
    assert (found.plain.objective, found.fair.objective, found.price) == (20, 14, Fraction(3, 10))
    assert (found.floor_wanted, found.fair.floor_met) == (2, 2)


def test_the_floor_is_only_for_those_who_are_eligible_and_able() -> None:
    instance = problem([1, 1], [2, 1, 1], {(0, 0): 10, (1, 0): 10, (1, 1): 4, (0, 2): -1})
    assert able_sellers(instance).tolist() == [True, True, False]
    found = fair_best(instance, Wishes(floor=1, eligible=np.array([True, False, True])))
    assert (found.fair.objective, found.floor_wanted) == (20, 1)


def test_without_wishes_the_fair_choice_is_the_best_one() -> None:
    instance = problem([1], [1], {(0, 0): 3})
    found = fair_best(instance, Wishes())
    assert found.fair is found.plain
    assert (found.price, found.cap) == (0, None)


def test_exposure_counts_the_covered_and_the_first_timers() -> None:
    instance = problem([2, 1], [2, 1, 1], {(0, 0): 9, (0, 1): 9, (1, 0): 9, (1, 2): 1})
    chosen = np.array([True, True, True, False])
    spread = exposure(instance, chosen, met_before=np.array([True, False, False]))
    assert (spread.meetings, spread.sellers, spread.covered, spread.first_timers, spread.largest) == (3, 3, 2, 1, 2)
    assert spread.gini == Fraction(4, 9)


@pytest.mark.parametrize(
    ("counts", "value"),
    [([0, 0, 0, 4], Fraction(3, 4)), ([2, 2, 2], Fraction(0)), ([1, 3], Fraction(1, 4)), ([0, 0], None), ([], None)],
)
def test_gini_of_worked_examples(counts: list[int], value: Fraction | None) -> None:
    assert gini(np.array(counts, dtype=np.int64)) == value


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any))
def test_gini_is_half_the_mean_difference_by_the_mean(counts: list[int]) -> None:
    pairs = sum(abs(a - b) for a in counts for b in counts)
    assert gini(np.array(counts, dtype=np.int64)) == Fraction(pairs, 2 * len(counts) * sum(counts))


def test_a_pair_rests_until_its_days_are_over() -> None:
    since = np.array([-1, 0, 89, 90, 400])
    assert rested(since, rest_days=90).tolist() == [True, False, False, True, True]
    assert rested(since, rest_days=0).all()
