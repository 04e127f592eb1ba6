"""Each figure of public buying on one small city that a person can add up: tests/golden/public_buying/README.md."""

import importlib
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from tests.spec import procurement_reference as reference
from tests.spec.test_procurement import FIGURES, SCHEMAS, bridge_of, collected, tables_of
from tumbuh.analytics.measures import purchase_classes, recording_gap
from tumbuh.analytics.procurement_catalogue import PROCUREMENT
from tumbuh.analytics.procurement_tables import ProcurementTables

GOLDEN = Path(__file__).parents[1] / "golden" / "public_buying"
CITY = {name: pl.read_csv(GOLDEN / f"{name}.csv", schema=schema) for name, schema in SCHEMAS.items()}


def expected(indicator: str) -> pl.DataFrame:
    return pl.read_csv(GOLDEN / "expected" / f"{indicator}.csv", schema_overrides={"unit": pl.String})


def measured(indicator: str, tables: ProcurementTables) -> pl.DataFrame:
    """Measure the figure as its page tells it: of the city, per unit for the gap, per purchase for the classes."""
    if indicator == "p3dn_bridge":
        return pl.DataFrame([bridge_of(tables)])
    if indicator == "recording_gap":
        return collected(recording_gap.measure(tables)).sort("unit")
    if indicator == "purchase_classes":
        by = ("purchase", "reason", "size_reason")
        return collected(purchase_classes.measure(tables.purchases, by=by)).sort("purchase")
    return collected(importlib.import_module(f"tumbuh.analytics.measures.{indicator}").measure(tables))


@pytest.mark.parametrize("indicator", sorted(indicator.id for indicator in PROCUREMENT))
def test_the_figure_is_the_one_that_a_person_worked_out(indicator: str) -> None:
    _, tables = tables_of({name: nw.from_native(frame.lazy()) for name, frame in CITY.items()})
    worked_out = expected(indicator)
    assert measured(indicator, tables).select(worked_out.columns).rows() == worked_out.rows()


@pytest.mark.parametrize("indicator", sorted(indicator.id for indicator in PROCUREMENT))
def test_the_slow_reference_comes_to_the_same(indicator: str) -> None:
    answer: Any = getattr(reference, indicator)({name: frame.to_dicts() for name, frame in CITY.items()})
    rows = expected(indicator).to_dicts()
    if indicator in FIGURES:
        assert [answer] == [(row["numerator_rupiah"], row["denominator_rupiah"]) for row in rows]
    elif indicator == "recording_gap":
        assert answer == {row["unit"]: (row["gap_rupiah"], row["ahead_rupiah"]) for row in rows}
    elif indicator == "p3dn_bridge":
        assert [answer] == rows
    else:
        assert [{name: one[name] for name in row} for one, row in zip(answer, rows, strict=True)] == rows
