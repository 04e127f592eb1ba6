"""The demo city is built through the real importers, and what comes out of them is the known truth."""

import json
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.test import override_settings

from tests.integration.demo.conftest import NOW, SCALE, SEED, BuiltCity
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.queries import memberships_of
from tumbuh.analytics.tables import SOLD_STATUSES
from tumbuh.catalogue.models import Offer, OfferPhoto, OriginEvidence, Product, SearchRow
from tumbuh.channels.services import import_export
from tumbuh.demo import building, population, services, truth
from tumbuh.demo.budget import HOME
from tumbuh.demo.jakarta import aware
from tumbuh.demo.people import PEOPLE
from tumbuh.demo.writing import path_of
from tumbuh.insight import queries as insight
from tumbuh.ledger import queries as ledger
from tumbuh.ledger.commits import store
from tumbuh.ledger.models import Batch, QuarantinedLine, Shop
from tumbuh.needs.models import Need
from tumbuh.orders.models import Order
from tumbuh.procurement import queries as buying
from tumbuh.reference.policies import policy
from tumbuh.registry import queries as registry
from tumbuh.registry.models import RegisterImport

FIGURES = ["total_rupiah", "domestic_rupiah", "foreign_rupiah", "unknown_rupiah", "lines"]
pytestmark = pytest.mark.usefixtures("built")


def _figures(*by: str, known_at: datetime | None = None) -> pl.DataFrame:
    found = insight.domestic_sales(by=list(by), known_at=known_at)
    return found.select(*by, *FIGURES).cast(dict.fromkeys(FIGURES, pl.Int64)).sort(*by)


def _true(lines: list[pl.DataFrame], *by: str) -> pl.DataFrame:
    threshold = int(policy("domestic_sales", "threshold_level", on=NOW.date()).value)
    return truth.domestic_sales(lines, threshold=threshold, by=by).select(*by, *FIGURES)


def test_an_interrupted_city_does_not_count_as_built_and_is_taken_up(built: BuiltCity) -> None:
    assert not built.was_built_when_interrupted
    assert built.begun_when_interrupted == (SCALE, SEED)
    assert (services.is_built(), services.begun_values()) == (True, None)
    assert built.built.now == NOW  # the moment of the first attempt, so that it is the same city


def test_the_figures_are_the_known_truth(built: BuiltCity) -> None:
    assert _figures("month", "channel").equals(_true(built.known, "month", "channel"))


def test_every_part_of_the_sales_is_there(built: BuiltCity) -> None:
    sums = _figures("month").select(pl.all().exclude("month").sum()).row(0, named=True)

    assert min(sums.values()) > 0
    assert sums["domestic_rupiah"] + sums["foreign_rupiah"] + sums["unknown_rupiah"] == sums["total_rupiah"]
    assert _figures("month").height == 25  # two years and the month that runs


def test_what_was_known_on_an_earlier_day_is_the_truth_of_that_day(built: BuiltCity) -> None:
    day = datetime(2026, 4, 1)  # noqa: DTZ001 - a clock time in WIB, as the stories have it
    lines = [truth.known_lines(story, until=day) for story in built.city.stories()]

    assert _figures("month", known_at=aware(day)).equals(_true(lines, "month"))
    assert not _figures("month", known_at=aware(day)).equals(_figures("month"))


def test_the_saved_truth_is_the_truth(built: BuiltCity) -> None:
    saved = json.loads((services.folder() / "truth.json").read_text(encoding="utf-8"))

    assert (
        pl.DataFrame(saved["sales_by_month_and_channel"])
        .select("month", "channel", *FIGURES)
        .equals(_true(built.known, "month", "channel"))
    )
    assert (saved["seed"], saved["scale"], saved["enterprises"]) == (SEED, SCALE, built.city.register.height)


def test_rows_with_a_strange_status_wait_in_quarantine(built: BuiltCity) -> None:
    strange = truth.quarantined(built.known)

    assert strange > 0
    assert set(QuarantinedLine.objects.values_list("reason", "state")) == {("status_unknown", "waiting")}
    assert QuarantinedLine.objects.values("shop", "order_id").distinct().count() <= strange
    assert QuarantinedLine.objects.count() >= strange


def test_every_file_was_imported_once(built: BuiltCity) -> None:
    uploads = [(story.stall.external_id, one.file_name) for story in built.city.stories() for one in story.uploads]

    assert sorted(Batch.objects.values_list("shop__external_id", "file_name")) == sorted(uploads)
    assert set(Batch.objects.values_list("state", flat=True)) == {"done"}
    assert Batch.objects.filter(restated__gt=0).exists()  # a shop handed in a period again, with late cancellations


def test_a_shop_that_handed_in_nothing_of_late_leaves_the_last_month_incomplete(built: BuiltCity) -> None:
    frame = ledger.sales().collect(ledger.sales().lines.select("shop", "month")).unique()
    last_whole_month = "2026-10"

    assert frame.filter(pl.col("month") == last_whole_month).height < Shop.objects.count()


def test_the_register_grew_as_published(built: BuiltCity) -> None:
    def active(day: date) -> pl.DataFrame:
        closed = pl.col("closed_on")
        return registry.active_businesses_frame(day).filter(closed.is_null() | (closed > day))

    before, after = active(date(2022, 12, 31)), active(date(2023, 12, 31))

    assert (before.height, after.height) == (population.stock(2022, SCALE), population.stock(2023, SCALE))
    assert (before.height, after.height) == (1_127, 1_220)  # 8.25 %; whole enterprises at this scale
    assert RegisterImport.objects.filter(state="done", rejected=0).count() == RegisterImport.objects.count() >= 4


