"""The values of policies/coaching.toml on a day."""

from datetime import date
from functools import lru_cache
from typing import Any

from tumbuh.reference.policies import policy


@lru_cache(maxsize=2_048)
def value(key: str, on: date) -> Any:
    """Return a value of the policy on a day. Raises: UnknownPolicy, NoRuleInForce."""
    return policy("coaching", key, on=on).value


def is_verified(key: str, on: date) -> bool:
    """Return whether a value was read in its source; the others are from memory, and whoever shows one says so."""
    return policy("coaching", key, on=on).certainty == "found"
