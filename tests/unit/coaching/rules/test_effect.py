import math

import pytest

from benchmarks.coaching_effect import NAMES, city
from tumbuh.coaching.rules.effect import Demands, NotComparable, PanelTooSmall, Unit, estimate, match

DEMANDS = Demands(least_panel=30, caliper=0.2, most_difference=0.25)


def unit(name: str, treated: bool, known: float, stratum: str = "a") -> Unit:
    return Unit(name, treated, stratum, (known,), known, known)


def test_the_interval_holds_a_planted_truth_and_the_naive_numbers_do_not() -> None:
    truth = math.log(1.25)
    found = estimate(city(3, owners=600, wanted=100, effect=truth), NAMES, DEMANDS)
    assert found.low < truth < found.high
    assert found.excludes_zero
    assert found.pairs <= found.treated == 100


def test_no_effect_is_found_where_there_is_none() -> None:
    found = estimate(city(4, owners=600, wanted=100, effect=0.0), NAMES, DEMANDS)
    assert found.low < 0 < found.high
    assert not found.excludes_zero


def test_the_same_data_give_the_same_numbers_in_any_order() -> None:
    units = city(5, owners=400, wanted=80, effect=0.1)
    assert estimate(units, NAMES, DEMANDS) == estimate(units[::-1], NAMES, DEMANDS)


def test_the_pairs_are_more_alike_than_everyone() -> None:
    found = estimate(city(6, owners=1_000, wanted=120, effect=0.0), NAMES, DEMANDS)
    by_name = {one.name: one for one in found.balance}
    sales = by_name["penjualan sebelum"]
    assert abs(sales.pairs) < abs(sales.all) / 2


def test_a_small_panel_is_refused_and_says_how_small() -> None:
    units = city(7, owners=300, wanted=20, effect=0.5)
    with pytest.raises(PanelTooSmall, match="20 pasangan"):
        estimate(units, NAMES, DEMANDS)


def test_groups_that_stay_apart_are_refused() -> None:
    ours = [unit(f"o{n}", True, 10.0 + n % 3) for n in range(40)]
    theirs = [unit(f"t{n}", False, 9.0 + n % 3) for n in range(40)]
    loose = Demands(least_panel=30, caliper=100.0, most_difference=0.25)
    with pytest.raises(NotComparable, match="penjualan"):
        estimate(ours + theirs, ["penjualan"], loose)


def test_pairs_keep_to_the_stratum_and_the_caliper_and_use_nobody_twice() -> None:
    units = [
        unit("o1", True, 1.0), unit("o2", True, 1.1), unit("o3", True, 1.0, "b"), unit("t1", False, 1.05),
        unit("t2", False, 9.0),
    ]  # fmt: skip
    logits = {one.id: one.known[0] for one in units}
    assert [(one.id, other.id) for one, other in match(units, logits, 0.2)] == [("o2", "t1")]
