from collections import Counter
from datetime import date

import pytest

from tumbuh.reference import areas
from tumbuh.reference.areas import AmbiguousArea, Area, Directory, UnknownArea, find_city, find_district, find_ward

TODAY = date(2026, 11, 24)
HEADER = "code,name,level,bps_code,bps_name,valid_from,valid_to\n"


@pytest.fixture
def split(tmp_path):
    """A district in which Kapuk became three wards on 1 January 2027."""
    path = tmp_path / "areas.csv"
    path.write_text(
        HEADER
        + "31,Jakarta,province,31,,2007-07-30,\n31.73,Kota Administrasi Jakarta Barat,city,3174,,2007-07-30,\n"
        + "31.73.01,Cengkareng,district,,,2007-07-30,\n31.73.02,Lain,district,,,2007-07-30,\n"
        + "31.73.01.1005,Kapuk ,ward,,,2007-07-30,2026-12-31\n31.73.01.1007,Kapuk Selatan,ward,,,2027-01-01,\n"
        + "31.73.01.1008,Kapuk Timur,ward,,,2027-01-01,\n31.73.01.1009,Kembar,ward,,,2007-07-30,\n"
        + "31.73.02.1001,Kembar,ward,,,2007-07-30,\n",
        encoding="utf-8",
    )
    return areas.read_areas(path)


def on(known, day):
    return Directory(area for area in known if area.is_valid(day))


def test_jakarta_has_1_6_44_267():
    levels = Counter(area.level for area in areas.all_areas(TODAY))
    assert levels == {"province": 1, "city": 6, "district": 44, "ward": 267}
    assert areas.all_areas(TODAY) == areas.all_areas()


def test_each_district_has_the_wards_of_the_decree():
    wards = Counter(area.parent_code for area in areas.all_areas() if area.level == "ward")
    in_city = {
        "31.01": [3, 3], "31.71": [6, 5, 8, 6, 3, 5, 7, 4], "31.72": [5, 7, 6, 7, 3, 3],
        "31.73": [6, 7, 8, 11, 7, 5, 6, 6], "31.74": [7, 8, 5, 7, 6, 5, 10, 6, 6, 5],
        "31.75": [6, 7, 8, 7, 5, 7, 7, 5, 5, 8],
    }  # fmt: skip
    assert wards == {
        f"{city}.{number:02}": count for city, counts in in_city.items() for number, count in enumerate(counts, start=1)
    }


def test_every_area_lies_in_one_that_exists_and_every_ward_is_a_kelurahan():
    codes = set(areas.areas_by_code())
    assert all(area.parent_code in codes for area in areas.all_areas() if area.level != "province")
    assert all(area.code[9] == "1" for area in areas.all_areas() if area.level == "ward")
    assert all(area.name == " ".join(area.name.split()) for area in areas.all_areas())


def test_bps_numbers_the_cities_otherwise():
    cities = {area.code: area.bps_code for area in areas.all_areas() if area.level == "city"}
    assert cities == {
        "31.01": "3101", "31.71": "3173", "31.72": "3175", "31.73": "3174", "31.74": "3171", "31.75": "3172",
    }  # fmt: skip


def test_every_area_has_one_code_of_bps_inside_that_of_its_parent():
    by_code = areas.areas_by_code()
    assert len({area.bps_code for area in by_code.values()}) == len(by_code)
    lengths = {"province": 2, "city": 4, "district": 7, "ward": 10}
    for area in by_code.values():
        assert len(area.bps_code) == lengths[area.level]
        if area.level != "province":
            assert area.bps_code.startswith(by_code[area.parent_code].bps_code)
    assert by_code["31.74.09.1006"].bps_code == "3171010001"  # Cipedak, the first of Jagakarsa and of BPS's list


def test_the_spelling_of_bps_finds_the_same_ward():
    spelled = {area.name: area.bps_name for area in areas.all_areas() if area.bps_name}
    assert spelled == {
        "Harapan Mulia": "Harapan Mulya", "Tanjung Priok": "Tanjung Priuk", "Papanggo": "Papango",
        "Wijaya Kusuma": "Wijaya Kesuma", "Palmeriam": "Pal Meriem", "Tengah": "Kampung Tengah",
        "Halim Perdana Kusuma": "Halim Perdana Kusumah",
    }  # fmt: skip
    assert all(find_ward(theirs) == find_ward(ours) for ours, theirs in spelled.items())


