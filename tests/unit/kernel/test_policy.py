from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.policy import NoRuleInForce, Rule, rule_on

OLD = Rule("limit", 10, "rupiah", date(2020, 1, 1), date(2020, 12, 31), "law A", "found")
NEW = replace(OLD, value=20, valid_from=date(2021, 1, 1), valid_to=None, source="law B")


@pytest.mark.parametrize(
    ("day", "value"), [(date(2020, 1, 1), 10), (date(2020, 12, 31), 10), (date(2021, 1, 1), 20), (date.max, 20)]
)
def test_a_day_is_judged_by_the_rule_of_that_day(day, value):
    assert rule_on([NEW, OLD], day).value == value


def test_before_the_first_rule_there_is_none():
    with pytest.raises(NoRuleInForce) as refused:
        rule_on([OLD, NEW], date(2019, 12, 31))
    assert "2019-12-31" in refused.value.message


def test_the_later_of_two_overlapping_rules_wins():
    assert rule_on([replace(OLD, valid_to=None), NEW], date(2022, 1, 1)) == NEW


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_order_of_the_rules_does_not_matter(day):
    assert rule_on([OLD, NEW], day) == rule_on([NEW, OLD], day)


def test_both_ends_belong_to_a_rule():
    assert OLD.in_force(OLD.valid_from)
    assert OLD.in_force(OLD.valid_to)
    assert not OLD.in_force(OLD.valid_to + timedelta(days=1))
