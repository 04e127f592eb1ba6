import csv
import io
import json
import stat
from uuid import UUID

import fastexcel
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from tests.integration.web.procurement.conftest import GOLDEN, YEAR, golden
from tumbuh.accounts.permissions import Role
from tumbuh.channels import background
from tumbuh.procurement.models import ImportBatch, Package, RejectedRow
from tumbuh.web.procurement.urls import urlpatterns

pytestmark = pytest.mark.django_db
MINE = [one for one in urlpatterns if str(one.name).startswith(("procurement_import", "procurement_upload"))]


def send(client, *files, **told):
    return client.post(reverse("procurement_upload"), {"uploads": list(files), "year": YEAR} | told, follow=True)


def page_of(client, batch):
    return client.get(reverse("procurement_import", args=[batch.public_id])).content.decode()


def left_in(spool):
    return list(spool.glob("*")) if spool.exists() else []


@pytest.mark.parametrize("one", MINE, ids=lambda one: one.name)
def test_a_person_without_permission_gets_no_page(client, make_person, one):
    client.force_login(make_person(Role.FIELD_MENTOR))
    names = {"public_id": UUID(int=0), "kind": "csv"}
    url = reverse(one.name, kwargs={name: names[name] for name in one.pattern.converters})
    answers = [client.get(url).status_code, client.post(url).status_code]
    assert set(answers) <= {403, 405}
    assert 403 in answers
    client.logout()
    assert {client.get(url).status_code, client.post(url).status_code} <= {302, 405}


def test_who_may_only_look_sees_what_came_in_and_sends_nothing(client, make_person, city):
    client.force_login(make_person(Role.TREASURER))
    page = client.get(reverse("procurement_imports")).content.decode()
    assert "RUP paket penyedia" in page
    assert "Unggah dan baca" not in page
    detail = page_of(client, city["rup_provider"])
    assert "hal baru dicatat" in detail
    assert "Baris yang menunggu perbaikan" not in detail
    assert send(client, golden("units")).status_code == 403
    assert (
        client.get(reverse("procurement_import_rows", args=[city["rup_provider"].public_id, "csv"])).status_code == 403
    )
    assert ImportBatch.objects.count() == len(city)


def test_nothing_yet_says_what_to_do_first(client, officer):
    assert "Mulai dari master satuan kerja dan RUP" in client.get(reverse("procurement_imports")).content.decode()


def test_several_files_at_once_are_recognised_and_wait_for_the_worker(client, officer, spool):
    answer = send(client, golden("units", "a.json"), golden("rup_provider", "b.json"), golden("ecat6", "c.json"))
    assert answer.redirect_chain == [(reverse("procurement_imports"), 302)]
    found = list(ImportBatch.objects.order_by("pk").values_list("dataset", "state", "year", "created_by"))
    assert found == [(name, "received", YEAR, officer.pk) for name in ("units", "rup_provider", "ecat6")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in left_in(spool)} == {0o600}
    assert ProcrastinateJob.objects.count() == len(left_in(spool)) == 3
    page = answer.content.decode()
    assert "3 berkas diterima." in page
    assert 'http-equiv="refresh"' in page
    assert reverse("procurement_imports_list") in page


def test_one_bad_file_keeps_no_other_out(client, officer, spool):
    strange = SimpleUploadedFile("lain.csv", b"nama;alamat\nBudi;Jl. A\n")
    page = send(client, golden("units"), strange).content.decode()
    assert "lain.csv: Baris judul tidak ditemukan" in page
    assert list(ImportBatch.objects.values_list("dataset", flat=True)) == ["units"]
    assert len(left_in(spool)) == 1


@pytest.mark.parametrize(
    ("content", "told", "said"),
    [
        (b"", {}, "Ada berkas kosong (0 bita)"),
        (b"<html><table></table></html>", {}, "halaman web"),
        (b"kd_satker;tahun\n1;2026\n", {}, "Pilih sendiri jenis datanya"),
        (b"[1]", {"year": 2400}, "paling lambat tahun depan"),
        (b"[1]", {"year": 1990}, "2019"),
        (b"[1]", {"as_of": "2400-01-01"}, "Hari itu belum tiba"),
        (b"[1]", {"dataset": "apa_saja"}, "apa_saja"),
        (None, {}, "Pilih berkas dahulu"),
    ],
)
def test_what_cannot_be_queued_is_refused_in_words_and_leaves_nothing(client, officer, spool, content, told, said):
    files = [] if content is None else [SimpleUploadedFile("x.csv", content)]
    answer = send(client, *files, **told)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not ImportBatch.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert left_in(spool) == []


