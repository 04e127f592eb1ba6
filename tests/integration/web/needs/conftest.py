"""The city of needs at its pages, with a clock that the test sets."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.integration.needs import city as cities
from tests.integration.needs.city import NeedsCity
from tests.integration.web.clock import noon, private_files  # noqa: F401 - fixtures of this folder
from tumbuh.accounts.models import User


@pytest.fixture
def city(db: None) -> NeedsCity:
    return cities.build()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    def run(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return run
