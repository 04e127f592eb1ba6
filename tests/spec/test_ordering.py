"""The figures of the e-order equal the slow references."""

from datetime import date, timedelta
from fractions import Fraction

import narwhals as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec import references
from tests.spec.references import Row
from tumbuh.analytics.measures import days_to_pay, order_spread

DAY = date(2026, 3, 31)
ORDERS = st.lists(
    st.builds(
        lambda unit, received, promised, waited: {
            "unit": unit,
            "received_on": received,
            "pay_by_on": received + timedelta(promised),
            "paid_on": None if waited is None else received + timedelta(waited),
        },
        st.sampled_from("ab"),
        st.dates(date(2026, 1, 1), DAY),
        st.integers(3, 9),
        st.none() | st.integers(0, 40),
    ),
    min_size=1,
    max_size=25,
)
SELLERS = st.lists(
    st.fixed_dictionaries(
        {
            "seller": st.just("x"),
            "is_listed": st.booleans(),
            "orders": st.integers(0, 50),
            "rupiah": st.integers(0, 9**9),
        }
    ),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=60)
@given(rows=ORDERS, by=st.sampled_from([(), ("unit",)]))
def test_every_unit_waits_as_long_as_the_reference_says(rows: list[Row], by: tuple[str, ...]) -> None:
    frame = nw.from_native(pl.DataFrame(rows, schema=days_to_pay.SCHEMA))
    found = days_to_pay.measure(frame, day=DAY, by=by).to_native().to_dicts()
    told = {tuple(row.pop(name) for name in by): row for row in found}
    assert told == references.days_to_pay(rows, DAY, by)


@settings(deadline=None, max_examples=60)
@given(rows=SELLERS)
def test_the_spread_is_that_of_comparing_every_seller_with_every_other(rows: list[Row]) -> None:
    frame = nw.from_native(pl.DataFrame(rows, schema=order_spread.SCHEMA))
    [found] = order_spread.measure(frame).to_native().to_dicts()
    over, of = found.pop("gini_over"), found.pop("gini_of")
    assert {**found, "gini": Fraction(over, of) if of else None} == references.order_spread(rows)


def test_without_orders_there_is_nobody_who_waits() -> None:
    frame = nw.from_native(pl.DataFrame(schema=days_to_pay.SCHEMA))
    [row] = days_to_pay.measure(frame, day=DAY).to_native().to_dicts()
    assert (row["paid"], row["unpaid"], row["median_half_days"], row["p90_days"]) == (0, 0, None, None)


def test_without_sellers_nothing_is_spread() -> None:
    [row] = order_spread.measure(nw.from_native(pl.DataFrame(schema=order_spread.SCHEMA))).to_native().to_dicts()
    assert set(row.values()) == {0}
