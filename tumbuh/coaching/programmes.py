"""Agencies, programmes and cycles: who offers what, when, with how many seats and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.rules import CITY
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.coaching.access import require_agency
from tumbuh.coaching.models import Agency, Cycle, EligibilityRule, Enrolment, Programme
from tumbuh.coaching.rules.eligibility import check_rule
from tumbuh.coaching.rules.states import CYCLE_MOVES, CycleState, EnrolmentState
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move


class AlreadyThere(Refused):
    """Another one has this name."""

    code = "coaching_name_taken"


class CycleIncomplete(Refused):
    """The days, seats or name of a cycle do not fit together."""

    code = "cycle_incomplete"


class StillOpenPlaces(Refused):
    """A cycle is not closed while participants are neither done nor gone."""

    code = "participants_open"


@dataclass(frozen=True)
class CycleValues:
    """A cycle as its form leaves it. `rules`: kind → value, of rules.eligibility."""

    name: str
    starts_on: date
    ends_on: date
    apply_until_on: date
    seats: int
    allocation: str = "first_come"
    attendance_permyriad: int = 7_500


@transaction.atomic
def add_agency(*, code: str, name: str, short_name: str, by: User | None, now: datetime) -> Agency:
    """Add an agency that coaches; `by` is None for a command on the machine. Raises: NotAllowed, AlreadyThere."""
    if by is not None:
        require(by, Permission.COACHING_MANAGE, scope=CITY, on=day_in_wib(now))
    if Agency.objects.filter(code=code).exists():
        raise AlreadyThere(f"Perangkat daerah dengan kode {code} sudah ada.")
    agency = Agency.objects.create(code=code, name=name, short_name=short_name, added_at=now)
    audit.record("coaching.agency_added", by=by, at=now, target=f"coaching.agency:{agency.public_id}")
    return agency


@transaction.atomic
def open_programme(*, agency: Agency, name: str, about: str = "", by: User | None, now: datetime) -> Programme:
    """Start a programme of an agency. Raises: NotAllowed, AlreadyThere."""
    if by is not None:
        require_agency(by, Permission.COACHING_MANAGE, agency, now=now)
    name = name.strip()
    if not name:
        raise CycleIncomplete("Beri nama programnya.")
    Agency.objects.select_for_update().get(pk=agency.pk)
    if Programme.objects.filter(agency=agency, name=name).exists():
        raise AlreadyThere(f"{agency.short_name} sudah memiliki program bernama {name}.")
    made = Programme.objects.create(agency=agency, name=name[:200], about=about.strip(), opened_by=by, opened_at=now)
    audit.record("coaching.programme_opened", by=by, at=now, target=f"coaching.programme:{made.public_id}")
    return made


@transaction.atomic
def plan_cycle(
    *, programme: Programme, values: CycleValues, rules: Mapping[str, Any], by: User | None, now: datetime
) -> Cycle:
    """Write a cycle and its rules down as a draft. Raises: NotAllowed, CycleIncomplete, AlreadyThere, BadRule."""
    if by is not None:
        require_agency(by, Permission.COACHING_MANAGE, programme.agency, now=now)
    _check(values)
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if Cycle.objects.filter(programme=programme, name=values.name.strip()).exists():
        raise AlreadyThere(f"Program ini sudah memiliki siklus bernama {values.name}.")
    cycle = Cycle(programme=programme, planned_by=by, planned_at=now)
    _fill(cycle, values)
    cycle.save()
    _set_rules(cycle, rules, by=by, now=now)
    audit.record("coaching.cycle_planned", by=by, at=now, target=cycle.reference, detail={"seats": cycle.seats})
    return cycle


@transaction.atomic
def change_cycle(*, cycle_id: int, values: CycleValues, rules: Mapping[str, Any], by: User, now: datetime) -> Cycle:
    """
    Change a draft in everything, and an open cycle in its name and days only: what was promised to applicants stays.

    Seats of an open cycle: enrolling.add_seats, which also gives them to who waits.

    Raises: NotAllowed, CycleIncomplete, Refused.
    """
    cycle = locked(cycle_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    _check(values)
    if cycle.state == CycleState.CLOSED:
        raise Refused("Siklus ini sudah selesai, jadi tidak dapat diubah.", code="cycle_closed")
    current = {rule.kind: rule.value for rule in cycle.rules.filter(withdrawn_at=None)}
    promised = cycle.state != CycleState.DRAFT
    same = (dict(rules), values.allocation, values.seats) == (current, cycle.allocation, cycle.seats)
    if promised and not same:
        raise Refused(
            "Pendaftaran sudah dibuka, jadi syarat dan cara membagi kursi tidak dapat diubah. Buat siklus baru.",
            code="cycle_promised",
        )
    _fill(cycle, values)
    cycle.save()
    if not promised:
        _set_rules(cycle, rules, by=by, now=now)
    audit.record("coaching.cycle_changed", by=by, at=now, target=cycle.reference, detail={"seats": cycle.seats})
    return cycle


@transaction.atomic
def move_cycle(*, cycle_id: int, to: CycleState, by: User | None, now: datetime) -> Cycle:
    """Open, start or close a cycle. Raises: NotAllowed, IllegalMove, StillOpenPlaces."""
    cycle = locked(cycle_id)
    if by is not None:
        require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    check_move(CYCLE_MOVES, cycle.state, to)
    if to is CycleState.CLOSED:
        _check_all_done(cycle)
        cycle.closed_at = now
    cycle.state = to.value
    cycle.save(update_fields=["state", "closed_at"])
    audit.record(f"coaching.cycle_{to.value}", by=by, at=now, target=cycle.reference)
    return cycle


def locked(cycle_id: int) -> Cycle:
    """Return a cycle that no other act changes until this one is done; seats are given one after another."""
    return Cycle.objects.select_for_update(of=("self",)).select_related("programme__agency").get(pk=cycle_id)


def _check(values: CycleValues) -> None:
    if not values.name.strip():
        raise CycleIncomplete("Beri nama siklusnya, misalnya Angkatan 1/2026.")
    if values.seats < 1:
        raise CycleIncomplete("Jumlah kursi paling sedikit satu.")
    if not values.apply_until_on <= values.ends_on >= values.starts_on:
        raise CycleIncomplete("Urutkan harinya: pendaftaran ditutup dan siklus dimulai sebelum siklus berakhir.")
    if not 0 <= values.attendance_permyriad <= 10_000:
        raise CycleIncomplete("Syarat kehadiran antara 0 dan 100 persen.")
    if values.allocation not in {"first_come", "lottery"}:
        raise CycleIncomplete("Pilih cara membagi kursi: urutan mendaftar atau undian.")


def _check_all_done(cycle: Cycle) -> None:
    left = Enrolment.objects.filter(cycle=cycle, state=EnrolmentState.ENROLLED).count()
    if left:
        raise StillOpenPlaces(f"Masih ada {left} peserta yang belum lulus atau keluar; selesaikan dahulu.")


def _fill(cycle: Cycle, values: CycleValues) -> None:
    cycle.name, cycle.starts_on, cycle.ends_on = values.name.strip()[:120], values.starts_on, values.ends_on
    cycle.apply_until_on, cycle.seats, cycle.allocation = values.apply_until_on, values.seats, values.allocation
    cycle.attendance_permyriad = values.attendance_permyriad


def _set_rules(cycle: Cycle, rules: Mapping[str, Any], *, by: User | None, now: datetime) -> None:
    for kind, value in rules.items():
        check_rule(kind, value)
    EligibilityRule.objects.filter(cycle=cycle, withdrawn_at=None).update(withdrawn_at=now)
    EligibilityRule.objects.bulk_create(
        EligibilityRule(cycle=cycle, kind=kind, value=value, set_by=by, set_at=now) for kind, value in rules.items()
    )
