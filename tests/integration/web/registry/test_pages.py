import re
import stat
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.integration.registry.samples import BUDI, HEADER, SITI
from tumbuh.accounts.permissions import Permission, Role
from tumbuh.audit.models import AuditEvent
from tumbuh.registry import services
from tumbuh.registry.models import Business, Owner, RegisterImport
from tumbuh.web.registry.urls import urlpatterns

pytestmark = pytest.mark.django_db
NOBODY = UUID(int=0)


@pytest.fixture(autouse=True)
def spool(tmp_path, settings):
    settings.SPOOL_DIR = tmp_path / "spool"
    return settings.SPOOL_DIR


@pytest.fixture
def officer(client, make_person):
    user = make_person(Role.REGISTRY_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def mentor(client, make_person):
    user = make_person(Role.FIELD_MENTOR)
    client.force_login(user)
    return user


def csv_file(rows, header=HEADER, name="binaan.csv"):
    text = "\n".join(";".join(row) for row in (header, *rows))
    return SimpleUploadedFile(name, text.encode())


def send(client, *rows, **options):
    return client.post(reverse("registry_upload"), {"file": csv_file(rows, **options)}, follow=True)


def start(client, one, act, *, policy="whole", **columns):
    names = {
        "owner_name": 0,
        "nik": 1,
        "phone": 2,
        "business_name": 3,
        "nib": 4,
        "kbli": 5,
        "registered_on": 6,
        "ward": 7,
        "capital": 8,
        "yearly_sales": 9,
    }
    chosen = {f"column-{at}": field for field, at in names.items()} | columns
    return client.post(reverse("registry_import_start", args=[one.public_id]), {"act": act, "policy": policy, **chosen})


def work(one):
    """Do what the worker would do."""
    return services.run_queued(import_id=one.pk, now=timezone.now())


def bring_in(client, *rows, policy="whole"):
    send(client, *rows)
    one = RegisterImport.objects.latest("pk")
    start(client, one, "import", policy=policy)
    return work(one)


def test_every_address_names_its_permission():
    assert all(isinstance(vars(pattern.callback)["permission"], Permission) for pattern in urlpatterns)


def test_nobody_gets_in_without_signing_in(client):
    response = client.get(reverse("registry_businesses"))
    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_a_mentor_may_look_but_neither_import_nor_reveal(client, mentor):
    assert client.get(reverse("registry_businesses")).status_code == 200
    assert client.get(reverse("registry_imports")).status_code == 403
    assert client.post(reverse("registry_upload")).status_code == 403
    assert client.post(reverse("registry_reveal", args=[NOBODY])).status_code == 403


def test_an_empty_register_says_what_to_do_first(client, officer):
    page = client.get(reverse("registry_businesses")).content.decode()
    assert "Register masih kosong" in page
    assert reverse("registry_imports") in page


def test_from_upload_to_import_to_undo(client, officer, spool):
    response = send(client, SITI, BUDI)
    one = RegisterImport.objects.get()
    (upload,) = spool.iterdir()
    assert stat.S_IMODE(upload.stat().st_mode) == 0o600
    page = response.content.decode()
    assert "Nama Pemilik" in page
    assert SITI[1] not in page
    assert "3171••••" in page

    assert start(client, one, "validate").status_code == 302
    assert "Menunggu giliran" in client.get(reverse("registry_import", args=[one.public_id])).content.decode()
    work(one)
    page = client.get(reverse("registry_import", args=[one.public_id])).content.decode()
    assert "belum ada yang disimpan" in page
    assert not Business.objects.exists()

    start(client, one, "import")
    work(one)
    assert list(spool.iterdir()) == []
    assert Business.objects.filter(withdrawn_at=None).count() == 2
    undone = client.post(reverse("registry_import_undo", args=[one.public_id]), {"reason": "salah berkas"}, follow=True)
    assert "Dibatalkan" in undone.content.decode()
    assert not Business.objects.filter(withdrawn_at=None).exists()


def test_the_progress_asks_for_the_whole_page_when_it_is_over(client, officer):
    send(client, SITI)
    one = RegisterImport.objects.get()
    start(client, one, "import")
    address = reverse("registry_import_progress", args=[one.public_id])
    waiting = client.get(address)
    assert "HX-Refresh" not in waiting.headers
    assert "Menunggu giliran" in waiting.content.decode()
    work(one)
    assert client.get(address).headers["HX-Refresh"] == "true"


def test_without_a_script_the_page_asks_again_by_itself(client, officer):
    send(client, SITI)
    one = RegisterImport.objects.get()
    start(client, one, "import")
    page = client.get(reverse("registry_import", args=[one.public_id])).content.decode()
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', page)


def test_a_mapping_that_cannot_work_is_told_on_the_page_and_nothing_is_queued(client, officer):
    send(client, SITI)
    one = RegisterImport.objects.get()
    response = start(client, one, "import", **{"column-3": ""})
    assert response.status_code == 400
    assert "Nama usaha" in response.content.decode()
    one.refresh_from_db()
    assert one.state == "received"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("kosong.csv", b""), "Berkas kosong"),
        (None, "Pilih berkas dahulu"),
    ],
)
def test_an_upload_that_is_nothing_is_told_at_once(client, officer, file, words):
    response = client.post(reverse("registry_upload"), {"file": file} if file else {})
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not RegisterImport.objects.exists()


