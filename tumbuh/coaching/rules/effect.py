"""
What a programme changed: difference-in-differences against comparable owners. Pure.

1. Comparable: each participant is paired with an owner who was not coached, of the same class, kind of business and
   city; of those within a caliper of the propensity to take part (a logit on what was known before: sales, their
   trend, age) the most alike in each of these. Nobody is used twice. Who has nobody alike is left out, and counted.
2. Change: each owner's outcome after less before. For sales the logarithm, so that the effect is a percentage.
3. Effect: the mean difference of the changes within pairs, adjusted for what differed before (OLS), its interval by
   HC3 (J. S. Long and L. H. Ervin, The American Statistician 54 (2000) 217-224), which holds for few pairs, too. To
   take each pair as one observation is right for matching that uses nobody twice (A. Abadie and J. Spiess, JASA 117
   (2022) 983-995).

Nothing is printed of a panel that is too small or of groups that are not alike: the answer is then a refusal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tumbuh.kernel.errors import Refused

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95
_FARTHEST_LOGIT = 12.0  # beyond it a propensity is 0 or 1, and only the order would matter


class PanelTooSmall(Refused):
    """Too few participants have a comparable owner with figures before and after."""

    code = "effect_panel_too_small"


class NotComparable(Refused):
    """The groups differed too much before the programme."""

    code = "effect_not_comparable"


@dataclass(frozen=True)
class Unit:
    """
    One owner. `stratum`: what has to be equal; `known`: what was known before, in the same order for all.

    `before` and `after`: the outcome in the two windows, in logarithms when the effect is to be a percentage.
    """

    id: str
    treated: bool
    stratum: str
    known: tuple[float, ...]
    before: float
    after: float


@dataclass(frozen=True)
class Demands:
    """When a result may be shown, and how near a pair has to be; shares of a standard deviation."""

    least_panel: int
    caliper: float
    most_difference: float


@dataclass(frozen=True)
class Balance:
    """How far the groups were apart before, in standard deviations: everyone, and the pairs."""

    name: str
    all: float
    pairs: float


@dataclass(frozen=True)
class Effect:
    """An effect with its 95 % interval, in the unit of the outcome (a logarithm stays one), and what it rests on."""

    effect: float
    low: float
    high: float
    pairs: int
    treated: int
    candidates: int
    treated_before: float
    treated_after: float
    compared_before: float
    compared_after: float
    balance: Sequence[Balance]

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of nothing."""
        return self.low > 0 or self.high < 0


def estimate(units: Sequence[Unit], names: Sequence[str], demands: Demands) -> Effect:
    """Return the effect. `names`: of what was known before. Raises: PanelTooSmall, NotComparable."""
    treated = [unit for unit in units if unit.treated]
    others = [unit for unit in units if not unit.treated]
    if min(len(treated), len(others)) < demands.least_panel:
        raise PanelTooSmall(_too_small(min(len(treated), len(others)), demands.least_panel))
    logits = propensity_logits(units)
    pairs = match(units, logits, demands.caliper)
    if len(pairs) < demands.least_panel:
        raise PanelTooSmall(_too_small(len(pairs), demands.least_panel))
    balance = balance_of(treated, others, pairs, names)
    worst = max(balance, key=lambda one: abs(one.pairs))
    if abs(worst.pairs) > demands.most_difference:
        raise NotComparable(
            f"Kelompok pembanding terlalu berbeda sebelum program ({worst.name}: {worst.pairs:+.2f} simpangan baku), "
            "sehingga dampaknya tidak dapat dihitung dengan jujur."
        )
    effect, low, high = _difference(pairs)
    ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
    return Effect(
        effect, low, high, len(pairs), len(treated), len(others), _mean(ours, "before"), _mean(ours, "after"),
        _mean(theirs, "before"), _mean(theirs, "after"), balance,
    )  # fmt: skip


