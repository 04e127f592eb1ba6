"""The figures of a quarter and of the year up to it, per group, with the rows behind each of them."""

from dataclasses import dataclass
from datetime import datetime

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import production as measure
from tumbuh.analytics.measures import production_yield
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import Quarter
from tumbuh.production.frames import logs_frame
from tumbuh.production.rules.kinds import GROUPS, MEASURE_KINDS


class UnknownProduction(Refused):
    """There is no such group or kind."""

    code = "unknown_production"


@dataclass(frozen=True)
class Asked:
    """Which production is looked at: up to which quarter, within which area ("" for all), as known at which moment."""

    quarter: Quarter
    known_at: datetime
    area: str = ""


@dataclass(frozen=True)
class GroupFigure:
    """One group: milligrams in the quarter, and of the year up to it, each beside those of a year before."""

    measure_kind: str
    group: str
    in_period_mg: int
    in_period_logs: int
    to_date_mg: int
    to_date_logs: int
    before_in_period_mg: int
    before_to_date_mg: int
    value_rupiah: int

    @property
    def name(self) -> str:
        """The group in words."""
        return GROUPS[self.group]


@dataclass(frozen=True)
class Overview:
    """All groups of both kinds in the order of reports; a group without production is left out."""

    groups: tuple[GroupFigure, ...]
    quarters: pl.DataFrame  # measure_kind, year, quarter, group, mass_mg: the two years, for a chart

    def of_kind(self, measure_kind: str) -> tuple[GroupFigure, ...]:
        """Return the groups of one kind."""
        return tuple(one for one in self.groups if one.measure_kind == measure_kind)

    def total_mg(self, measure_kind: str, *, cumulative: bool) -> int:
        """Return the sum of a kind's groups; of raw goods never to be shown without its largest group."""
        return sum(one.to_date_mg if cumulative else one.in_period_mg for one in self.of_kind(measure_kind))

    def largest(self, measure_kind: str) -> GroupFigure | None:
        """Return the group that weighs most in the year so far."""
        return max(self.of_kind(measure_kind), key=lambda one: one.to_date_mg, default=None)


def overview(asked: Asked) -> Overview:
    """Return every group's figures; each year to date is the sum of the quarters that stand in `quarters`."""
    year, quarter = asked.quarter.year, asked.quarter.quarter
    rows = rows_of_years(asked, first_year=year - 1)
    quarters = measure.in_period(nw.from_native(rows))
    sums = {
        when: {
            (row["measure_kind"], row["group"]): row
            for row in measure.year_to_date(quarters, year=when, quarter=quarter).to_native().to_dicts()
        }
        for when in (year, year - 1)
    }
    inside = {
        (row["measure_kind"], row["group"], row["year"]): row
        for row in quarters.to_native().to_dicts()
        if row["quarter"] == quarter
    }
    none = {"mass_mg": 0, "value_rupiah": 0, "logs": 0}
    found = []
    for kind in MEASURE_KINDS:
        for group in GROUPS:
            key = (kind, group)
            if key not in sums[year] and key not in sums[year - 1]:
                continue
            now, to_date = inside.get((*key, year), none), sums[year].get(key, none)
            found.append(
                GroupFigure(
                    measure_kind=kind, group=group, in_period_mg=now["mass_mg"], in_period_logs=now["logs"],
                    to_date_mg=to_date["mass_mg"], to_date_logs=to_date["logs"],
                    before_in_period_mg=inside.get((*key, year - 1), none)["mass_mg"],
                    before_to_date_mg=sums[year - 1].get(key, none)["mass_mg"],
                    value_rupiah=to_date["value_rupiah"] or 0,
                )
            )  # fmt: skip
    return Overview(tuple(found), pl.DataFrame(quarters.to_native()))


def rows(asked: Asked, *, measure_kind: str, group: str, cumulative: bool) -> pl.DataFrame:
    """Return the logs behind one figure, newest first; their `net_mg` add up to it. Raises: UnknownProduction."""
    if measure_kind not in MEASURE_KINDS or group not in ("", *GROUPS):
        raise UnknownProduction("Kelompok atau jenis produksi itu tidak ada; pilih dari daftar.")
    year, quarter = asked.quarter.year, asked.quarter.quarter
    known = nw.from_native(rows_of_years(asked, first_year=year))
    found = measure.part(known, measure_kind=measure_kind, year=year, quarter=quarter, cumulative=cumulative)
    frame = pl.DataFrame(found.to_native())
    chosen = frame.filter(pl.col("group") == group) if group else frame
    return chosen.sort("done_on", "log", descending=[True, False])


def commodities(asked: Asked) -> pl.DataFrame:
    """Return per commodity of the year so far: group, name, mass, harvested area, and logs with and without an area."""
    frame = rows_of_years(asked, first_year=asked.quarter.year).filter(pl.col("quarter") <= asked.quarter.quarter)
    by = ["group", "measure_kind", "commodity", "commodity_name"]
    counted = pl.DataFrame(measure.counted(nw.from_native(frame)).to_native())
    mass = counted.group_by(by).agg(pl.col("net_mg").sum(), pl.len())
    area = pl.DataFrame(production_yield.measure(nw.from_native(frame), by=["commodity"]).to_native())
    sums = area.group_by("commodity").agg(pl.col("mass_mg", "area_m2", "logs", "without_area").sum())
    joined = mass.join(sums, on="commodity", how="left")
    order = pl.col("group").replace_strict({group: n for n, group in enumerate(GROUPS)}, return_dtype=pl.Int64)
    return joined.sort(order, -pl.col("net_mg"), "commodity")


def rows_of_years(asked: Asked, *, first_year: int) -> pl.DataFrame:
    """Return what counts of some years up to the asked one, within the asked area."""
    frame = logs_frame(first_year=first_year, last_year=asked.quarter.year, known_at=asked.known_at)
    return within_area(frame, asked.area)


def within_area(frame: pl.DataFrame, area: str) -> pl.DataFrame:
    """Return the rows of an area and all areas in it."""
    if not area:
        return frame
    return frame.filter((pl.col("area_code") == area) | pl.col("area_code").str.starts_with(f"{area}."))
