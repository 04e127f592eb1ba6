"""The figures of coaching equal the slow references."""

from datetime import date, timedelta
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec import coaching_reference
from tests.spec.samples import Row, frame_of
from tumbuh.analytics.measures import coached_owners, panel_outcomes, service_coverage
from tumbuh.analytics.tables import OUTCOME_SCHEMA, SERVICE_SCHEMA

START = date(2025, 1, 1)
days = st.integers(0, 60).map(lambda number: START + timedelta(days=number))
months = st.integers(0, 35).map(lambda number: date(2023 + number // 12, number % 12 + 1, 1))
services = st.lists(
    st.fixed_dictionaries(
        {
            "owner_id": st.sampled_from(["a", "b", "c", "d"]),
            "agency": st.sampled_from(["PPKUKM", "KPKP", "Parekraf"]),
            "kind": st.sampled_from(["registration", "training", "capital"]),
            "given_on": days,
        }
    ),
    max_size=25,
    unique_by=lambda row: tuple(row.values()),
)
few = st.none() | st.integers(0, 9)
reports = st.lists(
    st.fixed_dictionaries(
        {
            "owner_id": st.sampled_from(["a", "b", "c", "d"]),
            "month_on": months,
            "income_rupiah": st.none() | st.integers(-5_000_000, 20_000_000),
            "sales_rupiah": st.none(),
            "paid_workers": few,
            "family_workers": few,
        }
    ),
    max_size=25,
    unique_by=lambda row: (row["owner_id"], row["month_on"]),
)


@settings(deadline=None, max_examples=60)
@given(rows=services, first=days, gap=st.integers(0, 30))
def test_coached_owners_and_their_overlap_equal_the_reference(rows: list[Row], first: date, gap: int) -> None:
    span: dict[str, Any] = {"first": first, "last": first + timedelta(days=gap)}
    frame = nw.from_native(frame_of(rows, SERVICE_SCHEMA))
    found = coached_owners.measure(frame, **span).to_native().row(0, named=True)
    assert found == coaching_reference.coached_owners(rows, **span)
    pairs = {(one, other): n for one, other, n in coached_owners.overlap(frame, **span).to_native().rows()}
    assert pairs == coaching_reference.overlap(rows, **span)
    lists = dict(coached_owners.lists(frame, **span).to_native().rows())
    assert sum(lists.values()) == found["raw_list"] == len(coached_owners.rows(frame, **span))
    assert all(pairs[agency, agency] == length for agency, length in lists.items())


@settings(deadline=None, max_examples=60)
@given(rows=services, day=days)
def test_coverage_equals_the_reference(rows: list[Row], day: date) -> None:
    frame = nw.from_native(frame_of(rows, SERVICE_SCHEMA))
    found = {row[0]: row[1:] for row in service_coverage.measure(frame, day=day).to_native().rows()}
    assert found == coaching_reference.service_coverage(rows, day)


@settings(deadline=None, max_examples=60)
@given(rows=reports, after=months, years=st.integers(1, 2), index=st.integers(9_000, 12_000))
def test_jobs_and_income_of_the_panel_equal_the_reference(rows: list[Row], after: date, years: int, index: int) -> None:
    given_: dict[str, Any] = {
        "before": after.replace(year=after.year - years), "after": after, "index_before": 10_000, "index_after": index,
    }  # fmt: skip
    frame = nw.from_native(frame_of(rows, OUTCOME_SCHEMA))
    found = panel_outcomes.measure(frame, **given_).to_native().row(0, named=True)
    assert found == coaching_reference.panel_outcomes(rows, **given_)


def test_a_panel_needs_two_days_in_order() -> None:
    frame = nw.from_native(frame_of([], OUTCOME_SCHEMA))
    with pytest.raises(ValueError, match="before"):
        panel_outcomes.measure(frame, before=START, after=START, index_before=1, index_after=1)
