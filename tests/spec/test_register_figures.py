"""The figures of the register equal the slow references."""

from datetime import date, timedelta

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec import references
from tests.spec.samples import Row, days, frame_of, registers
from tumbuh.analytics.measures import active_businesses, business_growth
from tumbuh.analytics.tables import BUSINESS_SCHEMA

GROUPS = [[], ["city_code"], ["city_code", "district_code"], ["size_class"]]


@settings(deadline=None)
@given(rows=registers(), day=days, by=st.sampled_from(GROUPS))
def test_active_businesses_equal_the_reference(rows: list[Row], day: date, by: list[str]) -> None:
    frame = nw.from_native(frame_of(rows, BUSINESS_SCHEMA))
    found = active_businesses.measure(frame, day=day, by=by).to_native().to_dicts()
    counts = {tuple(row[name] for name in by): row["businesses"] for row in found}
    assert counts == (references.active_businesses(rows, day, by) or ({} if by else {(): 0}))


@settings(deadline=None)
@given(rows=registers(), before=days, gap=st.integers(1, 300))
def test_growth_equals_the_reference_and_its_rows(rows: list[Row], before: date, gap: int) -> None:
    after = before + timedelta(days=gap)
    frame = nw.from_native(frame_of(rows, BUSINESS_SCHEMA))
    found = business_growth.measure(frame, before=before, after=after).to_native().row(0, named=True)
    assert found == references.business_growth(rows, before, after)
    for part in business_growth.PARTS:
        count = found[f"{part}_count" if part in {"before", "after"} else part]
        assert len(business_growth.part(frame, part, before=before, after=after)) == count
    assert found["after_count"] - found["before_count"] == found["opened"] - found["closed"]


@settings(deadline=None)
@given(rows=registers(), before=days, gap=st.integers(1, 300))
def test_the_areas_and_those_without_one_add_up_to_the_city(rows: list[Row], before: date, gap: int) -> None:
    after = before + timedelta(days=gap)
    frame = nw.from_native(frame_of(rows, BUSINESS_SCHEMA))
    whole = business_growth.measure(frame, before=before, after=after).to_native().row(0, named=True)
    areas = business_growth.measure(frame, before=before, after=after, by=["city_code"]).to_native().to_dicts()
    for name, count in whole.items():
        assert sum(row[name] for row in areas) == count
    gap_count = sum(row["after_count"] for row in areas if row["city_code"] is None)
    assert gap_count == whole["without_area"]


def test_growth_needs_two_days_in_order() -> None:
    frame = nw.from_native(frame_of([], BUSINESS_SCHEMA))
    day = date(2026, 1, 1)
    with pytest.raises(ValueError, match="before"):
        business_growth.measure(frame, before=day, after=day)
