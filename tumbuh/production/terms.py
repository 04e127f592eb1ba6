"""The limits of a day, from policies/production.toml, in the shape that the pure rules take."""

from datetime import date
from functools import lru_cache
from typing import Any

from tumbuh.production.rules.questions import Limits
from tumbuh.reference.policies import policy


@lru_cache(maxsize=2_048)
def limits(on: date, most_grams_per_m2: int | None) -> Limits:
    """Return the limits of a day for a commodity's yield. Raises: NoRuleInForce."""
    return Limits(
        jump_times=value("jump_times", on),
        jump_least_harvests=value("jump_least_harvests", on),
        mortality_most=value("mortality_most", on),
        process_most=value("process_most", on),
        most_grams_per_m2=most_grams_per_m2,
    )


@lru_cache(maxsize=2_048)
def value(key: str, on: date) -> Any:
    """Return a value of the policy on a day. Raises: UnknownPolicy, NoRuleInForce."""
    return policy("production", key, on=on).value
