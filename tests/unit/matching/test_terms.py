"""The values of the policy are whole and make sense together."""

from datetime import date

import pytest

from tests.unit.matching.rules.samples import TERMS
from tumbuh.kernel.policy import NoRuleInForce
from tumbuh.matching.rules.scoring import PARTS
from tumbuh.matching.terms import terms


def test_the_points_of_the_policy_add_up_to_a_hundred() -> None:
    found = terms(date(2026, 6, 1))
    assert sum(found.weights.values()) == 100
    assert tuple(found.weights) == PARTS
    assert found == TERMS  # the worked examples of the other tests stand on these values


def test_proof_of_origin_never_counts_less_on_a_higher_step() -> None:
    ladder = terms(date(2026, 6, 1)).origin_permyriad
    assert list(ladder) == sorted(ladder)
    assert len(ladder) == 7


def test_before_the_policy_there_is_no_rule() -> None:
    with pytest.raises(NoRuleInForce):
        terms(date(2020, 1, 1))