def test_every_ward_is_found_by_its_name_alone():
    for area in areas.all_areas():
        if area.level == "ward":
            assert find_ward(f"Kel. {area.name.upper()} ") == area


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kapuk", "31.73.01.1005"),
        ("Kapuk Muara", "31.72.01.1003"),
        ("pal merah", "31.73.07.1001"),
        ("KELURAHAN GAMBIR", "31.71.01.1001"),
        ("Halim Perdanakusuma", "31.75.08.1004"),
    ],
)
def test_case_blanks_and_the_word_kelurahan_do_not_count(name, code):
    assert find_ward(name).code == code


@pytest.mark.parametrize("name", ["Kapu", "Kapuk M", "Entah", "", "  ", "31.73"])
def test_a_name_that_is_not_exact_is_refused(name):
    with pytest.raises(UnknownArea) as refused:
        find_ward(name)
    assert refused.value.code == "unknown_area"


@pytest.mark.parametrize(
    "where",
    [
        {"city": "Jakarta Pusat"}, {"city": "KOTA ADM. JAKARTA PUSAT"}, {"city": "Jakpus"}, {"district": "Kec. Gambir"},
        {"district": "Gambir", "city": "Kota Administrasi Jakarta Pusat"}, {"district": "", "city": " "},
    ],
)  # fmt: skip
def test_a_district_and_a_city_that_agree_change_nothing(where):
    assert find_ward("Gambir", **where).code == "31.71.01.1001"


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ({"district": "Menteng"}, "melainkan di Kecamatan Gambir, Kota Administrasi Jakarta Pusat"),
        ({"city": "Jakarta Barat"}, "melainkan di Kecamatan Gambir"),
        ({"city": "Bandung"}, "Kota atau kabupaten “Bandung” tidak ditemukan"),
        ({"district": "Entah"}, "Kecamatan “Entah” tidak ditemukan"),
    ],
)
def test_a_district_or_city_that_contradicts_is_refused(where, told):
    with pytest.raises(UnknownArea) as refused:
        find_ward("Gambir", **where)
    assert told in refused.value.message


@pytest.mark.parametrize("name", ["Kepulauan Seribu", "Kep. Seribu", "Kabupaten Administrasi Kepulauan Seribu"])
def test_a_city_is_found_by_the_names_people_use(name):
    assert find_city(name).code == "31.01"


def test_a_district_is_found_in_its_city_only():
    assert find_district("Pal merah", city="Jakbar").code == "31.73.07"
    with pytest.raises(UnknownArea) as refused:
        find_district("Palmerah", city="Jakarta Timur")
    assert refused.value.message.endswith("melainkan di Kota Administrasi Jakarta Barat.")


@pytest.mark.parametrize(("name", "told"), [("Pondok Rangon", "mungkin Pondok Ranggon"), ("Xyz", "periksa ejaannya")])
def test_a_slip_of_the_pen_is_told_the_nearest_names(name, told):
    with pytest.raises(UnknownArea) as refused:
        find_ward(name)
    assert refused.value.message == f"Kelurahan “{name}” tidak ditemukan di Jakarta; {told}."


def test_before_its_first_day_and_after_its_last_a_ward_is_no_ward(split):
    before, after = on(split, date(2026, 12, 31)), on(split, date(2027, 1, 1))
    assert before.find("ward", "Kapuk").code == "31.73.01.1005"
    assert after.find("ward", "Kapuk Timur").code == "31.73.01.1008"
    for known, name in ((before, "Kapuk Timur"), (after, "Kapuk")):
        with pytest.raises(UnknownArea):
            known.find("ward", name)
    assert areas.all_areas(date(2007, 7, 29)) == ()


def test_a_name_of_two_wards_is_refused_with_the_choices_until_the_district_says_which(split):
    with pytest.raises(AmbiguousArea) as refused:
        Directory(split).find("ward", "Kembar")
    assert "Kecamatan Cengkareng" in refused.value.message
    assert "Kecamatan Lain" in refused.value.message
    assert Directory(split).find("ward", "Kembar", within={"district": "Lain"}).code == "31.73.02.1001"


def test_a_trailing_blank_of_the_source_is_no_part_of_a_name(split):
    assert [area.name for area in split if area.code == "31.73.01.1005"] == ["Kapuk"]


def test_the_parent_of_an_area_is_in_its_code():
    ward = Area("31.71.01.1001", "Gambir", "ward", "3173080001", "", date(2007, 7, 30), None)
    assert ward.parent_code == "31.71.01"
    assert areas.areas_by_code()["31"].parent_code == ""
