"""The bridge as a page: its bars add up, and each opens rows of its own sum."""

import re
from http import HTTPStatus

import pytest

from tumbuh.accounts.rules import ScopeKind

pytestmark = pytest.mark.django_db
M = 1_000_000


def test_the_bars_add_up_to_what_was_paid_and_to_the_budget(city, governor):
    context = governor.get("/belanja/jembatan/").context
    for part, whole in (("paid", 2_568 * M), ("plan", 5_500 * M)):
        steps = [bar.step for bar in context[part]["drawing"].bars]
        assert context[part]["adds_up"] is True
        assert steps[0].value == sum(step.value for step in steps[1:]) == whole


def test_every_bar_opens_rows_that_add_up_to_it(city, governor):
    answer = governor.get("/belanja/jembatan/")
    for part in ("paid", "reasons", "plan", "beside"):
        for bar in answer.context[part]["drawing"].bars:
            if bar.step.href:
                opened = governor.get(bar.step.href).context["pile"]
                assert (opened.rupiah, opened.adds_up) == (bar.step.value, True), bar.step.label
    assert not re.search(r"\sstyle=", answer.content.decode())


def test_with_a_method_there_is_no_side_of_payments(city, governor):
    context = governor.get("/belanja/jembatan/?method=e_purchasing").context
    assert (context["paid"], context["plan"]) == (None, None)
    assert context["beside"]["drawing"].bars


def test_a_unit_sees_the_bridge_of_its_own_payments(city, head_of):
    wholes = []
    for code in ("101", "102"):
        answer = head_of(ScopeKind.UNIT, code).get("/belanja/jembatan/")
        assert answer.status_code == HTTPStatus.OK
        assert answer.context["paid"]["adds_up"] is True
        wholes.append(answer.context["paid"]["drawing"].bars[0].step.value)
    assert sum(wholes) == 2_568 * M
    assert min(wholes) > 0
