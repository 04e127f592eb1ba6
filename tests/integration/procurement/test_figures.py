"""The figures of the golden city, each worked out by hand, and the rows that add up to them."""

from fractions import Fraction

import polars as pl
import pytest

from tests.integration.procurement.conftest import NOON, YEAR
from tumbuh.procurement import queries
from tumbuh.procurement.choosing import forget
from tumbuh.procurement.queries import Chosen
from tumbuh.registry.models import Business, Owner, Ownership, Site
from tumbuh.registry.sealing import sealer

pytestmark = pytest.mark.django_db
M = 1_000_000
# Realised, in millions. Domestic: v5 10 + 5, v6 20, tender 2,500, non-tender 90, recorded 6.
DOMESTIC = 2_631 * M
# Plus other: computer 400, tender 290, non-tender 10, recorded 2; unmatched: 3 + 30 + 4 + 600 + 2.
VALUE = 3_972 * M
# Tagged PDN and in force: 100 + 60 + 3,000, and 120 for the package revised twice; the exempt one is out.
TAGGED = 3_280 * M
EXPECTED = {
    "p3dn_commitment": (DOMESTIC, 3_000 * M),
    "p3dn_plan_tag": (DOMESTIC, TAGGED),
    "p3dn_payments": (DOMESTIC, 2_568 * M),  # without salaries (700) and travel (12)
    "p3dn_plan": (TAGGED, 5_500 * M),  # given 1,000, derived 4,500, one unit unknown
    "domestic_recorded": (DOMESTIC, VALUE),
    "micro_small_plan": (3_280 * M, 5_500 * M),
    "micro_small_purchases": (144 * M, VALUE),  # v5 18 by vendor, v6 20 by plan, 100 and 6 by contract
    "local_micro_small": (18 * M, 144 * M),
}


def test_the_four_percentages_are_what_a_hand_works_out(city):
    found = {
        figure.id: (figure.numerator_rupiah, figure.denominator_rupiah) for figure in queries.figures(Chosen(YEAR))
    }
    assert found == EXPECTED


def test_each_figure_says_its_percentage_its_cut_off_and_what_is_missing(city):
    figures = {figure.letter: figure for figure in queries.figures(Chosen(YEAR), ids=queries.P3DN)}
    assert [figures[letter].percent for letter in "ABCD"] == ["87,70 %", "80,21 %", "102,45 %", "59,64 %"]
    assert figures["A"].note == "Dokumen: Komitmen P3DN RAPBD 2026."
    assert figures["D"].note.startswith("Belanja pengadaan tidak diketahui di 1 satuan kerja")
    assert {figure.missing for figure in figures.values()} == {()}


@pytest.mark.parametrize("side", ["numerator", "denominator"])
@pytest.mark.parametrize("id_", queries.FIGURES)
def test_the_rows_that_open_under_a_figure_add_up_to_it(city, id_, side):
    assert sum(queries.rows(Chosen(YEAR), id_, side)["rupiah"]) == EXPECTED[id_][side == "denominator"]