def test_an_upload_that_is_no_table_says_so_on_its_page(client, officer):
    response = client.post(
        reverse("registry_upload"), {"file": SimpleUploadedFile("foto.xlsx", b"PK\x03\x04rusak")}, follow=True
    )
    assert response.status_code == 200
    assert "rusak atau terpotong" in response.content.decode()


def test_too_large_an_upload_is_refused(client, officer, settings):
    settings.UPLOAD_LIMIT_BYTES = 10
    assert send(client, SITI).status_code == 400


def test_bad_rows_are_shown_and_downloaded_with_their_ids_masked(client, officer):
    one = bring_in(client, SITI, [*BUDI[:4], "12", *BUDI[5:]], policy="good_rows")
    page = client.get(reverse("registry_import", args=[one.public_id])).content.decode()
    assert "<strong>NIB</strong>" in page
    for kind, start_of in (("csv", b"\xef\xbb\xbfBaris"), ("xlsx", b"PK")):
        response = client.get(reverse("registry_import_errors", args=[one.public_id, kind]))
        assert response.content.startswith(start_of)
        assert "attachment" in response.headers["Content-Disposition"]
    assert BUDI[1] not in client.get(reverse("registry_import_errors", args=[one.public_id, "csv"])).content.decode()
    assert client.get(reverse("registry_import_errors", args=[one.public_id, "pdf"])).status_code == 404


def test_bad_rows_with_full_ids_need_a_purpose_and_are_noted(client, officer):
    one = bring_in(client, SITI, [*BUDI[:4], "12", *BUDI[5:]], policy="good_rows")
    address = reverse("registry_import_full_errors", args=[one.public_id])
    assert client.post(address, {"purpose": "x"}).status_code == 400
    assert client.post(address, {"purpose": "Memperbaiki NIB yang salah"}).content[:2] == b"PK"
    event = AuditEvent.objects.get(event="registry.bad_rows_revealed")
    assert (event.by_id, event.reason) == (officer.pk, "Memperbaiki NIB yang salah")


def test_undo_that_is_blocked_says_by_what(client, officer):
    first = bring_in(client, SITI)
    bring_in(client, [*SITI[:3], "Warung Baru", *SITI[4:]])
    response = client.post(reverse("registry_import_undo", args=[first.public_id]), {"reason": "salah"})
    assert response.status_code == 409
    assert "Warung Baru" in response.content.decode()
    first.refresh_from_db()
    assert first.state == "done"


def test_the_list_finds_and_the_page_shows_everything_but_the_ids(client, officer):
    bring_in(client, SITI, BUDI)
    listed = client.get(reverse("registry_businesses"), {"q": "siti"}).content.decode()
    assert "Warung Siti" in listed
    assert "Keripik Budi" not in listed
    page = client.get(reverse("registry_business", args=[Business.objects.get(name="Warung Siti").public_id]))
    text = page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    for words in ("Siti Aminah", "9120106900275", "Mikro", "Penjualan tahunan", "Rp300.000.000", "5 Maret 2020"):
        assert words in text
    assert SITI[1] not in text
    assert "081234567890" not in text
    assert "+6281234567890" not in text


def test_the_list_asked_by_htmx_is_only_the_list(client, officer):
    bring_in(client, SITI)
    part = client.get(reverse("registry_businesses"), {"q": "siti"}, headers={"HX-Request": "true"}).content.decode()
    assert "Warung Siti" in part
    assert "<html" not in part


def test_a_filter_that_finds_nothing_says_what_to_do(client, officer):
    bring_in(client, SITI)
    page = client.get(reverse("registry_businesses"), {"q": "zzz", "size_class": "nonsense"}).content.decode()
    assert "Tidak ada usaha yang cocok" in page


def test_a_business_that_is_not_there_is_told_plainly(client, officer):
    response = client.get(reverse("registry_business", args=[NOBODY]))
    assert response.status_code == 400
    assert "tidak ada dalam register" in response.content.decode()


def test_a_nik_is_revealed_for_a_purpose_and_noted(client, officer):
    bring_in(client, SITI)
    owner = Owner.objects.get()
    address = reverse("registry_reveal", args=[owner.public_id])
    assert client.get(address).status_code == 405
    assert SITI[1] not in client.post(address, {"purpose": "x"}).content.decode()
    shown = client.post(address, {"purpose": "Mencocokkan KTP di lapangan"}, headers={"HX-Request": "true"})
    assert SITI[1] in shown.content.decode()
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.filter(event="registry.id_revealed", by=officer).count() == 1


def test_uploads_that_nobody_imported_are_removed_after_a_day(client, officer, spool):
    send(client, SITI)
    (upload,) = Path(spool).iterdir()
    assert services.discard_stale_uploads(now=timezone.now()) == 0
    assert services.discard_stale_uploads(now=timezone.now() + timedelta(hours=25)) == 1
    assert not upload.exists()
    one = RegisterImport.objects.get()
    page = client.get(reverse("registry_import", args=[one.public_id])).content.decode()
    assert "sudah dihapus" in page
    assert start(client, one, "import").status_code == 400
    assert spool == django_settings.SPOOL_DIR
