import logging
from datetime import date, timedelta

import polars as pl
import pytest
import xlsxwriter
from django.db import connection

from tests.integration.registry.samples import BUDI, HEADER, NOON, SITI, live_state
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed, UnreadableFile
from tumbuh.registry import queries, services
from tumbuh.registry.columns import BadMapping
from tumbuh.registry.models import (
    Business,
    ClassAssessment,
    Licence,
    Owner,
    Ownership,
    RegisterChange,
    RegisterImport,
    RegisterImportRow,
    Site,
)
from tumbuh.registry.rules import Policy

pytestmark = pytest.mark.django_db


def counts(done):
    return (done.created, done.updated, done.unchanged, done.repeated, done.rejected)


def with_(row, **cells):
    names = {
        "owner": 0,
        "nik": 1,
        "phone": 2,
        "business": 3,
        "nib": 4,
        "kbli": 5,
        "day": 6,
        "ward": 7,
        "capital": 8,
        "sales": 9,
    }
    return [cells.get(name, row[at]) for name, at in names.items()]


def codes(done):
    rows = RegisterImportRow.objects.filter(register_import=done, outcome="rejected").order_by("row")
    return {row.row: sorted(error["code"] for error in row.errors) for row in rows}


def test_one_row_becomes_an_owner_a_business_its_site_and_its_class(bring_in):
    done = bring_in([SITI])
    assert (done.state, counts(done)) == ("done", (1, 0, 0, 0, 0))
    owner, business = Owner.objects.get(), Business.objects.get()
    assert (owner.name, owner.name_key, owner.phone) == ("Siti Aminah", "siti aminah", "+6281234567890")
    assert (business.name, business.nib, business.kbli_version, business.kbli_code) == (
        "Warung Siti", "9120106900275", "2020", "56102",
    )  # fmt: skip
    assert business.registered_on == date(2020, 3, 5)
    ownership, site, judged = Ownership.objects.get(), Site.objects.get(), ClassAssessment.objects.get()
    assert (ownership.owner_id, ownership.business_id, ownership.from_on, ownership.to_on) == (
        owner.pk, business.pk, date(2020, 3, 5), None,
    )  # fmt: skip
    assert (site.business_id, site.kind) == (business.pk, "main")
    assert site.area_code.startswith("31.71.01.")
    assert (judged.size_class, judged.basis, judged.as_of) == ("micro", "sales", date(2026, 11, 24))
    assert (judged.yearly_sales_rupiah, judged.capital_rupiah) == (300_000_000, None)
    assert {row.created_in_id for row in (owner, business, ownership, site, judged)} == {done.pk}


def test_a_business_after_february_2021_is_judged_by_its_capital(bring_in):
    bring_in([with_(BUDI, sales="60000000000")])
    judged = ClassAssessment.objects.get()
    assert (judged.size_class, judged.basis, judged.class_by_capital, judged.class_by_sales) == (
        "micro", "capital", "micro", "large",
    )  # fmt: skip
    assert judged.disagrees


def test_the_same_file_again_changes_nothing_even_on_a_later_day(bring_in):
    bring_in([SITI, BUDI])
    before = live_state()
    again = bring_in([SITI, BUDI], now=NOON + timedelta(days=400))
    assert counts(again) == (0, 0, 2, 0, 0)
    assert live_state() == before
    assert not RegisterChange.objects.exists()


def test_new_values_replace_and_blank_cells_say_nothing(bring_in):
    bring_in([SITI])
    business_id, owner_id = Business.objects.get().public_id, Owner.objects.get().public_id
    changed = bring_in(
        [with_(SITI, phone="", business="Warung Bu Siti", ward="Cideng", kbli="", sales="Rp3.000.000.000")]
    )
    assert counts(changed) == (0, 1, 0, 0, 0)
    business, owner, site = Business.objects.get(), Owner.objects.get(), Site.objects.get()
    assert (business.public_id, business.name, business.kbli_code) == (business_id, "Warung Bu Siti", "56102")
    assert (owner.public_id, owner.phone) == (owner_id, "+6281234567890")
    assert site.area_code.startswith("31.71.01.")
    assert {
        (c.table, c.before.get("name")) for c in RegisterChange.objects.all() if c.table == "registry_business"
    } == {("registry_business", "Warung Siti")}


