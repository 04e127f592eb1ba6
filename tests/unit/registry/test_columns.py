import pytest

from tumbuh.registry.columns import FIELDS, BadMapping, check_mapping, header_key, score, score_with, suggest


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Nama Pelaku Usaha", "owner_name"),
        ("NO. KTP", "nik"),
        ("No HP/WA", "phone"),
        ("L/P", "gender"),
        ("Nama UMKM", "business_name"),
        ("Nomor Induk Berusaha", "nib"),
        ("Kode KBLI", "kbli"),
        ("Tgl. Terbit NIB", "registered_on"),
        ("Kel.", "ward"),
        ("Kecamatan", "district"),
        ("Kab/Kota", "city"),
        ("Omset per Tahun", "yearly_sales"),
        ("No. P-IRT", "pirt"),
    ],
)
def test_columns_are_known_by_the_names_offices_use(column, field):
    assert suggest([column]) == {column: field}


def test_no_name_stands_for_two_fields():
    names = [header_key(name) for field in FIELDS for name in (field.label, *field.aliases)]
    assert len(names) == len(set(names))


def test_the_first_of_two_columns_for_one_field_is_taken_and_the_other_left():
    assert suggest(["Nama", "Nama Pemilik", "RT"]) == {"Nama": "owner_name"}


def test_a_title_above_the_table_is_no_header():
    assert score(["DAFTAR UMKM BINAAN", "", ""]) == 0
    assert score(["No", "Nama Pemilik", "NIK", "Nama Usaha"]) == 3


def test_a_header_in_foreign_words_is_found_by_the_columns_a_person_named():
    assert score(["Proprietor", "Shop"]) == 0
    assert score_with({"Proprietor": "owner_name"})(["Proprietor", "Shop"]) == 10


COLUMNS = ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"X": "nik"}, "no_such_column"),
        ({"A": "colour"}, "no_such_field"),
        ({"A": "nik", "B": "nik"}, "field_twice"),
        ({"A": "owner_name", "C": "nik"}, "field_missing"),
        ({"A": "owner_name", "B": "business_name"}, "key_missing"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(mapping, code):
    with pytest.raises(BadMapping) as refused:
        check_mapping(mapping, COLUMNS)
    assert refused.value.code == code


@pytest.mark.parametrize("key", ["nik", "nib", "phone"])
def test_names_and_one_key_are_enough(key):
    check_mapping({"A": "owner_name", "B": "business_name", "C": key}, COLUMNS)
