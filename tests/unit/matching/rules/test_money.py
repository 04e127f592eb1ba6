"""Interest and money are of different types: no sum of the two can be written."""

from fractions import Fraction
from itertools import permutations

import pytest

from tumbuh.matching.rules.money import Interest, Ordered, Quoted, Realised, conversion


@pytest.mark.parametrize(("first", "second"), list(permutations([Interest, Quoted, Ordered, Realised], 2)))
def test_two_kinds_of_money_are_never_added(first: type, second: type) -> None:
    with pytest.raises(TypeError, match="different kinds of money"):
        first(1) + second(1)
    with pytest.raises(TypeError):
        sum([first(1), second(1)])


def test_money_of_one_kind_is() -> None:
    assert Interest(2) + Interest(3) == Interest(5) == Interest.total([1, 4])


def test_two_kinds_are_never_equal() -> None:
    assert Interest(1) != Realised(1)


def test_no_amount_is_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Realised(-1)


def test_conversion_is_exact_may_exceed_one_and_is_nothing_without_interest() -> None:
    assert conversion(Realised(1), Interest(3)) == Fraction(1, 3)
    assert conversion(Realised(3), Interest(2)) == Fraction(3, 2)
    assert conversion(Realised(3), Interest(0)) is None