def test_a_second_figure_on_another_day_is_a_second_assessment(bring_in):
    bring_in([SITI])
    bring_in([with_(SITI, sales="Rp3.000.000.000")], now=NOON + timedelta(days=30))
    assert list(ClassAssessment.objects.order_by("as_of").values_list("size_class", "as_of")) == [
        ("micro", date(2026, 11, 24)),
        ("small", date(2026, 12, 24)),
    ]


def test_one_bad_row_keeps_the_whole_file_out_unless_the_good_rows_were_asked_for(bring_in):
    rows = [SITI, with_(BUDI, nik="123")]
    whole = bring_in(rows)
    assert (whole.state, counts(whole)) == ("rejected", (1, 0, 0, 0, 1))
    assert not Owner.objects.exists()
    assert not Business.objects.exists()
    part = bring_in(rows, policy=Policy.GOOD_ROWS)
    assert (part.state, counts(part)) == ("done", (1, 0, 0, 0, 1))
    assert list(Business.objects.values_list("name", flat=True)) == ["Warung Siti"]
    assert list(codes(part)) == [3]


def test_validating_counts_as_importing_would_but_writes_nothing(bring_in):
    checked = bring_in([SITI, BUDI], validate_only=True)
    assert (checked.state, counts(checked)) == ("validated", (2, 0, 0, 0, 0))
    assert live_state() == {name: [] for name in live_state()}
    assert not RegisterImportRow.objects.exists()


def test_every_error_of_a_row_is_told_at_once_in_plain_words(bring_in):
    bad = with_(BUDI, nik="3171", nib="12", day="31/02/2023", ward="Entah Di Mana", capital="-1")
    done = bring_in([SITI, bad], policy=Policy.GOOD_ROWS)
    (row,) = RegisterImportRow.objects.filter(outcome="rejected")
    told = {error["column"]: error for error in row.errors}
    assert set(told) == {"NIK", "NIB", "Tgl Terdaftar", "Kelurahan", "Modal"}
    assert all(error["message"] and error["code"] for error in told.values())
    assert done.error_codes["bad_day"] == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (with_(SITI, owner="..."), "owner_name_missing"),
        (with_(SITI, business=""), "business_name_missing"),
        (with_(SITI, nik="", nib="", phone=""), "key_missing"),
        (with_(SITI, day="01/01/2030"), "day_ahead"),
        (with_(SITI, nik="3,17101E+15"), "scientific"),
    ],
)
def test_rows_that_cannot_be_are_refused(bring_in, row, code):
    done = bring_in([BUDI, row], policy=Policy.GOOD_ROWS)
    assert codes(done) == {3: [code]}


def test_two_owners_of_one_business_and_one_owner_of_two(bring_in):
    partner = with_(
        BUDI, business="Warung Siti", nib=SITI[4], kbli=SITI[5], day=SITI[6], ward=SITI[7], sales=SITI[9], capital=""
    )
    second = with_(SITI, business="Katering Siti", nib="9120106900277")
    done = bring_in([SITI, partner, second])
    assert counts(done) == (3, 0, 0, 0, 0)
    assert (Owner.objects.count(), Business.objects.count(), Ownership.objects.count()) == (2, 2, 3)


def test_the_same_row_twice_in_a_file_counts_once(bring_in):
    done = bring_in([SITI, SITI, BUDI])
    assert counts(done) == (2, 0, 0, 1, 0)
    assert Business.objects.count() == 2


def test_rows_of_one_file_that_contradict_each_other_are_all_refused(bring_in):
    done = bring_in([SITI, with_(SITI, business="Toko Lain"), BUDI], policy=Policy.GOOD_ROWS)
    assert codes(done) == {2: ["rows_disagree"], 3: ["rows_disagree"]}
    (first, _) = RegisterImportRow.objects.filter(outcome="rejected").order_by("row")
    assert "2, 3" in first.errors[0]["message"]


