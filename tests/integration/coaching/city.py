"""Two agencies, their officers and mentors, and owners who could take part."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.coaching import services
from tumbuh.coaching.models import Agency, Cycle, Enrolment, Session
from tumbuh.coaching.rules.states import CycleState
from tumbuh.registry.models import Business, ClassAssessment, Owner, Ownership, Site
from tumbuh.registry.owners import nik_hash_of

NOON = datetime(2026, 4, 6, 5, 0, tzinfo=UTC)  # Monday, 12.00 WIB
TODAY = date(2026, 4, 6)
LAST_DAY = date(2026, 4, 10)
AFTER = NOON + timedelta(days=6)  # nobody may apply any more


def person(name: str, role: Role, kind: str = "city", code: str = "") -> User:
    user = User.objects.create(username=name, first_name=name.title(), date_joined=NOON)
    add_membership(user=user, role=role, scope_kind=kind, scope_code=code, by=None, now=NOON)
    return user


def owner(name: str, *, area: str = "31.75.01.1001", phone: str = "", nik: str = "", **values: Any) -> Owner:
    """Make an owner with one micro food business."""
    defaults: dict[str, Any] = {"born_on": date(1990, 5, 1), "gender": "female"}
    sealed = {"nik_cipher": "x", "nik_hash": nik_hash_of(nik), "key_tag": "t"} if nik else {}
    made = Owner.objects.create(
        name=name, name_key=name.lower(), phone=phone, created_at=NOON, **(defaults | sealed | values)
    )
    business = Business.objects.create(
        name=f"Warung {name}", name_key=f"warung {name}".lower(), kbli_version="2020", kbli_code="56102",
        registered_on=date(2024, 1, 10), created_at=NOON,
    )  # fmt: skip
    Site.objects.create(business=business, kind="main", area_code=area or None, created_at=NOON)
    ClassAssessment.objects.create(
        business=business, size_class="micro", basis="declared", as_of=date(2026, 1, 1), created_at=NOON
    )
    Ownership.objects.create(owner=made, business=business, from_on=date(2024, 1, 10), created_at=NOON)
    return made


@dataclass
class CoachingCity:
    """What a cycle needs. `officer` manages PPKUKM, `other` manages KPKP, `mentor` records in Cakung."""

    agency: Agency
    kpkp: Agency
    officer: User
    second: User
    other: User
    mentor: User

    def cycle(self, *, seats: int = 2, rules: dict[str, Any] | None = None, open_: bool = True, **given: Any) -> Cycle:
        programme = given.pop("programme", None) or services.open_programme(
            agency=self.agency, name=given.pop("called", "Jakpreneur"), by=self.officer, now=NOON
        )
        values: dict[str, Any] = {
            "name": "Angkatan 1", "starts_on": date(2026, 4, 13), "ends_on": date(2026, 6, 30),
            "apply_until_on": LAST_DAY, "seats": seats,
        }  # fmt: skip
        made = services.plan_cycle(
            programme=programme, values=services.CycleValues(**(values | given)), rules=rules or {}, by=self.officer,
            now=NOON,
        )  # fmt: skip
        return services.move_cycle(cycle_id=made.pk, to=CycleState.OPEN, by=self.officer, now=NOON) if open_ else made

    def apply(self, cycle: Cycle, who: Owner) -> Enrolment:
        return services.apply(cycle_id=cycle.pk, owner_id=who.pk, by=self.officer, now=NOON)

    def session(self, cycle: Cycle, *, title: str = "Pembukuan", starts_at: datetime = NOON) -> Session:
        values = services.SessionValues(
            title=title, service="training", starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), place="Balai"
        )
        return services.plan_session(cycle=cycle, values=values, by=self.officer, now=NOON)


def build() -> CoachingCity:
    add: dict[str, Any] = {"by": None, "now": NOON}
    ppkukm = services.add_agency(code="2.17", name="Dinas PPKUKM", short_name="PPKUKM", **add)
    kpkp = services.add_agency(code="3.27", name="Dinas KPKP", short_name="KPKP", **add)
    return CoachingCity(
        ppkukm,
        kpkp,
        officer=person("petugas", Role.PROGRAMME_OFFICER, "agency", "2.17"),
        second=person("petugas_lain", Role.PROGRAMME_OFFICER, "agency", "2.17"),
        other=person("petugas_kpkp", Role.PROGRAMME_OFFICER, "agency", "3.27"),
        mentor=person("pendamping", Role.FIELD_MENTOR, "area", "31.75.01"),
    )
