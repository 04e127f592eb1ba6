"""What the columns find is what judging every pair by the rules would find: who may meet, who nearly may, and why."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.matching.rules.samples import COOK, LUNCH, TERMS, TODAY, demands, sellers
from tumbuh.matching.candidates import FOR_GOOD, Columns, Judged, judge
from tumbuh.matching.rules.explaining import Explanation, explain
from tumbuh.matching.rules.filters import Filter, related
from tumbuh.matching.rules.profiles import Demand, Seller

ALL = 1_000
many = st.lists(sellers, max_size=12, unique_by=lambda one: one.id)


def found(demand: Demand, asked: Sequence[Seller], *, keep: int = ALL, excluded: int = ALL) -> tuple[Judged, Columns]:
    columns = Columns(asked, on=TODAY)
    return judge(demand, columns, TERMS, keep=keep, keep_excluded=excluded), columns


def every_pair(demand: Demand, asked: Sequence[Seller]) -> list[tuple[Seller, Explanation]]:
    """Return the same by the rules, pair by pair: the slow and obvious way."""
    return [(one, explain(demand, one, TERMS, on=TODAY)) for one in asked if related(demand, one)]


def obstacles(told: Explanation) -> int:
    return sum(FOR_GOOD if one.filter in {Filter.BAN, Filter.SIZE_CLASS} else 1 for one in told.exclusions)


@settings(max_examples=200, deadline=None)
@given(demands, many)
def test_columns_and_rules_say_the_same_of_every_pair(demand: Demand, asked: list[Seller]) -> None:
    judged, columns = found(demand, asked)
    pairs = every_pair(demand, asked)
    able = sorted(((-told.score, one.id) for one, told in pairs if told.may_meet))
    apart = sorted(((obstacles(told), -told.score, one.id) for one, told in pairs if not told.may_meet))
    reasons = Counter(one.filter for _, told in pairs for one in told.exclusions)

    assert [columns.sellers[row].id for row in judged.able] == [id_ for _, id_ in able]
    assert judged.scores.tolist() == [-points for points, _ in able]
    assert [columns.sellers[row].id for row in judged.nearest] == [id_ for _, _, id_ in apart]
    assert (judged.of_able, judged.excluded, judged.reasons) == (len(able), len(apart), dict(reasons))


@settings(max_examples=100, deadline=None)
@given(demands, many, st.integers(0, 4), st.integers(0, 4))
def test_asking_for_fewer_gives_the_first_of_them_and_the_same_counts(
    demand: Demand, asked: list[Seller], keep: int, excluded: int
) -> None:
    every, _ = found(demand, asked)
    few, _ = found(demand, asked, keep=keep, excluded=excluded)
    assert few.able.tolist() == every.able.tolist()[:keep]
    assert few.nearest.tolist() == every.nearest.tolist()[:excluded]
    assert (few.of_able, few.excluded, few.reasons) == (every.of_able, every.excluded, every.reasons)


@settings(max_examples=50, deadline=None)
@given(demands, many, st.randoms(use_true_random=False))
def test_the_order_of_the_sellers_changes_nothing(demand: Demand, asked: list[Seller], chance: random.Random) -> None:
    mixed = list(asked)
    chance.shuffle(mixed)
    (first, columns), (second, again) = found(demand, asked), found(demand, mixed)
    assert columns.sellers == again.sellers
    assert (first.able.tolist(), first.nearest.tolist()) == (second.able.tolist(), second.nearest.tolist())


@settings(max_examples=50, deadline=None)
@given(demands, many.filter(bool))
def test_removing_one_seller_changes_no_score_of_another(demand: Demand, asked: list[Seller]) -> None:
    def scores(of: list[Seller]) -> dict[str, int]:
        judged, columns = found(demand, of)
        names = [columns.sellers[row].id for row in judged.able]
        return dict(zip(names, judged.scores.tolist(), strict=True))

    gone = asked[0].id
    assert {id_: points for id_, points in scores(asked).items() if id_ != gone} == scores(asked[1:])


def test_who_can_mend_one_thing_is_nearer_than_who_scores_better_and_is_barred() -> None:
    barred = replace(COOK, id="U1", banned_until=TODAY)
    dear = replace(COOK, id="U2", unit_price_rupiah=40_000)
    dear_and_small = replace(COOK, id="U3", unit_price_rupiah=40_000, capacity=1)
    judged, columns = found(LUNCH, [barred, dear_and_small, dear, replace(COOK, id="U4")])
    assert [columns.sellers[row].id for row in judged.nearest] == ["U2", "U3", "U1"]
    assert judged.reasons == {Filter.BAN: 1, Filter.CAPACITY: 1, Filter.PRICE: 2}
    assert [columns.sellers[row].id for row in judged.able] == ["U4"]


def test_a_place_is_as_far_for_the_columns_as_for_the_rules() -> None:
    chance = random.Random(1)
    asked = [replace(COOK, id=f"{n:03}", metres=(chance.randrange(10**6), n)) for n in range(300)]
    judged, columns = found(replace(LUNCH, metres=(3, 4)), asked)
    told = {one.id: explain(replace(LUNCH, metres=(3, 4)), one, TERMS, on=TODAY).score for one in asked}
    assert {columns.sellers[row].id: points for row, points in zip(judged.able, judged.scores, strict=True)} == told


def test_nobody_to_ask_is_nobody_found() -> None:
    judged, _ = found(LUNCH, [])
    assert (judged.able.tolist(), judged.nearest.tolist(), judged.of_able, judged.excluded) == ([], [], 0, 0)
