"""What importing does to what is known: nothing twice, newer over older in any order, all or nothing."""

import csv
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest
import xlsxwriter

from tests.integration.procurement.conftest import GOLDEN, NOON, YEAR
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed, Refused, UnreadableFile
from tumbuh.procurement import datasets, queries, services
from tumbuh.procurement.datasets.shapes import UnknownDataSet
from tumbuh.procurement.files import MissingColumns
from tumbuh.procurement.models import ImportBatch, Package, Purchase, RejectedRow, UnitBudget
from tumbuh.procurement.queries import Chosen

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def golden(name):
    rows = json.loads((GOLDEN / f"{name}.json").read_text())
    return rows["data"] if isinstance(rows, dict) else rows


@pytest.fixture
def put(tmp_path):
    def write(rows, name="file.json"):
        path = tmp_path / name
        path.write_text(json.dumps(rows))
        return path

    return write


def sums():
    return {figure.id: (figure.numerator_rupiah, figure.denominator_rupiah) for figure in queries.figures(Chosen(YEAR))}


def test_the_same_files_once_more_change_nothing(city, bring_in):
    before, versions = sums(), Purchase.objects.count() + Package.objects.count()
    for name in datasets.ALL:
        again = bring_in(name, now=NOON + DAY)
        assert (again.created, again.restated, again.stale) == (0, 0, 0)
        assert again.unchanged == city[name].created
    assert sums() == before
    assert Purchase.objects.count() + Package.objects.count() == versions
    assert RejectedRow.objects.count() == 2


def test_any_order_of_files_gives_the_same_figures(bring_in, city):
    expected = sums()
    for model in (Purchase, Package):
        assert model.objects.filter(superseded_at=None).exists()
    backwards = list(reversed(datasets.ALL))
    assert backwards != list(datasets.ALL)
    for name in backwards:
        bring_in(name, year=YEAR, now=NOON + DAY)
    assert sums() == expected


def test_backwards_from_nothing_gives_the_same_figures(bring_in):
    for name in reversed(datasets.ALL):
        bring_in(name)
    assert sums()["p3dn_payments"] == (2_631_000_000, 2_568_000_000)
    assert sums()["local_micro_small"] == (18_000_000, 144_000_000)


def as_csv(rows, path, separator):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(names)
        for row in rows:
            values = (row.get(name) for name in names)
            writer.writerow("" if v is None else str(v).upper() if isinstance(v, bool) else v for v in values)
    return path


def as_xlsx(rows, path):
    names = list(dict.fromkeys(name for row in rows for name in row))
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, names)
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate(names):
            if row.get(name) is not None:
                sheet.write(number, column, row[name])
    book.close()
    return path


@pytest.mark.parametrize("name", datasets.ALL)
def test_csv_and_excel_say_the_same_as_json(bring_in, tmp_path, name):
    first = bring_in(name)
    rows = golden(name)
    for path in (
        as_csv(rows, tmp_path / "a.csv", ";"),
        as_csv(rows, tmp_path / "b.csv", ","),
        as_xlsx(rows, tmp_path / "c.xlsx"),
    ):
        other = bring_in(name, path, now=NOON + DAY)
        assert (path.suffix, other.created, other.restated, other.unchanged) == (path.suffix, 0, 0, first.created)


def test_a_later_file_restates_and_the_old_version_stays_readable(bring_in, put):
    bring_in("rup_provider")
    rows = golden("rup_provider")
    rows[0]["pagu"] = 150_000_000
    later = bring_in("rup_provider", put(rows), now=NOON + DAY)
    assert (later.created, later.restated, later.unchanged) == (0, 1, 8)
    versions = Package.objects.filter(key="40000001").order_by("recorded_at")
    assert [(one.ceiling_rupiah, one.recorded_at, one.superseded_at) for one in versions] == [
        (100_000_000, NOON, NOON + DAY),
        (150_000_000, NOON + DAY, None),
    ]
    was = queries.figures(Chosen(YEAR, known_at=NOON + DAY / 2), ids=("p3dn_plan_tag",))[0]
    now = queries.figures(Chosen(YEAR), ids=("p3dn_plan_tag",))[0]
    assert now.denominator_rupiah - was.denominator_rupiah == 50_000_000


