"""Law as data with a date: a rule has a value, a first and a last day, and a source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tumbuh.kernel.errors import Refused


class NoRuleInForce(Refused):
    """No rule of the policy was in force on the day."""

    code = "no_rule_in_force"


@dataclass(frozen=True)
class Rule:
    """One value of a policy, in force from `valid_from` to `valid_to`, both included; None: no end known."""

    name: str
    value: Any
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str  # "found" in a source that was read, or "known" but not verified

    def in_force(self, on: date) -> bool:
        """Return whether the rule was in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def rule_on(rules: Iterable[Rule], on: date) -> Rule:
    """Return the rule in force on a day; the latest to begin, should two overlap. Raises: NoRuleInForce."""
    found = [rule for rule in rules if rule.in_force(on)]
    if not found:
        raise NoRuleInForce(f"Tidak ada aturan yang berlaku pada {on.isoformat()}; periksa folder policies/.")
    return max(found, key=lambda rule: rule.valid_from)
