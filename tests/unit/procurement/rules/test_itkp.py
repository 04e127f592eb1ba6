from fractions import Fraction

import pytest

from tumbuh.procurement.rules.itkp import WEIGHTS, Use, predict, score, total


@pytest.mark.parametrize(
    ("system", "value", "base", "points"),
    [
        ("rup", 50, 100, 0),  # at a half: none
        ("rup", 51, 100, Fraction(51, 10)),
        ("rup", 100, 100, 10),
        ("rup", 120, 100, 8),  # planned more than there is
        ("rup", 250, 100, 0),
        ("rup", 0, 0, 0),
        ("e_contract", 20, 100, 0),
        ("e_contract", 21, 100, Fraction(105, 100)),
        ("e_purchasing", 75, 100, 3),
        ("online_shop", 1, 0, 1),
        ("online_shop", 9, 0, 1),
        ("online_shop", 0, 0, 0),
    ],
)
def test_the_points_of_a_system(system, value, base, points):
    assert score(system, Use(value, base)).points == points


def test_all_systems_together_have_thirty_points():
    full = predict({name: Use(1, 1) for name in WEIGHTS})
    assert (total(full), sum(WEIGHTS.values())) == (30, 30)


def test_a_system_without_data_has_no_points():
    assert total(predict({})) == 0


def test_a_system_that_is_not_scored_is_a_slip():
    with pytest.raises(KeyError):
        score("fax", Use(1, 1))
