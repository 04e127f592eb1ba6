"""What of a year's turnover is free of final tax."""

import pytest

from tumbuh.insight.rules import Allowance, allowance


@pytest.mark.parametrize(
    ("turnover", "left", "above", "tax"),
    [
        (0, 500_000_000, 0, 0),
        (499_999_999, 1, 0, 0),
        (500_000_000, 0, 0, 0),
        (500_000_001, 0, 1, 0),  # half a percent of a rupiah is none
        (620_000_000, 0, 120_000_000, 600_000),
    ],
)
def test_only_what_is_above_the_limit_is_taxed(turnover: int, left: int, above: int, tax: int) -> None:
    found = allowance(turnover, free_rupiah=500_000_000, rate_permyriad=50)
    assert found == Allowance(turnover, 500_000_000, above, tax)
    assert found.left_rupiah == left
