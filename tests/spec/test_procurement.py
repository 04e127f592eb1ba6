"""Each figure of public buying on each engine against the slow reference, on random cities."""

import importlib
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.spec import procurement_reference as reference
from tumbuh.analytics import procurement_tables as shapes
from tumbuh.analytics.measures import p3dn_bridge, purchase_classes, recording_gap
from tumbuh.analytics.procurement_tables import ProcurementTables

FIGURES = (
    "p3dn_commitment", "p3dn_plan_tag", "p3dn_payments", "p3dn_plan", "domestic_recorded", "micro_small_plan",
    "micro_small_purchases", "local_micro_small",
)  # fmt: skip
UNITS = st.sampled_from(["1", "2", "3"])
MAYBE = st.sampled_from([True, False, None])
MONEY = st.integers(0, 10**13)
CODES = ["40000001", "40000002", "40000003", "40000004", "40000005"]


@st.composite
def cities(draw: Any) -> dict[str, list[dict[str, Any]]]:
    codes = draw(st.lists(st.sampled_from(CODES), unique=True))
    packages = [
        {
            "code": code, "kind": "provider", "method": "tender", "unit": draw(UNITS), "agency": "a",
            "ceiling_rupiah": draw(MONEY), "domestic": draw(MAYBE), "micro_small": draw(MAYBE),
            "exempt": draw(st.booleans()), "counted": draw(st.booleans()),
        }
        for code in codes
    ]  # fmt: skip
    purchases, plans = [], []
    for number in range(draw(st.integers(0, 8))):
        value, id_ = draw(MONEY), f"ecat6:{number}"
        part = st.none() | st.integers(0, value)
        purchases.append(
            {
                "purchase": id_, "source": "ecat6", "method": "e_purchasing", "unit": draw(UNITS), "agency": "a",
                "state": draw(st.sampled_from(["realised", "realised", "ongoing", "cancelled", "unknown"])),
                "month": "2026-03", "value_rupiah": value, "contract_domestic_rupiah": draw(part),
                "contract_micro_small_rupiah": draw(part), "vendor_micro_small": draw(MAYBE),
                "vendor_local": draw(MAYBE),
            }
        )  # fmt: skip
        plans += [{"purchase": id_, "code": c} for c in draw(st.lists(st.sampled_from(CODES), unique=True, max_size=3))]
    budgets = [
        {"unit": unit, "agency": "a", "rupiah": draw(st.none() | MONEY), "basis": "given"} for unit in ("1", "2")
    ]
    commitments = [{"document": "RAPBD", "unit": "1", "agency": "a", "rupiah": draw(MONEY)}]
    payments = [
        {
            "payment": str(n), "unit": draw(UNITS), "agency": "a", "month": "2026-03", "account": "5.1.02",
            "rupiah": draw(MONEY), "in_scope": draw(st.booleans()),
        }
        for n in range(draw(st.integers(0, 5)))
    ]  # fmt: skip
    return {
        "purchases": purchases, "plans": plans, "packages": packages, "budgets": budgets,
        "commitments": commitments, "payments": payments,
    }  # fmt: skip


SCHEMAS = {
    "purchases": shapes.PURCHASE_SCHEMA,
    "plans": shapes.PURCHASE_PLAN_SCHEMA,
    "packages": shapes.PACKAGE_SCHEMA,
    "budgets": shapes.BUDGET_SCHEMA,
    "commitments": shapes.COMMITMENT_SCHEMA,
    "payments": shapes.PAYMENT_SCHEMA,
}


