"""The pages of coaching: from a programme to a certificate, figures that open to their owners, and who may what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.integration.coaching.city import CoachingCity, owner, person
from tests.integration.web.coaching.conftest import DAY, Sign, cycle_now, owned_by, text
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching import services
from tumbuh.coaching.models import (
    Attendance,
    Certificate,
    Cycle,
    Enrolment,
    Programme,
    ServiceGiven,
    Session,
)
from tumbuh.kernel.periods import day_in_wib


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
    list_of_all = f"/pembinaan/siklus/{cycle.public_id}/peserta/"
    for one, then in ((sari, list_of_all), (budi, "/pembinaan/pendaftaran/")):
        answer = officer.post(f"/pembinaan/siklus/{cycle.public_id}/daftarkan/", {"owner": str(one.public_id)})
        assert answer["Location"].startswith(then)  # on with the next one, or to the reasons
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
    assert sign(city.other).post(f"{act}/luluskan/").status_code == 403  # another agency's officer
    assert Enrolment.objects.filter(state="completed").count() == 0
    assert "1 peserta lulus." in text(officer.post(f"{act}/luluskan/", follow=True))
    assert dict(Enrolment.objects.values_list("owner__name", "state")) == {"Sari": "completed", "Tuti": "enrolled"}
    officer.post(f"{act}/sertifikat/")
    paper = Certificate.objects.get().paper
    budi = person("budi_pemilik", Role.OWNER, "business", "00000000-0000-0000-0000-000000000000")
    assert sign(budi).get(f"/dokumen/{paper.public_id}.pdf").status_code == 403
    himself = person("sari_pemilik", Role.OWNER, "business", "00000000-0000-0000-0000-000000000001")
    owned_by(himself, sari.owner)
    content = sign(himself).get(f"/dokumen/{paper.public_id}.pdf").getvalue()
    assert content.startswith(b"%PDF")
    assert paper.number in text(sign(himself).get("/pembinaan/saya/"))


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


@pytest.mark.parametrize("what", ["peserta", "sesi"])
def test_another_agencys_people_stay_unseen(city: CoachingCity, sign: Sign, what: str) -> None:
    cycle = cycle_now(city, state="running")
    city.apply(cycle, owner("Sari"))
    session: Session = city.session(cycle)
    address = f"siklus/{cycle.public_id}/peserta/" if what == "peserta" else f"sesi/{session.public_id}/"
    assert sign(city.other).get(f"/pembinaan/{address}").status_code == 403
    assert sign(city.other).get(f"/pembinaan/siklus/{cycle.public_id}/").status_code == 200
