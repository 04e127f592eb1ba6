"""The predicted use of the procurement systems (ITKP, "pemanfaatan sistem pengadaan"): points per system. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

WEIGHTS: Mapping[str, int] = {
    "rup": 10,
    "e_tendering": 5,
    "non_e_tendering": 5,
    "e_contract": 5,
    "e_purchasing": 4,
    "online_shop": 1,
}
HALF, CONTRACT_FLOOR = Fraction(1, 2), Fraction(1, 5)


@dataclass(frozen=True)
class Use:
    """How much of a base went through a system, in rupiah or in packages."""

    value: int
    base: int


@dataclass(frozen=True)
class Score:
    """The points of one system: exact, of how many, from which ratio (None: nothing to divide by)."""

    system: str
    ratio: Fraction | None
    points: Fraction
    weight: int


def score(system: str, use: Use) -> Score:
    """
    Return the points of one system.

    p = value / base. Points are w·p for 0.5 < p <= 1 and w·(2 - p) above, never below zero; at or under 0.5 none, but
    the e-contract starts at 0.2. One verified transaction is enough for the online shop. The snapshot of RUP is that of
    31 March. Source: domain §3 (F44). Raises: KeyError for a system that is not scored.
    """
    weight = WEIGHTS[system]
    if system == "online_shop":
        return Score(system, None, Fraction(weight if use.value >= 1 else 0), weight)
    if use.base == 0:
        return Score(system, None, Fraction(0), weight)
    ratio = Fraction(use.value, use.base)
    floor = CONTRACT_FLOOR if system == "e_contract" else HALF
    if ratio <= floor:
        return Score(system, ratio, Fraction(0), weight)
    points = weight * ratio if ratio <= 1 else max(Fraction(0), weight * (2 - ratio))
    return Score(system, ratio, points, weight)


def predict(uses: Mapping[str, Use]) -> list[Score]:
    """Return the points of all systems; one without data has none."""
    return [score(system, uses.get(system, Use(0, 0))) for system in WEIGHTS]


def total(scores: list[Score]) -> Fraction:
    """Return the sum of the points, of 30."""
    return sum((one.points for one in scores), Fraction(0))
