from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import override_settings

from tests.integration.ledger.samples import Chunk, ledger_rows
from tumbuh.ledger import services
from tumbuh.ledger.models import Batch, Shop
from tumbuh.registry.models import Business

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lake(tmp_path: Path) -> Iterator[Path]:
    """An empty sales ledger of this test's own."""
    with override_settings(LEDGER_URL=str(tmp_path / "lake")):
        yield tmp_path / "lake"


@pytest.fixture
def business(db: None) -> Business:
    return Business.objects.create(
        name="Keripik Budi", name_key="keripik budi", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=NOON,
    )  # fmt: skip


@pytest.fixture
def shop(business: Business) -> Shop:
    return services.open_shop(
        channel="shopee", external_id="88112233", name="Keripik Budi", business=business, by=None, now=NOON
    )


@dataclass
class Imports:
    """Imports hand-made lines into a shop, an hour after the one before."""

    shop: Shop
    now: datetime = NOON

    def start(self, name: str = "Order.all.xlsx") -> Batch:
        self.now += timedelta(hours=1)
        return services.start_batch(
            shop=self.shop, channel=self.shop.channel, file_name=name, file_bytes=1, file_sha256="a" * 64, by=None,
            now=self.now,
        )  # fmt: skip

    def __call__(self, *chunks: pl.DataFrame | Chunk, name: str = "Order.all.xlsx") -> Batch:
        given = [chunk if isinstance(chunk, Chunk) else Chunk(chunk) for chunk in chunks]
        return services.append(batch=self.start(name), chunks=given, now=self.now)


@pytest.fixture
def bring_in(shop: Shop) -> Imports:
    return Imports(shop)


@pytest.fixture
def rows(lake: Path) -> Callable[..., pl.DataFrame]:
    return ledger_rows


@pytest.fixture
def figure(lake: Path) -> Callable[..., Any]:
    """The rupiah sold in a month, as known now or at a moment."""
    from tumbuh.analytics.measures import domestic_sales
    from tumbuh.ledger import queries

    def total(month: str = "2026-10", known_at: datetime | None = None) -> int:
        sales = queries.sales(known_at=known_at)
        frame = sales.collect(domestic_sales.measure(sales.lines, by=["month"], steps=()))
        return dict(frame.select("month", "total_rupiah").iter_rows()).get(month, 0)

    return total
