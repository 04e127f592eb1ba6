"""The pages of coaching: from a programme to a certificate, figures that open to their owners, and who may what."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.integration.coaching import city as cities
from tests.integration.coaching.city import CoachingCity, owner, person
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching import services
from tumbuh.coaching.models import (
    Assignment,
    Attendance,
    AttendanceImport,
    AttendanceImportRow,
    Certificate,
    Cycle,
    Enrolment,
    Programme,
    ServiceGiven,
    Session,
    Visit,
)
from tumbuh.coaching.rules.states import CycleState
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Owner, Ownership

Sign = Callable[[User], Client]
DAY = timedelta(days=1)


@pytest.fixture
def city(db: None) -> CoachingCity:
    return cities.build()


@pytest.fixture
def sign(client_class: type[Client] = Client) -> Sign:
    def signed(user: User) -> Client:
        made = client_class()
        made.force_login(user)
        return made

    return signed


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, (response.status_code, response.content.decode()[:400])
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def cycle_now(city: CoachingCity, *, state: str = "open", **given: Any) -> Cycle:
    """A cycle of these days: the pages read the clock."""
    today = day_in_wib(timezone.now())
    days = {"starts_on": today - 10 * DAY, "ends_on": today + 30 * DAY, "apply_until_on": today + 5 * DAY}
    made = city.cycle(**(days | given))
    return (
        services.move_cycle(cycle_id=made.pk, to=CycleState(state), by=None, now=timezone.now())
        if state == "running"
        else made
    )


def owned_by(user: User, who: Owner) -> None:
    business = Ownership.objects.get(owner=who).business
    add_membership(
        user=user,
        role=Role.OWNER,
        scope_kind="business",
        scope_code=str(business.public_id),
        by=None,
        now=timezone.now(),
    )


def test_an_officer_makes_a_programme_and_a_cycle_with_its_conditions(city: CoachingCity, sign: Sign) -> None:
    officer = sign(city.officer)
    sent = {"agency": "2.17", "name": "Jakpreneur", "about": "Bagi pemula"}
    assert officer.post("/pembinaan/program/baru/", sent).status_code == 302
    programme = Programme.objects.get()
    today = day_in_wib(timezone.now())
    form = {
        "name": "Angkatan 1", "apply_until_on": today, "starts_on": today, "ends_on": today + 30 * DAY, "seats": "2",
        "allocation": "first_come", "attendance": "75", "area": ["31.75"], "kbli": "56, 10", "size_class": ["micro"],
        "age_from": "17", "gender": "female", "once": "on",
    }  # fmt: skip
    answer = officer.post(f"/pembinaan/program/{programme.public_id}/siklus-baru/", form)
    cycle = Cycle.objects.get()
    assert answer["Location"] == f"/pembinaan/siklus/{cycle.public_id}/"
    assert {one.kind: one.value for one in cycle.rules.all()} == {
        "area": ["31.75"], "kbli": ["56", "10"], "size_class": ["micro"], "age": [17, None], "gender": ["female"],
        "once": True,
    }  # fmt: skip
    page = text(officer.get(f"/pembinaan/siklus/{cycle.public_id}/"))
    assert "Usaha di wilayah Jakarta Timur" in page or "Kota Administrasi Jakarta Timur" in page
    officer.post(f"/pembinaan/siklus/{cycle.public_id}/tindakan/buka/")
    assert Cycle.objects.get().state == "open"
    shown = officer.get(f"/pembinaan/siklus/{cycle.public_id}/ubah/")
    assert 'name="seats"' not in shown.content.decode()  # what was promised is not asked again
    kept = {name: form[name] for name in ("apply_until_on", "starts_on", "ends_on", "attendance")}
    officer.post(f"/pembinaan/siklus/{cycle.public_id}/ubah/", kept | {"name": "Angkatan satu"})
    assert Cycle.objects.get().name == "Angkatan satu"
    assert cycle.rules.filter(withdrawn_at=None).count() == 6


def test_a_second_cycle_of_one_name_is_refused_on_the_form(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city)
    form = {
        "name": cycle.name, "apply_until_on": cycle.apply_until_on, "starts_on": cycle.starts_on,
        "ends_on": cycle.ends_on, "seats": "2", "allocation": "first_come", "attendance": "75",
    }  # fmt: skip
    answer = sign(city.officer).post(f"/pembinaan/program/{cycle.programme.public_id}/siklus-baru/", form)
    assert "sudah memiliki siklus bernama" in text(answer, 400)
    assert Cycle.objects.count() == 1


def test_an_officer_reads_why_not_before_enrolling_and_enrols(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city, rules={"gender": ["female"]})
    sari, budi = owner("Sari"), owner("Budi", gender="male")
    officer = sign(city.officer)
    page = text(officer.get(f"/pembinaan/siklus/{cycle.public_id}/peserta/?q=budi"))
    assert "Kenapa tidak?" in page
    assert "Siklus ini untuk pemilik perempuan." in page
    for one in (sari, budi):
        officer.post(f"/pembinaan/siklus/{cycle.public_id}/daftarkan/", {"owner": str(one.public_id)})
    assert dict(Enrolment.objects.values_list("owner__name", "state")) == {"Sari": "enrolled", "Budi": "not_eligible"}
    refused = Enrolment.objects.get(owner=budi)
    assert "Siklus ini untuk pemilik perempuan." in text(officer.get(f"/pembinaan/pendaftaran/{refused.public_id}/"))
    again = officer.post(f"/pembinaan/siklus/{cycle.public_id}/daftarkan/", {"owner": str(sari.public_id)})
    assert "sudah mendaftar" in text(again, 400)


def test_who_entered_an_application_does_not_decide_on_it(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city, rules={"gender": ["female"]})
    made = city.apply(cycle, owner("Budi", gender="male"))
    address = f"/pembinaan/pendaftaran/{made.public_id}/terima/"
    assert sign(city.officer).post(address, {"reason": "Khusus"}).status_code == 400
    assert Enrolment.objects.get().state == "not_eligible"
    assert sign(city.second).post(address, {"reason": "Khusus"}).status_code == 302
    assert Enrolment.objects.get().state == "enrolled"


def test_the_lottery_is_public_by_numbers_and_repeatable(city: CoachingCity, sign: Sign, client: Client) -> None:
    cycle = cycle_now(city, seats=1, allocation="lottery")
    for name in ("Ani Rahayu", "Bunga Lestari", "Citra Dewi"):
        city.apply(cycle, owner(name))
    officer = sign(city.officer)
    act = f"/pembinaan/siklus/{cycle.public_id}/tindakan"
    assert "Umumkan sidik undian" in text(officer.get(f"/pembinaan/siklus/{cycle.public_id}/"))
    officer.post(f"{act}/umumkan/")
    public = f"/pembinaan/undian/{cycle.public_id}/"
    seed = Cycle.objects.get().lottery.seed
    assert seed not in text(client.get(public))  # promised, not told
    early = officer.post(f"{act}/undi/", {"word": "7.321,07"})
    assert "Pendaftaran masih dibuka" in text(early, 400)
    Cycle.objects.update(apply_until_on=day_in_wib(timezone.now()) - DAY)
    officer.post(f"{act}/undi/", {"word": "7.321,07"})
    page = text(client.get(public))
    assert seed in page
    assert "Hasil: 1 kursi dari 3 nomor" in page
    assert "Ani" not in page
    assert "Bunga" not in page


def test_a_code_counts_once_and_the_sheet_leads_to_it(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city, state="running")
    made = city.apply(cycle, owner("Sari"))
    session = city.session(cycle, starts_at=timezone.now() - timedelta(minutes=30))
    officer, mentor = sign(city.officer), sign(city.mentor)
    code = services.codes_of(session)[made.pk]
    assert code in text(officer.get(f"/pembinaan/sesi/{session.public_id}/lembar/"))
    scanned = mentor.get(f"/pembinaan/hadir/{session.public_id}/{code}/")
    assert f'value="{code}"' in scanned.content.decode()
    assert Attendance.objects.count() == 0  # looking counts nothing
    for told in ("Sari tercatat hadir.", "sudah tercatat hadir; tidak dihitung dua kali"):
        answer = mentor.post(f"/pembinaan/hadir/{session.public_id}/", {"code": code.lower()}, follow=True)
        assert told in text(answer)
    assert Attendance.objects.count() == ServiceGiven.objects.count() == 1
    wrong = mentor.post(f"/pembinaan/hadir/{session.public_id}/", {"code": "AAAAA-AAAAA"})
    assert "bukan kode peserta" in text(wrong, 400)
    page = text(officer.get(f"/pembinaan/sesi/{session.public_id}/"))
    assert "Kode peserta" in page
    row = Attendance.objects.get()
    officer.post(f"/pembinaan/sesi/{session.public_id}/cabut/", {"attendance": row.public_id, "reason": "Salah orang"})
    assert ServiceGiven.objects.filter(withdrawn_at=None).count() == 0


def test_ticked_after_the_session_it_counts_within_it(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city, state="running")
    made = city.apply(cycle, owner("Sari"))
    session = city.session(cycle, starts_at=timezone.now() - timedelta(days=2))
    sign(city.officer).post(f"/pembinaan/sesi/{session.public_id}/", {"person": [str(made.public_id)]})
    assert Attendance.objects.get().attended_at == session.ends_at


def test_everyone_with_enough_attendance_passes_and_gets_a_certificate(city: CoachingCity, sign: Sign) -> None:
    cycle = cycle_now(city, state="running")
    sari, _tuti = (city.apply(cycle, owner(name)) for name in ("Sari", "Tuti"))
    session = city.session(cycle, starts_at=timezone.now() - timedelta(days=2))
    officer = sign(city.officer)
    officer.post(f"/pembinaan/sesi/{session.public_id}/", {"person": [str(sari.public_id)]})
    act = f"/pembinaan/siklus/{cycle.public_id}/tindakan"
    assert "1 peserta lulus." in text(officer.post(f"{act}/luluskan/", follow=True))
    assert dict(Enrolment.objects.values_list("owner__name", "state")) == {"Sari": "completed", "Tuti": "enrolled"}
    officer.post(f"{act}/sertifikat/")
    paper = Certificate.objects.get().paper
    budi = person("budi_pemilik", Role.OWNER, "business", "00000000-0000-0000-0000-000000000000")
    assert sign(budi).get(f"/dokumen/{paper.public_id}.pdf").status_code == 403
    himself = person("sari_pemilik", Role.OWNER, "business", "00000000-0000-0000-0000-000000000001")
    owned_by(himself, sari.owner)
    content = b"".join(sign(himself).get(f"/dokumen/{paper.public_id}.pdf").streaming_content)
    assert content.startswith(b"%PDF")
    assert paper.number in text(sign(himself).get("/pembinaan/saya/"))


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


def test_figures_open_to_as_many_owners_and_the_lists_stand_beside(city: CoachingCity, sign: Sign) -> None:
    sari, tuti = owner("Sari"), owner("Tuti")
    today = day_in_wib(timezone.now())
    for agency, who, by in (
        (city.agency, sari, city.officer),
        (city.kpkp, sari, city.other),
        (city.agency, tuti, city.officer),
    ):
        services.give_service(
            agency=agency, owner_id=who.pk, kind="training", given_on=today, by=by, now=timezone.now()
        )
    services.give_service(
        agency=city.agency, owner_id=tuti.pk, kind="registration", given_on=today, by=city.officer, now=timezone.now()
    )
    head = sign(person("kepala", Role.AGENCY_HEAD, "agency", "2.17"))
    page = text(head.get("/pembinaan/"))
    assert "Pemilik usaha yang dibina 2" in page
    assert "Daftar mentah perangkat daerah 3" in page
    expected = {
        "part=coached": 2, "part=raw": 3, "part=cumulative": 2, "part=list&agency=PPKUKM": 2,
        "part=both&agency=PPKUKM&other=KPKP": 1, "part=members": 1, "part=service&kind=training": 1,
        "part=outside&kind=training": 1, "part=service&kind=capital": 0,
    }  # fmt: skip
    for query, count in expected.items():
        rows = text(head.get(f"/pembinaan/baris/?{query}"))
        assert f"{count} baris, sama dengan angkanya" in rows, query
        assert "Sari" not in rows  # who sees figures sees no people
    assert "Sari" in text(sign(city.officer).get("/pembinaan/baris/?part=raw"))
    assert head.get("/pembinaan/baris/?part=nonsense").status_code == 400
    assert head.get("/pembinaan/?first=2026-02-02&last=2026-01-01").status_code == 400


def test_the_panel_opens_to_numbers_and_a_small_panel_has_no_effect(city: CoachingCity, sign: Sign) -> None:
    sari = owner("Sari")
    now = timezone.now()
    for days, workers, income in ((400, 1, 3_000_000), (20, 3, 4_000_000)):
        services.report_outcome(
            owner_id=sari.pk, month=day_in_wib(now) - days * DAY, source="form", by=city.mentor, now=now,
            values=services.OutcomeValues(income_rupiah=income, paid_workers=workers),
        )  # fmt: skip
    cycle = cycle_now(city)
    head = sign(person("kepala", Role.AGENCY_HEAD, "agency", "2.17"))
    assert "Pada 1 pemilik usaha" in text(head.get("/pembinaan/hasil/"))
    page = text(head.get("/pembinaan/hasil/baris/"))
    assert "Jumlah 1 3" in page
    assert "Sari" not in page
    assert AuditEvent.objects.filter(event="coaching.panel_read").count() == 1
    assert "dampak belum dapat diukur" in text(head.get(f"/pembinaan/hasil/{cycle.programme.public_id}/"))


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


@pytest.mark.parametrize("what", ["peserta", "sesi"])
def test_another_agencys_people_stay_unseen(city: CoachingCity, sign: Sign, what: str) -> None:
    cycle = cycle_now(city, state="running")
    city.apply(cycle, owner("Sari"))
    session: Session = city.session(cycle)
    address = f"siklus/{cycle.public_id}/peserta/" if what == "peserta" else f"sesi/{session.public_id}/"
    assert sign(city.other).get(f"/pembinaan/{address}").status_code == 403
    assert sign(city.other).get(f"/pembinaan/siklus/{cycle.public_id}/").status_code == 200
