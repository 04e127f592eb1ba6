"""Building the demo's coaching through its services: agencies' lists, what was reported, one cycle that is open."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.coaching import queries
from tumbuh.coaching import services as coaching
from tumbuh.coaching.importing import ListValues, import_list
from tumbuh.coaching.rules.states import CycleState
from tumbuh.coaching.services import CycleValues, NewOutcome, OutcomeValues, VisitValues
from tumbuh.demo import coaching_files, coaching_holding
from tumbuh.demo.budget import skpd_code
from tumbuh.demo.city import City
from tumbuh.demo.coaching import OFFICES, Plan, Report, agency_name, plan
from tumbuh.demo.coaching_holding import Acting
from tumbuh.demo.jakarta import aware
from tumbuh.demo.people import person_with
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.cells import parse_phone
from tumbuh.registry.owners import Person, link, nik_hash_of

_OPEN_SEATS, _APPLIED = 5, 9
_TO_TRY = "Daftar-hadir-Dapur-Rapi-Tebet.xlsx"


@transaction.atomic
def add_coaching(city: City, folder: Path) -> None:
    """Add the agencies, their lists and programmes; all at once, or nothing when they are there."""
    if queries.agencies().exists():
        return
    now = aware(city.now)
    made = plan_of(city)
    begin = aware(datetime.combine(city.start - timedelta(days=30), time(9)))
    offices = [
        coaching.add_agency(code=skpd_code(place, 0), name=agency_name(place), short_name=short, by=None, now=begin)
        for place, short, _share in OFFICES
    ]
    acting = Acting(_person(Role.PROGRAMME_OFFICER), now, offices, _keys(made))
    _import_lists(made, acting, folder / "pembinaan")
    for course in made.courses:
        coaching_holding.hold(course, acting)
    reports = [NewOutcome(acting.keys[one.who.key], one.month, _values(one)) for one in made.reports]
    coaching.report_outcomes(reports=reports, source="survey", by=acting.by, now=now)
    _open_one(made, acting)
    _look_after(made, acting)
    _write_one_to_try(made, city.now.date(), folder / "to-import" / "pembinaan")


def plan_of(city: City) -> Plan:
    """Return the city's coaching as values."""
    return plan(
        city.register, online=city.online, scale=city.scale, today=day_in_wib(aware(city.now)),
        chance=city.chance,
    )  # fmt: skip


def _person(role: Role) -> User:
    return User.objects.get(username=person_with(role).username)


def _keys(made: Plan) -> Mapping[int, int]:
    """Return the keys of the register's owners by those of the demo: by NIK, of a seller without one by telephone."""
    people = list({one.key: one for one in [*made.coached, *(report.who for report in made.reports)]}.values())
    found = link([Person(one.name, parse_phone(one.phone), nik_hash_of(one.nik) if one.nik else "") for one in people])
    return {one.key: linked.owner_id for one, linked in zip(people, found, strict=True) if linked.owner_id is not None}


def _values(report: Report) -> OutcomeValues:
    return OutcomeValues(
        income_rupiah=report.income_rupiah, paid_workers=report.paid, family_workers=report.family
    )  # fmt: skip


def _import_lists(made: Plan, acting: Acting, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for place, office in enumerate(acting.offices):
        name, content = coaching_files.agency_list(place, [*made.lines, *made.strangers])
        (folder / name).write_bytes(content)
        import_list(
            agency=office, session=None, values=ListValues(name), pieces=[content], by=acting.by, now=acting.now
        )


def _open_one(made: Plan, acting: Acting) -> None:
    """Leave a cycle with more applications than seats, its lottery announced and not held."""
    today = day_in_wib(acting.now)
    at = acting.now
    about = "Label yang sah, kemasan yang laku."
    programme = coaching.open_programme(
        agency=acting.offices[0], name="Kemasan dan Label", about=about, by=None, now=at
    )
    values = CycleValues(
        name=f"Angkatan 1/{today.year}", starts_on=today + timedelta(days=14), ends_on=today + timedelta(days=60),
        apply_until_on=today + timedelta(days=7), seats=_OPEN_SEATS, allocation="lottery",
    )  # fmt: skip
    cycle = coaching.plan_cycle(programme=programme, values=values, rules={"nib": True}, by=None, now=at)
    coaching.move_cycle(cycle_id=cycle.pk, to=CycleState.OPEN, by=None, now=at)
    for one in list(reversed(made.coached))[:_APPLIED]:
        coaching.apply(cycle_id=cycle.pk, owner_id=acting.keys[one.key], by=None, now=at)
    coaching_holding.add_session(cycle, 0, values.starts_on, course=None, acting=acting)
    coaching.announce_lottery(cycle_id=cycle.pk, by=acting.by, now=acting.now)


def _look_after(made: Plan, acting: Acting) -> None:
    """Give the mentor his people, and the notes of those whom he has seen."""
    mentor, agency = _person(Role.FIELD_MENTOR), acting.offices[0]
    began = coaching_holding.moment(day_in_wib(acting.now) - timedelta(days=90))
    for one in made.mentored:
        coaching.assign(agency=agency, owner_id=acting.keys[one.key], mentor=mentor, by=acting.by, now=began)
    for visit in made.visits:
        at = coaching_holding.moment(visit.day)
        values = VisitValues(visit.purpose, at, visit.note, visit.next_on)
        coaching.record_visit(agency=agency, owner_id=acting.keys[visit.who.key], values=values, by=mentor, now=at)


def _write_one_to_try(made: Plan, today: date, folder: Path) -> None:
    """Write the sheet of today's session, as its teacher would hand it in afterwards."""
    for course in made.courses:
        if today in course.days:
            folder.mkdir(parents=True, exist_ok=True)
            there = course.there(course.days.index(today))
            absent = [one for one in course.seated if one not in there]
            (folder / _TO_TRY).write_bytes(coaching_files.attendance_list(_TO_TRY, there, absent=absent))
            return
