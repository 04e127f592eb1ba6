"""What is known of programmes, of who takes part, and of owners to those who look after them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import people_with, scopes_of
from tumbuh.accounts.rules import CITY, ScopeKind
from tumbuh.coaching.access import is_oneself, manages, may_about, require_about
from tumbuh.coaching.drawing import public_list
from tumbuh.coaching.models import (
    Agency,
    Assignment,
    Attendance,
    Certificate,
    Cycle,
    Enrolment,
    Lottery,
    Programme,
    ServiceGiven,
    Session,
    Visit,
)
from tumbuh.coaching.rules.states import EnrolmentState
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Owner
from tumbuh.registry.owners import owners_in

__all__ = ["public_list"]


class NoSuchCoaching(Refused):
    """There is no such programme, cycle, session, enrolment or visit, or it is not this person's to see."""

    code = "no_such_coaching"


@dataclass(frozen=True)
class Standing:
    """How many stand where in a cycle."""

    applied: int
    eligible: int
    not_eligible: int
    enrolled: int
    waiting: int
    completed: int
    dropped: int

    @property
    def all(self) -> int:
        """Everyone who applied."""
        return (
            self.applied + self.eligible + self.not_eligible + self.enrolled + self.waiting + self.completed
            + self.dropped
        )  # fmt: skip


def agencies() -> QuerySet[Agency]:
    """Return the agencies that coach, by name."""
    return Agency.objects.order_by("short_name", "pk")


def agency_of(code: str) -> Agency:
    """Return an agency by its code. Raises: NoSuchCoaching."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NoSuchCoaching(f"Perangkat daerah dengan kode {code} tidak ada dalam pembinaan.")
    return found


def agencies_managed(user: User, *, now: datetime) -> QuerySet[Agency]:
    """Return the agencies whose programmes a person manages, by name."""
    scopes = scopes_of(user, Permission.COACHING_MANAGE, day_in_wib(now))
    if CITY in scopes:
        return agencies()
    return agencies().filter(code__in={scope.code for scope in scopes if scope.kind is ScopeKind.AGENCY})


def agencies_recorded_for(user: User, *, now: datetime) -> QuerySet[Agency]:
    """Return the agencies for which a person may record visits and services, by name."""
    scopes = scopes_of(user, Permission.COACHING_RECORD, day_in_wib(now))
    named = {scope.code for scope in scopes if scope.kind is ScopeKind.AGENCY}
    if scopes and len(named) < len(scopes):  # an area or the city: the owner's own agency is chosen at the visit
        return agencies()
    return agencies().filter(Q(code__in=named) | Q(pk__in=agencies_managed(user, now=now)))


def programmes(agency: Agency | None = None) -> QuerySet[Programme]:
    """Return the programmes, by agency and name."""
    found = Programme.objects.select_related("agency").order_by("agency__short_name", "name")
    return found.filter(agency=agency) if agency else found


def programme(public_id: UUID) -> Programme:
    """Return one programme. Raises: NoSuchCoaching."""
    found = programmes().filter(public_id=public_id).first()
    if found is None:
        raise NoSuchCoaching("Program ini tidak ada.")
    return found


def programme_named(name: str) -> Programme:
    """Return the programme of a name, whatever its case. Raises: NoSuchCoaching, also when two agencies have one."""
    found = list(programmes().filter(name__iexact=name.strip())[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchCoaching(f"Lebih dari satu perangkat daerah memiliki program bernama {name}.")
    known = ", ".join(programmes().values_list("name", flat=True)[:20]) or "belum ada"
    raise NoSuchCoaching(f"Program bernama {name} tidak ada; yang ada: {known}.")


def cycles(of: Programme | None = None) -> QuerySet[Cycle]:
    """Return the cycles, newest first."""
    found = Cycle.objects.select_related("programme__agency").order_by("-starts_on", "-pk")
    return found.filter(programme=of) if of else found


def open_cycles(*, on: date) -> QuerySet[Cycle]:
    """Return the cycles for which one may apply on a day, those that end first first."""
    return cycles().filter(state="open", apply_until_on__gte=on).order_by("apply_until_on", "pk")


def cycle(public_id: UUID) -> Cycle:
    """Return one cycle with its programme and agency. Raises: NoSuchCoaching."""
    found = cycles().filter(public_id=public_id).first()
    if found is None:
        raise NoSuchCoaching("Siklus ini tidak ada.")
    return found


def standing(of: Cycle) -> Standing:
    """Return how many stand where in a cycle."""
    counted = dict(Enrolment.objects.filter(cycle=of).values_list("state").annotate(n=Count("pk")))
    return Standing(**{state.value: counted.get(state.value, 0) for state in EnrolmentState})


def enrolments(of: Cycle, *, state: str = "") -> QuerySet[Enrolment]:
    """Return who applied for a cycle, with the owner: by waiting rank, then by number. For who manages it."""
    found = Enrolment.objects.filter(cycle=of).select_related("owner", "certificate__paper")
    return (found.filter(state=state) if state else found).order_by("waiting_rank", "number")


def applied_before(of: Cycle, owner_ids: Collection[int]) -> dict[int, UUID]:
    """Return the public ids of the enrolments of some owners in a cycle, by the owner's key."""
    rows = Enrolment.objects.filter(cycle=of, owner__in=owner_ids)
    return dict(rows.values_list("owner_id", "public_id"))


