"""The published percentage comes out of the demo's rows on one denominator, and on the others it does not."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from tumbuh.demo import budget_files, budget_truth
from tumbuh.demo.budget_files import Year
from tumbuh.demo.budget_purchases import classified
from tumbuh.kernel.numbers import format_percent

DISTRICTS, WARDS = [f"Kec {n}" for n in range(44)], [f"Kel {n}" for n in range(267)]


def make(seed: int, scale: float, today: date) -> Year:
    return budget_files.make_year(
        seed=seed, scale=scale, year=today.year, today=today, districts=DISTRICTS, wards=WARDS
    )


@pytest.mark.parametrize(
    ("seed", "scale", "today"),
    [
        (1, 0.01, date(2026, 11, 24)),
        (20231017, 0.02, date(2026, 11, 24)),
        (5, 0.02, date(2026, 4, 1)),
        (9, 0.2, date(2025, 12, 31)),
    ],
)
def test_the_share_of_payments_is_the_published_one_at_any_scale_seed_and_day(seed, scale, today):
    truth = budget_truth.truth(make(seed, scale, today))
    shares = {figure: format_percent(*sums) for figure, sums in truth.items()}
    assert shares["p3dn_payments"] == "91,82 %"
    assert "91,82 %" not in {share for figure, share in shares.items() if figure != "p3dn_payments"}


@pytest.fixture(scope="module")
def year() -> Year:
    return make(3, 0.03, date(2026, 11, 24))


def test_the_classes_of_an_order_add_up_to_it(year):
    classes = classified(year.bought.purchases)
    parts = classes.select(pl.sum_horizontal("domestic", "other", "unmatched", "excluded")).to_series()
    assert (parts == year.bought.purchases["value_rupiah"]).all()
    assert (classes["unmatched"] > 0).any()
    assert (classes["excluded"] > 0).any()


def test_no_package_is_overspent_and_nothing_is_bought_tomorrow(year):
    spent = year.bought.purchases.group_by("code").agg(pl.col("value_rupiah").sum())
    joined = spent.join(year.plan.select("code", "ceiling_rupiah"), on="code")
    assert joined.filter(pl.col("value_rupiah") > pl.col("ceiling_rupiah")).is_empty()
    assert year.bought.purchases["on"].max() <= year.today
    assert year.bought.payments["on"].max() <= year.today


def test_what_is_paid_and_not_recorded_is_known_per_unit(year):
    gaps = budget_truth.unrecorded(year)
    paid = budget_truth.truth(year)["p3dn_payments"][1]
    assert 100 < len(gaps) < 400
    assert Fraction(sum(gaps.values()), paid) >= Fraction(29, 1000)


def test_before_anything_was_bought_there_is_no_percentage():
    with pytest.raises(ValueError, match="nothing was bought"):
        make(3, 0.01, date(2026, 1, 2))
