from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import NOON
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership, create_user
from tumbuh.production import services
from tumbuh.production.models import Log, Site
from tumbuh.production.services import LogValues, NewSite


class Field:
    """Two gardens and a kitchen, and who notes what grows there."""

    def __init__(self) -> None:
        services.load_commodities(now=NOON)
        new = [
            NewSite("KB-1", "Kebun Melati", "yard", "31.74.01.1001", date(2022, 1, 1), surface_m2=200),
            NewSite("KB-2", "Kebun Anggrek", "roof", "31.71.01.1001", date(2022, 1, 1)),
            NewSite("DP-1", "Dapur Mawar", "kitchen", "31.74.01.1001", date(2022, 1, 1)),
        ]
        self.garden, self.roof, self.kitchen = services.add_sites(sites=new, by=None, now=NOON)
        self.officer = self.person("petugas_produksi", Role.PROGRAMME_OFFICER)
        self.worker = self.person("penyuluh_tebet", Role.EXTENSION_WORKER, ("area", "31.74.01"))

    def person(self, name: str, role: Role, scope: tuple[str, str] = ("city", "")) -> User:
        user = create_user(username=name, password="rahasia-sekali-9", full_name=name.title(), by=None, now=NOON)
        add_membership(user=user, role=role, scope_kind=scope[0], scope_code=scope[1], by=None, now=NOON)
        return user

    def values(self, quantity: str = "12", **given: Any) -> LogValues:
        wanted: dict[str, Any] = {
            "site_id": self.garden.pk, "commodity_code": "kangkung", "done_on": date(2025, 5, 5), "unit": "ikat",
            "quantity": Decimal(quantity),
        }  # fmt: skip
        return LogValues(**(wanted | given))

    def harvest(self, quantity: str = "12", *, kind: str = "harvest", now: Any = NOON, **given: Any) -> Log:
        return services.record_log(
            client_id=uuid4(), kind=kind, values=self.values(quantity, **given), by=None, now=now
        )


@pytest.fixture
def field(db: None) -> Field:
    return Field()


@pytest.fixture
def garden(field: Field) -> Site:
    return field.garden
