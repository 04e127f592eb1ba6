"""States, reasons and rules of coaching, in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tumbuh.coaching.models import Cycle, Session
from tumbuh.coaching.rules.eligibility import describe
from tumbuh.coaching.rules.kinds import service_name
from tumbuh.coaching.rules.states import CYCLE_NAMES, ENROLMENT_NAMES
from tumbuh.kernel.periods import WIB, day_in_wib, format_day
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.saying import said

CYCLE_KINDS: Mapping[str, str] = {"draft": "neutral", "open": "info", "running": "accent", "closed": "good"}
ENROLMENT_KINDS: Mapping[str, str] = {
    "applied": "warn", "eligible": "info", "not_eligible": "bad", "enrolled": "accent", "waiting": "warn",
    "completed": "good", "dropped": "neutral",
}  # fmt: skip
_CYCLES, _ENROLMENTS = dict(CYCLE_NAMES), dict(ENROLMENT_NAMES)


def cycle_state(state: str) -> str:
    """Return what people call the state of a cycle."""
    return _(_CYCLES[state])


def enrolment_state(state: str) -> str:
    """Return what people call the state of an enrolment."""
    return _(_ENROLMENTS[state])


def service(kind: str) -> str:
    """Return what people call a service."""
    return _(service_name(kind))


def days_of(cycle: Cycle) -> str:
    """Return from when to when a cycle goes."""
    first, last = format_day(cycle.starts_on), format_day(cycle.ends_on)
    return _("%(first)s sampai %(last)s") % {"first": first, "last": last}


def time_of(session: Session) -> str:
    """Return the day and the hours of a session."""
    return f"{format_day(day_in_wib(session.starts_at))}, {_hour(session.starts_at)}–{_hour(session.ends_at)} WIB"


def rules_of(cycle: Cycle) -> list[str]:
    """Return the conditions of a cycle as people read them; areas by their names."""
    return [_rule(one.kind, one.value) for one in cycle.rules.filter(withdrawn_at=None).order_by("pk")]


def reasons(kept: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the kept reasons against an enrolment: what, and what mends it."""
    return [reason(one["text"], one["fix"], unknown=one.get("unknown", False)) for one in kept]


def reason(text: str, fix: str, *, unknown: bool) -> dict[str, Any]:
    """Return one reason against taking part as a page shows it."""
    return {"text": said(text), "fix": said(fix), "unknown": unknown}


def area(code: str | None) -> str:
    """Return the name of an area; a dash without one."""
    found = areas_by_code().get(code or "")
    return found.name if found else code or "–"


def _rule(kind: str, value: Any) -> str:
    return said(describe(kind, [area(one) for one in value] if kind == "area" else value))


def _hour(moment: datetime) -> str:
    return f"{moment.astimezone(WIB):%H.%M}"
