"""The city of the order machine's tests, its people at the pages, and a clock that the test sets."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.integration.orders import city as cities
from tests.integration.orders.city import City
from tests.integration.web.clock import noon, private_files  # noqa: F401 - fixtures of this folder
from tumbuh.accounts.permissions import Role


@pytest.fixture
def city(db: None) -> City:
    return cities.build()


@pytest.fixture
def at_desk(city: City) -> Callable[[Role], Client]:
    """Sign in one of the unit's people, or the seller's owner."""

    def sign_in(role: Role) -> Client:
        client = Client()
        client.force_login(city.owner if role is Role.OWNER else city.of(role))
        return client

    return sign_in


def text_of(answer: Any) -> str:
    """Return what a page says, with its blanks as one."""
    return " ".join(answer.content.decode().split())
