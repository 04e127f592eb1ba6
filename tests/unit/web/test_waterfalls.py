"""Bars that begin where the one before ended."""

from tumbuh.web.waterfalls import Step, waterfall


def step(value: int, *, is_whole: bool = False) -> Step:
    return Step("x", value, "", 1, is_whole=is_whole)


def test_parts_lie_end_to_end_under_their_whole() -> None:
    made = waterfall([step(100, is_whole=True), step(60), step(50), step(-10)])
    # The widest stretch is 110: 60 and 50 together, before 10 is taken back.
    assert [(bar.x, bar.width) for bar in made.bars] == [
        ("0%", "90.909%"), ("0%", "54.545%"), ("54.545%", "45.455%"), ("90.909%", "9.091%"),
    ]  # fmt: skip
    assert [bar.words_y for bar in made.bars] == [16, 68, 120, 172]
    assert made.height == 208


def test_what_goes_below_zero_moves_the_beginning_of_all() -> None:
    made = waterfall([step(100, is_whole=True), step(-100)])
    assert [(bar.x, bar.width) for bar in made.bars] == [("50%", "50%"), ("0%", "50%")]


def test_what_is_small_can_still_be_seen_and_nothing_is_not() -> None:
    made = waterfall([step(10**12), step(1), step(0)])
    assert [bar.width for bar in made.bars] == ["100%", "0.4%", "0%"]
    assert made.bars[1].x == "99.6%"


def test_without_values_nothing_is_drawn() -> None:
    assert waterfall([]).is_empty
    assert waterfall([step(0)]).is_empty
    assert not waterfall([step(-1)]).is_empty
