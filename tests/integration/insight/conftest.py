from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.integration.ledger.samples import Chunk, line, lines
from tumbuh.ledger import services
from tumbuh.ledger.models import Shop
from tumbuh.registry.models import Business, RegisterImport, Site

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lake(tmp_path: Path) -> Iterator[Path]:
    """An empty sales ledger of this test's own."""
    with override_settings(LEDGER_URL=str(tmp_path / "lake")):
        yield tmp_path / "lake"


@pytest.fixture
def make_business(db: None) -> Callable[..., Business]:
    """Make a business; `area` is the code of its main site."""

    def make(
        name: str, *, area: str | None = "31.71.01.1001", registered: str = "2023-06-10", closed: str | None = None
    ) -> Business:
        business = Business.objects.create(
            name=name, name_key=name.casefold(), registered_on=date.fromisoformat(registered),
            closed_on=date.fromisoformat(closed) if closed else None, created_at=NOON,
        )  # fmt: skip
        Site.objects.create(business=business, area_code=area, created_at=NOON)
        return business

    return make


@pytest.fixture
def an_import(db: None) -> Callable[[], None]:
    """Note one more import, as the register does when it changes."""

    def note() -> None:
        RegisterImport.objects.create(
            file_name="daftar.csv", file_sha256="a" * 64, file_bytes=1, state="done", created_at=NOON
        )

    return note


@pytest.fixture
def make_shop(make_business: Callable[..., Business]) -> Callable[..., Shop]:
    """Open a shop of a business of its own."""

    def make(external_id: str, *, name: str = "", opened: datetime = NOON) -> Shop:
        business = make_business(name or f"Usaha {external_id}")
        return services.open_shop(
            channel="shopee", external_id=external_id, name=business.name, business=business, by=None, now=opened
        )

    return make


@pytest.fixture
def sell() -> Callable[..., Any]:
    """Import lines into a shop at a moment."""

    def bring_in(shop: Shop, *rows: dict[str, Any], at: datetime = NOON) -> Any:
        batch = services.start_batch(
            shop=shop, channel=shop.channel, file_name="Order.all.xlsx", file_bytes=1, file_sha256="a" * 64, by=None,
            now=at,
        )  # fmt: skip
        return services.append(batch=batch, chunks=[Chunk(lines(*rows))], now=at)

    return bring_in


def sale(order_id: str, rupiah: int, *, month: str = "2026-10", **values: Any) -> dict[str, Any]:
    """Return a completed line of one piece, ordered on the fifth of a month."""
    ordered = datetime.fromisoformat(f"{month}-05T03:00:00+00:00")
    return line(order_id, unit_price_rupiah=rupiah, ordered_at=ordered, last_event_at=ordered, **values)


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)
