"""Parts of worked examples, and the same numbers for one pair as for many."""

from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.matching.rules.samples import COOK, LUNCH, TERMS, TODAY, demands, sellers
from tumbuh.matching.rules.explaining import facts_of
from tumbuh.matching.rules.profiles import Demand, Seller
from tumbuh.matching.rules.scoring import Facts, score, values, wilson


def part(name: str, demand: Demand = LUNCH, **changes: Any) -> int:
    return int(values(facts_of(demand, [replace(COOK, **changes)], on=TODAY), TERMS)[name][0])


@pytest.mark.parametrize(
    ("name", "changes", "value"),
    [
        ("category", {}, 10_000),
        ("category", {"words": frozenset({"nasi"})}, 8_000),
        ("category", {"categories": frozenset()}, 7_000),  # sibling: half of 6,000, and all words
        ("category", {"categories": frozenset(), "wider": frozenset()}, 4_000),
        ("capacity", {"capacity": 45}, 4_500),
        ("capacity", {"capacity": 1_000}, 10_000),
        ("price", {"unit_price_rupiah": 24_000}, 10_000),
        ("price", {"unit_price_rupiah": 27_000}, 6_500),
        ("price", {"unit_price_rupiah": 30_000}, 3_000),
        ("price", {"unit_price_rupiah": 30_001}, 0),
        ("distance", {}, 8_000),  # 3 and 4 km: 5 of 25
        ("distance", {"metres": None}, 5_000),
        ("distance", {"metres": (40_000, 0)}, 0),
        ("origin", {"origin_level": -1}, 0),
        ("origin", {"origin_level": 5}, 10_000),
        ("record", {}, 8_666),  # (9 + 4) of (10 + 5)
        ("record", {"on_time": 0, "deliveries": 0}, 8_000),
        ("timing", {"lead_days": 16}, 10_000),
        ("timing", {"lead_days": 23}, 5_000),
        ("timing", {"lead_days": 31}, 0),
    ],
)
def test_a_part_of_a_worked_example(name: str, changes: dict[str, Any], value: int) -> None:
    assert part(name, **changes) == value


def test_without_a_budget_the_price_neither_helps_nor_harms() -> None:
    assert part("price", replace(LUNCH, unit_budget_rupiah=None)) == 5_000


def test_without_words_the_category_is_all_of_its_part() -> None:
    assert part("category", replace(LUNCH, words=frozenset())) == 10_000


def test_the_score_is_the_sum_of_the_points() -> None:
    found = values(facts_of(LUNCH, [COOK], on=TODAY), TERMS)
    # 30 + 15 + 15 + 8 + 10.5 + 8.666 + 5, each cut to hundredths
    assert score(found, TERMS).tolist() == [9_216]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(demands, sellers), min_size=1, max_size=8))
def test_many_pairs_have_the_scores_that_each_has_alone(pairs: list[tuple[Demand, Seller]]) -> None:
    alone = [facts_of(demand, [seller], on=TODAY) for demand, seller in pairs]
    together = Facts(*(np.concatenate([getattr(one, field.name) for one in alone]) for field in fields(Facts)))
    expected = [int(score(values(one, TERMS), TERMS)[0]) for one in alone]
    assert score(values(together, TERMS), TERMS).tolist() == expected
    assert all(0 <= one <= 10_000 for one in expected)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_what_was_seen(record: tuple[int, int]) -> None:
    low, high = wilson(*record) or (0, 0)
    assert 0 <= low <= Fraction(record[0], record[1]) * 10_000 <= high <= 10_000


def test_the_interval_of_a_textbook_and_of_nothing() -> None:
    assert wilson(9, 10) == (5_958, 9_822)
    assert wilson(1, 1) == (2_065, 10_000)
    assert wilson(0, 0) is None