def test_an_owner_without_nik_is_found_by_phone_and_name_and_gets_the_nik_later(bring_in):
    bring_in([with_(SITI, nik="")])
    done = bring_in([SITI])
    assert counts(done) == (0, 1, 0, 0, 0)
    owner = Owner.objects.get()
    assert owner.nik_hash
    assert counts(bring_in([with_(SITI, nik="")])) == (0, 0, 1, 0, 0)
    assert Owner.objects.count() == 1


def test_a_business_gets_its_nib_later_and_is_then_found_by_it(bring_in):
    bring_in([with_(SITI, nib="")])
    assert counts(bring_in([SITI])) == (0, 1, 0, 0, 0)
    assert Business.objects.get().nib == SITI[4]


def test_two_known_owners_with_the_same_phone_and_name_are_not_guessed_between(bring_in):
    bring_in([SITI, with_(SITI, nik="3171014405800003", business="Warung Lain", nib="9120106900279")])
    done = bring_in([with_(SITI, nik="", nib="", business="Usaha Ketiga"), BUDI], policy=Policy.GOOD_ROWS)
    assert codes(done) == {2: ["ambiguous_owner"]}


def test_a_missing_area_is_kept_as_without_area(bring_in):
    bring_in([with_(SITI, ward="")])
    assert Site.objects.get().area_code is None
    frame = queries.active_businesses_frame(date(2026, 11, 24))
    assert frame.select("city_code", "district_code", "ward_code").rows() == [(None, None, None)]


def test_licences_come_in_once(bring_in):
    header = [*HEADER, "No. Halal"]
    rows = [[*SITI, "ID31110000123450325"]]
    bring_in(rows, header=header)
    bring_in(rows, header=header)
    assert [(row.kind, row.number) for row in Licence.objects.all()] == [("halal", "ID31110000123450325")]


def test_columns_that_are_not_known_are_named_and_a_mapping_can_be_given(bring_in):
    header = ["Proprietor", *HEADER[1:], "Catatan"]
    with pytest.raises(BadMapping):
        bring_in([[*SITI, "x"]], header=header)
    mapping = {"Proprietor": "owner_name", "NIK": "nik", "Nama Usaha": "business_name"}
    done = bring_in([[*SITI, "x"]], header=header, mapping=mapping)
    assert done.state == "done"
    assert done.mapping == mapping
    assert done.unknown_columns == ["No HP", "NIB", "KBLI", "Tgl Terdaftar", "Kelurahan", "Modal", "Omzet", "Catatan"]
    assert Business.objects.get().nib == ""


def test_a_nik_that_excel_holds_as_a_number_is_refused_with_the_way_out(tmp_path, db):
    path = tmp_path / "daftar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, SITI)
        sheet.write_row(2, 0, BUDI)
        sheet.write_number(2, 1, 3171011203750010)
    done = services.import_register(
        path=path,
        file_name="daftar.xlsx",
        mapping=None,
        validate_only=False,
        by=None,
        now=NOON,
        policy=Policy.GOOD_ROWS,
    )
    assert counts(done) == (1, 0, 0, 0, 1)
    (row,) = RegisterImportRow.objects.filter(outcome="rejected")
    assert [error["code"] for error in row.errors] == ["nik_rounded"]
    assert "Teks" in row.errors[0]["message"]


def test_a_file_that_cannot_be_read_is_noted_and_nothing_else_is(tmp_path, db):
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(b"")
    with pytest.raises(UnreadableFile):
        services.import_register(
            path=path, file_name="kosong.xlsx", mapping=None, validate_only=False, by=None, now=NOON
        )
    noted = RegisterImport.objects.get()
    assert (noted.state, noted.refusal_code) == ("refused", "empty_file")
    assert not Owner.objects.exists()


