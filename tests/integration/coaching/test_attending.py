from datetime import timedelta
from typing import Any

import pytest

from tests.integration.coaching.city import NOON, CoachingCity, owner
from tumbuh.coaching import services
from tumbuh.coaching.attending import NotAParticipant, codes_of
from tumbuh.coaching.models import Attendance, ServiceGiven, Visit, VisitNote
from tumbuh.coaching.queries import own_owners
from tumbuh.coaching.rules.codes import CodeUnknown, NotThen
from tumbuh.coaching.visiting import VisitIncomplete
from tumbuh.kernel.errors import NotAllowed


def test_an_attendance_counts_once_by_code_by_tick_and_when_a_device_sends_it_again(city: CoachingCity) -> None:
    cycle = city.cycle()
    made = city.apply(cycle, owner("Ani"))
    session = city.session(cycle)
    code = codes_of(session)[made.pk]
    sent: dict[str, Any] = {"session_id": session.pk, "attended_at": NOON, "by": city.mentor}
    first = services.attend_by_code(code=f"/hadir/{code.lower()}", now=NOON, client_id="hp:1", **sent)
    again = services.attend_by_code(code=code, now=NOON + timedelta(days=3), client_id="hp:1", **sent)
    ticked = services.attend(owner_id=made.owner_id, now=NOON + timedelta(days=4), **sent)
    assert first.pk == again.pk == ticked.pk
    assert Attendance.objects.count() == 1
    given = ServiceGiven.objects.get()
    assert (given.kind, given.owner_id, given.agency_id) == ("training", made.owner_id, city.agency.pk)


def test_a_code_of_another_session_a_stranger_and_a_wrong_hour_are_refused(city: CoachingCity) -> None:
    cycle = city.cycle()
    made = city.apply(cycle, owner("Ani"))
    session, other = city.session(cycle), city.session(cycle, title="Kemasan", starts_at=NOON + timedelta(days=1))
    by: dict[str, Any] = {"by": city.mentor, "now": NOON + timedelta(days=2)}
    with pytest.raises(CodeUnknown):
        services.attend_by_code(session_id=session.pk, code=codes_of(other)[made.pk], attended_at=NOON, **by)
    with pytest.raises(NotAParticipant):
        services.attend(session_id=session.pk, owner_id=owner("Beni").pk, attended_at=NOON, **by)
    with pytest.raises(NotThen):
        services.attend(session_id=session.pk, owner_id=made.owner_id, attended_at=NOON + timedelta(hours=4), **by)
    assert (Attendance.objects.count(), ServiceGiven.objects.count()) == (0, 0)


def test_a_withdrawn_attendance_takes_its_service_with_it_and_may_be_recorded_anew(city: CoachingCity) -> None:
    cycle = city.cycle()
    made = city.apply(cycle, owner("Ani"))
    session = city.session(cycle)
    act: dict[str, Any] = {
        "session_id": session.pk,
        "owner_id": made.owner_id,
        "attended_at": NOON,
        "by": city.officer,
        "now": NOON,
    }
    row = services.attend(**act)
    services.withdraw_attendance(attendance_id=row.pk, reason="Salah orang", by=city.officer, now=NOON)
    assert ServiceGiven.objects.filter(withdrawn_at=None).count() == 0
    assert services.attend(**act).pk != row.pk
    assert ServiceGiven.objects.filter(withdrawn_at=None).count() == 1


def test_a_visit_sent_twice_is_one_and_counts_as_mentoring(city: CoachingCity) -> None:
    who = owner("Ani")
    values = services.VisitValues(purpose="Perpanjang P-IRT", visited_at=NOON, note="Berkas lengkap")
    sent: dict[str, Any] = {
        "agency": city.agency,
        "owner_id": who.pk,
        "values": values,
        "by": city.mentor,
        "client_id": "hp:7",
    }
    first = services.record_visit(now=NOON, **sent)
    again = services.record_visit(now=NOON + timedelta(days=2), **sent)
    assert first.pk == again.pk
    assert (Visit.objects.count(), VisitNote.objects.count(), ServiceGiven.objects.count()) == (1, 1, 1)


def test_a_mentor_writes_about_the_owners_of_the_area_only(city: CoachingCity) -> None:
    near, far = owner("Ani"), owner("Beni", area="31.71.01.1001")
    values = services.VisitValues(purpose="Kenalan", visited_at=NOON)
    with pytest.raises(NotAllowed):
        services.record_visit(agency=city.agency, owner_id=far.pk, values=values, by=city.mentor, now=NOON)
    with pytest.raises(VisitIncomplete):
        services.record_visit(
            agency=city.agency, owner_id=near.pk, by=city.mentor, now=NOON,
            values=services.VisitValues(purpose="Nanti", visited_at=NOON + timedelta(days=1)),
        )  # fmt: skip
    assert Visit.objects.count() == 0
    assert list(own_owners(city.mentor, now=NOON)) == [near]
    services.assign(agency=city.agency, owner_id=far.pk, mentor=city.mentor, by=city.officer, now=NOON)
    services.record_visit(agency=city.agency, owner_id=far.pk, values=values, by=city.mentor, now=NOON)
    assert list(own_owners(city.mentor, now=NOON)) == [near, far]


def test_the_same_service_of_two_agencies_is_two_and_of_one_agency_on_a_day_is_one(city: CoachingCity) -> None:
    who = owner("Ani")
    services.assign(agency=city.agency, owner_id=who.pk, mentor=city.mentor, by=city.officer, now=NOON)
    given: dict[str, Any] = {
        "owner_id": who.pk,
        "kind": "licensing",
        "given_on": NOON.date(),
        "by": city.mentor,
        "now": NOON,
    }
    for agency in (city.agency, city.agency, city.kpkp):
        services.give_service(agency=agency, **given)
    assert ServiceGiven.objects.count() == 2


def test_a_report_of_a_month_supersedes_the_earlier_one_and_loses_nothing(city: CoachingCity) -> None:
    who = owner("Ani")
    for income in (3_000_000, 3_500_000):
        services.report_outcome(
            owner_id=who.pk, month=NOON.date(), values=services.OutcomeValues(income_rupiah=income, family_workers=1),
            source="visit", by=city.mentor, now=NOON,
        )  # fmt: skip
    from tumbuh.coaching.models import OutcomeReport

    assert list(OutcomeReport.objects.order_by("pk").values_list("income_rupiah", "superseded_at")) == [
        (3_000_000, NOON),
        (3_500_000, None),
    ]
