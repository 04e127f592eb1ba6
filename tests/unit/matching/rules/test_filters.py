"""Each hard filter excludes with a reason that says what would have to be otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.matching.rules.samples import COOK, LUNCH, TERMS, TODAY
from tumbuh.matching.rules.filters import Filter, exclusions, least_capacity


def reasons(**changes: object) -> list[tuple[Filter, str]]:
    found = exclusions(LUNCH, replace(COOK, **changes), TERMS, on=TODAY)  # type: ignore[arg-type]
    return [(one.filter, one.sentence) for one in found]


def test_who_fits_is_excluded_by_nothing() -> None:
    assert reasons() == []


@pytest.mark.parametrize(
    ("changes", "filter_", "sentence"),
    [
        ({"certificates": frozenset({"pirt"})}, Filter.CERTIFICATE, "Sertifikat belum ada atau tidak berlaku: halal."),
        ({"capacity": 19}, Filter.CAPACITY, "Kapasitas 19, paling sedikit 20 dari 100."),
        ({"unit_price_rupiah": 30_001}, Filter.PRICE, "Harga Rp30.001 di atas batas Rp30.000."),
        ({"banned_until": TODAY}, Filter.BAN, "Tidak boleh ikut sampai 2026-06-01."),
        ({"serves": frozenset({"317402"})}, Filter.AREA, "Tidak mengantar ke kecamatan 317401."),
        (
            {"categories": frozenset(), "wider": frozenset(), "words": frozenset({"kue"})},
            Filter.KIND,
            "Tidak menjual jenis yang dicari.",
        ),
    ],
)
def test_a_filter_tells_its_reason(changes: dict[str, object], filter_: Filter, sentence: str) -> None:
    assert reasons(**changes) == [(filter_, sentence)]


def test_what_is_just_enough_is_enough() -> None:
    just = {
        "capacity": 20,
        "unit_price_rupiah": 30_000,
        "banned_until": date(2026, 5, 31),
        "serves": frozenset({"317401"}),
    }
    assert reasons(**just) == []


def test_a_need_for_small_ones_names_the_class() -> None:
    need = replace(LUNCH, size_classes=frozenset({"micro", "small"}))
    [only] = exclusions(need, replace(COOK, size_class="medium"), TERMS, on=TODAY)
    assert (only.filter, only.sentence) == (Filter.SIZE_CLASS, "Hanya untuk usaha micro, small; usaha ini medium.")


def test_every_reason_is_told_and_not_only_the_first() -> None:
    assert [one for one, _ in reasons(certificates=frozenset(), capacity=0, unit_price_rupiah=99_000)] == [
        Filter.CERTIFICATE, Filter.CAPACITY, Filter.PRICE,
    ]  # fmt: skip


def test_the_least_capacity_is_rounded_up() -> None:
    assert least_capacity(replace(LUNCH, quantity=101), TERMS) == 21
