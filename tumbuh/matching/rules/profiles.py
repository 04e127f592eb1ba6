"""What matching knows of a need and of a seller, and the values that judge them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FULL = 10_000  # permyriad


@dataclass(frozen=True)
class Demand:
    """
    One need of one buyer. `words` are the stems of what it says; `metres` its place on a plane; None: not known.

    `unit_budget_rupiah` None sets no ceiling, `size_classes` empty allows all.
    """

    id: str
    category: str
    wider: str
    words: frozenset[str]
    quantity: int
    unit_budget_rupiah: int | None
    certificates: frozenset[str]
    district: str
    metres: tuple[int, int] | None
    needed_on: date
    size_classes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seller:
    """
    One seller as matching sees it on a day.

    `wider` holds the parents of `categories`; `serves` the districts delivered to, empty for all; `capacity` what can
    be made by the day of need; `origin_level` −1 to 5; `on_time` of `deliveries` came in time.
    """

    id: str
    categories: frozenset[str]
    wider: frozenset[str]
    words: frozenset[str]
    capacity: int
    unit_price_rupiah: int
    certificates: frozenset[str]
    serves: frozenset[str]
    metres: tuple[int, int] | None
    size_class: str
    origin_level: int
    lead_days: int
    on_time: int = 0
    deliveries: int = 0
    banned_until: date | None = None


@dataclass(frozen=True)
class Terms:
    """The values of policies/matching.toml that were in force on the day."""

    weights: Mapping[str, int]
    wider_permyriad: int
    words_permyriad: int
    least_cover_permyriad: int
    price_full_permyriad: int
    price_least_permyriad: int
    far_metres: int
    origin_permyriad: tuple[int, ...]
    prior_on_time: int
    prior_deliveries: int
    slack_days: int
