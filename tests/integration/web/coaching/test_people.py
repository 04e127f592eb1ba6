"""The pages about one person: for the mentor, the owner, the officer; and lists of people that come as files."""

import re
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.integration.coaching.city import CoachingCity, owner, person
from tests.integration.web.coaching.conftest import DAY, Sign, cycle_now, owned_by, text
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching import services
from tumbuh.coaching.models import (
    Assignment,
    AttendanceImport,
    AttendanceImportRow,
    Enrolment,
    ServiceGiven,
    Visit,
)
from tumbuh.kernel.periods import day_in_wib


def test_an_owner_reads_why_not_me_applies_and_shows_a_code(city: CoachingCity, sign: Sign) -> None:
    sari = owner("Sari")
    user = person("sari_pemilik", Role.OWNER, "business", "00000000-0000-0000-0000-000000000001")
    owned_by(user, sari)
    closed_to_her = cycle_now(city, called="Bapak wirausaha", rules={"gender": ["male"]})
    cycle = cycle_now(city, called="Ibu wirausaha")
    client = sign(user)
    page = text(client.get("/pembinaan/saya/"))
    assert "Kenapa bukan saya?" in page
    assert "Siklus ini untuk pemilik laki-laki." in page
    client.post(f"/pembinaan/saya/{cycle.public_id}/daftar/")
    made = Enrolment.objects.get()
    assert (made.owner, made.state, made.cycle) == (sari, "enrolled", cycle)
    session = city.session(cycle, starts_at=timezone.now() + DAY)
    assert services.codes_of(session)[made.pk] in text(client.get("/pembinaan/saya/"))
    assert "Sari" in text(client.get(f"/pembinaan/pendaftaran/{made.public_id}/"))
    tuti = city.apply(closed_to_her, owner("Tuti"))
    assert client.get(f"/pembinaan/pendaftaran/{tuti.public_id}/").status_code == 400  # another's


def test_a_mentor_sees_the_own_area_and_notes_a_visit(city: CoachingCity, sign: Sign) -> None:
    sari, far = owner("Sari"), owner("Jauh", area="31.71.01.1001")
    mentor = sign(city.mentor)
    page = text(mentor.get("/pembinaan/binaan/"))
    assert "Sari" in page
    assert "Jauh" not in page
    assert mentor.get(f"/pembinaan/orang/{far.public_id}/").status_code == 403
    shown = mentor.get(f"/pembinaan/orang/{sari.public_id}/").content.decode()
    client_id = re.search(r'name="client_id" value="([^"]+)"', shown)
    assert client_id
    sent = {
        "agency": "2.17", "purpose": "Hitung harga jual", "note": "Biaya kemasan belum dihitung",
        "service": "mentoring", "visited_on": day_in_wib(timezone.now()).isoformat(), "client_id": client_id[1],
    }  # fmt: skip
    for _twice in range(2):  # a button pressed twice is one visit
        assert mentor.post(f"/pembinaan/orang/{sari.public_id}/kunjungan/", sent).status_code == 302
    assert Visit.objects.count() == 1
    assert "Biaya kemasan belum dihitung" in text(mentor.get(f"/pembinaan/orang/{sari.public_id}/"))
    bad = mentor.post(
        f"/pembinaan/orang/{sari.public_id}/kunjungan/", sent | {"next_on": "2020-01-01", "client_id": "b"}
    )
    assert "tidak boleh sebelum kunjungan ini" in text(bad, 400)
    service = {"agency": "2.17", "kind": "licensing", "given_on": sent["visited_on"], "note": "NIB terbit"}
    mentor.post(f"/pembinaan/orang/{sari.public_id}/layanan/", service)
    assert set(ServiceGiven.objects.values_list("kind", flat=True)) == {"mentoring", "licensing"}
    wrong = ServiceGiven.objects.get(kind="licensing")
    address = f"/pembinaan/orang/{sari.public_id}/layanan/cabut/"
    assert mentor.post(address, {"service": wrong.public_id, "reason": "Salah"}).status_code == 403
    sign(city.officer).post(address, {"service": wrong.public_id, "reason": "Salah orang"})
    assert ServiceGiven.objects.get(pk=wrong.pk).withdraw_reason == "Salah orang"


