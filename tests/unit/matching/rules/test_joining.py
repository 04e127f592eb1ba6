"""Joint offers: as few as can be, never more than one can make, and the same whatever the order."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.matching.rules.joining import MOST_MEMBERS, Able, Share, joint_offer

sellers = st.lists(
    st.builds(Able, st.uuids().map(str), st.integers(1, 10_000), st.integers(1, 400), st.integers(1, 50_000)),
    max_size=9, unique_by=lambda one: one.id,
)  # fmt: skip


def test_two_kitchens_cover_what_none_covers_alone() -> None:
    able = [Able("a", 90, 300, 30_000), Able("b", 80, 200, 28_000), Able("c", 95, 100, 25_000)]
    assert joint_offer(450, able) == (Share("a", 270, 30_000), Share("b", 180, 28_000))


def test_the_better_of_equally_small_groups_is_taken() -> None:
    able = [Able("a", 90, 300, 1), Able("b", 10, 300, 1), Able("c", 50, 300, 1)]
    assert [one.id for one in joint_offer(600, able)] == ["a", "c"]


def test_where_one_is_enough_or_all_are_too_few_there_is_none() -> None:
    assert joint_offer(200, [Able("a", 1, 200, 1), Able("b", 9, 100, 1)]) == ()
    assert joint_offer(1_000, [Able(str(n), 1, 150, 1) for n in range(20)]) == ()
    assert joint_offer(10, []) == ()


@settings(max_examples=60)
@given(sellers.flatmap(lambda able: st.tuples(st.just(able), st.permutations(able))), st.integers(1, 2_000))
def test_a_group_covers_exactly_with_as_few_as_can_be_in_any_order(
    both: tuple[list[Able], list[Able]], quantity: int
) -> None:
    able, mixed = both
    found = joint_offer(quantity, able)
    assert joint_offer(quantity, mixed) == found
    rooms = {one.id: one.capacity for one in able}
    smaller = [
        group
        for size in range(1, len(found) or MOST_MEMBERS + 1)
        for group in combinations(able, size)
        if sum(one.capacity for one in group) >= quantity
    ]
    if found:
        assert sum(one.quantity for one in found) == quantity
        assert all(0 < one.quantity <= rooms[one.id] for one in found)
        assert smaller == []
    else:
        assert not smaller or min(len(group) for group in smaller) == 1
