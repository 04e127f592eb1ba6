"""The figures of production equal the slow references; the year to date is the sum of its quarters, in any order."""

from datetime import date, timedelta
from typing import Any

import narwhals as nw
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec import references
from tests.spec.samples import Row, frame_of
from tumbuh.analytics.measures import production, production_coverage, production_yield
from tumbuh.analytics.production_tables import PRODUCTION_SCHEMA, SITE_SCHEMA

START = date(2024, 1, 1)
GOODS = (("kangkung", "vegetables", "raw"), ("susu", "milk", "raw"), ("abon", "processed", "processed"))


@st.composite
def harvests(draw: Any) -> list[Row]:
    rows = []
    for number in range(draw(st.integers(0, 14))):
        commodity, group, kind = draw(st.sampled_from(GOODS))
        day = START + timedelta(days=draw(st.integers(0, 730)))
        mass = draw(st.integers(1, 10**12))
        rows.append(
            dict.fromkeys(PRODUCTION_SCHEMA)
            | {
                "log": str(number), "year": day.year, "quarter": (day.month + 2) // 3, "done_on": day, "group": group,
                "measure_kind": kind, "commodity": commodity, "site": draw(st.sampled_from(["s1", "s2", "s3"])),
                "mass_mg": mass, "used_mg": draw(st.integers(0, mass)),
                "area_m2": draw(st.none() | st.integers(1, 500)),
            }
        )  # fmt: skip
    return rows


def mass_of(rows: list[Row]) -> dict[tuple[Any, ...], int]:
    found = production.in_period(nw.from_native(frame_of(rows, PRODUCTION_SCHEMA))).to_native().to_dicts()
    return {(row["measure_kind"], row["year"], row["quarter"], row["group"]): row["mass_mg"] for row in found}


@settings(deadline=None, max_examples=60)
@given(rows=harvests(), seed=st.randoms())
def test_production_equals_the_reference_in_whatever_order_it_was_noted(rows: list[Row], seed: Any) -> None:
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert mass_of(rows) == references.production(rows) == mass_of(shuffled)


@settings(deadline=None, max_examples=60)
@given(rows=harvests(), year=st.sampled_from([2024, 2025]), quarter=st.integers(1, 4))
def test_the_year_to_date_is_the_sum_of_its_quarters_and_of_its_rows(rows: list[Row], year: int, quarter: int) -> None:
    frame = nw.from_native(frame_of(rows, PRODUCTION_SCHEMA))
    found = production.year_to_date(production.in_period(frame), year=year, quarter=quarter).to_native().to_dicts()
    inside = {key: mass for key, mass in references.production(rows).items() if key[1] == year and key[2] <= quarter}
    for row in found:
        key = (row["measure_kind"], row["group"])
        assert row["mass_mg"] == sum(mass for one, mass in inside.items() if (one[0], one[3]) == key)
    for kind in production.KINDS:
        behind = production.part(frame, measure_kind=kind, year=year, quarter=quarter, cumulative=True).to_native()
        told = sum(row["mass_mg"] for row in found if row["measure_kind"] == kind)
        assert behind["net_mg"].sum() == told


@settings(deadline=None, max_examples=40)
@given(rows=harvests())
def test_yield_equals_the_reference(rows: list[Row]) -> None:
    found = production_yield.measure(nw.from_native(frame_of(rows, PRODUCTION_SCHEMA))).to_native().to_dicts()
    sums = {
        (row["year"], row["quarter"], row["commodity"]): (row["mass_mg"], row["area_m2"], row["without_area"])
        for row in found
    }
    assert sums == references.production_yield(rows)


@settings(deadline=None, max_examples=40)
@given(rows=harvests(), closed=st.none() | st.integers(0, 700), quarter=st.integers(0, 7))
def test_coverage_equals_the_reference(rows: list[Row], closed: int | None, quarter: int) -> None:
    first = date(2024 + quarter // 4, 3 * (quarter % 4) + 1, 1)
    last = first + timedelta(days=89)
    sites = [
        dict.fromkeys(SITE_SCHEMA) | {"site": f"s{n}", "opened_on": START + timedelta(days=150 * (n - 1))}
        for n in (1, 2, 3)
    ]
    sites[0]["closed_on"] = None if closed is None else START + timedelta(days=closed)
    frames = (nw.from_native(frame_of(sites, SITE_SCHEMA)), nw.from_native(frame_of(rows, PRODUCTION_SCHEMA)))
    found = production_coverage.measure(*frames, first=first, last=last).to_native().row(0)
    assert (found[0] or 0, found[1] or 0) == references.production_coverage(sites, rows, first, last)
