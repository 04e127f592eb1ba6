"""The pages of public buying: each percentage with both numbers, its rows, its files, and nobody else's rows."""

import csv
import io
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import fastexcel
import pytest
from django.test import Client
from pypdf import PdfReader

from tests.integration.procurement.test_figures import EXPECTED, M
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.rules import ScopeKind
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.money import format_rupiah
from tumbuh.procurement import queries

pytestmark = pytest.mark.django_db
HEAD, BRANCH = "101", "102"
PAGES = ["/belanja/", "/belanja/angka/p3dn_plan/numerator/", "/belanja/angka/p3dn_plan/numerator/unduh.csv",
         "/belanja/angka/p3dn_plan/lembar.pdf",
         "/belanja/jembatan/paid/", "/belanja/jembatan/paid/unduh.xlsx"]  # fmt: skip


def body(answer: Any) -> bytes:
    return answer.getvalue()


def csv_sum(answer: Any) -> tuple[int, int]:
    """Return the sum of the last column of a CSV file and how many rows it has."""
    rows = list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig")), delimiter=";"))[1:]
    return sum(int(row[-1]) for row in rows), len(rows)


def xlsx_sum(content: bytes) -> tuple[int, int]:
    frame = fastexcel.read_excel(content).load_sheet("Baris").to_polars()
    return int(frame[frame.columns[-1]].sum() or 0), frame.height


def definition(content: bytes) -> Mapping[str, str]:
    return dict(fastexcel.read_excel(content).load_sheet("Definisi", header_row=None).to_polars().rows())


def test_the_four_stand_side_by_side_with_both_numbers_and_how_whole_they_are(city, governor):
    answer = governor.get("/belanja/")
    four = {one.id: one.card for one in answer.context["four"]}
    assert [card.value for card in four.values()] == ["87,70 %", "80,21 %", "102,45 %", "59,64 %"]
    for id_, card in four.items():
        numerator, denominator = EXPECTED[id_]
        assert format_rupiah(numerator) in card.numerator
        assert format_rupiah(denominator) in card.denominator
    assert four["p3dn_commitment"].note == "Dokumen: Komitmen P3DN RAPBD 2026."
    assert four["p3dn_plan"].completeness == "2 dari 3 satuan kerja mengisi belanja pengadaan"
    assert four["p3dn_payments"].completeness == "83,91 % belanja tercatat jelas asalnya"
    text = answer.content.decode()
    assert "Sumber: RUP: paket dan struktur anggaran" in text
    assert "Rp3,97 miliar" in text


def test_small_business_and_the_points_of_the_systems_stand_below(city, governor):
    context = governor.get("/belanja/").context
    assert [one.id for one in context["small"]] == ["micro_small_plan", "micro_small_purchases", "local_micro_small"]
    assert context["small"][2].card.value == "12,50 %"
    assert (context["systems"][0].ratio, context["systems"][-1].weight) == ("73,18 %", "30")


@pytest.mark.parametrize("side", queries.SIDES)
@pytest.mark.parametrize("figure", queries.FIGURES)
def test_the_rows_of_page_and_files_add_up_to_the_figure(city, governor, figure, side):
    address, expected = f"/belanja/angka/{figure}/{side}/", EXPECTED[figure][side == "denominator"]
    page = governor.get(address)
    assert page.context["pile"].adds_up is True
    assert page.context["pile"].rupiah == expected
    count = page.context["page"].paginator.count
    assert csv_sum(governor.get(f"{address}unduh.csv")) == (expected, count)
    content = body(governor.get(f"{address}unduh.xlsx"))
    assert xlsx_sum(content) == (expected, count)
    told = definition(content)
    assert told["Jumlah (Rp)"] == f"{expected:,}".replace(",", ".")
    assert format_rupiah(EXPECTED[figure][0]) in told["Pembilang"]
    assert format_rupiah(EXPECTED[figure][1]) in told["Penyebut"]
    assert told["Data sampai"].startswith("6 April 2026")


@pytest.mark.parametrize(
    "bar", ["paid", "unmatched", "unrecorded", "ahead", "no_code", "unplanned", "outside", "procured"]
)
def test_the_rows_of_a_bar_add_up_to_it(city, governor, bar):
    made = queries.bridge(queries.Chosen(2026))
    bars = {
        one.id: one.rupiah for one in (made.paid, *made.bars, *made.reasons, made.plan_total, *made.plan, *made.beside)
    }
    page = governor.get(f"/belanja/jembatan/{bar}/")
    assert page.context["pile"].adds_up is True
    assert csv_sum(governor.get(f"/belanja/jembatan/{bar}/unduh.csv"))[0] == bars[bar]


def test_who_took_the_rows_is_in_the_trail(city, governor):
    governor.get("/belanja/angka/p3dn_plan/numerator/unduh.csv?method=e_purchasing")
    event = AuditEvent.objects.get(event="procurement.rows_downloaded")
    assert (event.by.username, event.target) == ("governor", "procurement.figure:p3dn_plan.numerator")
    assert event.detail["asked"] == "year=2026&method=e_purchasing"