def test_an_older_file_that_comes_in_later_changes_nothing(bring_in, put):
    rows = golden("rup_provider")
    newer = [row | {"pagu": 7_000_000} for row in rows]
    bring_in("rup_provider", put(newer), as_of=NOON)
    late = bring_in("rup_provider", put(rows), as_of=NOON - DAY, now=NOON + DAY)
    assert (late.restated, late.stale) == (0, 9)
    assert set(Package.objects.filter(superseded_at=None).values_list("ceiling_rupiah", flat=True)) == {7_000_000}


def test_three_cut_offs_in_every_order_end_the_same(bring_in, put):
    row = golden("rup_provider")[0]
    cut_offs = [(NOON - 3 * DAY, 1_000), (NOON - 2 * DAY, 2_000), (NOON - DAY, 1_000)]
    for number, order in enumerate([(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]):
        code = 41_000_000 + number
        for step, place in enumerate(order):
            as_of, pagu = cut_offs[place]
            bring_in(
                "rup_provider",
                put([row | {"kd_rup": code, "pagu": pagu}]),
                as_of=as_of,
                now=NOON + DAY * (10 * number + step),
            )
        assert Package.objects.get(key=str(code), superseded_at=None).ceiling_rupiah == 1_000


def test_a_fact_twice_in_a_file_counts_once_and_is_told(bring_in, put):
    row = golden("ecat6")[0]
    batch = bring_in("ecat6", put([row, row, row | {"total_harga": 9_000_000}]))
    other = bring_in("ecat6", put([row | {"total_harga": 9_000_000}, row, row]), now=NOON + DAY)
    assert (batch.created, batch.repeated) == (1, 2)
    assert (other.unchanged, other.restated) == (1, 0)  # whichever it was, the order of rows did not choose
    assert batch.notices == ["1 baris memakai kunci yang sama dengan isi berbeda; satu dipakai per kunci."]


def test_several_products_of_one_package_are_several_purchases(bring_in):
    bring_in("ecat5")
    keys = Purchase.objects.filter(external_id__startswith="5001").values_list("key", flat=True)
    assert sorted(keys) == ["ecat5:5001/71", "ecat5:5001/72"]


def test_six_hundred_plan_codes_are_kept_one_by_one(bring_in):
    bring_in("spse_tender")
    purchase = Purchase.objects.get(key="spse_tender:8802")
    assert purchase.plan_codes == [str(50_000_000 + n) for n in range(600)]


def test_a_fraction_of_a_rupiah_is_rounded_and_told(bring_in):
    batch = bring_in("spse_tender")
    assert Purchase.objects.get(key="spse_tender:8801").value_rupiah == 2_790_000_000
    assert batch.notices == ["1 nilai memuat pecahan rupiah dan dibulatkan ke rupiah terdekat."]


def test_recorded_parts_named_pct_are_rupiah(bring_in):
    bring_in("spse_recorded")
    done = Purchase.objects.get(key="spse_recorded:6601")
    assert (done.value_rupiah, done.domestic_rupiah, done.state) == (8_000_000, 6_000_000, "realised")
    assert done.recording_reason == "Dibeli di luar katalog karena mendadak"
    under_way = Purchase.objects.get(key="spse_recorded:6602")
    assert (under_way.value_rupiah, under_way.domestic_rupiah, under_way.state) == (0, None, "ongoing")


def test_the_two_doors_of_v6_know_one_order_by_one_key(bring_in, put):
    api = golden("inaproc")[0]
    bring_in("inaproc", put([api]))
    row = golden("ecat6")[0] | {"kd_paket": api["order_id"], "kd_rup": api["rup_code"], "total_harga": api["total"]}
    bring_in("ecat6", put([row]), now=NOON + DAY)
    assert Purchase.objects.filter(superseded_at=None).count() == 1


def test_an_invalid_row_waits_with_its_reason_and_without_the_officer(bring_in):
    bring_in("rup_provider")
    row = RejectedRow.objects.get()
    assert (row.reason, row.column, row.key, row.state) == ("invalid_method", "metode_pengadaan", "40000009", "waiting")
    assert {"nip_ppk", "nama_ppk"} & set(row.kept) == set()
    assert "Rina" not in json.dumps(row.kept)


def test_a_mended_row_closes_what_waited(bring_in, put):
    bring_in("spse_nontender")
    waiting = RejectedRow.objects.get()
    assert (waiting.reason, waiting.key) == ("part_above_value", "9902")
    mended = golden("spse_nontender")[1] | {"nilai_pdn_kontrak": 40_000_000}
    bring_in("spse_nontender", put([mended]), now=NOON + DAY)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.closed_at) == ("resolved", NOON + DAY)


