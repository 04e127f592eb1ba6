"""Which places reported a quarter, and what those that did not may have grown: told apart, never mixed."""

from dataclasses import dataclass
from datetime import datetime

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import production_coverage as measure
from tumbuh.kernel.periods import Quarter
from tumbuh.production.frames import logs_frame, sites_frame

__all__ = ["Coverage", "coverage", "coverage_by", "missing_sites"]


@dataclass(frozen=True)
class Coverage:
    """The places that reported a quarter and those that should have."""

    reported: int
    expected: int


def coverage(quarter: Quarter, *, known_at: datetime) -> Coverage:
    """Return the coverage of a quarter as known at a moment."""
    sites, rows = _frames(quarter, known_at)
    found = measure.measure(sites, rows, first=quarter.start_on, last=quarter.end_on).to_native().row(0, named=True)
    return Coverage(found["reported"] or 0, found["expected"] or 0)


def coverage_by(quarter: Quarter, group: str, *, known_at: datetime) -> pl.DataFrame:
    """Return reported and expected per kind of place or area ("site_kind", "area_code")."""
    sites, rows = _frames(quarter, known_at)
    return pl.DataFrame(
        measure.measure(sites, rows, first=quarter.start_on, last=quarter.end_on, by=[group]).to_native()
    )


def missing_sites(quarter: Quarter, *, known_at: datetime) -> pl.DataFrame:
    """Return the places that should have reported and did not."""
    sites, rows = _frames(quarter, known_at)
    found = measure.part(sites, rows, first=quarter.start_on, last=quarter.end_on, reported=False)
    return pl.DataFrame(found.to_native())


def _frames(quarter: Quarter, known_at: datetime) -> tuple[nw.DataFrame[pl.DataFrame], nw.DataFrame[pl.DataFrame]]:
    rows = logs_frame(first_year=quarter.year, last_year=quarter.year, known_at=known_at)
    return nw.from_native(sites_frame(known_at=known_at)), nw.from_native(rows)
