"""The values that judge a pair, read from the policy in force on a day."""

from datetime import date
from functools import lru_cache
from typing import Any

from tumbuh.matching.rules.profiles import Terms
from tumbuh.reference.policies import policy


def terms(on: date) -> Terms:
    """Return the values of policies/matching.toml in force on a day. Raises: NoRuleInForce, UnknownPolicy."""
    found = {
        key: policy("matching", key, on=on).value
        for key in ("weights", "category_part", "least_cover", "price_band", "far", "origin", "record_prior", "slack")
    }
    return Terms(
        weights=found["weights"],
        wider_permyriad=found["category_part"]["wider"],
        words_permyriad=found["category_part"]["words"],
        least_cover_permyriad=found["least_cover"],
        price_full_permyriad=found["price_band"]["full"],
        price_least_permyriad=found["price_band"]["least"],
        far_metres=found["far"],
        origin_permyriad=tuple(found["origin"]),
        prior_on_time=found["record_prior"]["on_time"],
        prior_deliveries=found["record_prior"]["deliveries"],
        slack_days=found["slack"],
    )


@lru_cache(maxsize=2_048)
def value(key: str, on: date) -> Any:
    """Return a value of the policy on a day. Raises: UnknownPolicy, NoRuleInForce."""
    return policy("matching", key, on=on).value