def test_an_owner_reports_a_month_and_nobody_else_reads_it(city: CoachingCity, sign: Sign) -> None:
    sari = owner("Sari")
    user = person("sari_pemilik", Role.OWNER, "business", "00000000-0000-0000-0000-000000000001")
    owned_by(user, sari)
    address = f"/pembinaan/orang/{sari.public_id}/hasil/"
    sent = {"month": "2026-02", "income": "Rp3.500.000", "paid": "2"}
    assert sign(user).post(address, sent).status_code == 302
    page = text(sign(user).get(address))
    assert "Februari 2026 Rp3.500.000 – 2 –" in page
    assert "Isi paling sedikit satu angka" in text(sign(user).post(address, {"month": "2026-02"}), 400)
    assert sign(city.other).get(address).status_code == 403
    assert "Februari 2026" in text(sign(city.mentor).get(address))
    assert AuditEvent.objects.filter(event="coaching.outcomes_read").count() == 1  # the mentor's reading


def test_a_session_nobody_was_noted_at_is_the_next_step(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city, state="running")
    city.apply(cycle, owner("Sari"))
    city.session(cycle, starts_at=timezone.now() - DAY)
    page = text(sign(city.officer).get(f"/pembinaan/siklus/{cycle.public_id}/"))
    assert "Lengkapi daftar hadir: Pembukuan" in page


def test_an_officer_gives_an_owner_to_a_mentor_who_finds_him_with_todays_session(
    city: CoachingCity, sign: Sign
) -> None:
    far = owner("Jauh", area="31.71.01.1001")
    cycle = cycle_now(city, state="running")
    city.apply(cycle, far)
    city.session(cycle, starts_at=timezone.now() - timedelta(minutes=1))
    address = f"/pembinaan/orang/{far.public_id}/pendamping/"
    nobody = sign(city.officer).post(address, {"agency": "2.17", "mentor": "petugas"})
    assert "Pilih pendamping" in text(nobody, 400)
    assert Assignment.objects.count() == 0
    sign(city.officer).post(address, {"agency": "2.17", "mentor": "pendamping"})
    assert Assignment.objects.get().mentor == city.mentor
    page = text(sign(city.mentor).get("/pembinaan/binaan/"))
    assert "Jauh" in page
    assert "Catat hadir: Pembukuan" in page
    assert "Pendamping PPKUKM 1" in text(sign(city.officer).get("/pembinaan/program/"))


def test_a_list_is_checked_then_written_and_who_is_unknown_waits(city: CoachingCity, sign: Sign) -> None:
    sari = owner("Sari", phone="+628121111111")
    rows = ("Nama;Telepon;Tanggal;Layanan", "Sari;08121111111;2026-03-01;Pelatihan",
            "Siapa;08129999999;2026-03-01;Pelatihan", "Rusak;;2026-03-01;P2")  # fmt: skip
    content = "\n".join(rows)
    officer = sign(city.officer)

    def send(act: str) -> Any:
        file = SimpleUploadedFile("daftar.csv", content.encode())
        return officer.post("/pembinaan/daftar/", {"act": act, "agency": "2.17", "file": file}, follow=True)

    page = text(send("check"))
    assert "Belum ada yang ditulis" in page
    assert AttendanceImport.objects.count() == 0
    page = text(send("import"))
    assert "1 menunggu dicocokkan" in page
    row = AttendanceImportRow.objects.get(outcome="waiting")
    assert "Siapa" in text(officer.get(f"/pembinaan/daftar/menunggu/?row={row.public_id}&q=Sari"))
    assert (
        sign(city.other).post(f"/pembinaan/daftar/menunggu/{row.public_id}/", {"owner": sari.public_id}).status_code
        == 400
    )
    officer.post(f"/pembinaan/daftar/menunggu/{row.public_id}/", {"owner": str(sari.public_id)})
    assert AttendanceImportRow.objects.get(pk=row.pk).outcome == "known"
    done = AttendanceImport.objects.get()
    assert sign(city.other).get(f"/pembinaan/daftar/{done.public_id}/").status_code == 400
    officer.post(f"/pembinaan/daftar/{done.public_id}/batal/", {"reason": "Berkas lama"})
    assert ServiceGiven.objects.filter(withdrawn_at=None).count() == 0