def test_the_bars_of_the_bridge_add_up(city):
    bridge = queries.bridge(Chosen(YEAR))
    bars = {bar.id: bar.rupiah // M for bar in bridge.bars}
    assert bars == {
        "domestic": 2_631, "other": 702, "unmatched": 639, "excluded": 0, "unrecorded": 25, "ahead": -1_429,
    }  # fmt: skip
    assert sum(bar.rupiah for bar in bridge.bars) == bridge.paid.rupiah == 2_568 * M
    assert {bar.id: (bar.rupiah // M, bar.rows) for bar in bridge.reasons} == {
        "code_unknown": (603, 2), "untagged": (30, 1), "no_code": (6, 2),
    }  # fmt: skip
    assert sum(bar.rupiah for bar in bridge.plan) == bridge.plan_total.rupiah == 5_500 * M
    beside = {bar.id: (bar.rupiah // M, bar.rows) for bar in bridge.beside}
    assert beside == {
        "outside": (712, 2), "ongoing": (8, 3), "cancelled": (9, 2), "unknown": (1, 1), "rejected": (0, 2),
    }  # fmt: skip


def test_the_gap_queue_names_the_unit_whose_recording_would_move_most(city):
    first, second = queries.gap_queue(Chosen(YEAR)).to_dicts()
    assert (first["unit"], first["gap_rupiah"], first["ahead_rupiah"]) == ("101", 25 * M, 0)
    assert first["unit_name"] == "Dinas Lingkungan Hidup"
    assert first["most_permyriad"] == 97  # 25 of 2,568 million
    assert first["expected_domestic_rupiah"] == 25 * M * 131 // 143  # as domestic as what it recorded
    assert (second["gap_rupiah"], second["ahead_rupiah"], second["most_permyriad"]) == (0, 1_429 * M, 0)


def test_figures_per_agency_unit_and_month_add_up_to_the_city(city):
    for group in ("agency", "unit"):
        frame = queries.figures_by(Chosen(YEAR), group)
        sums = frame.group_by("figure").agg(pl.col("numerator_rupiah", "denominator_rupiah").sum())
        assert {row[0]: row[1:] for row in sums.iter_rows()} == {id_: EXPECTED[id_] for id_ in queries.P3DN}
    months = queries.figures_by(Chosen(YEAR), "month", ids=("p3dn_payments", "p3dn_plan"))
    assert set(months["figure"]) == {"p3dn_payments"}
    assert months["numerator_rupiah"].sum() == DOMESTIC


def test_a_method_leaves_only_figures_whose_both_sides_know_it(city):
    figures = {figure.id: figure for figure in queries.figures(Chosen(YEAR, method="e_purchasing"))}
    assert {id_ for id_, figure in figures.items() if figure.answers} == {
        "p3dn_plan_tag", "domestic_recorded", "micro_small_purchases", "local_micro_small",
    }  # fmt: skip
    assert figures["domestic_recorded"].numerator_rupiah == 35 * M
    assert figures["p3dn_payments"].percent == "–"


def test_an_agency_sees_its_units_and_a_month_its_purchases(city):
    whole = queries.figures(Chosen(YEAR, agency="2.11.0.00.0.00.01.0000"), ids=("p3dn_payments",))[0]
    assert whole.numerator_rupiah == DOMESTIC
    february = queries.figures(Chosen(YEAR, month="2026-02"), ids=("domestic_recorded",))[0]
    assert february.numerator_rupiah == 15 * M
    until = queries.figures(Chosen(YEAR, until="2026-03", unit="101"), ids=("domestic_recorded",))[0]
    assert until.numerator_rupiah == 131 * M


def test_without_a_file_a_figure_says_what_it_misses(bring_in):
    bring_in("ecat6")
    figure = queries.figures(Chosen(YEAR), ids=("p3dn_payments",))[0]
    assert (figure.percent, figure.missing) == ("–", ("SP2D",))


def test_the_predicted_use_of_systems_has_points_for_each(city):
    scores = {one.system: one for one in queries.itkp(Chosen(YEAR))}
    assert scores["online_shop"].points == 1
    assert scores["rup"].ratio == Fraction(4_025, 5_500)  # all was announced in January
    assert scores["e_tendering"].points == Fraction(87, 20)  # 5 x (2 - 3,390 / 3,000)
    assert set(scores) == {"rup", "e_tendering", "non_e_tendering", "e_contract", "e_purchasing", "online_shop"}


def test_a_figure_that_does_not_exist_is_refused(city):
    with pytest.raises(queries.UnknownFigure):
        queries.rows(Chosen(YEAR), "p3dn_z", "numerator")
    with pytest.raises(queries.UnknownFigure):
        queries.rows(Chosen(YEAR), "p3dn_plan", "middle")
    with pytest.raises(queries.UnknownFigure):
        queries.figures_by(Chosen(YEAR), "colour")


def test_a_vendor_of_the_register_is_local_by_its_taxpayers_number(city):
    before = queries.figures(Chosen(YEAR), ids=("local_micro_small",))[0].numerator_rupiah
    number = "0012345678903000"  # of the non-tender's vendor
    owner = Owner.objects.create(
        name="UD Contoh", name_key="ud contoh", npwp_cipher=sealer().seal(number),
        npwp_hash=sealer().digest("npwp", number), key_tag=sealer().tag, created_at=NOON,
    )  # fmt: skip
    business = Business.objects.create(
        name="UD Contoh", name_key="ud contoh", registered_on=NOON.date(), created_at=NOON
    )
    Ownership.objects.create(owner=owner, business=business, from_on=NOON.date(), created_at=NOON)
    Site.objects.create(business=business, area_code="31.75.01.1001", created_at=NOON)
    forget()
    after = queries.figures(Chosen(YEAR), ids=("local_micro_small",))[0].numerator_rupiah
    assert after - before == 100 * M
