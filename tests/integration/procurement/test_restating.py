"""What changed between two moments, row by row, adds up to how the figures changed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from tests.integration.procurement.conftest import GOLDEN, NOON, YEAR
from tumbuh.procurement import queries, services
from tumbuh.procurement.models import PublishedFigure, Purchase
from tumbuh.procurement.publishing import UnsourcedFigure
from tumbuh.procurement.queries import Chosen

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
M = 1_000_000


@pytest.fixture
def changed(city, bring_in, officer, tmp_path):
    """Let a contract grow, an order be cancelled, a package lose its tag, a payment come in; match one purchase."""
    tender = json.loads((GOLDEN / "spse_tender.json").read_text())
    tender[0]["nilai_pdn_kontrak"] = 2_600_000_000
    orders = json.loads((GOLDEN / "inaproc.json").read_text())
    orders["data"][0]["status"] = "CANCELLED"
    packages = json.loads((GOLDEN / "rup_provider.json").read_text())
    packages[1]["status_pdn"] = None
    for name, rows in (("spse_tender", tender), ("inaproc", orders), ("rup_provider", packages)):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(rows))
        bring_in(name, path, now=NOON + DAY)
    services.match(purchase_key="ecat5:5003/74", plan_codes="40000001", reason="x", by=officer, now=NOON + DAY)


def test_the_changes_of_rows_are_the_change_of_the_figure(changed):
    frame = queries.restatements(Chosen(YEAR), earlier=NOON, later=NOON + DAY)
    purchases = {row["key"]: row for row in frame.to_dicts() if row["kind"] == "purchase"}
    assert {key: (row["why"], row["domestic_change"] // M) for key, row in purchases.items()} == {
        "spse_tender:8801": ("golongan berubah", 100),
        "ecat6:EP-01CONTOH02": ("status berubah", 0),
        "ecat6:EP-01CONTOH01": ("golongan berubah", -20),
        "ecat5:5003/74": ("golongan berubah", 3),
    }
    before, after = (
        {f.id: (f.numerator_rupiah, f.denominator_rupiah) for f in queries.figures(Chosen(YEAR, known_at=moment))}
        for moment in (NOON, NOON + DAY)
    )
    moved = frame.filter(kind="purchase")
    assert moved["domestic_change"].sum() == after["p3dn_payments"][0] - before["p3dn_payments"][0] == 83 * M
    assert sum(moved["value_change"]) - sum(moved["excluded_change"]) == (
        after["domestic_recorded"][1] - before["domestic_recorded"][1]
    )
    packages = frame.filter(kind="package")
    assert packages["domestic_change"].sum() == after["p3dn_plan"][0] - before["p3dn_plan"][0] == -60 * M


def test_nothing_changed_is_an_empty_list(city):
    assert queries.restatements(Chosen(YEAR), earlier=NOON, later=NOON + DAY).is_empty()


def test_everything_is_new_to_who_looks_from_before(city):
    frame = queries.restatements(Chosen(YEAR), earlier=NOON - DAY, later=NOON)
    assert set(frame["why"]) == {"baru"}
    assert frame.filter(kind="purchase")["domestic_change"].sum() == 2_631 * M
    assert frame.filter(kind="payment")["value_change"].sum() == 2_568 * M


def test_the_moments_come_in_their_order(city):
    with pytest.raises(ValueError, match="before"):
        queries.restatements(Chosen(YEAR), earlier=NOON, later=NOON)


def test_a_version_is_never_changed_or_deleted(city):
    for act in (
        lambda: Purchase.objects.filter(key="bela:TD-1").update(value_rupiah=1),
        lambda: Purchase.objects.filter(key="bela:TD-1").delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            act()
    assert Purchase.objects.get(key="bela:TD-1").value_rupiah == 2 * M


def test_a_printed_figure_is_kept_once_and_its_misprint_shows(db):
    given: dict[str, Any] = {
        "year": 2023, "as_of": NOON.date(), "figure": "p3dn_commitment", "numerator_rupiah": 810 * 10**9,
        "denominator_rupiah": 29_310 * 10**9, "printed": "0,03 persen", "source": "koran", "now": NOON,
    }  # fmt: skip
    kept = services.publish_figure(**given)
    assert services.publish_figure(**given).pk == kept.pk
    assert queries.misprint_of(kept).expected == "2,76 %"
    right = services.publish_figure(**(given | {"printed": "2,76 %"}))
    assert queries.misprint_of(right) is None
    with pytest.raises(UnsourcedFigure):
        services.publish_figure(**(given | {"source": " "}))
    with pytest.raises(UnsourcedFigure):
        services.publish_figure(**(given | {"denominator_rupiah": None}))
    assert PublishedFigure.objects.count() == 2
    assert list(queries.published_figures()) == [kept, right]
