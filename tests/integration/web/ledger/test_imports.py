import csv
import io
import stat
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from tests.integration.ledger.samples import line, lines, rejected
from tests.integration.ledger.test_property import export_row
from tumbuh.accounts.permissions import Permission, Role
from tumbuh.channels import background
from tumbuh.ledger.models import Batch, Shop
from tumbuh.web.ledger.urls import urlpatterns

pytestmark = pytest.mark.django_db
NOBODY = UUID(int=0)


def export(*orders, name="pesanan.csv"):
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(export_row(0, 0, 0)))
    writer.writeheader()
    writer.writerows(export_row(*order) for order in orders)
    return SimpleUploadedFile(name, buffer.getvalue().encode("utf-8-sig"))


def send(client, shop, file, **options):
    return client.post(reverse("ledger_upload", args=[shop.public_id]), {"file": file}, **options)


def left_in(spool):
    return list(spool.glob("*")) if spool.exists() else []


def test_every_page_names_a_permission_of_the_ledger():
    assert {vars(one.callback)["permission"] for one in urlpatterns} <= {
        Permission.LEDGER_VIEW, Permission.LEDGER_IMPORT, Permission.LEDGER_MAP_SKU
    }  # fmt: skip


@pytest.mark.parametrize("one", urlpatterns, ids=lambda one: one.name)
def test_a_person_without_permission_gets_no_page(client, make_person, one):
    client.force_login(make_person(Role.FIELD_MENTOR))
    names = {"public_id": NOBODY, "kind": "csv"}
    url = reverse(one.name, kwargs={name: names[name] for name in one.pattern.converters})
    answers = [client.get(url).status_code, client.post(url).status_code]
    assert set(answers) <= {403, 405}
    assert 403 in answers
    client.logout()
    assert {client.get(url).status_code, client.post(url).status_code} <= {302, 405}


def test_an_inspector_sees_the_ledger_and_cannot_change_it(client, inspector, shop, bring_in):
    batch = bring_in(lines(line("A1")))
    for url in ("ledger_batches", "ledger_shops", "ledger_quarantine", "ledger_skus"):
        assert client.get(reverse(url)).status_code == 200
    page = client.get(reverse("ledger_shop", args=[shop.public_id])).content.decode()
    assert "Unggah dan baca" not in page
    assert client.get(reverse("ledger_batch", args=[batch.public_id])).status_code == 200
    assert send(client, shop, export((0, 0, 2))).status_code == 403
    assert client.post(reverse("ledger_dismiss")).status_code == 403
    assert Batch.objects.count() == 1


def test_the_empty_ledger_says_what_to_do_first(client, officer):
    page = client.get(reverse("ledger_batches")).content.decode()
    assert "Belum ada toko" in page
    assert reverse("ledger_open_shop") in page
    assert "Karantina kosong" in client.get(reverse("ledger_quarantine")).content.decode()
    assert "Semua SKU sudah berpasangan" in client.get(reverse("ledger_skus")).content.decode()
    assert "Belum ada toko" in client.get(reverse("ledger_shops")).content.decode()


def test_an_upload_waits_for_the_worker_readable_by_us_only(client, officer, shop, stores):
    answer = send(client, shop, export((0, 0, 2), (1, 0, 2)), follow=True)
    batch = Batch.objects.get()
    assert answer.redirect_chain == [(reverse("ledger_batch", args=[batch.public_id]), 302)]
    [waiting] = left_in(stores / "spool")
    assert stat.S_IMODE(waiting.stat().st_mode) == 0o600
    assert stat.S_IMODE(waiting.parent.stat().st_mode) == 0o700
    assert (batch.state, batch.created_by, batch.file_name) == ("queued", officer, "pesanan.csv")
    assert ProcrastinateJob.objects.get().args == {"batch_id": batch.pk}
    page = answer.content.decode()
    assert "Menunggu giliran" in page
    assert 'http-equiv="refresh"' in page
    assert reverse("ledger_batch_progress", args=[batch.public_id]) in page


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_it_and_the_page_tells_what_changed(client, officer, shop, stores):
    send(client, shop, export((0, 0, 2), (1, 0, 2)))
    background.work(until_empty=True)
    batch = Batch.objects.get()
    url = reverse("ledger_batch", args=[batch.public_id])
    page = client.get(url).content.decode()
    assert "Penjualan yang tercatat naik Rp19.001." in page
    assert left_in(stores / "spool") == []
    assert client.get(reverse("ledger_batch_progress", args=[batch.public_id])).headers["HX-Refresh"] == "true"
    send(client, shop, export((0, 0, 2), (1, 0, 2), name="lagi.csv"))
    background.work(until_empty=True)
    again = client.get(reverse("ledger_batch", args=[Batch.objects.latest("pk").public_id])).content.decode()
    assert "Berkas ini pernah diimpor" in again
    assert "Berkas ini pernah diimpor" not in client.get(url).content.decode()
    assert "Tidak ada yang berubah" in again
    assert url in again
    send(client, shop, export((0, 0, 4), (1, 0, 2)))
    background.work(until_empty=True)
    later = client.get(reverse("ledger_batch", args=[Batch.objects.latest("pk").public_id])).content.decode()
    assert "Penjualan yang tercatat turun Rp9.500." in later
    assert "Dinyatakan ulang" in later


