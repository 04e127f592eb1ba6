from datetime import UTC, date, datetime

import pytest

from tests.integration.ledger.samples import Chunk
from tumbuh.accounts.permissions import Role
from tumbuh.ledger import services
from tumbuh.registry.models import Business

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stores(tmp_path, settings):
    """A ledger and a spool of this test's own."""
    settings.LEDGER_URL, settings.SPOOL_DIR = str(tmp_path / "lake"), tmp_path / "spool"
    return tmp_path


@pytest.fixture
def business(db):
    return Business.objects.create(
        name="Keripik Budi", name_key="keripik budi", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=NOON,
    )  # fmt: skip


@pytest.fixture
def shop(business):
    return services.open_shop(
        channel="tiktok", external_id="7495", name="Keripik Budi Official", business=business, by=None, now=NOON
    )


@pytest.fixture
def officer(client, make_person):
    user = make_person(Role.REGISTRY_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def inspector(client, make_person):
    user = make_person(Role.INSPECTOR)
    client.force_login(user)
    return user


@pytest.fixture
def bring_in(shop):
    """Import hand-made lines into the shop."""

    def run(lines=None, rejected=None, *, name="pesanan.csv", sha256="a" * 64):
        batch = services.start_batch(
            shop=shop, channel=shop.channel, file_name=name, file_bytes=2_000, file_sha256=sha256, by=None, now=NOON
        )
        given = {key: value for key, value in (("lines", lines), ("rejected", rejected)) if value is not None}
        return services.append(batch=batch, chunks=[Chunk(**given)], now=NOON)

    return run
