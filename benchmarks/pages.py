"""
How long the officers' pages take on a big ledger and a full register.

`python -m benchmarks.pages --lines 2000000 --businesses 244000`: lines go straight into a Delta table of a temporary
folder, businesses into a transaction that is rolled back. Each page is asked three times cold and three times
warm, a long one once.
"""

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

RESULTS = Path(__file__).resolve().parent / "results" / "pages.json"
CHUNK = 250_000
MONTHS = 24
LONG = 5_000  # milliseconds; what takes longer is asked once
SHOPS = 2_000
FIRST = datetime(2024, 12, 5, 3, tzinfo=UTC)
SALES = "/angka/penjualan-dalam-negeri/"
PAGES = {
    "home": "/",
    "sales rows, one month": f"{SALES}?month=2026-10&part=domestic",
    "sales rows, one month, last page": f"{SALES}?month=2026-10&part=total&page=999999",
    "sales rows, all months": f"{SALES}?part=total",
    "sales changes of a month": f"{SALES}perubahan/?month=2026-10&part=total&as_of=2024-11-01",
    "completeness": "/angka/kelengkapan/?month=2026-10",
    "active businesses": "/angka/umkm-aktif/",
    "growth": "/angka/pertumbuhan-umkm/",
    "CSV of one month": f"{SALES}unduh.csv?month=2026-10&part=total",
    "XLSX of one channel in a month": f"{SALES}unduh.xlsx?month=2026-10&part=total&channel=tokopedia",
}


def main() -> None:
    """Build, measure, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--businesses", type=int, default=244_000)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tumbuh.config.settings"
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        found = _measured(folder, asked.lines, asked.businesses)
    kept = {
        "lines": asked.lines, "businesses": asked.businesses, "shops": SHOPS, "cores": os.cpu_count(),
        "python": platform.python_version(), "load": os.getloadavg()[0], "measured_at": f"{datetime.now(UTC):%Y-%m-%d}",
        "milliseconds": found,
    }  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _measured(folder: str, lines: int, businesses: int) -> dict[str, dict[str, float]]:
    from django.db import transaction
    from django.test import override_settings

    with override_settings(LEDGER_URL=folder, ALLOWED_HOSTS=["testserver"]), transaction.atomic():
        _fill_ledger(folder, lines)
        _fill_register(businesses)
        client = _officer()
        found = {name: _time(lambda address=address: _read(client, address)) for name, address in PAGES.items()}
        transaction.set_rollback(True)
    return found


def _fill_ledger(folder: str, lines: int) -> None:
    from tumbuh.analytics.tables import SALES_KEY, SALES_SCHEMA
    from tumbuh.lake.store import SalesStore

    closing = pl.DataFrame(schema={name: SALES_SCHEMA[name] for name in (*SALES_KEY, "month", "superseded_at")})
    SalesStore(folder).commit(
        opening=_chunks(lines, SALES_SCHEMA), closing=closing, batch_id=1, counts={}, recorded_at=FIRST
    )


def _chunks(lines: int, schema: Any) -> Iterator[pl.DataFrame]:
    """Yield lines of a month at a time, the later months with more of them."""
    for number in range(MONTHS):
        share = 2 * lines * (number + 12) // (MONTHS * (MONTHS + 23))
        start = FIRST + timedelta(days=30.4 * number)
        for first in range(0, share, CHUNK):
            yield _chunk(f"{start:%Y-%m}", start, first, min(CHUNK, share - first), schema)


def _chunk(month: str, start: datetime, first: int, size: int, schema: Any) -> pl.DataFrame:
    i = pl.int_range(first, first + size, dtype=pl.Int64)
    hashed = (i * 2_654_435_761) % 4_294_967_291
    values = {
        "month": pl.lit(month),
        "shop": pl.lit("shopee:") + (hashed % SHOPS).cast(pl.String),
        "channel": pl.when(hashed % 3 == 0).then(pl.lit("tokopedia")).otherwise(pl.lit("shopee")),
        "order_id": pl.lit(month) + i.cast(pl.String).str.zfill(9),
        "line_id": pl.lit("1"),
        "sku": pl.lit("SKU-") + (hashed % 997).cast(pl.String),
        "product_name": pl.lit("Keripik singkong pedas ") + (hashed % 997).cast(pl.String),
        "variation": pl.lit(""),
        "status": pl.when(hashed % 10 == 0).then(pl.lit("cancelled")).otherwise(pl.lit("completed")),
        "ordered_at": pl.lit(start) + pl.duration(seconds=hashed % 1_700_000),
        "quantity": hashed % 5 + 1,
        "unit_price_rupiah": hashed % 200_000,
        "net_rupiah": (hashed % 5 + 1) * (hashed % 200_000),
        "business_id": pl.lit("00000000-0000-4000-8000-") + (hashed % SHOPS).cast(pl.String).str.zfill(12),
        "origin_level": hashed % 7 - 1,
        "batch_id": pl.lit(1),
        "recorded_at": pl.lit(FIRST),
    }
    frame = pl.select(**values)
    missing = [pl.lit(None).alias(name) for name in schema if name not in values]
    return frame.with_columns(*missing).select(pl.col(name).cast(kind) for name, kind in schema.items())


def _fill_register(businesses: int) -> None:
    from django.db import connection

    from tumbuh.reference.areas import all_areas

    wards = [area.code for area in all_areas() if area.level == "ward"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registry_business (public_id, name, name_key, nib, kbli_version, kbli_code, registered_on,"
            " source, created_at) SELECT gen_random_uuid(), 'Usaha ' || n, 'usaha ' || n, '', '', '',"
            " date '2020-01-01' + n %% 2300, '', now() FROM generate_series(1, %s) n",
            [businesses],
        )
        cursor.execute(
            "INSERT INTO registry_site (business_id, kind, area_code, address, created_at)"
            " SELECT id, 'main', (%s::text[])[1 + id %% %s], '', now() FROM registry_business"
            " WHERE source = '' AND name LIKE 'Usaha %%' AND id NOT IN (SELECT business_id FROM registry_site)",
            [wards, len(wards)],
        )
        cursor.execute("ANALYZE registry_business")
        cursor.execute("ANALYZE registry_site")


def _officer() -> Any:
    from django.test import Client

    from tumbuh.accounts.permissions import Role
    from tumbuh.accounts.services import add_membership, create_user

    now = datetime.now(UTC)
    user = create_user(username="pengukur", password=f"ukur-{now:%s}-aman", full_name="Pengukur", by=None, now=now)
    add_membership(user=user, role=Role.REGISTRY_OFFICER, by=None, now=now)
    client = Client()
    client.force_login(user)
    return client


def _read(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    if answer.streaming:
        for _piece in answer.streaming_content:
            pass


def _time(act: Callable[[], None]) -> dict[str, float]:
    """Return the best of three in milliseconds, with nothing kept and with what the time before kept."""
    from django.core.cache import caches

    cold, warm = [], []
    for _ in range(3):
        caches["figures"].clear()
        cold.append(_clock(act))
        warm.append(_clock(act))
        if cold[-1] > LONG:
            break
    return {"cold": min(cold), "warm": min(warm)}


def _clock(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return round(1000 * (time.perf_counter() - start), 1)


if __name__ == "__main__":
    main()
