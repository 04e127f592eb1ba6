from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.integration.coaching.city import NOON, CoachingCity, owner
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching import importing
from tumbuh.coaching.importing import ListValues, NoSuchList
from tumbuh.coaching.models import Attendance, AttendanceImport, AttendanceImportRow, ServiceGiven
from tumbuh.kernel.errors import NotAllowed, UnreadableFile

ANI, BENI = "3175015005900001", "3175011203850002"
JAKPRENEUR = f"""REKAP PESERTA JAKPRENEUR
No,Nama Pelaku Usaha,NIK,No HP,Tgl Kegiatan,Tahapan
1,Ani,'{ANI},,02/03/2026,P2 Pelatihan
2,Beni,'{BENI},,02/03/2026,Pendampingan
3,Ani,'{ANI},,02/03/2026,Pelatihan
4,Citra,,0812-3456-7001,03/03/2026,P4
5,Dewi,'3175014101800009,,03/03/2026,Perizinan
6,Eka,'{ANI[:-1]},,03/03/2026,Perizinan
7,Fira,'{BENI},,03/03/2026,P3
""".encode()
KPKP = f"""Nama Petani;No KTP;Telp;Hari/Tanggal;Kegiatan
Ani;'{ANI};;2 Maret 2026;Penyuluhan
""".encode()


@pytest.fixture(autouse=True)
def spool(tmp_path: Path) -> Iterator[None]:
    with override_settings(SPOOL_DIR=tmp_path):
        yield


def owners() -> dict[str, int]:
    made = {
        "Ani": owner("Ani", nik=ANI),
        "Beni": owner("Beni", nik=BENI),
        "Citra": owner("Citra", phone="+6281234567001"),
    }
    return {name: one.pk for name, one in made.items()}


def bring(city: CoachingCity, content: bytes = JAKPRENEUR) -> AttendanceImport:
    return importing.import_list(
        agency=city.agency, session=None, values=ListValues("rekap.csv"), pieces=[content], by=city.officer, now=NOON
    )


def outcomes(done: AttendanceImport) -> list[tuple[int, str]]:
    return list(AttendanceImportRow.objects.filter(came_in=done).order_by("row").values_list("row", "outcome"))


def test_looking_at_a_list_tells_of_every_row_and_writes_nothing(city: CoachingCity) -> None:
    owners()
    events = AuditEvent.objects.count()
    report = importing.check_list(
        agency=city.agency, session=None, values=ListValues("rekap.csv"), pieces=[JAKPRENEUR], by=city.officer, now=NOON
    )
    assert report.counts == {"new": 3, "known": 1, "waiting": 1, "rejected": 2}
    assert report.unread == ["No"]
    assert "P2 dan P3" in report.verdicts[6].reason
    assert (ServiceGiven.objects.count(), AttendanceImport.objects.count()) == (0, 0)
    assert AuditEvent.objects.count() == events


def test_a_list_counts_each_owner_once_and_keeps_what_became_of_each_row(city: CoachingCity) -> None:
    known = owners()
    done = bring(city)
    assert outcomes(done) == [
        (3, "new"), (4, "new"), (5, "known"), (6, "new"), (7, "waiting"), (8, "rejected"), (9, "rejected"),
    ]  # fmt: skip
    given = ServiceGiven.objects.order_by("owner_id").values_list("owner_id", "kind")
    assert list(given) == [(known["Ani"], "training"), (known["Beni"], "mentoring"), (known["Citra"], "licensing")]
    waiting = AttendanceImportRow.objects.get(came_in=done, outcome="waiting")
    assert (len(waiting.nik_hash), waiting.name) == (64, "Dewi")
    assert not AttendanceImportRow.objects.exclude(outcome="waiting").exclude(phone="", nik_hash="").exists()