def test_a_status_that_nobody_knows_is_kept_and_counts_in_nothing(bring_in):
    bring_in("ecat5")
    purchase = Purchase.objects.get(key="ecat5:5004/75")
    assert (purchase.state, purchase.status) == ("unknown", "Status Baru")
    beside = {bar.id: bar.rupiah for bar in queries.bridge(Chosen(YEAR)).beside}
    assert beside["unknown"] == 1_000_000


def test_vendors_and_officers_are_sealed(bring_in):
    bring_in("rup_provider")
    bring_in("spse_nontender")
    package = Package.objects.get(key="40000001")
    assert "199001012015011001" not in package.officer_nip_cipher
    assert package.officer_nip_cipher
    purchase = Purchase.objects.get(key="spse_nontender:9901")
    assert len(purchase.vendor_npwp_hash) == 64


def test_the_three_spellings_of_a_vendors_number_are_one_vendor(bring_in, put):
    row = {k: v for k, v in golden("spse_nontender")[0].items() if "npwp" not in k}
    spelled: dict[int, dict[str, Any]] = {
        1: {"npwp_penyedia": "01.234.567.8-903.000"},
        2: {"npwp16_penyedia": "0012345678903000", "npwp_penyedia": None},
        3: {"npwp_16_penyedia": 12345678903000, "npwp_penyedia": "012345678903000"},
        4: {"npwp_penyedia_16": "0012345678903000"},
    }
    rows = [row | {"kd_nontender": n} | names for n, names in spelled.items() if n != 3]
    bring_in("spse_nontender", put(rows))
    hashes = set(Purchase.objects.values_list("vendor_npwp_hash", flat=True))
    assert len(hashes) == 1
    assert hashes != {""}


def test_a_unit_without_a_figure_stays_unknown(bring_in):
    bring_in("unit_budgets")
    assert UnitBudget.objects.get(key="2026:apbd:103").procured_rupiah is None


def test_the_revised_budget_counts_from_its_version_on(bring_in, put):
    bring_in("unit_budgets")
    row = golden("unit_budgets")[0] | {"belanja_pengadaan": 1_200_000_000}
    bring_in("unit_budgets", put([row]), version="apbd_p", now=NOON + DAY)

    def base(**chosen):
        return queries.figures(Chosen(YEAR, **chosen), ids=("p3dn_plan",))[0].denominator_rupiah

    assert base() == 5_700_000_000
    assert base(version="apbd") == 5_500_000_000
    assert base(version="rapbd") == 0


