"""The demo's spending units and their plan."""

import polars as pl
import pytest

from tumbuh.demo import budget
from tumbuh.demo.chance import Chance

DISTRICTS, WARDS = [f"Kec {n}" for n in range(44)], [f"Kel {n}" for n in range(267)]


@pytest.fixture(scope="module")
def units() -> pl.DataFrame:
    return budget.spending_units(DISTRICTS, WARDS)


@pytest.fixture(scope="module")
def plan(units: pl.DataFrame) -> pl.DataFrame:
    return budget.packages(units, scale=0.05, chance=Chance(7))


def test_there_are_750_units_with_codes_of_their_own(units: pl.DataFrame) -> None:
    assert units.height == budget.UNITS
    assert (units["unit"].n_unique(), units["skpd_code"].n_unique()) == (750, 750)
    assert units.filter(pl.col("name").str.starts_with("Kelurahan")).height == 267


def test_every_unit_plans_something_and_the_scale_says_how_much(units: pl.DataFrame, plan: pl.DataFrame) -> None:
    assert plan.height == 5_000
    assert plan["unit"].n_unique() == 750
    assert budget.packages(units, scale=0.0001, chance=Chance(7)).height == 750


def test_the_same_seed_plans_the_same(units: pl.DataFrame, plan: pl.DataFrame) -> None:
    assert budget.packages(units, scale=0.05, chance=Chance(7)).equals(plan)
    assert not budget.packages(units, scale=0.05, chance=Chance(8)).equals(plan)


def test_tags_are_mostly_domestic_and_missing_where_rup_has_none(plan: pl.DataFrame) -> None:
    provider = plan.filter(pl.col("kind") == "provider")
    assert plan.filter(pl.col("kind") == "self_managed")["domestic"].null_count() > 300
    assert provider["domestic"].sum() > 0.9 * provider["domestic"].count()
    assert provider["domestic"].null_count() > 0


def test_old_codes_are_nobody_elses(plan: pl.DataFrame) -> None:
    old = plan["old_codes"].explode().drop_nulls()
    assert old.len() > 150
    assert old.n_unique() == old.len()
    assert set(old) & set(plan["code"]) == set()
    assert plan["old_codes"].list.len().max() == 2


def test_budgets_cover_the_plan_and_some_leave_it_unsaid(units: pl.DataFrame, plan: pl.DataFrame) -> None:
    budgets = budget.unit_budgets(units, plan, Chance(7))
    planned = plan.group_by("unit").agg(planned=pl.col("ceiling_rupiah").sum())
    joined = budgets.join(planned, on="unit")
    assert (joined["known"] >= joined["planned"]).all()
    assert (joined["total"] - joined["not_procured"] == joined["known"]).all()
    assert 0 < budgets["procured"].null_count() < 80