def test_the_same_file_again_does_nothing_and_another_agency_is_another_list(city: CoachingCity) -> None:
    owners()
    first = bring(city)
    assert bring(city).pk == first.pk
    other = importing.import_list(
        agency=city.kpkp, session=None, values=ListValues("kpkp.csv"), pieces=[KPKP], by=city.other, now=NOON
    )
    assert outcomes(other) == [(2, "new")]
    assert ServiceGiven.objects.count() == 4
    with pytest.raises(NotAllowed):
        importing.import_list(
            agency=city.kpkp, session=None, values=ListValues("x.csv"), pieces=[KPKP], by=city.officer, now=NOON
        )


def test_undoing_takes_back_what_the_list_brought_and_nothing_else(city: CoachingCity) -> None:
    owners()
    first = bring(city)
    second = bring(city, JAKPRENEUR + b"8,Citra,,081234567001,04/03/2026,Pemasaran\n")
    assert dict(outcomes(second))[3] == "known"
    importing.undo_import(import_id=second.pk, reason="Salah berkas", by=city.officer, now=NOON)
    assert ServiceGiven.objects.filter(withdrawn_at=None).count() == 3
    importing.undo_import(import_id=first.pk, reason="Salah berkas", by=city.officer, now=NOON)
    assert ServiceGiven.objects.filter(withdrawn_at=None).count() == 0
    again = bring(city)
    assert (again.pk != first.pk, ServiceGiven.objects.filter(withdrawn_at=None).count()) == (True, 3)


def test_what_a_second_list_says_too_still_counts_when_the_first_is_undone(city: CoachingCity) -> None:
    owners()
    first = bring(city)
    second = bring(city, JAKPRENEUR + b"8,Citra,,081234567001,04/03/2026,Pemasaran\n")
    counted = set(ServiceGiven.objects.filter(withdrawn_at=None).values_list("owner", "kind", "given_on"))
    importing.undo_import(import_id=first.pk, reason="Salah berkas", by=city.officer, now=NOON)
    there = ServiceGiven.objects.filter(withdrawn_at=None)
    assert set(there.values_list("owner", "kind", "given_on")) == counted
    assert set(there.values_list("came_in", flat=True)) == {second.pk}


def test_a_waiting_row_finds_its_owner_when_the_register_knows_him(city: CoachingCity) -> None:
    owners()
    done = bring(city)
    assert importing.link_waiting(now=NOON) == 0
    dewi = owner("Dewi", nik="3175014101800009")
    assert importing.link_waiting(now=NOON) == 1
    assert ServiceGiven.objects.filter(owner=dewi, kind="licensing").count() == 1
    row = AttendanceImportRow.objects.get(came_in=done, row=7)
    assert (row.outcome, row.linked_by, row.nik_hash) == ("new", "nik", "")
    with pytest.raises(NoSuchList):
        importing.settle_row(row_id=row.pk, owner_id=dewi.pk, by=city.officer, now=NOON)


def test_a_list_of_a_session_counts_its_participants_only(city: CoachingCity) -> None:
    known = owners()
    cycle = city.cycle()
    from tumbuh.coaching import services

    services.apply(cycle_id=cycle.pk, owner_id=known["Ani"], by=city.officer, now=NOON)
    session = city.session(cycle)
    content = f"Nama;NIK;Hadir\nAni;'{ANI};hadir\nBeni;'{BENI};hadir\n".encode()
    done = importing.import_list(
        agency=city.agency, session=session, values=ListValues("hadir.csv"), pieces=[content], by=city.officer, now=NOON
    )
    assert outcomes(done) == [(2, "new"), (3, "rejected")]
    assert list(Attendance.objects.values_list("owner_id", "method")) == [(known["Ani"], "list")]


def test_a_list_without_the_needed_columns_is_refused_with_what_to_add(city: CoachingCity) -> None:
    with pytest.raises(UnreadableFile, match="Layanan"):
        bring(city, b"Nama;NIK;Tanggal\nAni;3175;02/03/2026\n")
    assert AttendanceImport.objects.count() == 0
