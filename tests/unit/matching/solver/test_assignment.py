"""The choice is the best there is, proved, the same for the same problem, and fair between equals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.matching.solver.problems import all_choices, by_linear_programme, fits, problem, problems
from tumbuh.matching.solver.assignment import best, greedy
from tumbuh.matching.solver.instance import Instance, arranged

SIZES = [(1, 60, 300, 20), (2, 200, 150, 40), (3, 500, 9, 5)]  # seed, demands, sellers, pairs of a demand


def ids(instance: Instance, chosen: np.ndarray) -> list[tuple[str, str]]:
    return [
        (instance.demand_ids[d], instance.supplier_ids[s])
        for d, s in zip(instance.demand[chosen], instance.supplier[chosen], strict=True)
    ]


def random_problem(seed: int, demands: int, suppliers: int, each: int) -> Instance:
    draw = np.random.default_rng(seed)
    keys = np.unique(np.repeat(np.arange(demands), each) * suppliers + draw.integers(0, suppliers, demands * each))
    return arranged(
        demands=([f"d{n}" for n in range(demands)], draw.integers(0, 6, demands)),
        suppliers=([f"s{n}" for n in range(suppliers)], draw.integers(0, 4, suppliers)),
        pairs=(keys // suppliers, keys % suppliers, draw.integers(-500, 10_000, len(keys))),
    )


@settings(max_examples=200, deadline=None)
@given(problems())
def test_no_choice_of_all_that_fit_is_worth_more(instance: Instance) -> None:
    choice = best(instance)
    assert fits(instance, choice.chosen)
    assert (instance.weight[choice.chosen] > 0).all()
    assert choice.objective == max(instance.worth(one) for one in all_choices(instance))
    assert choice.proved


@pytest.mark.parametrize(
    ("seed", "demands", "suppliers", "each"), [(1, 60, 300, 20), (2, 200, 150, 40), (3, 500, 9, 5)]
)
def test_the_optimum_is_that_of_an_independent_linear_programme(
    seed: int, demands: int, suppliers: int, each: int
) -> None:
    instance = random_problem(seed, demands, suppliers, each)
    choice = best(instance)
    assert fits(instance, choice.chosen)
    assert choice.objective == pytest.approx(by_linear_programme(instance), rel=1e-12)
    assert choice.bound == choice.objective >= instance.worth(greedy(instance))


@settings(max_examples=60, deadline=None)
@given(problems(most=5, weights=(1, 2)), st.integers(-3, 3), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(instance: Instance, seed: int, random: object) -> None:
    rows = [np.array(random.sample(range(n), n), dtype=np.int64) for n in  # type: ignore[attr-defined]
            (len(instance.demand_ids), len(instance.supplier_ids), instance.pairs)]  # fmt: skip
    places = [np.argsort(order) for order in rows[:2]]
    shuffled = arranged(
        demands=(instance.demand_ids[rows[0]], instance.demand_slots[rows[0]]),
        suppliers=(instance.supplier_ids[rows[1]], instance.supplier_slots[rows[1]]),
        pairs=(places[0][instance.demand][rows[2]], places[1][instance.supplier][rows[2]], instance.weight[rows[2]]),
    )
    assert ids(shuffled, best(shuffled, seed=seed).chosen) == ids(instance, best(instance, seed=seed).chosen)


@settings(max_examples=60, deadline=None)
@given(problems(most=4, weights=(1, 1)), st.integers(0, 50))
def test_a_stranger_with_no_pair_does_not_disturb_the_lot(instance: Instance, seed: int) -> None:
    wider = arranged(
        demands=(["a", *instance.demand_ids], np.array([1, *instance.demand_slots])),
        suppliers=(["a", *instance.supplier_ids], np.array([1, *instance.supplier_slots])),
        pairs=(instance.demand + 1, instance.supplier + 1, instance.weight),
    )
    assert ids(wider, best(wider, seed=seed).chosen) == ids(instance, best(instance, seed=seed).chosen)


def test_between_equals_the_lot_of_the_seed_decides_and_is_fair() -> None:
    instance = problem([1], [1, 1, 1], {(0, 0): 7, (0, 1): 7, (0, 2): 7})
    won = np.zeros(3, dtype=int)
    for seed in range(300):
        choice = best(instance, seed=seed)
        assert choice.objective == 7
        won += choice.chosen
    assert won.sum() == 300
    assert won.min() > 70  # of 100 expected, 3.7 standard deviations


def test_the_greedy_choice_can_be_worse_and_the_best_is_found() -> None:
    instance = problem([1, 1], [1, 1], {(0, 0): 10, (0, 1): 9, (1, 0): 9})
    assert instance.worth(greedy(instance)) == 10
    assert ids(instance, best(instance).chosen) == [("d0", "s1"), ("d1", "s0")]


def test_worthless_and_harmful_pairs_never_meet() -> None:
    instance = problem([2], [1, 1, 1], {(0, 0): 0, (0, 1): -4, (0, 2): 1})
    assert ids(instance, best(instance).chosen) == [("d0", "s2")]


@pytest.mark.parametrize("instance", [problem([], [], {}), problem([1], [1], {}), problem([0], [3], {(0, 0): 5})])
def test_where_nothing_can_meet_the_empty_choice_is_proved(instance: Instance) -> None:
    choice = best(instance)
    assert (choice.chosen.sum(), choice.objective, choice.proved) == (0, 0, True)


def test_a_chain_of_displacements_is_followed_to_its_end() -> None:
    length = 400  # each demand prefers its left neighbour's seller a little; one newcomer moves them all
    pairs = {(n, n): 1000 for n in range(length)} | {(n, n + 1): 999 for n in range(length)}
    instance = problem([1] * (length + 1), [1] * (length + 1), pairs | {(length, 0): 5000})
    choice = best(instance)
    assert choice.chosen.sum() == length + 1
    assert (choice.objective, choice.proved) == (5000 + 999 * length, True)
