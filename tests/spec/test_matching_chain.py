"""The figure of business matching equals the slow reference."""

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec import references
from tests.spec.references import Row
from tumbuh.analytics.measures import matching_chain

MONEY = st.one_of(st.none(), st.integers(0, 10**12))
MEETINGS = st.lists(
    st.fixed_dictionaries(
        {
            "batch": st.integers(1, 3),
            "exhibitor": st.sampled_from("ab"),
            "buyer": st.sampled_from("xy"),
            "state": st.sampled_from(["scheduled", "held", "missed"]),
            **dict.fromkeys(matching_chain.AMOUNTS, MONEY),
        }
    ),
    min_size=1,
    max_size=12,
)
TEXTS = dict.fromkeys(("exhibitor", "buyer", "state"), pl.String)
SCHEMA = {name: TEXTS.get(name, pl.Int64) for name in matching_chain.SCHEMA}


@settings(deadline=None, max_examples=60)
@given(rows=MEETINGS, by=st.sampled_from([("batch",), ("exhibitor",), ("batch", "buyer")]))
def test_every_group_equals_the_reference(rows: list[Row], by: tuple[str, ...]) -> None:
    frame = nw.from_native(pl.DataFrame(rows, schema=SCHEMA))
    found = matching_chain.measure(frame, by=by).to_native().to_dicts()
    told = {tuple(row.pop(name) for name in by): row for row in found}
    assert told == references.matching_chain(rows, by)


def test_no_meetings_are_a_row_of_zeros() -> None:
    frame = nw.from_native(pl.DataFrame(schema=SCHEMA))
    [row] = matching_chain.measure(frame).to_native().rows()
    assert set(row) == {0}


@pytest.mark.parametrize("by", [(), ("batch",)])
def test_no_column_holds_a_sum_of_two_kinds_of_money(by: tuple[str, ...]) -> None:
    columns = set(matching_chain.measure(nw.from_native(pl.DataFrame(schema=SCHEMA)), by=by).columns)
    assert {name for name in columns if name.endswith("_rupiah")} == set(matching_chain.AMOUNTS)
