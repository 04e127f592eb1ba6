"""Holding a programme of the demo through its services, each act on its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.coaching import queries
from tumbuh.coaching import services as coaching
from tumbuh.coaching.importing import ListValues, import_list
from tumbuh.coaching.models import Agency, Cycle, Session
from tumbuh.coaching.rules.states import CycleState, EnrolmentState
from tumbuh.coaching.services import CycleValues, SessionValues
from tumbuh.demo import coaching_files
from tumbuh.demo.coaching_courses import Course
from tumbuh.demo.jakarta import aware
from tumbuh.kernel.periods import day_in_wib

_CERTIFIED = 6  # of those who passed the first course; the others wait for whoever tries it


@dataclass(frozen=True)
class Acting:
    """Who does the officer's work and when, the agencies in the order of OFFICES, owners' keys by the demo's."""

    by: User
    now: datetime
    offices: Sequence[Agency]
    keys: Mapping[int, int]


def hold(course: Course, acting: Acting) -> None:
    """Hold a course from the first application to the last decision, or as far as it has come."""
    at = moment(course.starts_on - timedelta(days=20))
    office = acting.offices[course.office]
    programme = coaching.open_programme(agency=office, name=course.name, about=course.about, by=None, now=at)
    values = CycleValues(
        name=f"Angkatan 1/{course.starts_on.year}", starts_on=course.starts_on, ends_on=course.ends_on,
        apply_until_on=course.starts_on - timedelta(days=1), seats=max(1, len(course.seated)),
    )  # fmt: skip
    cycle = coaching.plan_cycle(programme=programme, values=values, rules=course.rules, by=None, now=at)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.OPEN, by=None, now=at)
    for one in [*course.refused, *course.people]:
        coaching.apply(cycle_id=cycle.pk, owner_id=acting.keys[one.key], by=None, now=at)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.RUNNING, by=None, now=moment(course.starts_on))
    held = course.held(day_in_wib(acting.now))
    for number, day in enumerate(course.days):
        session = add_session(cycle, number, day, course=course, acting=acting)
        if day in held:
            _attend(course, number, session, acting)
    if course.ends_on < day_in_wib(acting.now):
        _finish(cycle, moment(course.ends_on + timedelta(days=1)), acting)


def add_session(cycle: Cycle, number: int, day: date, *, course: Course | None, acting: Acting) -> Session:
    """Plan a session of a morning, where the course meets; without a course, at the agency's."""
    starts, ends = (aware(datetime.combine(day, time(hour))) for hour in (9, 12))
    values = SessionValues(
        title=f"Pertemuan {number + 1}", service=course.service if course else "training", starts_at=starts,
        ends_at=ends, place=course.place if course else "Aula dinas", area_code=course.area_code if course else "",
    )  # fmt: skip
    planned_at = min(moment(cycle.starts_on - timedelta(days=10)), acting.now)
    return coaching.plan_session(cycle=cycle, values=values, by=acting.by, now=planned_at)


def moment(day: date) -> datetime:
    """Return the afternoon of a day."""
    return aware(datetime.combine(day, time(15)))


def _attend(course: Course, number: int, session: Session, acting: Acting) -> None:
    values = ListValues(f"Daftar hadir {course.name} {number + 1}.csv")
    import_list(
        agency=acting.offices[course.office], session=session, values=values,
        pieces=[coaching_files.attendance_list(values.file_name, course.there(number))],
        by=acting.by, now=moment(course.days[number] + timedelta(days=1)),
    )  # fmt: skip


def _finish(cycle: Cycle, at: datetime, acting: Acting) -> None:
    certified = 0
    for enrolment in queries.enrolments(cycle, state=EnrolmentState.ENROLLED.value):
        try:
            with transaction.atomic():
                coaching.complete(enrolment_id=enrolment.pk, by=acting.by, now=at)
        except coaching.TooLittleAttendance:
            coaching.drop(enrolment_id=enrolment.pk, reason="Kehadiran kurang dari syarat", by=acting.by, now=at)
            continue
        if certified < _CERTIFIED:
            coaching.certify(enrolment_id=enrolment.pk, by=acting.by, now=at)
            certified += 1
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.CLOSED, by=None, now=at)