def test_who_may_not_import_is_refused_before_anything_is_read(put, mentor):
    with pytest.raises(NotAllowed):
        services.import_register(
            path=put([SITI]), file_name="a.csv", mapping=None, validate_only=False, by=mentor, now=NOON
        )
    assert not RegisterImport.objects.exists()


def test_the_import_is_in_the_trail_without_personal_data(bring_in, officer):
    done = bring_in([SITI], by=officer)
    events = AuditEvent.objects.filter(target=f"registry.registerimport:{done.public_id}").order_by("pk")
    assert [event.event for event in events] == ["registry.file_received", "registry.import_read"]
    assert {event.by_id for event in events} == {officer.pk}
    assert "Siti" not in str([event.detail for event in events])


def every_text_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'json')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (text,) in cursor.fetchall():
                yield f"{table}.{column}", text


def test_no_national_id_is_in_the_clear_anywhere_after_imports(bring_in, caplog):
    npwp = "3171014405800001"
    header = [*HEADER, "NPWP"]
    with caplog.at_level(logging.DEBUG):
        bring_in([[*SITI, npwp], [*BUDI, ""]], header=header)
        bring_in([[*with_(SITI, phone="0811111111"), ""]], header=header)
        bring_in(
            [[*with_(BUDI, nik="317101120375000X"), ""], [*with_(SITI, nik="3171014405800000"), "12345"]], header=header
        )
    ids = [SITI[1], BUDI[1], "317101120375000", "317101440580000"]
    found = [(place, text) for place, text in every_text_in_the_database() if any(number in text for number in ids)]
    assert found == []
    assert not any(number in caplog.text for number in ids)


def test_the_frame_for_figures_has_one_row_per_business_with_its_area_and_class(bring_in):
    bring_in([SITI, BUDI])
    frame = queries.active_businesses_frame(date(2026, 11, 24)).sort("name")
    assert frame["name"].to_list() == ["Keripik Budi", "Warung Siti"]
    assert frame["size_class"].to_list() == ["micro", "micro"]
    assert frame["city_code"].to_list() == ["31.71", "31.71"]
    assert frame["district_code"].to_list() == ["31.71.01", "31.71.01"]
    assert frame.schema["registered_on"] == pl.Date
    assert queries.active_businesses_frame(date(2022, 1, 1))["name"].to_list() == ["Warung Siti"]
    assert queries.active_businesses_frame(date(2026, 11, 23))["size_class"].to_list() == [None, None]


def test_figures_of_a_day_without_a_law_are_refused_and_a_declaration_is_not(bring_in):
    header = [*HEADER, "Tanggal Data"]
    done = bring_in([[*SITI, "31/12/2020"], [*BUDI, "31/12/2022"]], header=header, policy=Policy.GOOD_ROWS)
    assert codes(done) == {2: ["no_rule_in_force"]}
    assert ClassAssessment.objects.get().as_of == date(2022, 12, 31)


def test_the_figures_of_a_known_day_are_corrected_in_place(bring_in):
    header = [*HEADER, "Tanggal Data"]
    bring_in([[*SITI, "31/12/2025"]], header=header)
    done = bring_in([[*with_(SITI, sales="Rp2.000.000.001"), "31/12/2025"]], header=header)
    assert counts(done) == (0, 1, 0, 0, 0)
    judged = ClassAssessment.objects.get()
    assert (judged.as_of, judged.size_class, judged.yearly_sales_rupiah) == (date(2025, 12, 31), "small", 2_000_000_001)


def test_a_declared_class_gives_way_to_figures_and_never_replaces_them(bring_in):
    header = [*HEADER, "Skala Usaha"]
    bring_in([[*with_(SITI, sales=""), "Kecil"]], header=header)
    assert ClassAssessment.objects.get().basis == "declared"
    bring_in([SITI], now=NOON + timedelta(days=1))
    done = bring_in([[*with_(SITI, sales=""), "Menengah"]], header=header, now=NOON + timedelta(days=2))
    assert counts(done) == (0, 0, 1, 0, 0)
    assert list(ClassAssessment.objects.order_by("as_of").values_list("basis", flat=True)) == ["declared", "sales"]
