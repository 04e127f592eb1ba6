from datetime import date

import polars as pl
import pytest

from tumbuh.reference.areas import UnknownArea
from tumbuh.registry.places import PlaceFinder

FINDER = PlaceFinder(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"ward": "Kel. Kapuk"}, "31.73.01.1005"),
        ({"ward": "Gambir", "district": "Gambir", "city": "Kota Adm. Jakarta Pusat"}, "31.71.01.1001"),
        ({"ward": None, "district": "Palmerah", "city": None}, "31.73.07"),
        ({"district": "Pal Merah", "city": "Jakarta Barat"}, "31.73.07"),
        ({"city": "Kepulauan Seribu"}, "31.01"),
        ({"ward": "3171011001"}, "31.71.01.1001"),
        ({"ward": "31.71.01.1001", "district": "Menteng"}, "31.71.01.1001"),
        ({"district": "31.71.01"}, "31.71.01"),
        ({"city": "3171"}, "31.71"),
        ({"ward": None}, None),
    ],
)
def test_a_place_is_as_precise_as_the_file_says(said, code):
    assert FINDER.code_of(**said) == code


@pytest.mark.parametrize("said", [{"ward": "31.71.01.9999"}, {"city": "3999"}, {"ward": "Gambir", "city": "Depok"}])
def test_what_is_not_there_is_refused(said):
    with pytest.raises(UnknownArea):
        FINDER.code_of(**said)


def test_before_the_first_day_of_the_data_no_place_is_known():
    with pytest.raises(UnknownArea):
        PlaceFinder(date(2000, 1, 1)).code_of(ward="Gambir")


def test_each_row_gets_its_code_or_its_error_with_the_way_out():
    frame = pl.DataFrame(
        {
            "row": [2, 3, 4, 5],
            "Kel": ["Gambir", "Pondok Rangon", None, "Gambir"],
            "Kota": [None, None, "Jakpus", "Jakbar"],
        },
        schema_overrides={"row": pl.UInt32},
    )
    codes, wrong = FINDER.find(frame, {"ward": "Kel", "city": "Kota"})
    assert codes.to_list() == ["31.71.01.1001", None, "31.71", None]
    assert wrong.select("row", "code", "column", "value").rows() == [
        (3, "unknown_area", "Kel", "Pondok Rangon / "),
        (5, "unknown_area", "Kel", "Gambir / Jakbar"),
    ]
    assert wrong["message"][0] == (
        "Kelurahan “Pondok Rangon” tidak ditemukan di Jakarta; mungkin Pondok Ranggon. "
        "Bila tidak pasti, kosongkan agar dihitung tanpa wilayah."
    )