def test_a_method_that_one_side_does_not_know_leaves_no_percentage(city, governor):
    cards = {one.id: one.card for one in governor.get("/belanja/?method=e_purchasing").context["four"]}
    assert cards["p3dn_payments"].value == "–"
    assert cards["p3dn_payments"].note.startswith("Tidak ada persentase")
    assert cards["p3dn_plan_tag"].value != "–"


def test_two_tenants_see_their_own_rows_and_never_the_other_s(city, head_of):
    address = "/belanja/angka/p3dn_payments/denominator/unduh.csv"
    head, branch = head_of(ScopeKind.UNIT, HEAD), head_of(ScopeKind.UNIT, BRANCH)
    sums = [csv_sum(one.get(address))[0] for one in (head, branch)]
    assert sum(sums) == EXPECTED["p3dn_payments"][1]
    assert 0 < sums[0] < EXPECTED["p3dn_payments"][1]
    for client, other in ((head, BRANCH), (branch, HEAD)):
        rows = body(client.get(address)).decode("utf-8-sig").splitlines()[1:]
        assert rows
        assert not any(f'"{other}"' in row for row in rows)
        assert client.get(f"{address}?unit={other}").status_code == HTTPStatus.BAD_REQUEST
        assert client.get(f"/belanja/?unit={other}").status_code == HTTPStatus.BAD_REQUEST
        assert client.get("/belanja/").context["published"] == []


def test_a_head_of_an_agency_sees_all_its_units(city, head_of):
    client = head_of(ScopeKind.AGENCY, "2.11.0.00.0.00.01.0000")
    assert csv_sum(client.get("/belanja/angka/p3dn_payments/numerator/unduh.csv"))[0] == 2_631 * M
    card = client.get("/belanja/").context["four"][0].card
    assert card.value == "87,70 %"  # the golden commitment names its units


@pytest.mark.parametrize("address", PAGES)
def test_without_the_permission_no_page_opens(city, signed_in: Callable[..., Any], address):
    assert signed_in(Role.FIELD_MENTOR).get(address).status_code == HTTPStatus.FORBIDDEN
    assert Client().get(address).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    "asked",
    ["year=1999", "year=x", "agency=9", "unit=9", "method=9", "month=2025-01", "month=x", "version=9", "document=9",
     "as_of=2999-01-01"],
)  # fmt: skip
def test_an_unknown_filter_is_refused_in_words(city, governor, asked):
    answer = governor.get(f"/belanja/?{asked}")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["angka/none/numerator/", "angka/p3dn_plan/middle/", "jembatan/none/", "angka/none/lembar.pdf"]
)
def test_what_there_is_not_is_refused_in_words(city, governor, address):
    assert governor.get(f"/belanja/{address}").status_code == HTTPStatus.BAD_REQUEST


def test_as_known_before_anything_came_in_there_is_nothing(city, governor):
    cards = governor.get("/belanja/?as_of=2026-03-01").context["four"]
    assert {one.card.value for one in cards} == {"–"}


def test_the_change_is_against_the_end_of_the_month_before(city, governor):
    cards = {one.id: one.card for one in governor.get("/belanja/?as_of=2026-05-03").context["four"]}
    assert (cards["p3dn_plan"].change, cards["p3dn_plan"].change_note) == ("tetap", "sejak akhir 30 April 2026")


def test_an_empty_city_says_what_to_do_first(governor):
    answer = governor.get("/belanja/")
    assert answer.context["has_buying"] is False
    assert "Belum ada data belanja" in answer.content.decode()


@pytest.mark.parametrize("figure", queries.FIGURES)
def test_a_sheet_has_both_numbers_source_cut_off_and_filter(city, governor, figure):
    answer = governor.get(f"/belanja/angka/{figure}/lembar.pdf?unit=101")
    card = queries.figures(queries.Chosen(2026, unit="101"), ids=(figure,))[0]
    text = " ".join(PdfReader(io.BytesIO(body(answer))).pages[0].extract_text().split())
    told = (card.percent, format_rupiah(card.numerator_rupiah), format_rupiah(card.denominator_rupiah),
            "6 April 2026", "Dinas Lingkungan Hidup", "Sumber")  # fmt: skip
    assert [one for one in told if one not in text] == []
    assert AuditEvent.objects.get(event="procurement.rows_downloaded").detail["kind"] == "pdf"


@pytest.mark.parametrize(
    "asked", ["unit=102", "month=2026-02", "method=e_purchasing", "version=rapbd&as_of=2026-04-06"]
)
def test_the_rows_add_up_whatever_part_is_asked_for(city, governor, asked):
    cards = {one.id: one for one in governor.get(f"/belanja/?{asked}").context["four"]}
    for figure, one in cards.items():
        for side, shown in (("numerator", one.card.numerator), ("denominator", one.card.denominator)):
            pile = governor.get(f"/belanja/angka/{figure}/{side}/?{asked}").context["pile"]
            assert pile.adds_up is True
            assert format_rupiah(pile.rupiah) in shown