@pytest.mark.django_db(transaction=True)
def test_a_file_that_the_worker_refuses_tells_why(client, officer, shop, stores):
    send(client, shop, SimpleUploadedFile("lain.csv", b"a,b\n1,2\n"))
    background.work(until_empty=True)
    batch = Batch.objects.get()
    page = client.get(reverse("ledger_batch", args=[batch.public_id])).content.decode()
    assert batch.state == "refused"
    assert batch.refusal.split("“")[0] in page
    assert "Tidak ada yang diubah" in page
    assert left_in(stores / "spool") == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Berkas kosong (0 bita)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "terkunci kata sandi"),
        (b"<html><table></table></html>", "halaman web"),
        (None, "Pilih berkas dahulu"),
    ],
)
@pytest.mark.usefixtures("officer")
def test_what_is_no_export_is_answered_at_once(client, shop, stores, content, told):
    file = SimpleUploadedFile("pesanan.xlsx", content) if content is not None else ""
    answer = send(client, shop, file)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Batch.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert left_in(stores / "spool") == []


def test_a_file_that_is_too_large_is_answered_at_once(client, officer, shop, stores, settings):
    settings.UPLOAD_LIMIT_BYTES = 100
    answer = send(client, shop, export((0, 0, 2)))
    assert answer.status_code == 400
    assert "bagi per bulan" in answer.content.decode()
    assert not Batch.objects.exists()
    assert left_in(stores / "spool") == []


def test_a_queue_that_fails_leaves_nothing(client, officer, shop, stores):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_queue() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'full'; END $$ LANGUAGE plpgsql;"
            "CREATE TRIGGER no_queue BEFORE INSERT ON procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION no_queue()"
        )
    with pytest.raises(ConnectorException):
        send(client, shop, export((0, 0, 2)))
    assert not Batch.objects.exists()
    assert left_in(stores / "spool") == []


def test_a_file_cannot_be_sent_to_a_shop_that_is_not_there(client, officer):
    answer = client.post(reverse("ledger_upload", args=[NOBODY]), {"file": export((0, 0, 2))})
    assert answer.status_code == 400
    assert "tidak ada dalam buku penjualan" in answer.content.decode()


def test_shops_are_found_by_name_id_and_business(client, officer, shop):
    for words in ("official", "7495", "keripik budi"):
        assert shop.name in client.get(reverse("ledger_shops"), {"q": words}).content.decode()
    assert "Tidak ada toko yang cocok" in client.get(reverse("ledger_shops"), {"q": "sate"}).content.decode()


def test_a_shop_is_opened_for_a_business_of_the_register(client, officer, business):
    found = client.get(reverse("ledger_open_shop"), {"q": "keripik"}).content.decode()
    url = reverse("ledger_open_shop_for", args=[business.public_id])
    assert url in found
    given = {"channel": "shopee", "external_id": "88112233", "name": "Keripik Budi"}
    assert client.post(url, given, follow=True).status_code == 200
    assert Shop.objects.get().key == "shopee:88112233"
    again = client.post(url, given)
    assert again.status_code == 400
    assert "sudah ada dalam buku penjualan" in again.content.decode()
    assert Shop.objects.count() == 1


def test_the_batch_page_leads_to_what_waits(client, officer, bring_in):
    batch = bring_in(lines(line("A1")), rejected("A2", reason="status_unknown"))
    page = client.get(reverse("ledger_batch", args=[batch.public_id])).content.decode()
    assert "1 baris menunggu di karantina" in page
    assert reverse("ledger_quarantine") in page


def test_an_import_that_is_not_there_says_so(client, officer):
    answer = client.get(reverse("ledger_batch", args=[NOBODY]))
    assert (answer.status_code, "Impor ini tidak ada." in answer.content.decode()) == (400, True)
