"""What places without a report may have grown: the mean of like places with its interval, told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isqrt

_Z_HUNDREDTHS = 196  # of a normal curve, 95 %


@dataclass(frozen=True)
class Stratum:
    """Places of one kind: the mass that each reporting one told of (0 for none), and how many did not report."""

    reports: Sequence[int]
    missing: int


@dataclass(frozen=True)
class Estimate:
    """The mass of places without a report, from `low` to `high` (95 %); `unknown` places are in none of them."""

    mid: int
    low: int
    high: int
    missing: int
    unknown: int


def estimate(strata: Iterable[Stratum], *, least_reports: int) -> Estimate:
    """
    Return the estimate over strata: per stratum missing x mean, with the variance of predicting that many more places.

    A stratum with fewer reports than `least_reports` gives no estimate: its places are `unknown`.
    Var(sum of m new) = m s^2 + m^2 s^2 / n. Source: W. Cochran, Sampling Techniques (1977), §2.9, §5.
    """
    mid = missing = unknown = variance = 0
    for one in strata:
        n, m = len(one.reports), one.missing
        if m == 0:
            continue
        if n < max(2, least_reports):
            unknown += m
            continue
        total = sum(one.reports)
        squares = n * sum(value * value for value in one.reports) - total * total  # n(n-1) s^2, exact
        mid += m * total // n
        variance += squares * m * (n + m) // (n * n * (n - 1))
        missing += m
    spread = _Z_HUNDREDTHS * isqrt(variance) // 100
    return Estimate(mid, max(0, mid - spread), mid + spread, missing, unknown)
