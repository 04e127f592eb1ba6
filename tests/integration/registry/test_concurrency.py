"""Two imports of the same people at the same moment, in two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.integration.registry.samples import BUDI, NOON, SITI
from tumbuh.registry import services
from tumbuh.registry.models import Business, Owner


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_create_everybody_once(put):
    path, together = put([SITI, BUDI]), Barrier(2)

    def bring_in(name):
        together.wait(timeout=20)
        try:
            return services.import_register(
                path=path, file_name=name, mapping=None, validate_only=False, by=None, now=NOON
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(bring_in, ["a.csv", "b.csv"])
    assert sorted([(first.created, first.unchanged), (second.created, second.unchanged)]) == [(0, 2), (2, 0)]
    assert (Owner.objects.count(), Business.objects.count()) == (2, 2)