def propensity_logits(units: Sequence[Unit]) -> Mapping[str, float]:
    """Return of each unit the log odds of taking part, from a logit on what was known before."""
    import statsmodels.api as sm  # 2 s to import: paid by who asks for an effect only

    known = _scaled(np.array([unit.known for unit in units], dtype=np.float64))
    strata = sorted({unit.stratum for unit in units})
    both = [one for one in strata if len({unit.treated for unit in units if unit.stratum == one}) == 2]
    dummies = np.array([[float(unit.stratum == one) for one in both[1:]] for unit in units], dtype=np.float64)
    design = np.column_stack([np.ones(len(units)), known, dummies.reshape(len(units), -1)])
    taking_part = np.array([float(unit.treated) for unit in units])
    usable = np.array([unit.stratum in set(both) for unit in units])
    if not usable.any():
        return {unit.id: 0.0 for unit in units}
    # A slight ridge: a kind of business in which everyone took part would else have endless odds.
    model = sm.GLM(taking_part[usable], design[usable], family=sm.families.Binomial())
    fitted = model.fit_regularized(alpha=1e-4, L1_wt=0.0)
    logits = np.clip(design @ np.asarray(fitted.params), -_FARTHEST_LOGIT, _FARTHEST_LOGIT)
    return {unit.id: float(logit) for unit, logit in zip(units, logits, strict=True)}


def match(units: Sequence[Unit], logits: Mapping[str, float], caliper: float) -> list[tuple[Unit, Unit]]:
    """
    Return pairs (participant, comparable owner) of equal stratum, within the caliper of the logit, nobody twice.

    Participants with the highest odds choose first, as they have the fewest alike; ties by id, so that the same data
    give the same pairs.
    Source: P. R. Rosenbaum and D. B. Rubin, The American Statistician 39 (1985) 33-38: the most alike within a caliper.
    """
    spread = float(np.std(list(logits.values())))
    farthest = caliper * spread if spread > 0 else float("inf")
    scaled = _scaled(np.array([unit.known for unit in units], dtype=np.float64))
    known = {unit.id: row for unit, row in zip(units, scaled, strict=True)}
    free: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda one: one.id):
        if not unit.treated:
            free.setdefault(unit.stratum, []).append(unit)
    pairs = []
    for unit in sorted((one for one in units if one.treated), key=lambda one: (-logits[one.id], one.id)):
        alike = [one for one in free.get(unit.stratum, []) if abs(logits[one.id] - logits[unit.id]) <= farthest]
        if not alike:
            continue
        away = np.square(np.array([known[one.id] for one in alike]) - known[unit.id]).sum(axis=1)
        nearest = alike[int(np.argmin(away))]
        free[unit.stratum].remove(nearest)
        pairs.append((unit, nearest))
    return pairs


def balance_of(
    treated: Sequence[Unit], others: Sequence[Unit], pairs: Sequence[tuple[Unit, Unit]], names: Sequence[str]
) -> list[Balance]:
    """Return the standardised differences of what was known before, in standard deviations of the participants."""
    ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
    found = []
    for at, name in enumerate(names):
        spread = float(np.std([unit.known[at] for unit in treated], ddof=1)) or 1.0
        whole = _mean_known(treated, at) - _mean_known(others, at)
        paired = _mean_known(ours, at) - _mean_known(theirs, at)
        found.append(Balance(name, whole / spread, paired / spread))
    return found


def _difference(pairs: Sequence[tuple[Unit, Unit]]) -> tuple[float, float, float]:
    """
    Return the mean difference of changes with its interval.

    OLS of each pair's difference of changes on its differences of what was known: the intercept is the effect for a
    pair that differs in nothing. HC3 allows for pairs that scatter unequally and for few of them.
    """
    import statsmodels.api as sm

    change = np.array([(one.after - one.before) - (other.after - other.before) for one, other in pairs])
    apart = np.array([np.subtract(one.known, other.known) for one, other in pairs], dtype=np.float64)
    spread = apart.std(axis=0)
    design = np.column_stack([np.ones(len(pairs)), apart[:, spread > 0] / spread[spread > 0]])
    fitted = sm.OLS(change, design).fit(cov_type="HC3", use_t=True)
    low, high = fitted.conf_int(alpha=1 - CONFIDENCE)[0]
    return float(fitted.params[0]), float(low), float(high)


def _scaled(known: Floats) -> Floats:
    spread = known.std(axis=0)
    scaled: Floats = (known - known.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    return scaled


def _mean(units: Sequence[Unit], name: str) -> float:
    return float(np.mean([getattr(unit, name) for unit in units]))


def _mean_known(units: Sequence[Unit], at: int) -> float:
    return float(np.mean([unit.known[at] for unit in units]))


def _too_small(found: int, least: int) -> str:
    return (
        f"Panel terlalu kecil: {found} pasangan yang sebanding, paling sedikit {least}. Dampak tidak ditampilkan, "
        "karena angka dari sedikit orang lebih banyak memperlihatkan kebetulan daripada program."
    )
