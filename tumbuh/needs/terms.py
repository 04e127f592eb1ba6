"""The rules of needs on a day, from policies/needs.toml, in the shapes that the pure rules take."""

from datetime import date
from functools import lru_cache
from typing import Any

from tumbuh.needs.rules.windows import Terms
from tumbuh.reference.policies import policy


@lru_cache(maxsize=512)
def window_terms(on: date) -> Terms:
    """Return how long sellers have on a day. Raises: NoRuleInForce."""
    return Terms(
        working_days=value("quote_working_days", on),
        closing_hour=value("closing_hour", on),
        urgent_within_hours=value("urgent_within", on),
        urgent_hours=value("urgent_hours", on),
        least_minutes=value("least_window", on),
        prepare_hours=value("prepare_hours", on),
        silent_hours=value("silent_hours", on),
        urgent_silent_minutes=value("urgent_silent_minutes", on),
    )


@lru_cache(maxsize=2_048)
def value(key: str, on: date) -> Any:
    """Return a value of the policy on a day. Raises: UnknownPolicy, NoRuleInForce."""
    return policy("needs", key, on=on).value