def enrolment(public_id: UUID, *, user: User, now: datetime) -> Enrolment:
    """Return one enrolment to the agency, to the owner, or to who looks after him. Raises: NoSuchCoaching."""
    rows = Enrolment.objects.select_related("owner", "cycle__programme__agency", "certificate__paper")
    found = rows.filter(public_id=public_id).first()
    if found is None or not (
        manages(user, found.cycle.programme.agency, now=now)
        or is_oneself(user, found.owner_id, on=day_in_wib(now))
        or may_about(user, found.owner_id, now=now)
    ):
        raise NoSuchCoaching("Pendaftaran ini tidak ada, atau bukan milik Anda.")
    return found


def enrolments_of(owner_id: int) -> list[Enrolment]:
    """Return the enrolments of an owner, newest first."""
    rows = Enrolment.objects.filter(owner=owner_id).select_related("cycle__programme__agency", "certificate__paper")
    return list(rows.order_by("-applied_at", "-pk"))


def certificates_of(owner_id: int) -> list[Certificate]:
    """Return the certificates of an owner, newest first."""
    rows = Certificate.objects.filter(enrolment__owner=owner_id)
    return list(rows.select_related("paper", "enrolment__cycle__programme__agency").order_by("-issued_at", "-pk"))


def sessions(of: Cycle) -> QuerySet[Session]:
    """Return the sessions of a cycle in their order, each with `attended`, how many were there."""
    there = Count("attendances", filter=Q(attendances__withdrawn_at=None))
    return Session.objects.filter(cycle=of).annotate(attended=there).order_by("starts_at", "pk")


def session(public_id: UUID) -> Session:
    """Return one session with its cycle, programme and agency. Raises: NoSuchCoaching."""
    rows = Session.objects.select_related("cycle__programme__agency")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchCoaching("Sesi ini tidak ada.")
    return found


def attendances(of: Session) -> dict[int, Attendance]:
    """Return who was at a session, by the key of the owner."""
    rows = Attendance.objects.filter(session=of, withdrawn_at=None).select_related("recorded_by")
    return {row.owner_id: row for row in rows}


def attended_by(of: Cycle, owner_id: int) -> set[int]:
    """Return the keys of the sessions of a cycle at which an owner was."""
    rows = Attendance.objects.filter(session__cycle=of, owner=owner_id, withdrawn_at=None)
    return set(rows.values_list("session_id", flat=True))


def attendance(public_id: UUID, *, of: Session) -> Attendance:
    """Return one attendance of a session. Raises: NoSuchCoaching."""
    found = Attendance.objects.filter(public_id=public_id, session=of).first()
    if found is None:
        raise NoSuchCoaching("Kehadiran ini tidak ada pada sesi ini.")
    return found


def participants(of: Cycle) -> list[Enrolment]:
    """Return who takes part in a cycle or has completed it, by name."""
    rows = Enrolment.objects.filter(cycle=of, state__in=[EnrolmentState.ENROLLED.value, EnrolmentState.COMPLETED.value])
    return list(rows.select_related("owner").order_by("owner__name_key", "number"))


def lottery(of: Cycle) -> Lottery | None:
    """Return the announced or held lottery of a cycle."""
    return Lottery.objects.filter(cycle=of).select_related("announced_by", "drawn_by").first()


