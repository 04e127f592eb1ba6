from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.integration.insight.conftest import an_import, lake, make_business, make_shop, sell
from tumbuh.accounts.permissions import Role

__all__ = ["an_import", "lake", "make_business", "make_shop", "sell"]


@pytest.fixture
def officer(signed_in: Callable[..., Any]) -> Client:
    """Somebody who may see the figures and their rows."""
    client: Client = signed_in(Role.REGISTRY_OFFICER)
    return client