def test_when_the_queue_fails_neither_the_batch_nor_the_file_stays(client, officer, spool):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE procrastinate_jobs RENAME TO gone")
    with pytest.raises(ConnectorException):
        send(client, golden("units"))
    assert left_in(spool) == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_them_and_the_page_tells_what_changed(client, officer, spool):
    send(client, golden("rup_provider", "unduhan.json"))
    batch = ImportBatch.objects.get()
    assert 'http-equiv="refresh"' in page_of(client, batch)
    assert "HX-Refresh" not in client.get(reverse("procurement_import_progress", args=[batch.public_id])).headers
    assert "HX-Refresh" not in client.get(reverse("procurement_imports_list")).headers
    background.work(until_empty=True)
    batch.refresh_from_db()
    page = page_of(client, batch)
    assert f"{batch.created} hal baru dicatat." in page
    assert left_in(spool) == []
    assert client.get(reverse("procurement_import_progress", args=[batch.public_id])).headers["HX-Refresh"] == "true"
    assert client.get(reverse("procurement_imports_list")).headers["HX-Refresh"] == "true"
    send(client, golden("rup_provider", "lagi.json"))
    background.work(until_empty=True)
    again = page_of(client, ImportBatch.objects.latest("pk"))
    assert "Berkas ini pernah diimpor" in again
    assert "Tidak ada yang berubah" in again
    assert "Berkas ini pernah diimpor" not in page_of(client, batch)


@pytest.mark.django_db(transaction=True)
def test_a_wrong_choice_of_data_set_is_refused_by_the_worker_in_words(client, officer, spool):
    send(client, golden("units"), dataset="payments")
    background.work(until_empty=True)
    batch = ImportBatch.objects.get()
    assert batch.state == "refused"
    page = page_of(client, batch)
    assert "Tidak ada yang diubah" in page
    assert "Unggah berkas yang benar" in page
    assert left_in(spool) == []


@pytest.mark.django_db(transaction=True)
def test_a_file_of_an_older_day_does_not_undo_a_newer_one(client, officer, spool):
    rows = json.loads((GOLDEN / "rup_provider.json").read_text())[:1]
    for ceiling, as_of in ((100, ""), (50, "2026-01-31")):
        rows[0]["pagu"] = ceiling
        file = SimpleUploadedFile("rup.json", json.dumps(rows).encode())
        send(client, file, as_of=as_of)
    background.work(until_empty=True)
    assert Package.objects.get(superseded_at=None).ceiling_rupiah == 100
    assert [one.stale for one in ImportBatch.objects.order_by("pk")] == [0, 1]


def test_rows_that_wait_are_shown_taken_home_and_closed_with_a_reason(client, officer, bring_in):
    batch = bring_in("rup_provider")
    row = RejectedRow.objects.get(batch=batch)
    page = page_of(client, batch)
    assert row.message in page
    files = {
        kind: client.get(reverse("procurement_import_rows", args=[batch.public_id, kind])).getvalue()
        for kind in ("csv", "xlsx")
    }
    [read] = csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";")
    assert (int(read["Baris"]), read["Sebab"]) == (row.row, row.message)
    sheet = fastexcel.read_excel(files["xlsx"]).load_sheet("Baris").to_polars()
    assert sheet["Sebab"].to_list() == [row.message]
    url = reverse("procurement_import_dismiss", args=[batch.public_id])
    assert client.post(url, {"row": row.pk, "reason": " "}).status_code == 400
    assert client.post(url, {"row": "x", "reason": "Bukan paket"}).status_code == 400
    assert RejectedRow.objects.get().state == "waiting"
    client.post(url, {"row": row.pk, "reason": "Bukan paket"})
    assert RejectedRow.objects.get().closing_reason == "Bukan paket"
    assert "Baris yang menunggu perbaikan" not in page_of(client, batch)


def test_a_file_that_is_not_there_is_told(client, officer):
    answer = client.get(reverse("procurement_import", args=[UUID(int=0)]))
    assert (answer.status_code, "Impor ini tidak ada" in answer.content.decode()) == (400, True)
