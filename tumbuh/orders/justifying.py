"""Reasons to go on although a rule warned: typed once, chosen again the next time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.orders.models import Justification
from tumbuh.orders.rules.rail import Check


def reasons_before(unit_ref: str, check: Check, *, most: int = 5) -> list[str]:
    """Return what a unit has written for a warning before, the newest first, to choose instead of typing."""
    found = Justification.objects.filter(unit_ref=unit_ref, rule=check.value).order_by("-pk")
    return list(found.values_list("words", flat=True)[:most])


def remember(warnings: Sequence[Mapping[str, str]], *, unit_ref: str, by: User, now: datetime) -> None:
    """Keep the reasons for the next time; the same words are kept once."""
    Justification.objects.bulk_create(
        (
            Justification(unit_ref=unit_ref, rule=one["rule"], words=one["words"], written_by=by, written_at=now)
            for one in warnings
        ),
        ignore_conflicts=True,
    )
