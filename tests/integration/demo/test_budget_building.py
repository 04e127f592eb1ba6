"""The demo's files, through the real importers: what the figures say is what the orders say."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from tumbuh.accounts.permissions import Role
from tumbuh.demo import budget, budget_building, budget_files, budget_to_try, budget_truth
from tumbuh.procurement import queries, services
from tumbuh.procurement.models import BudgetLine, PublishedFigure
from tumbuh.procurement.queries import Chosen
from tumbuh.procurement.recognising import recognise
from tumbuh.procurement.unrecorded import to_record

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def year() -> budget_files.Year:
    wards = [f"Kel {n}" for n in range(267)]
    districts = [f"Kec {n}" for n in range(44)]
    return budget_files.make_year(
        seed=11, scale=0.01, year=2026, today=date(2026, 11, 24), districts=districts, wards=wards
    )


def test_what_the_importers_made_of_the_files_is_the_known_truth(year, tmp_path):
    batches = budget_building.bring_in(year, tmp_path, now=NOW)
    assert {batch.state for batch in batches} == {"done"}
    assert sum(batch.rejected for batch in batches) == 0
    figures = {one.id: one for one in queries.figures(Chosen(2026), ids=queries.P3DN)}
    found = {id_: (one.numerator_rupiah, one.denominator_rupiah) for id_, one in figures.items()}
    assert found == budget_truth.truth(year)
    assert figures["p3dn_payments"].percent == "91,82 %"
    for id_, (numerator, denominator) in found.items():
        assert queries.rows(Chosen(2026), id_, "numerator")["rupiah"].sum() == numerator
        assert queries.rows(Chosen(2026), id_, "denominator")["rupiah"].sum() == denominator


def test_the_gap_queue_finds_what_was_not_recorded(year, tmp_path):
    budget_building.bring_in(year, tmp_path, now=NOW)
    known = budget_truth.unrecorded(year)
    unpaid = year.bought.purchases.filter(~pl.col("paid")).group_by("unit").agg(pl.col("value_rupiah").sum())
    ahead = dict(unpaid.iter_rows())
    queue = queries.gap_queue(Chosen(2026))
    for row in queue.iter_rows(named=True):
        left = known.get(int(row["unit"]), 0) - ahead.get(int(row["unit"]), 0)
        assert (row["gap_rupiah"], row["ahead_rupiah"]) == (max(0, left), max(0, -left)), row["unit"]
    assert queue["gap_rupiah"].is_sorted(descending=True)
    listed = dict(to_record(Chosen(2026)).group_by("unit").agg(pl.col("rupiah").sum()).iter_rows())
    assert {int(unit): rupiah for unit, rupiah in listed.items()} == {
        unit: sum_ for unit, sum_ in known.items() if sum_
    }
    assert known[budget.home_unit()] > 0  # the demo's treasurer has something to do


def test_building_twice_changes_nothing(year, tmp_path):
    first = budget_building.bring_in(year, tmp_path, now=NOW)
    again = budget_building.bring_in(year, tmp_path, now=NOW + timedelta(hours=1))
    assert sum(batch.created + batch.restated for batch in again) == 0
    assert sum(batch.created for batch in first) > 9_000
    assert (PublishedFigure.objects.count(), BudgetLine.objects.filter(held_rupiah__gt=0).count()) == (6, 0)


def test_the_files_to_try_leave_two_rows_waiting_and_each_moves_exactly_its_rupiah(year, tmp_path, make_person):
    budget_building.bring_in(year, tmp_path / "belanja", now=NOW)
    waited = queries.waiting(2026).count()
    paths = budget_building.write_files_to_try(year, tmp_path / "to-import")
    before = bars()
    for number, path in enumerate(paths, start=1):
        dataset = recognise(path, file_name=path.name)
        at = NOW + timedelta(minutes=number)
        batch = services.import_file(
            path=path, file_name=path.name, dataset=dataset, year=2026, by=None, now=at, as_of=at
        )
        assert (batch.state, batch.rejected) == ("done", 0)
    assert len(paths) == 4
    lost = [one for one in queries.waiting(2026) if one.value_rupiah in {7_250_000, 4_800_000}]
    assert queries.waiting(2026).count() == waited + 2
    assert [(one.reason, one.suggested_code) for one in lost] == [
        ("code_unknown", str(budget.FIRST_CODE + year.plan.height)), ("no_code", ""),
    ]  # fmt: skip
    imported = bars()
    assert imported["unmatched"] - before["unmatched"] == budget_to_try.LOST_RUPIAH
    officer = make_person(Role.PROCUREMENT_OFFICER)
    for place, one in enumerate(lost):
        code = str(budget.FIRST_CODE + year.plan.height + place)
        services.match(
            purchase_key=one.purchase_key, plan_codes=code, reason="x", by=officer, now=NOW + timedelta(hours=1)
        )
    after = bars()
    assert after["domestic"] - imported["domestic"] == budget_to_try.LOST_RUPIAH
    assert after["unmatched"] == before["unmatched"]


def bars():
    return {bar.id: bar.rupiah for bar in queries.bridge(Chosen(2026)).bars}
