"""Building the demo's coaching through its services: agencies' lists, two finished cycles, one that is open."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.coaching import queries
from tumbuh.coaching import services as coaching
from tumbuh.coaching.importing import ListValues, import_list
from tumbuh.coaching.models import Agency, Cycle, Session
from tumbuh.coaching.rules.states import CycleState, EnrolmentState
from tumbuh.coaching.services import CycleValues, NewOutcome, OutcomeValues, SessionValues
from tumbuh.demo.budget import skpd_code
from tumbuh.demo.city import City
from tumbuh.demo.coaching import OFFICES, SESSIONS, Course, Line, Plan, agency_name, plan
from tumbuh.demo.jakarta import aware
from tumbuh.demo.people import person_with
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import Person, link, nik_hash_of

_OPEN_SEATS, _APPLIED = 5, 9


@transaction.atomic
def add_coaching(city: City) -> None:
    """Add the agencies, their lists and programmes; all at once, or nothing when they are there."""
    if queries.agencies().exists():
        return
    now = aware(city.now)
    made = plan_of(city)
    by = User.objects.get(username=person_with(Role.PROGRAMME_OFFICER).username)
    begin = aware(datetime.combine(city.start - timedelta(days=30), time(9)))
    offices = [
        coaching.add_agency(
            code=skpd_code(place, 0), name=agency_name(place), short_name=short, by=None, now=begin
        )
        for place, short, _share in OFFICES
    ]  # fmt: skip
    for place, office in enumerate(offices):
        _import(office, [one for one in made.lines if one.office == place], by=by, now=now)
    keys = _keys(made)
    for course in made.courses:
        _hold(course, offices[course.office], keys, by=by, now=now)
    reports = [
        NewOutcome(keys[one.who.key], one.month, OutcomeValues(income_rupiah=one.rupiah))
        for one in made.incomes
        if one.who.key in keys
    ]
    coaching.report_outcomes(reports=reports, source="survey", by=by, now=now)
    _open_one(made, offices[0], keys, by=by, now=now)


def plan_of(city: City) -> Plan:
    """Return the city's coaching as values."""
    return plan(city.register, scale=city.scale, today=day_in_wib(aware(city.now)), chance=city.chance)


def _keys(made: Plan) -> Mapping[int, int]:
    """Return the keys of the register's owners by those of the demo."""
    people = list({one.key: one for one in [*made.coached, *(income.who for income in made.incomes)]}.values())
    found = link([Person(one.name, one.phone, nik_hash_of(one.nik)) for one in people])
    return {one.key: linked.owner_id for one, linked in zip(people, found, strict=True) if linked.owner_id is not None}


def _import(office: Agency, lines: Sequence[Line], *, by: User, now: datetime) -> None:
    rows = [(one.who.name, one.who.nik, one.who.phone, f"{one.day:%d/%m/%Y}", one.kind) for one in lines]
    content = _file(("Nama", "NIK", "Telepon", "Tanggal", "Layanan"), rows)
    values = ListValues(f"Binaan {office.short_name}.csv")
    import_list(agency=office, session=None, values=values, pieces=[content], by=by, now=now)


def _file(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    return text.getvalue().encode()


def _hold(course: Course, office: Agency, keys: Mapping[int, int], *, by: User, now: datetime) -> None:
    """Hold a course from the first application to the last decision, each act on its day."""
    before = course.starts_on - timedelta(days=20)
    at = _at(before)
    programme = coaching.open_programme(agency=office, name=course.name, by=None, now=at)
    values = CycleValues(
        name="Angkatan 1", starts_on=course.starts_on, ends_on=course.ends_on,
        apply_until_on=course.starts_on - timedelta(days=1), seats=len(course.seated),
    )  # fmt: skip
    cycle = coaching.plan_cycle(programme=programme, values=values, rules={"kbli": ["10"]}, by=None, now=at)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.OPEN, by=None, now=at)
    for one in course.people:
        coaching.apply(cycle_id=cycle.pk, owner_id=keys[one.key], by=None, now=at)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.RUNNING, by=None, now=_at(course.starts_on))
    _teach(course, cycle, by=by)
    ended = _at(course.ends_on + timedelta(days=1))
    for enrolment in queries.enrolments(cycle, state=EnrolmentState.ENROLLED.value):
        try:
            with transaction.atomic():
                coaching.complete(enrolment_id=enrolment.pk, by=by, now=ended)
        except coaching.TooLittleAttendance:
            coaching.drop(enrolment_id=enrolment.pk, reason="Kehadiran kurang dari syarat", by=by, now=ended)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.CLOSED, by=None, now=ended)


def _teach(course: Course, cycle: Cycle, *, by: User) -> None:
    step = (course.ends_on - course.starts_on).days // SESSIONS
    for number in range(SESSIONS):
        day = course.starts_on + timedelta(days=1 + number * step)
        session = _session(cycle, f"Pertemuan {number + 1}", day, by=by, now=_at(course.starts_on))
        there = [(one.name, one.nik) for one in course.there(number)]
        values = ListValues(f"Daftar hadir {course.name} {number + 1}.csv")
        content = _file(("Nama", "NIK"), there)
        import_list(
            agency=cycle.programme.agency, session=session, values=values, pieces=[content], by=by,
            now=_at(day + timedelta(days=1)),
        )  # fmt: skip


def _session(cycle: Cycle, title: str, day: date, *, by: User, now: datetime) -> Session:
    starts, ends = (aware(datetime.combine(day, time(hour))) for hour in (9, 12))
    values = SessionValues(title=title, service="training", starts_at=starts, ends_at=ends, place="Aula kecamatan")
    return coaching.plan_session(cycle=cycle, values=values, by=by, now=now)


def _open_one(made: Plan, office: Agency, keys: Mapping[int, int], *, by: User, now: datetime) -> None:
    """Leave a cycle with more applications than seats, its lottery announced and not held."""
    today = day_in_wib(now)
    programme = coaching.open_programme(agency=office, name="Kemasan dan Label", by=None, now=now)
    values = CycleValues(
        name=f"Angkatan 1/{today.year}", starts_on=today + timedelta(days=14), ends_on=today + timedelta(days=60),
        apply_until_on=today + timedelta(days=7), seats=_OPEN_SEATS, allocation="lottery",
    )  # fmt: skip
    cycle = coaching.plan_cycle(programme=programme, values=values, rules={"nib": True}, by=None, now=now)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.OPEN, by=None, now=now)
    for one in [one for one in reversed(made.coached) if one.key in keys][:_APPLIED]:
        coaching.apply(cycle_id=cycle.pk, owner_id=keys[one.key], by=None, now=now)
    _session(cycle, "Pertemuan 1", values.starts_on, by=by, now=now)
    coaching.announce_lottery(cycle_id=cycle.pk, by=by, now=now)


def _at(day: date) -> datetime:
    return aware(datetime.combine(day, time(15)))
