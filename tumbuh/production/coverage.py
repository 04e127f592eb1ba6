"""Which places reported a quarter, and what those that did not may have grown: told apart, never mixed."""

from dataclasses import dataclass
from datetime import datetime

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import production as production_measure
from tumbuh.analytics.measures import production_coverage as measure
from tumbuh.kernel.periods import Quarter
from tumbuh.production import terms
from tumbuh.production.figures import Asked, within_area
from tumbuh.production.frames import logs_frame, sites_frame
from tumbuh.production.rules.estimating import Estimate, Stratum, estimate
from tumbuh.production.rules.kinds import GROUPS


@dataclass(frozen=True)
class Coverage:
    """The places that reported a quarter and those that should have."""

    reported: int
    expected: int


def coverage(quarter: Quarter, *, known_at: datetime, area: str = "") -> Coverage:
    """Return the coverage of a quarter as known at a moment."""
    sites, rows = _frames(Asked(quarter, known_at, area))
    found = measure.measure(nw.from_native(sites), nw.from_native(rows), first=quarter.start_on, last=quarter.end_on)
    row = found.to_native().row(0, named=True)
    return Coverage(row["reported"] or 0, row["expected"] or 0)


def coverage_by(asked: Asked, group: str) -> pl.DataFrame:
    """Return reported and expected per kind of place or city ("site_kind", "city_code")."""
    sites, rows = _frames(asked)
    named = sites.with_columns(city_code=pl.col("area_code").str.slice(0, 5))
    found = measure.measure(
        nw.from_native(named), nw.from_native(rows), first=asked.quarter.start_on, last=asked.quarter.end_on, by=[group]
    )
    return pl.DataFrame(found.to_native())


def silent_sites(asked: Asked) -> pl.DataFrame:
    """Return the places that should have reported and did not."""
    return _sites(asked, reported=False)


def estimates(asked: Asked) -> dict[str, Estimate]:
    """
    Return per group what the places without a report may have grown in the quarter.

    Like places are those of the same kind; a place that reported other goods counts as one that grew none of these.
    """
    _, rows = _frames(asked)
    told, silent = _sites(asked, reported=True), _sites(asked, reported=False)
    inside = rows.filter(pl.col("quarter") == asked.quarter.quarter)
    counted = production_measure.counted(nw.from_native(inside)).to_native()
    mass = {
        (row["group"], row["site"]): row["net_mg"]
        for row in counted.group_by("group", "site").agg(pl.col("net_mg").sum()).to_dicts()
    }
    reporters = {kind: part["site"].to_list() for (kind,), part in told.group_by("site_kind")}
    missing = dict(silent.group_by("site_kind").len().iter_rows())
    least = terms.value("estimate_least_reports", asked.quarter.end_on)
    return {
        group: estimate(
            [
                Stratum([mass.get((group, site), 0) for site in reporters.get(kind, ())], count)
                for kind, count in sorted(missing.items())
            ],
            least_reports=least,
        )
        for group in GROUPS
        if any(found == group for found, _site in mass)
    }


def _sites(asked: Asked, *, reported: bool) -> pl.DataFrame:
    sites, rows = _frames(asked)
    first, last = asked.quarter.start_on, asked.quarter.end_on
    found = measure.part(nw.from_native(sites), nw.from_native(rows), first=first, last=last, reported=reported)
    return pl.DataFrame(found.to_native())


def _frames(asked: Asked) -> tuple[pl.DataFrame, pl.DataFrame]:
    year = asked.quarter.year
    rows = logs_frame(first_year=year, last_year=year, known_at=asked.known_at)
    return within_area(sites_frame(known_at=asked.known_at), asked.area), within_area(rows, asked.area)
