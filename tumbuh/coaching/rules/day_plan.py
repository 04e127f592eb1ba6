"""Whom to see today, and why: what was promised, then who was never seen, then who was not seen for long. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Case:
    """What is known of a person on a day. `is_assigned`: looked after by name, not only living in the area."""

    next_on: date | None
    last_seen_on: date | None
    is_assigned: bool


@dataclass(frozen=True)
class Reason:
    """Why to go, and how soon: 1 before 2 before 3."""

    text: str
    urgency: int


def reason_today(case: Case, *, on: date, visit_days: int) -> Reason | None:
    """Return why to see a person today; None when there is no reason. `visit_days`: how often the assigned are seen."""
    if case.next_on is not None and case.next_on <= on:
        late = (on - case.next_on).days
        return Reason("Janji hari ini" if not late else f"Janji {late} hari yang lalu", 1)
    if case.next_on is not None or not case.is_assigned:
        return None
    if case.last_seen_on is None:
        return Reason("Belum pernah dikunjungi", 2)
    days = (on - case.last_seen_on).days
    return Reason(f"Sudah {days} hari tidak dikunjungi", 3) if days >= visit_days else None