def test_there_is_one_person_for_every_role(built: BuiltCity) -> None:
    today = date(2026, 11, 24)
    roles = {row.role for person in User.objects.all() for row in memberships_of(person, today)}

    assert roles == {role.value for role in Role}
    able = User.objects.filter(is_active=True).values_list("username", flat=True)
    assert sorted(able) == sorted(person.username for person in PEOPLE)
    assert all(User.objects.get(username=p.username).check_password(p.password) for p in PEOPLE)


def test_a_catalogue_is_there_with_meals_to_choose_from_and_work_for_each_curator(built: BuiltCity) -> None:
    lunch = Offer.objects.filter(state="listed", category__code="nasi_kotak")
    assert lunch.values("seller").distinct().count() >= 8
    assert lunch.filter(made_to_order=True, pool__daily_limit__gte=60).count() == lunch.count()
    assert {"draft", "submitted", "listed", "rejected"} <= set(Offer.objects.values_list("state", flat=True))
    assert SearchRow.objects.filter(offer__state="listed").count() == Offer.objects.filter(state="listed").count()
    assert OfferPhoto.objects.values("offer").distinct().count() == Offer.objects.count()


def test_proofs_are_of_every_kind_and_some_have_run_out(built: BuiltCity) -> None:
    assert set(OriginEvidence.objects.values_list("level", flat=True)) >= {-1, 1, 3, 4}
    assert OriginEvidence.objects.filter(valid_to__lt=date(2026, 11, 24)).exists()
    assert Product.objects.filter(sku_mappings=None).exists()  # nobody said what their SKU is


def test_needs_stand_in_every_state_that_a_buyer_acts_on(built: BuiltCity) -> None:
    states = sorted(Need.objects.values_list("state", flat=True))
    assert states == ["awarded", "closed", "draft", "open"]
    closed = Need.objects.get(state="closed")
    assert closed.quotes.filter(superseded_at=None, opened_at=None).count() == 3
    order = Order.objects.get(source="award")
    assert order.total_rupiah == Need.objects.get(state="awarded").awards.get().total_rupiah


def test_building_again_changes_nothing(built: BuiltCity) -> None:
    before = (ledger.ledger_version(), Batch.objects.count(), Product.objects.count())

    services.build(scale=SCALE, seed=SEED, now=NOW + timedelta(days=1))

    assert (ledger.ledger_version(), Batch.objects.count(), Product.objects.count()) == before


def test_a_fresh_export_restates_ten_orders_and_the_old_figure_stays_readable(built: BuiltCity, tmp_path: Path) -> None:
    story = next(story for story in built.city.stories() if story.fresh)
    assert story.fresh is not None
    shop = Shop.objects.get(external_id=story.stall.external_id)
    shutil.copytree(settings.LEDGER_URL, tmp_path / "ledger")
    with override_settings(LEDGER_URL=str(tmp_path / "ledger")):
        before, at = _figures("month"), aware(story.fresh.at) + timedelta(minutes=1)
        batch = import_export(
            shop_id=shop.pk, path=path_of(services.folder() / "to-import", story.stall, story.fresh),
            file_name=story.fresh.file_name, channel=shop.channel, by=None, now=at,
        )  # fmt: skip
        gone = _cancelled(shop)
        after = _figures("month")
        as_before = _figures("month", known_at=at - timedelta(seconds=1))

    month = "2026-10"
    assert (batch.restated, batch.restated_orders) == (10, 10)
    assert batch.accepted > 50
    assert _total(before, month) - _total(after, month) == gone["net_rupiah"].sum() > 0
    assert gone.height == 10
    assert as_before.equals(before)


def _cancelled(shop: Shop) -> pl.DataFrame:
    """The lines that were sold and are cancelled now, as they were."""
    mine = _versions().filter((pl.col("shop") == shop.key) & pl.col("superseded_at").is_not_null())
    newest = mine.filter(pl.col("superseded_at") == pl.col("superseded_at").max())
    return newest.filter(pl.col("status").is_in(SOLD_STATUSES))


def _versions() -> pl.DataFrame:
    return pl.scan_parquet(list(store().snapshot().files), hive_partitioning=True).collect()


def _total(figures: pl.DataFrame, month: str) -> int:
    return int(figures.filter(pl.col("month") == month)["total_rupiah"].sum())


def test_the_published_percentage_of_domestic_buying_comes_out_of_the_rows(built: BuiltCity) -> None:
    expected = json.loads((services.folder() / "truth.json").read_text())["p3dn"]
    chosen = buying.Chosen(2026)
    figures = {one.id: one for one in buying.figures(chosen, ids=buying.P3DN)}
    found = {id_: [one.numerator_rupiah, one.denominator_rupiah] for id_, one in figures.items()}
    assert found == expected
    assert figures["p3dn_payments"].percent == "91,82 %"
    assert len({one.percent for one in figures.values()}) == 4
    for side, rupiah in zip(("numerator", "denominator"), found["p3dn_payments"], strict=True):
        assert buying.rows(chosen, "p3dn_payments", side)["rupiah"].sum() == rupiah
    assert len(list((services.folder() / "to-import" / "belanja").iterdir())) == 4


def test_the_people_of_buying_work_in_a_unit_and_an_agency_of_the_city(built: BuiltCity) -> None:
    of_agency = building.year_of(built.city).units.filter(pl.col("agency") == HOME)
    for name, count in (("kadis", of_agency.height), ("pengadaan", 1), ("bendahara", 1)):
        within = buying.seen_by(User.objects.get(username=name), on=NOW.date())
        seen = buying.units(2026, within=within)
        assert seen.height == count, name
        assert set(seen["unit"]) <= {str(code) for code in of_agency["unit"]}
    assert buying.seen_by(User.objects.get(username="bppbj"), on=NOW.date()) is None
