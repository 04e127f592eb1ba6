"""What a phone wrote, in words that a person reads: names for ids, moments for milliseconds."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tumbuh.coaching.models import Agency, FieldOp, Session
from tumbuh.coaching.rules.field_forms import LOG_NAMES, fits
from tumbuh.coaching.rules.kinds import SERVICE_NAMES
from tumbuh.production import queries as production
from tumbuh.registry.owners import owners_by_id
from tumbuh.registry.queries import names_of

_SHORT = 12  # letters of a photo's digest, enough to tell two photos apart


def readable(rows: Iterable[FieldOp]) -> dict[int, Any]:
    """Return key → value as a person reads it; what no field of ours holds stays as it came."""
    found = list(rows)
    asked: dict[str, set[UUID]] = {name: set() for name in _NAMES_OF_IDS}
    for row in found:
        if row.field in asked and row.value and fits(row.kind, row.field, row.value):
            asked[row.field].add(UUID(row.value))
    known = {name: _NAMES_OF_IDS[name](ids) for name, ids in asked.items() if ids}
    known |= {"service": dict(SERVICE_NAMES), "log_kind": LOG_NAMES}
    if any(row.field == "agency" for row in found):
        known["agency"] = dict(Agency.objects.values_list("code", "short_name"))
    return {row.pk: _read(row, known) for row in found}


def _read(row: FieldOp, known: Mapping[str, Mapping[str, str]]) -> Any:
    if not row.value or not fits(row.kind, row.field, row.value):
        return row.value
    if row.field in known:
        return known[row.field].get(str(row.value), row.value)
    if row.field in ("visited", "attended"):
        return datetime.fromtimestamp(row.value / 1_000, tz=UTC)
    if row.field in ("done_on", "next_on"):
        return _day(row.value)
    return row.value[:_SHORT] if row.field == "photo" else row.value


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:  # the 31st of February has the shape of a day
        return text


def _owners(ids: set[UUID]) -> dict[str, str]:
    return {str(one.public_id): one.name for one in owners_by_id(ids)}


def _sites(ids: set[UUID]) -> dict[str, str]:
    return {str(one.public_id): one.name for one in production.sites(areas=None).filter(public_id__in=ids)}


def _sessions(ids: set[UUID]) -> dict[str, str]:
    return {str(one.public_id): one.title for one in Session.objects.filter(public_id__in=ids)}


def _businesses(ids: set[UUID]) -> dict[str, str]:
    return names_of([str(one) for one in ids])


_NAMES_OF_IDS: Mapping[str, Callable[[set[UUID]], dict[str, str]]] = {
    "owner": _owners, "site": _sites, "session": _sessions, "business": _businesses,
}  # fmt: skip
