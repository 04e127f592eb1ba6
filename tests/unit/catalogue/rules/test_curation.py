"""The rubric's grades, the levels' areas and who may judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.catalogue.rules.curation import (
    MOVES,
    BadScores,
    JudgedBefore,
    OwnOffer,
    ReasonsMissing,
    Rubric,
    area_of_level,
    check_judge,
    check_reasons,
    judge,
    next_level,
)

RUBRIC = Rubric(
    {"taste": 30, "packaging": 20, "hygiene": 25, "halal": 10, "photo": 15}, {"A": 85, "B": 70, "C": 55}, floor=30
)
LEVELS = ("district", "city", "province")


def scores(*values: int) -> dict[str, int]:
    return dict(zip(RUBRIC.weights, values, strict=True))


def test_the_worked_example() -> None:
    found = judge(scores(90, 80, 85, 100, 70), RUBRIC)
    assert (found.score, found.grade, found.failed) == (84, "B", ())


@pytest.mark.parametrize(
    ("value", "grade"), [(100, "A"), (85, "A"), (84, "B"), (70, "B"), (69, "C"), (55, "C"), (54, "")]
)
def test_each_limit_belongs_to_the_better_grade(value: int, grade: str) -> None:
    assert judge(scores(*[value] * 5), RUBRIC).grade == grade


def test_one_criterion_that_fails_is_not_made_good_by_the_others() -> None:
    found = judge(scores(100, 100, 29, 100, 100), RUBRIC)
    assert (found.grade, found.failed) == ("", ("hygiene",))


@given(st.dictionaries(st.sampled_from([*RUBRIC.weights, "smell"]), st.integers(-5, 105)))
def test_anything_but_one_score_of_each_is_refused(given_scores: dict[str, int]) -> None:
    whole = given_scores.keys() == RUBRIC.weights.keys() and all(0 <= one <= 100 for one in given_scores.values())
    if whole:
        assert 0 <= judge(given_scores, RUBRIC).score <= 100
    else:
        with pytest.raises(BadScores):
            judge(given_scores, RUBRIC)


def test_levels_follow_each_other_and_lie_in_wider_areas() -> None:
    assert [next_level(level, LEVELS) for level in LEVELS] == ["city", "province", None]
    assert next_level("gone", LEVELS) is None
    assert [area_of_level("31.71.01.1001", level) for level in LEVELS] == ["31.71.01", "31.71", "31"]
    assert [area_of_level("31.71", level) for level in LEVELS] == ["", "31.71", "31"]
    assert area_of_level("", "province") == ""


def test_who_may_not_judge() -> None:
    check_judge(judge_id=1, own_business=False, judged_by={2, None}, appealed=3)
    with pytest.raises(OwnOffer):
        check_judge(judge_id=1, own_business=True, judged_by=set(), appealed=None)
    with pytest.raises(JudgedBefore):
        check_judge(judge_id=1, own_business=False, judged_by={1}, appealed=None)
    with pytest.raises(JudgedBefore):
        check_judge(judge_id=1, own_business=False, judged_by=set(), appealed=1)


@pytest.mark.parametrize("decision", ["returned", "rejected", "refused"])
def test_a_no_needs_three_words(decision: str) -> None:
    with pytest.raises(ReasonsMissing):
        check_reasons(decision, "kurang baik")
    check_reasons(decision, "label belum lengkap")
    check_reasons("passed", "")


def test_only_what_waits_is_decided_and_only_what_was_refused_is_appealed() -> None:
    assert {state for state, to in MOVES.items() if to} == {"waiting", "rejected"}
    assert {to for targets in MOVES.values() for to in targets} <= set(MOVES)
