"""What changed in a quarter after it was called final: each version that came later, with what it did to the mass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tumbuh.kernel.periods import Quarter
from tumbuh.production.models import LogVersion, QuarterClosing


@dataclass(frozen=True)
class Restated:
    """One change of a final quarter: the mass before (None: not there) and after (None: no longer)."""

    version: LogVersion
    before_mg: int | None
    after_mg: int | None

    @property
    def difference_mg(self) -> int:
        """What it did to the quarter."""
        return (self.after_mg or 0) - (self.before_mg or 0)


def closings(quarter: Quarter, *, known_at: datetime | None = None) -> list[QuarterClosing]:
    """Return the times that a quarter was called final, the first one first."""
    found = QuarterClosing.objects.filter(year=quarter.year, quarter=quarter.quarter).order_by("revision")
    return list(found if known_at is None else found.filter(closed_at__lte=known_at))


def restatements(quarter: Quarter, *, since: datetime, until: datetime) -> list[Restated]:
    """
    Return what changed in a quarter between two moments, as it was recorded; the differences add up to the change.

    A log that was moved into the quarter, or out of it, counts with what it brought or took.
    """
    days = (quarter.start_on, quarter.end_on)
    later = (
        LogVersion.objects.filter(recorded_at__gt=since, recorded_at__lte=until, log__kind__in=("harvest", "process"))
        .select_related("log", "site", "commodity", "recorded_by")
        .order_by("recorded_at", "pk")
    )
    ever = LogVersion.objects.filter(done_on__range=days).values("log_id")
    found = list(later.filter(log_id__in=ever))
    older = _older(found)
    changes = []
    for version in found:
        before, after = _inside(older.get((version.log_id, version.number - 1)), quarter), _inside(version, quarter)
        if before != after:
            changes.append(Restated(version, before, after))
    return changes


def _older(found: Sequence[LogVersion]) -> dict[tuple[int, int], LogVersion]:
    rows = LogVersion.objects.filter(log_id__in={one.log_id for one in found})
    return {(one.log_id, one.number): one for one in rows}


def _inside(version: LogVersion | None, quarter: Quarter) -> int | None:
    if version is None or version.withdrawn or not quarter.contains(version.done_on):
        return None
    return version.mass_mg
