"""What everybody sees: the percentages with both numbers and their meaning, and no row, unit, vendor or person."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.integration.procurement.test_figures import EXPECTED
from tumbuh.kernel.money import format_rupiah
from tumbuh.procurement.models import Purchase

pytestmark = pytest.mark.django_db


def test_anybody_sees_each_percentage_with_both_numbers_and_its_meaning(city):
    text = Client().get("/publik/belanja/").content.decode()
    for percent in ("87,70 %", "80,21 %", "102,45 %", "59,64 %", "12,50 %"):
        assert percent in text
    for numerator, denominator in (EXPECTED["p3dn_payments"], EXPECTED["local_micro_small"]):
        assert format_rupiah(numerator) in text
        assert format_rupiah(denominator) in text
    assert "SP2D pada akun pengadaan" in text


def test_nobody_s_name_and_no_way_to_the_rows_is_on_it(city):
    text = Client().get("/publik/belanja/").content.decode()
    assert "/belanja/angka/" not in text
    assert "Dinas Lingkungan Hidup" not in text
    for vendor in Purchase.objects.exclude(vendor_name="").values_list("vendor_name", flat=True):
        assert vendor not in text
    assert len(text) < 60_000


def test_the_address_cannot_ask_for_less_than_the_city(city):
    whole, asked = (Client().get(f"/publik/belanja/{query}") for query in ("", "?unit=101&as_of=2026-04-01&method=9"))
    figures = [[one.one.card.value for one in answer.context["domestic"]] for answer in (whole, asked)]
    assert figures[0] == figures[1]


def test_a_year_without_data_is_refused_in_words(city):
    assert Client().get("/publik/belanja/?year=1999").status_code == HTTPStatus.BAD_REQUEST


def test_a_city_without_data_says_so(db):
    assert "Belum ada data belanja" in Client().get("/publik/belanja/").content.decode()