@pytest.fixture(params=["polars", "duckdb"])
def frames(request: pytest.FixtureRequest) -> Any:
    connection = duckdb.connect() if request.param == "duckdb" else None

    def make(city: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, schema in SCHEMAS.items():
            frame = pl.DataFrame(city[name], schema=schema)
            if connection is None:
                made[name] = nw.from_native(frame.lazy())
            else:
                connection.register(f"t_{name}", frame.to_arrow())
                made[name] = nw.from_native(connection.table(f"t_{name}"))
        return made

    return make


def collected(frame: Any) -> pl.DataFrame:
    return pl.DataFrame(frame.collect("polars").to_native())


def tables_of(made: dict[str, Any]) -> tuple[Any, ProcurementTables]:
    rows = purchase_classes.classify(made["purchases"], made["plans"], made["packages"])
    tables = ProcurementTables(
        purchase_classes.realised(rows), made["packages"], made["budgets"], made["commitments"], made["payments"]
    )
    return rows, tables


def both_sums(frame: pl.DataFrame) -> tuple[int, int]:
    row = frame.row(0, named=True)
    return int(row["numerator_rupiah"] or 0), int(row["denominator_rupiah"] or 0)


def bridge_of(tables: ProcurementTables) -> dict[str, int]:
    """Return what was paid, each bar of the bridge, and what was paid outside the scope."""
    found: dict[str, int | None] = {}
    for side in (p3dn_bridge.recorded, p3dn_bridge.paid, p3dn_bridge.gaps):
        found |= collected(side(tables)).row(0, named=True)
    names = ("paid", *p3dn_bridge.ADDED, *p3dn_bridge.TAKEN, "outside")
    return {f"{name}_rupiah": int(found[f"{name}_rupiah"] or 0) for name in names}


# One engine is opened per test, not per example; no example leaves anything behind in it but replaced tables.
relaxed = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(city=cities())
def test_every_purchase_is_classified_as_the_reference_says(city: Any, frames: Any) -> None:
    rows, _ = tables_of(frames(city))
    expected = reference.classified(city["purchases"], city["plans"], city["packages"])
    answer = collected(rows).sort("purchase").to_dicts()
    names = [name for name in (expected[0] if expected else {}) if name in answer[0]]
    assert len(names) >= 22 or not expected
    assert [{n: a[n] for n in names} for a in answer] == [
        {n: e[n] for n in names} for e in sorted(expected, key=lambda e: e["purchase"])
    ]


@relaxed
@given(city=cities())
def test_every_figure_is_what_the_reference_says(city: Any, frames: Any) -> None:
    _, tables = tables_of(frames(city))
    for figure in FIGURES:
        module = importlib.import_module(f"tumbuh.analytics.measures.{figure}")
        expected = getattr(reference, figure)(city)
        assert both_sums(collected(module.measure(tables))) == expected, figure
        for side, total in zip((module.numerator, module.denominator), expected, strict=True):
            assert sum(collected(side(tables))["rupiah"].to_list()) == total, figure


@relaxed
@given(city=cities())
def test_the_gap_of_each_unit_and_the_bridge_add_up(city: Any, frames: Any) -> None:
    _, tables = tables_of(frames(city))
    units = {
        row["unit"]: (row["gap_rupiah"], row["ahead_rupiah"])
        for row in collected(recording_gap.measure(tables)).to_dicts()
    }
    assert units == reference.recording_gap(city)
    bars = bridge_of(tables)
    assert bars == reference.p3dn_bridge(city)
    added = sum(bars[f"{name}_rupiah"] for name in p3dn_bridge.ADDED)
    assert added - bars["ahead_rupiah"] == bars["paid_rupiah"]


@relaxed
@given(city=cities(), value=MONEY)
def test_an_unmatched_row_changes_no_numerator(city: Any, frames: Any, value: int) -> None:
    before = _numerators(frames(city))
    lone = dict.fromkeys(shapes.PURCHASE_SCHEMA) | {
        "purchase": "bela:x", "source": "bela", "method": "online_shop", "state": "realised", "unit": "1",
        "agency": "a", "month": "2026-03", "value_rupiah": value,
    }  # fmt: skip
    assert _numerators(frames(city | {"purchases": [*city["purchases"], lone]})) == before


@relaxed
@given(city=cities(), data=st.data())
def test_splitting_a_purchase_in_two_keeps_every_figure(city: Any, frames: Any, data: Any) -> None:
    whole = [row for row in city["purchases"] if row["contract_domestic_rupiah"] is None]
    whole = [row for row in whole if row["contract_micro_small_rupiah"] is None]
    if not whole:
        return
    one = data.draw(st.sampled_from(whole))
    first = data.draw(st.integers(0, one["value_rupiah"]))
    halves = [
        one | {"purchase": "half:1", "value_rupiah": first},
        one | {"purchase": "half:2", "value_rupiah": one["value_rupiah"] - first},
    ]
    rest = [row for row in city["purchases"] if row is not one]
    codes = [plan["code"] for plan in city["plans"] if plan["purchase"] == one["purchase"]]
    plans = [plan for plan in city["plans"] if plan["purchase"] != one["purchase"]]
    plans += [{"purchase": half["purchase"], "code": code} for half in halves for code in codes]
    split = city | {"purchases": [*rest, *halves], "plans": plans}
    assert _all(frames(split)) == _all(frames(city))


@relaxed
@given(city=cities(), data=st.data())
def test_the_order_of_rows_changes_nothing(city: Any, frames: Any, data: Any) -> None:
    shuffled = {name: data.draw(st.permutations(rows)) for name, rows in city.items()}
    assert _all(frames(shuffled)) == _all(frames(city))


def _all(made: dict[str, Any]) -> dict[str, tuple[int, int]]:
    _, tables = tables_of(made)
    modules = {name: importlib.import_module(f"tumbuh.analytics.measures.{name}") for name in FIGURES}
    return {name: both_sums(collected(module.measure(tables))) for name, module in modules.items()}


def _numerators(made: dict[str, Any]) -> dict[str, int]:
    return {name: sums[0] for name, sums in _all(made).items()}
