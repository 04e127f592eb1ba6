"""The law that the sales figures ask, in the words of the figures."""

from datetime import date, datetime, timedelta

from tumbuh.analytics.measures.domestic_sales import Step
from tumbuh.kernel.periods import WIB
from tumbuh.reference.policies import rules_of

_NEVER = 99  # a level that no evidence reaches: no rule is in force


def origin_steps() -> tuple[Step, ...]:
    """
    Return the lowest level of evidence that counts as domestic, by the moment from which it holds.

    On days without a rule nothing counts. Source: policies/domestic_sales.toml, "threshold_level".
    """
    rules = rules_of("domestic_sales")["threshold_level"]
    steps = {_start_of(rule.valid_to + timedelta(days=1)): _NEVER for rule in rules if rule.valid_to}
    steps |= {_start_of(rule.valid_from): int(rule.value) for rule in rules}
    return tuple(Step(at, level) for at, level in sorted(steps.items()))


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=WIB)