def test_commitments_are_told_apart_by_their_document(bring_in, put):
    bring_in("commitments")
    second = [row | {"dokumen": "Komitmen APBD-P", "versi": "APBD-P", "komitmen": 1} for row in golden("commitments")]
    bring_in("commitments", put(second), now=NOON + DAY)

    def base(**chosen):
        return queries.figures(Chosen(YEAR, **chosen), ids=("p3dn_commitment",))[0].denominator_rupiah

    assert base() == 2  # the latest version, unless another is named
    assert base(document="Komitmen P3DN RAPBD 2026") == 3_000_000_000
    assert base(version="rapbd") == 3_000_000_000
    assert queries.documents(YEAR) == ["Komitmen APBD-P", "Komitmen P3DN RAPBD 2026"]


@pytest.mark.parametrize(
    ("content", "refused", "code"),
    [
        (b"", UnreadableFile, "empty_file"),
        (b"[]", MissingColumns, "missing_columns"),
        (b'[{"kd_rup": 1, "pagu": 2}]', MissingColumns, "missing_columns"),
        (b'[{"kd_rup": 1, "pagu": 2, "metode_pengadaan": "Tender"', UnreadableFile, "broken_json"),
    ],
)
def test_a_file_that_is_none_is_refused_and_nothing_of_it_is_in(bring_in, tmp_path, content, refused, code):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(refused):
        bring_in("rup_provider", path)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.refusal_code) == ("refused", code)
    assert batch.refusal
    assert not Package.objects.exists()


def test_a_circle_of_revisions_refuses_the_file_and_leaves_the_figures(bring_in, put):
    bring_in("rup_provider")
    before = sums()
    row = golden("rup_revisions")[0]
    circle = [row | {"kd_rup_lama": 1, "kd_rup_baru": 2}, row | {"kd_rup_lama": 2, "kd_rup_baru": 1}]
    with pytest.raises(Refused) as refusal:
        bring_in("rup_revisions", put(circle), now=NOON + DAY)
    assert refusal.value.code == "revision_circle"
    assert sums() == before


def test_only_who_may_import_can(bring_in, mentor, officer):
    with pytest.raises(NotAllowed):
        bring_in("units", by=mentor)
    assert not ImportBatch.objects.exists()
    batch = bring_in("units", by=officer)
    events = AuditEvent.objects.filter(event__startswith="procurement.").order_by("pk")
    assert [(one.event, one.by_id) for one in events] == [
        ("procurement.file_received", officer.pk),
        ("procurement.import_done", officer.pk),
    ]
    assert events[1].target == f"procurement.importbatch:{batch.public_id}"


def test_a_data_set_or_version_that_does_not_exist_is_refused(bring_in):
    with pytest.raises(Refused) as refusal:
        bring_in("units", GOLDEN / "units.json", version="apbd_q")
    assert refusal.value.code == "unknown_version"
    with pytest.raises(UnknownDataSet):
        bring_in("horoscopes", GOLDEN / "units.json")
    assert not ImportBatch.objects.exists()


def test_progress_is_told_and_can_be_read_from_the_batch(bring_in):
    told = []
    batch = bring_in("rup_provider", progress=lambda one: told.append((one.stage, one.rows_done, one.percent_done)))
    assert told == [("reading", 10, 100), ("writing", 10, 100), ("matching", 10, 100), ("", 10, 100)]
    assert batch.rows_total == 10


def test_an_uploaded_file_is_read_by_the_worker_and_then_removed(db, officer):
    batch = services.receive(
        path=GOLDEN / "units.json",
        file_name="../units.json",
        dataset="units",
        year=YEAR,
        by=officer,
        now=NOON,
        keep=True,
    )
    done = services.run_received(batch_id=batch.pk, now=NOON + DAY)
    assert (done.state, done.created, done.file_name) == ("done", 2, "units.json")
    from tumbuh.procurement.importing import uploaded_file

    assert not uploaded_file(batch).exists()
    assert services.run_received(batch_id=batch.pk, now=NOON + 2 * DAY).finished_at == NOON + DAY


def test_a_moment_is_aware(city):
    assert {batch.as_of for batch in city.values()} == {NOON}
    assert isinstance(asdict(Chosen(YEAR, known_at=NOON))["known_at"], datetime)
