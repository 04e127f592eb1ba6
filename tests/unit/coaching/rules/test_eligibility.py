from datetime import date
from typing import Any

import pytest

from tumbuh.coaching.rules.eligibility import KINDS, Asked, BadRule, Facts, age, check_rule, describe, judge, verdict

ON = Asked(date(2026, 4, 6), programme_id=7)
FACTS = Facts(
    born_on=date(1990, 4, 6),
    gender="female",
    areas=frozenset({"31.75.01.1001"}),
    kbli_codes=frozenset({"56102"}),
    size_classes=frozenset({"micro"}),
    has_nib=True,
    licences=frozenset({"pirt"}),
    first_registered_on=date(2026, 3, 7),
    completed_programmes=frozenset({3}),
)
PASS: dict[str, Any] = {
    "area": ["31.75"], "kbli": ["56"], "size_class": ["micro", "small"], "nib": True, "licence": ["pirt"],
    "age": [36, 36], "gender": ["female"], "registered": 30, "once": True, "after": [3],
}  # fmt: skip
FAIL: dict[str, Any] = {
    "area": ["31.7"], "kbli": ["10"], "size_class": ["small"], "nib": False, "licence": ["pirt", "halal"],
    "age": [37, None], "gender": ["male"], "registered": 31, "after": [4],
}  # fmt: skip
BAD: list[tuple[str, Any]] = [
    ("area", []), ("area", "31.75"), ("kbli", ["abc"]), ("size_class", ["tiny"]), ("nib", 1), ("age", [None, None]),
    ("age", [40, 30]), ("registered", True), ("registered", 0), ("once", False), ("after", ["x"]), ("luck", True),
]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(PASS))
def test_a_rule_that_is_met_says_nothing(kind: str) -> None:
    assert judge([(kind, PASS[kind])], FACTS, ON) == []


@pytest.mark.parametrize("kind", sorted(FAIL))
def test_a_rule_that_is_not_met_says_why_and_what_to_do(kind: str) -> None:
    [reason] = judge([(kind, FAIL[kind])], FACTS, ON)
    assert (reason.code, reason.unknown) == (kind, False)
    assert reason.text.endswith(".")
    assert reason.fix.endswith(".")


@pytest.mark.parametrize("kind", ["area", "kbli", "size_class", "age", "gender", "registered"])
def test_what_is_not_known_is_no_refusal(kind: str) -> None:
    [reason] = judge([(kind, PASS[kind])], Facts(), ON)
    assert reason.unknown
    assert verdict([reason]) == "applied"


def test_a_refusal_counts_before_what_is_unknown() -> None:
    reasons = judge([("age", [17, 60]), ("nib", True)], Facts(), ON)
    assert verdict(reasons) == "not_eligible"
    assert verdict([]) == "eligible"


def test_a_programme_is_done_once() -> None:
    rule = [("once", True)]
    assert judge(rule, Facts(completed_programmes=frozenset({7})), ON)[0].code == "once"
    assert judge(rule, Facts(running_programmes=frozenset({7})), ON)[0].code == "once"


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_a_rule_that_nobody_can_judge_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(BadRule):
        check_rule(kind, value)


def test_every_kind_is_described() -> None:
    assert {kind: bool(describe(kind, PASS[kind])) for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_a_birthday_counts_from_its_day_on() -> None:
    assert (age(date(1990, 4, 6), date(2026, 4, 5)), age(date(1990, 4, 6), date(2026, 4, 6))) == (35, 36)
