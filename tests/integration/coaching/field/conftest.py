from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.coaching import city as cities
from tests.integration.coaching.city import NOON, CoachingCity
from tumbuh.accounts.models import User
from tumbuh.coaching.field.devices import register_device
from tumbuh.coaching.field.receiving import Sent, Taken, receive
from tumbuh.coaching.models import FieldDevice, Session
from tumbuh.coaching.services import codes_of
from tumbuh.production import services as production
from tumbuh.registry.models import Owner

CLOCK = int(NOON.timestamp() * 1_000)


@dataclass
class Phone:
    """A phone of the field as its page behaves: it numbers what it writes and sends what was not confirmed."""

    device: FieldDevice
    user: User
    ops: list[Sent] = made(default_factory=list)

    def write(self, kind: str, entity: UUID | None = None, /, **fields: Any) -> UUID:
        target = entity or uuid4()
        for name, value in fields.items():
            self.ops.append(Sent(len(self.ops) + 1, target, kind, name, value, CLOCK + len(self.ops)))
        return target

    def visit(self, who: Owner, **given: Any) -> UUID:
        fields: dict[str, Any] = {
            "owner": str(who.public_id), "agency": "2.17", "purpose": "Cek P-IRT", "note": "Izin hampir habis.",
            "visited": CLOCK - 60_000,
        }  # fmt: skip
        return self.write("visit", **(fields | given), done=CLOCK)

    def send(self, ops: list[Sent] | None = None, *, now: Any = NOON) -> Taken:
        return receive(device_id=self.device.pk, ops=self.ops if ops is None else ops, by=self.user, now=now)


@dataclass
class Field:
    """A mentor of Cakung with a phone, two owners there and one elsewhere, a session of today and a garden."""

    city: CoachingCity
    phone: Phone
    siti: Owner
    budi: Owner
    far: Owner
    session: Session
    code: str
    garden: Any

    def another_phone(self, user: User | None = None) -> Phone:
        owner = user or self.city.mentor
        device, _secret = register_device(name="Ponsel lain", session_key="", by=owner, now=NOON)
        return Phone(device, owner)


def build() -> Field:
    city = cities.build()
    siti = cities.owner("Siti", phone="+6281200000001")
    budi = cities.owner("Budi", phone="+6281200000002")
    far = cities.owner("Jauh", area="31.71.01.1001")
    cycle = city.cycle()
    enrolment = city.apply(cycle, siti)
    session = city.session(cycle, starts_at=NOON - timedelta(hours=1))
    production.load_commodities(now=NOON)
    garden = production.add_site(
        new=production.NewSite("KB-1", "Kebun Melati", "yard", "31.75.01.1001", date(2024, 1, 1)), by=None, now=NOON
    )
    device, _secret = register_device(name="Ponsel Rina", session_key="", by=city.mentor, now=NOON)
    return Field(city, Phone(device, city.mentor), siti, budi, far, session, codes_of(session)[enrolment.pk], garden)


@pytest.fixture
def field(db: None) -> Field:
    return build()
