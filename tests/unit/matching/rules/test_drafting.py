"""A demand is drafted from what a package of the plan says, and tells where each field came from."""

from dataclasses import replace
from datetime import date

import pytest

from tumbuh.matching.rules.drafting import Kind, Kinds, PlannedPackage, draft

TODAY, STARTS = date(2026, 4, 6), date(2026, 5, 1)
LUNCH = Kind("nasi_kotak", "Nasi kotak", ("nasi box", "konsumsi rapat"), "kotak", 30_000)
SNACK = Kind("snack_box", "Snack box", ("snack rapat", "konsumsi"), "kotak", 15_000)
PENS = Kind("atk", "Alat tulis kantor", ("ATK",), "paket", None)
KINDS = Kinds((LUNCH, SNACK, PENS))
ACCOUNTS = {"5.1.02.01.01.0024": "atk", "5.1.02.01.01": "snack_box"}
PACKAGE = PlannedPackage("1", "Belanja konsumsi rapat koordinasi", 6_000_000, STARTS, frozenset(), "31.71.01")


def test_the_longest_word_of_the_name_says_what_it_is() -> None:
    drafted = draft(PACKAGE, KINDS, ACCOUNTS, today=TODAY)
    assert drafted is not None
    assert (drafted.category, drafted.quantity, drafted.unit) == ("nasi_kotak", 200, "kotak")
    assert (drafted.unit_budget_rupiah, drafted.total_budget_rupiah) == (30_000, 6_000_000)
    assert (drafted.needed_on, drafted.area_code) == (STARTS, "31.71.01")
    assert drafted.drafted_from["category"] == "“konsumsi rapat” dalam nama paket"
    assert drafted.drafted_from["quantity"] == "pagu dibagi harga tengah katalog Rp30.000"


def test_a_count_in_the_name_is_the_quantity() -> None:
    drafted = draft(replace(PACKAGE, name="Nasi kotak 1.500 kotak"), KINDS, ACCOUNTS, today=TODAY)
    assert drafted is not None
    assert (drafted.quantity, drafted.unit_budget_rupiah) == (1_500, 4_000)


def test_the_account_says_it_where_the_name_does_not_by_its_longest_start() -> None:
    package = replace(PACKAGE, name="Kegiatan triwulan II", accounts=frozenset({"5.1.02.01.01.0024"}))
    drafted = draft(package, KINDS, ACCOUNTS, today=TODAY)
    assert drafted is not None
    assert (drafted.category, drafted.quantity, drafted.unit) == ("atk", 1, "paket")
    assert drafted.drafted_from["category"] == "rekening 5.1.02.01.01.0024"


def test_words_count_as_whole_words_only() -> None:
    assert draft(replace(PACKAGE, name="Perbatkan jalan"), Kinds((PENS,)), {}, today=TODAY) is None


@pytest.mark.parametrize("package", [replace(PACKAGE, name="Lain-lain"), replace(PACKAGE, ceiling_rupiah=0)])
def test_what_says_nothing_is_not_drafted(package: PlannedPackage) -> None:
    assert draft(package, KINDS, ACCOUNTS, today=TODAY) is None


@pytest.mark.parametrize("starts_on", [None, date(2026, 4, 5)])
def test_without_a_coming_day_it_is_needed_today_and_says_so(starts_on: date | None) -> None:
    drafted = draft(replace(PACKAGE, starts_on=starts_on), KINDS, ACCOUNTS, today=TODAY)
    assert drafted is not None
    assert drafted.needed_on == TODAY
    assert "isi sendiri" in drafted.drafted_from["needed_on"]


def test_what_is_bought_all_year_is_drafted_from_what_is_left_of_it() -> None:
    running = replace(
        PACKAGE, name="Nasi kotak 200 kotak", starts_on=date(2026, 1, 5), ends_on=date(2026, 12, 31),
        bought_rupiah=4_500_000,
    )  # fmt: skip
    drafted = draft(running, KINDS, ACCOUNTS, today=TODAY)
    assert drafted is not None
    assert (drafted.quantity, drafted.total_budget_rupiah, drafted.needed_on) == (50, 1_500_000, TODAY)
    assert drafted.drafted_from["budget"] == "pagu Rp6.000.000 dikurangi belanja yang tercatat Rp4.500.000"
    assert drafted.drafted_from["needed_on"] == "RUP berjalan sampai 31-12-2026; isi sendiri harinya"
    assert draft(replace(running, bought_rupiah=6_000_000), KINDS, ACCOUNTS, today=TODAY) is None


def test_the_name_of_the_unit_says_nothing_of_what_is_bought() -> None:
    package = replace(PACKAGE, name="Belanja perangkat Kelurahan Snack Box", unit_name="Kelurahan Snack Box")
    assert draft(package, KINDS, {}, today=TODAY) is None
    assert draft(replace(package, unit_name=""), KINDS, {}, today=TODAY) is not None
