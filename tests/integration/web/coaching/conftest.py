"""A city that coaches, of these days: the pages read the clock."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.integration.coaching import city as cities
from tests.integration.coaching.city import CoachingCity
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.coaching import services
from tumbuh.coaching.models import (
    Cycle,
)
from tumbuh.coaching.rules.states import CycleState
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Owner, Ownership

Sign = Callable[[User], Client]
DAY = timedelta(days=1)


@pytest.fixture
def city(db: None) -> CoachingCity:
    return cities.build()


@pytest.fixture
def sign(client_class: type[Client] = Client) -> Sign:
    def signed(user: User) -> Client:
        made = client_class()
        made.force_login(user)
        return made

    return signed


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, (response.status_code, response.content.decode()[:400])
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def cycle_now(city: CoachingCity, *, state: str = "open", **given: Any) -> Cycle:
    """A cycle of these days: the pages read the clock."""
    today = day_in_wib(timezone.now())
    days = {"starts_on": today - 10 * DAY, "ends_on": today + 30 * DAY, "apply_until_on": today + 5 * DAY}
    made = city.cycle(**(days | given))
    return (
        services.move_cycle(cycle_id=made.pk, to=CycleState(state), by=None, now=timezone.now())
        if state == "running"
        else made
    )


def owned_by(user: User, who: Owner) -> None:
    business = Ownership.objects.get(owner=who).business
    add_membership(
        user=user,
        role=Role.OWNER,
        scope_kind="business",
        scope_code=str(business.public_id),
        by=None,
        now=timezone.now(),
    )
