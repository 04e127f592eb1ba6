"""The values of policies/coaching.toml on a day."""

from datetime import date
from functools import lru_cache
from typing import Any

from tumbuh.reference.policies import policy


@lru_cache(maxsize=2_048)
def value(key: str, on: date) -> Any:
    """Return a value of the policy on a day. Raises: UnknownPolicy, NoRuleInForce."""
    return policy("coaching", key, on=on).value