def own_owners(user: User, *, now: datetime) -> QuerySet[Owner]:
    """
    Return the owners of a person's own: assigned to them, or in their areas. The city's own officers: who is coached.

    Raises: NotAllowed for who neither records nor manages coaching.
    """
    on = day_in_wib(now)
    records = scopes_of(user, Permission.COACHING_RECORD, on)
    held = records | scopes_of(user, Permission.COACHING_MANAGE, on)
    if not held:
        raise NotAllowed("Anda tidak mencatat pembinaan. Hubungi pengelola akun.")
    areas = sorted(scope.code for scope in held if scope.kind is ScopeKind.AREA)
    found = owners_in(areas, on=on)
    whose = Q(Exists(Assignment.objects.filter(owner=OuterRef("pk"), mentor=user, to_on=None)))
    if areas:
        whose |= Q(pk__in=found.values("pk"))
    codes = {scope.code for scope in held if scope.kind is ScopeKind.AGENCY}
    if codes:
        taking_part = Enrolment.objects.filter(owner=OuterRef("pk"), cycle__programme__agency__code__in=codes)
        whose |= Q(Exists(taking_part))
    if CITY in held:
        whose |= Q(Exists(ServiceGiven.objects.filter(owner=OuterRef("pk"), withdrawn_at=None)))
    return found.model._default_manager.filter(whose, withdrawn_at=None).order_by("name_key", "pk")


def assigned_to(user: User) -> list[Assignment]:
    """Return the owners that a mentor looks after, by name."""
    rows = Assignment.objects.filter(mentor=user, to_on=None).select_related("owner", "agency")
    return list(rows.order_by("owner__name_key", "pk"))


def mentors(*, on: date) -> list[User]:
    """Return who records coaching in the field, by name."""
    return people_with(Permission.COACHING_RECORD, on=on)


def mentor(username: str, *, on: date) -> User:
    """Return a mentor by the name he signs in with. Raises: NoSuchCoaching."""
    found = next((one for one in mentors(on=on) if one.username == username), None)
    if found is None:
        raise NoSuchCoaching("Pilih pendamping dari daftarnya.")
    return found


def assignments_of(owner_id: int) -> list[Assignment]:
    """Return who looks after an owner now, for which agency; the latest first."""
    rows = Assignment.objects.filter(owner=owner_id, to_on=None).select_related("mentor", "agency")
    return list(rows.order_by("-from_on", "-pk"))


def caseload(agency: Agency) -> list[tuple[int, int]]:
    """Return (mentor's key, owners looked after) of an agency, the fullest first."""
    rows = Assignment.objects.filter(agency=agency, to_on=None).values_list("mentor").annotate(n=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def visits_of(owner_id: int, *, user: User, now: datetime) -> list[Visit]:
    """Return the visits to an owner with their notes, newest first. Raises: NotAllowed."""
    if not is_oneself(user, owner_id, on=day_in_wib(now)):
        require_about(user, owner_id, now=now)
    rows = Visit.objects.filter(owner=owner_id).select_related("mentor", "agency", "business").prefetch_related("notes")
    return list(rows.order_by("-visited_at", "-pk"))


def services_of(owner_id: int) -> list[ServiceGiven]:
    """Return the services that an owner received, newest first."""
    rows = ServiceGiven.objects.filter(owner=owner_id, withdrawn_at=None).select_related("agency", "cycle__programme")
    return list(rows.order_by("-given_on", "-pk"))


def service_of(owner_id: int, public_id: str) -> ServiceGiven:
    """Return one service of an owner. Raises: NoSuchCoaching."""
    found = next((one for one in services_of(owner_id) if str(one.public_id) == public_id), None)
    if found is None:
        raise NoSuchCoaching("Layanan ini tidak ada, atau sudah dicabut.")
    return found


def last_seen(owner_ids: Collection[int]) -> dict[int, datetime]:
    """Return when each owner was last visited, by key; one never visited is left out."""
    rows = Visit.objects.filter(owner__in=owner_ids).values_list("owner").annotate(latest=Max("visited_at"))
    return dict(rows)


def sessions_between(agencies_: Sequence[Agency], first: date, last: date) -> QuerySet[Session]:
    """Return the sessions of some days (WIB, both included) of some agencies, by their start."""
    days = {"starts_at__date__gte": first, "starts_at__date__lte": last}
    rows = Session.objects.filter(cycle__programme__agency__in=agencies_, cancelled_at=None, **days)
    return rows.select_related("cycle__programme__agency").order_by("starts_at", "pk")
