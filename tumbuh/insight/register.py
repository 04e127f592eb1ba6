"""The figures of the register: active businesses by area, growth between two days, and the rows behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import active_businesses, business_growth
from tumbuh.insight.remembered import remembered
from tumbuh.insight.sales import UnknownPart
from tumbuh.kernel.errors import Refused
from tumbuh.registry import queries as registry

GROWTH_PARTS = business_growth.PARTS
AREAS = ("city_code", "district_code")
NO_AREA = "tanpa"  # in an address: businesses without an area
_COUNTS = ("before_count", "after_count", "opened", "closed", "without_area")


class DaysOutOfOrder(Refused):
    """The first day of a comparison does not come before the second."""

    code = "days_out_of_order"


@dataclass(frozen=True)
class Span:
    """The two days that a growth compares, each at its end. Raises: DaysOutOfOrder."""

    before: date
    after: date

    def __post_init__(self) -> None:
        if self.before >= self.after:
            raise DaysOutOfOrder("Hari awal harus sebelum hari akhir; tukar keduanya, atau pilih hari lain.")


@dataclass(frozen=True)
class Growth:
    """How many businesses were open on both days of a span in an area. `code` None: without an area; "": the city."""

    code: str | None
    before: int
    after: int
    opened: int
    closed: int
    without_area: int

    @property
    def change(self) -> int:
        """The numerator of the growth; its denominator is `before`."""
        return self.after - self.before


@dataclass(frozen=True)
class RegisterFigures:
    """The growth of the whole and of each area. The areas and those without one add up to the whole."""

    span: Span
    whole: Growth
    cities: tuple[Growth, ...]
    districts: tuple[Growth, ...]  # those of known district; a city's others have only their city

    @property
    def without_area(self) -> int:
        """The reconciliation gap on the second day: active businesses that belong to no area."""
        return self.whole.without_area


def register_figures(span: Span) -> RegisterFigures:
    """Return the figures of the register for two days. Cost: one COPY of the register, once per change of it."""
    version = (active_businesses.VERSION, business_growth.VERSION, registry.register_version())
    frame = remembered("register", version, span, compute=lambda: _by_district(span))
    cities = frame.group_by("city_code").agg(pl.col(_COUNTS).sum()).sort("city_code", nulls_last=True)
    districts = frame.filter(pl.col("district_code").is_not_null()).sort("district_code")
    return RegisterFigures(
        span,
        _growth("", frame.select(pl.col(_COUNTS).sum()).row(0, named=True)),
        tuple(_growth(row["city_code"], row) for row in cities.to_dicts()),
        tuple(_growth(row["district_code"], row) for row in districts.to_dicts()),
    )


def _by_district(span: Span) -> pl.DataFrame:
    businesses = nw.from_native(_businesses(span.after))
    frame: pl.DataFrame = business_growth.measure(
        businesses, before=span.before, after=span.after, by=AREAS
    ).to_native()
    return frame.filter(pl.any_horizontal(pl.col(_COUNTS) > 0))


def _growth(code: str | None, row: dict[str, int]) -> Growth:
    return Growth(code, row["before_count"], row["after_count"], row["opened"], row["closed"], row["without_area"])


def _businesses(on: date) -> pl.DataFrame:
    """Return the register on a day, by name; the latest are kept, for its COPY takes most of the time of a page."""
    version = registry.register_version()
    return _kept(version, on) if version else _kept.__wrapped__(version, on)  # no import yet: nothing names its state


@lru_cache(maxsize=2)  # 30 MB each with 244,000 businesses
def _kept(version: tuple[object, ...], on: date) -> pl.DataFrame:
    del version  # another one asks the register anew
    return registry.active_businesses_frame(on).sort("name", "business_id")


def growth_rows(span: Span, *, part: str, area: str = "") -> pl.DataFrame:
    """
    Return the businesses behind one count of the growth, with BUSINESS_SCHEMA, by name.

    `area`: the beginning of an area's code, or NO_AREA; empty for all. Raises: UnknownPart.
    """
    if part not in GROWTH_PARTS:
        raise UnknownPart(f"Angka ini tidak punya bagian “{part}”; pilih salah satu bagian yang tersedia.")
    businesses = nw.from_native(_businesses(span.after))
    rows: pl.DataFrame = business_growth.part(businesses, part, before=span.before, after=span.after).to_native()
    return _in_area(rows, area)


def active_rows(day: date, *, area: str = "") -> pl.DataFrame:
    """Return the businesses that were open on a day, with BUSINESS_SCHEMA, by name."""
    businesses = nw.from_native(_businesses(day))
    rows: pl.DataFrame = active_businesses.active_on(businesses, day).to_native()
    return _in_area(rows, area)


def _in_area(rows: pl.DataFrame, area: str) -> pl.DataFrame:
    if area == NO_AREA:
        return rows.filter(pl.col("city_code").is_null())
    if not area:
        return rows
    codes: Sequence[str] = ("city_code", "district_code", "ward_code")
    return rows.filter(pl.any_horizontal(pl.col(name) == area for name in codes))
