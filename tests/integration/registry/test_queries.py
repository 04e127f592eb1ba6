import csv
import io
from datetime import date

import polars as pl
import pytest

from tests.integration.registry.samples import BUDI, HEADER, NOON, SITI
from tumbuh.registry import queries
from tumbuh.registry.error_files import bad_rows
from tumbuh.registry.models import Business
from tumbuh.registry.queries import BusinessFilter, NoSuchBusiness
from tumbuh.registry.rules import Policy

pytestmark = pytest.mark.django_db
DAY = NOON.date()


def names(**chosen):
    return [business.name for business in queries.businesses(BusinessFilter(**chosen), on=DAY)]


@pytest.fixture
def two(bring_in):
    closed = [*BUDI, "01/02/2025"]
    return bring_in([[*SITI, ""], closed], header=[*HEADER, "Tanggal Tutup"])


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["Keripik Budi", "Warung Siti"]),
        ({"text": "warung"}, ["Warung Siti"]),
        ({"text": "wAr sit"}, ["Warung Siti"]),
        ({"text": "santoso"}, ["Keripik Budi"]),
        ({"text": "9120106900275"}, ["Warung Siti"]),
        ({"text": "tidak ada"}, []),
        ({"text": "& | ! ("}, []),
        ({"area": "31.71"}, ["Keripik Budi", "Warung Siti"]),
        ({"area": "31.72"}, []),
        ({"area": queries.NO_AREA}, []),
        ({"size_class": "micro"}, ["Keripik Budi", "Warung Siti"]),
        ({"size_class": "small"}, []),
        ({"state": "open"}, ["Warung Siti"]),
        ({"state": "closed"}, ["Keripik Budi"]),
    ],
)
def test_businesses_are_found_by_name_owner_nib_area_class_and_state(two, chosen, found):
    assert names(**chosen) == found


def test_each_business_found_carries_its_area_and_class(two):
    business = queries.businesses(BusinessFilter(text="siti"), on=DAY).get()
    assert (business.area_code[:5], business.size_class) == ("31.71", "micro")


def test_the_detail_of_a_business_has_all_that_belongs_to_it(two):
    detail = queries.business_detail(Business.objects.get(name="Warung Siti").public_id)
    assert [ownership.owner.name for ownership in detail.owners] == ["Siti Aminah"]
    assert (len(detail.sites), len(detail.licences), len(detail.assessments)) == (1, 0, 1)


def test_a_business_by_its_nib(two):
    assert queries.business_by_nib("9120 1069 00275").name == "Warung Siti"
    for nib in ("", "1234567890123"):
        with pytest.raises(NoSuchBusiness):
            queries.business_by_nib(nib)


def test_the_frame_keeps_closed_businesses_for_figures_of_growth(two):
    frame = queries.active_businesses_frame(DAY).sort("name")
    assert frame.select("name", "closed_on").rows() == [("Keripik Budi", date(2025, 2, 1)), ("Warung Siti", None)]


@pytest.fixture
def refused_rows(bring_in):
    evil = ['=HYPERLINK("http://x";"klik")', "3171", "+62812", "@SUM(A1)", "12", "56102", "", "Gambir", "", "-5"]
    return bring_in([SITI, evil], policy=Policy.GOOD_ROWS)


def test_the_file_of_bad_rows_says_where_and_why_and_cannot_run_a_formula(refused_rows):
    text = queries.import_errors_csv(refused_rows).decode("utf-8-sig")
    header, row = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert header[:3] == ["Baris", "Kode kesalahan", "Kesalahan"]
    assert header[3:] == HEADER
    assert row[0] == "3"
    assert row[2]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_workbook_of_bad_rows_holds_texts_only(refused_rows, tmp_path):
    path = tmp_path / "salah.xlsx"
    path.write_bytes(queries.import_errors_xlsx(refused_rows))
    frame = pl.read_excel(path, engine="openpyxl")
    assert frame.columns[3:] == HEADER
    assert frame["Nama Pemilik"].to_list() == ['=HYPERLINK("http://x";"klik")']
    assert set(frame.dtypes) == {pl.String}


def test_ids_in_the_file_of_bad_rows_are_masked_unless_asked_for(bring_in):
    done = bring_in([[*SITI[:4], "12", *SITI[5:]]], policy=Policy.GOOD_ROWS)
    ((_, masked),) = bad_rows(done)
    ((_, full),) = bad_rows(done, reveal=True)
    assert SITI[1] not in masked
    assert SITI[1] in full
    assert masked[4].startswith("3171•")


def test_mended_bad_rows_come_in_from_their_own_file(bring_in, tmp_path):
    done = bring_in([SITI, [*BUDI[:6], "31/02/2023", *BUDI[7:]]], policy=Policy.GOOD_ROWS)
    ((columns, cells),) = bad_rows(done, reveal=True)
    cells[columns.index("Tgl Terdaftar")] = "10/06/2023"
    again = bring_in([cells], header=columns, name="perbaikan.csv")
    assert (again.state, again.created) == ("done", 1)
    assert names() == ["Keripik Budi", "Warung Siti"]


def test_a_clean_import_gives_a_file_with_only_a_header(bring_in):
    done = bring_in([SITI])
    assert queries.import_errors_csv(done).decode("utf-8-sig").split() == ["Baris;Kode", "kesalahan;Kesalahan"]
    assert queries.import_errors_xlsx(done)[:2] == b"PK"


def test_the_summary_is_plain_data(bring_in):
    summary = queries.import_summary(bring_in([SITI]))
    assert (summary["state"], summary["rows"], summary["created"], summary["rejected"]) == ("done", 1, 1, 0)
