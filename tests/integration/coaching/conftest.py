import pytest

from tests.integration.coaching import city as cities
from tests.integration.coaching.city import CoachingCity


@pytest.fixture
def city(db: None) -> CoachingCity:
    return cities.build()
