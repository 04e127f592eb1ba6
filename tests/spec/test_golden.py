"""
Each figure on a small table that a person can check.

Those of sales and the register: tests/golden/indicators/<id>/{input,expected}.csv. Those of public buying share one
city and are measured in test_golden_public_buying.py: tests/golden/public_buying/{<table>,expected/<id>}.csv.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from tests.spec import procurement_reference, references
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.analytics.measures import (
    active_businesses,
    business_growth,
    coached_owners,
    days_to_pay,
    domestic_sales,
    matching_chain,
    order_spread,
    panel_outcomes,
    production,
    production_coverage,
    production_yield,
    reporting_shops,
    sales_changes,
    service_coverage,
)
from tumbuh.analytics.procurement_catalogue import PROCUREMENT
from tumbuh.analytics.production_tables import PRODUCTION_SCHEMA, SITE_SCHEMA
from tumbuh.analytics.tables import BUSINESS_SCHEMA, OUTCOME_SCHEMA, SALES_SCHEMA, SERVICE_SCHEMA

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "indicators"
EXPECTED_BUYING = ROOT / "tests" / "golden" / "public_buying" / "expected"
PAGES = ROOT / "docs" / "reference" / "indicators"
PUBLIC_BUYING = {indicator.id for indicator in PROCUREMENT}
PAIRED = set(INDICATORS) - PUBLIC_BUYING


def table(name: str, schema: Any) -> Any:
    """Read a table of a golden pair; a column that is not written is empty."""
    frame = pl.read_csv(GOLDEN / name / "input.csv", infer_schema=False)
    typed = [_typed(column, schema[column]) for column in frame.columns]
    return nw.from_native(pl.concat([pl.DataFrame(schema=schema), frame.select(typed)], how="diagonal"))


def _typed(column: str, kind: Any) -> pl.Expr:
    if isinstance(kind, pl.Datetime):
        return pl.col(column).str.to_datetime(time_unit="us", time_zone="UTC")
    if kind == pl.Boolean:
        return pl.col(column) == "true"
    return pl.col(column).str.to_date() if kind == pl.Date else pl.col(column).cast(kind)


def steps(given: dict[str, Any]) -> tuple[domestic_sales.Step, ...]:
    return tuple(domestic_sales.Step(**step) for step in given["steps"])


def of_domestic_sales(given: dict[str, Any]) -> Any:
    lines = domestic_sales.current(table("domestic_sales", SALES_SCHEMA))
    return domestic_sales.measure(lines, by=given["by"], steps=steps(given)).sort(*given["by"])


def of_sales_changes(given: dict[str, Any]) -> Any:
    span = {name: given[name] for name in ("before", "after", "part")}
    return sales_changes.measure(table("sales_changes", SALES_SCHEMA), **span, steps=steps(given)).sort("order_id")


def of_reporting_shops(given: dict[str, Any]) -> Any:
    pairs = reporting_shops.reported(table("reporting_shops", SALES_SCHEMA))
    opened = pl.DataFrame({"shop": list(given["opened"]), "month": list(given["opened"].values())})
    return reporting_shops.measure(pairs, nw.from_native(opened), months=given["months"])


def of_active_businesses(given: dict[str, Any]) -> Any:
    businesses = table("active_businesses", BUSINESS_SCHEMA)
    return active_businesses.measure(businesses, day=given["day"], by=given["by"]).sort(*given["by"])


def of_business_growth(given: dict[str, Any]) -> Any:
    businesses = table("business_growth", BUSINESS_SCHEMA)
    return business_growth.measure(businesses, before=given["before"], after=given["after"])


def of_matching_chain(given: dict[str, Any]) -> Any:
    return matching_chain.measure(table("matching_chain", matching_chain.SCHEMA), by=given["by"])


def of_days_to_pay(given: dict[str, Any]) -> Any:
    return days_to_pay.measure(table("days_to_pay", days_to_pay.SCHEMA), day=given["day"], by=given["by"])


def of_order_spread(_given: dict[str, Any]) -> Any:
    return order_spread.measure(table("order_spread", order_spread.SCHEMA))


def of_coached_owners(given: dict[str, Any]) -> Any:
    services = table("coached_owners", SERVICE_SCHEMA)
    return coached_owners.measure(services, first=given["first"], last=given["last"])


def of_service_coverage(given: dict[str, Any]) -> Any:
    return service_coverage.measure(table("service_coverage", SERVICE_SCHEMA), day=given["day"]).sort("kind")


def of_panel_outcomes(given: dict[str, Any]) -> Any:
    names = ("before", "after", "index_before", "index_after")
    reports = table("panel_outcomes", OUTCOME_SCHEMA)
    return panel_outcomes.measure(reports, **{name: given[name] for name in names})


def of_production(given: dict[str, Any]) -> Any:
    quarters = production.in_period(table("production", PRODUCTION_SCHEMA))
    return production.year_to_date(quarters, year=given["year"], quarter=given["quarter"])


def of_production_yield(_given: dict[str, Any]) -> Any:
    return production_yield.measure(table("production_yield", PRODUCTION_SCHEMA))


def of_production_coverage(given: dict[str, Any]) -> Any:
    sites = nw.from_native(pl.DataFrame(given["sites"], schema=SITE_SCHEMA))
    rows = table("production_coverage", PRODUCTION_SCHEMA)
    return production_coverage.measure(sites, rows, first=given["first"], last=given["last"])


MEASURED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "domestic_sales": of_domestic_sales,
    "sales_changes": of_sales_changes,
    "reporting_shops": of_reporting_shops,
    "active_businesses": of_active_businesses,
    "business_growth": of_business_growth,
    "production": of_production,
    "production_yield": of_production_yield,
    "production_coverage": of_production_coverage,
    "matching_chain": of_matching_chain,
    "days_to_pay": of_days_to_pay,
    "order_spread": of_order_spread,
    "coached_owners": of_coached_owners,
    "service_coverage": of_service_coverage,
    "panel_outcomes": of_panel_outcomes,
}


@pytest.mark.parametrize("indicator", sorted(PAIRED))
def test_the_figure_is_the_one_that_a_person_worked_out(indicator: str) -> None:
    given = tomllib.loads((GOLDEN / indicator / "parameters.toml").read_text(encoding="utf-8"))
    expected = pl.read_csv(GOLDEN / indicator / "expected.csv", infer_schema=False)
    found: pl.DataFrame = MEASURED[indicator](given).to_native()
    assert found.select(pl.col(expected.columns).cast(pl.String)).rows() == expected.rows()


@pytest.mark.parametrize("indicator", sorted(INDICATORS))
def test_every_figure_has_a_golden_pair_and_a_reference(indicator: str) -> None:
    if indicator in PUBLIC_BUYING:
        assert (EXPECTED_BUYING / f"{indicator}.csv").is_file()
        assert callable(getattr(procurement_reference, indicator))
    else:
        files = {path.name for path in (GOLDEN / indicator).iterdir()}
        assert files == {"input.csv", "expected.csv", "parameters.toml"}
        assert callable(getattr(references, indicator))


@pytest.mark.parametrize("indicator", sorted(INDICATORS))
def test_every_figure_has_a_page_that_says_what_the_catalogue_says(indicator: str) -> None:
    text = (PAGES / f"{indicator}.md").read_text(encoding="utf-8")
    known = INDICATORS[indicator]
    assert text.startswith(f"# {known.title}\n")
    for fact in (f"| Version | {known.version} |", known.question, known.numerator, known.denominator, known.law):
        assert fact in text
    assert "## Example" in text


def test_nothing_is_left_of_a_figure_that_is_gone() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == PAIRED
    assert {path.stem for path in EXPECTED_BUYING.iterdir()} == PUBLIC_BUYING
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(INDICATORS)
