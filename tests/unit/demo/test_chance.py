"""The demo's chance: equal for equal seeds, and fair enough."""

import pytest

from tumbuh.demo.chance import Chance, split_by_weight


def test_the_bits_are_splitmix64() -> None:
    first = Chance(1)._bits("a", 3).to_list()

    assert first == [1288531901209139498, 14493107971422403328, 12158252940874835099]  # by plain Python integers


def test_a_stream_depends_on_seed_path_and_name_only() -> None:
    chance = Chance(7)
    before = chance.uniform("a", 100).to_list()
    chance.uniform("b", 100)

    assert chance.uniform("a", 100).to_list() == before
    assert Chance(7).uniform("a", 100).to_list() == before
    assert Chance(7).uniform("a", 50).to_list() == before[:50]
    assert Chance(8).uniform("a", 100).to_list() != before
    assert chance.branch("x").uniform("a", 100).to_list() != before


def test_values_stay_in_their_range_and_reach_its_ends() -> None:
    thrown = Chance(3).integers("dice", 10_000, 1, 6)
    shares = thrown.value_counts()["count"]

    assert (thrown.min(), thrown.max()) == (1, 6)
    assert all(1_500 < count < 1_850 for count in shares)


def test_a_pick_follows_its_weights_and_never_takes_what_has_none() -> None:
    taken = Chance(3).pick("who", 10_000, ["a", "b", "c"], [3, 0, 1])

    assert set(taken) == {"a", "c"}
    assert 7_300 < (taken == "a").sum() < 7_700


def test_a_shuffle_is_a_permutation() -> None:
    assert sorted(Chance(1).shuffle("order", 500)) == list(range(500))


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (
            243_972,
            [34_717, 39_398, 48_201, 67_208, 50_880, 3_496, 72],
            [34_717, 39_398, 48_201, 67_208, 50_880, 3_496, 72],
        ),
        (0, [1, 2], [0, 0]),
        (1, [0, 5], [0, 1]),
    ],
)
def test_parts_add_up_in_proportion(total: int, weights: list[int], parts: list[int]) -> None:
    assert split_by_weight(total, weights) == parts


def test_nothing_can_be_split_by_no_weight() -> None:
    with pytest.raises(ValueError, match="zero"):
        split_by_weight(3, [0, 0])
