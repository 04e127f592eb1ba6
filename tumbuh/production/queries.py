"""Reading production: figures and their rows, coverage, restatements, places and single logs."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from tumbuh.production.access import seen_areas, within
from tumbuh.production.coverage import Coverage, coverage, coverage_by, estimates, silent_sites
from tumbuh.production.disposing import balance_of
from tumbuh.production.figures import Asked, GroupFigure, Overview, commodities, overview, rows
from tumbuh.production.models import Commodity, ConversionFactor, Log, LogVersion, ProcessingInput, Sheet, Site
from tumbuh.production.restating import Restated, closings, restatements

__all__ = [
    "Asked",
    "Coverage",
    "GroupFigure",
    "Overview",
    "Restated",
    "balance_of",
    "closings",
    "commodities",
    "commodity_choices",
    "coverage",
    "coverage_by",
    "estimates",
    "factors",
    "log",
    "logs_of_site",
    "open_questions",
    "overview",
    "restatements",
    "rows",
    "seen_areas",
    "sheet",
    "sheets",
    "silent_sites",
    "site",
    "sites",
    "uses_of",
    "usual_of",
    "versions_of",
    "within",
]


def sites(*, areas: Sequence[str] | None, text: str = "", kind: str = "") -> QuerySet[Any]:
    """Return the places that a person sees with last_on and logs: those that were silent longest first."""
    counting = Q(versions__superseded_at=None, versions__withdrawn=False)
    found = Site.objects.filter(within(None if areas is None else tuple(areas), "area_code"))
    if text:
        found = found.filter(Q(name__icontains=text) | Q(code__icontains=text))
    if kind:
        found = found.filter(kind=kind)
    counted = found.annotate(last_on=Max("versions__done_on", filter=counting), logs=Count("versions", filter=counting))
    return counted.order_by(F("last_on").asc(nulls_first=True), "code")


def site(public_id: UUID, *, areas: Sequence[str] | None) -> Site:
    """Return one place that a person sees. Raises: Site.DoesNotExist."""
    mine = within(None if areas is None else tuple(areas), "area_code")
    return Site.objects.select_related("group", "business").get(mine, public_id=public_id)


def logs_of_site(place: Site) -> QuerySet[LogVersion]:
    """Return what counts of a place, newest first."""
    counting = LogVersion.objects.filter(site=place, superseded_at=None, withdrawn=False)
    return counting.select_related("log", "commodity").order_by("-done_on", "-pk")


def log(public_id: UUID, *, areas: Sequence[str] | None) -> LogVersion:
    """Return the latest version of a log that a person sees. Raises: LogVersion.DoesNotExist."""
    mine = within(None if areas is None else tuple(areas), "site__area_code")
    found = LogVersion.objects.select_related("log", "log__sheet", "site", "commodity", "factor", "recorded_by")
    return found.get(mine, log__public_id=public_id, superseded_at=None)


def versions_of(found: Log) -> QuerySet[LogVersion]:
    """Return every version of a log, newest first."""
    return found.versions.select_related("site", "commodity", "recorded_by", "factor").order_by("-number")


def uses_of(found: Log) -> QuerySet[ProcessingInput]:
    """Return which counting processings used a harvest."""
    return found.used_by.filter(version__superseded_at=None, version__withdrawn=False).select_related(
        "version", "version__log", "version__site", "version__commodity"
    )


def open_questions(*, areas: Sequence[str] | None) -> QuerySet[LogVersion]:
    """Return the logs that wait for an answer, the oldest first."""
    waiting = LogVersion.objects.filter(superseded_at=None, withdrawn=False, question__gt="", reason="")
    mine = waiting.filter(within(None if areas is None else tuple(areas), "site__area_code"))
    return mine.select_related("log", "site", "commodity").order_by("recorded_at", "pk")


def commodity_choices() -> QuerySet[Commodity]:
    """Return the commodities in use, by group and name."""
    return Commodity.objects.filter(retired_at=None).order_by("group", "name")


def usual_of(site_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return (code of the commodity, unit) of the newest harvest of each place, by key; others are left out."""
    rows = LogVersion.objects.filter(site__in=site_ids, log__kind="harvest", superseded_at=None, withdrawn=False)
    newest = rows.order_by("site_id", "-done_on", "-pk").distinct("site_id")
    return {site: (code, unit) for site, code, unit in newest.values_list("site_id", "commodity__code", "unit")}


def factors() -> QuerySet[ConversionFactor]:
    """Return every factor, by commodity and unit, the newest of each first."""
    return ConversionFactor.objects.select_related("commodity", "recorded_by").order_by(
        "commodity__name", "unit", "area_code", "-valid_from", "-recorded_at"
    )


def sheets() -> QuerySet[Sheet]:
    """Return the files that came in, newest first."""
    return Sheet.objects.select_related("received_by").order_by("-received_at", "-pk")


def sheet(public_id: UUID) -> Sheet:
    """Return one file that came in. Raises: Sheet.DoesNotExist."""
    return Sheet.objects.select_related("received_by").get(public_id=public_id)
