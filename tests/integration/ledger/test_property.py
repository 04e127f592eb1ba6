"""Any shuffling, duplication and splitting of export files gives the same ledger. Through real files."""

import csv
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.ledger.samples import ledger_rows
from tumbuh.channels.services import import_export
from tumbuh.ledger import services

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
STAGES = ("Perlu dikirim", "Dikirim", "Selesai", "retur", "Dibatalkan")
ORDERS = 579_123_456_789_012_341
TIMES = ("Created Time", "Shipped Time", "Delivered Time")


def export_row(order: int, sku: int, stage: int) -> dict[str, Any]:
    """Return a row of an order as an export shows it at a stage of its life; everything follows from the three."""
    created = datetime(2026, 9, 1, 10, 0, tzinfo=UTC) + timedelta(days=order * 11)
    cancelled = STAGES[stage] == "Dibatalkan"
    times = dict.fromkeys(TIMES, "")
    for number, name in enumerate(TIMES[: 1 if cancelled else stage + 1]):
        times[name] = (created + timedelta(days=number)).strftime("%d/%m/%Y %H:%M:%S") + "\t"
    quantity = 1 + sku
    returned = STAGES[stage] == "retur"
    return times | {
        "Order ID": f"{ORDERS + order}\t",
        "Order Status": "Selesai" if returned else STAGES[stage],
        "Cancelation/Return Type": "Cancel" if cancelled else "Return/Refund" if returned else "",
        "SKU ID": f"17290000{sku}",
        "Seller SKU": f"KRP-{sku}",
        "Product Name": "Keripik Singkong",
        "Variation": "Pedas",
        "Quantity": quantity,
        "Sku Quantity of return": 1 if returned else 0,
        "SKU Unit Original Price": f"{10_000 + order}",
        "SKU Seller Discount": "500",
        "Order Refund Amount": "0",
        "Cancelled Time": (created + timedelta(days=9)).strftime("%d/%m/%Y %H:%M:%S") if cancelled else "",
        "Purchase Channel": "Tokopedia" if order % 2 else "TikTok",
    }


rows_of_exports = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 1), st.integers(0, len(STAGES) - 1)), min_size=1, max_size=25
)


@st.composite
def arrangements(draw: st.DrawFn) -> tuple[list[tuple[int, int, int]], list[list[tuple[int, int, int]]]]:
    """Draw rows of exports, and the same rows shuffled, some doubled, dealt out to several files."""
    rows = draw(rows_of_exports)
    again = draw(st.permutations(rows + draw(st.lists(st.sampled_from(rows), max_size=6))))
    files = draw(st.integers(1, 4))
    return rows, [part for part in (again[n::files] for n in range(files)) if part]


def sold_by_hand(rows: list[tuple[int, int, int]]) -> dict[tuple[str, str], tuple[str, int]]:
    """Return each line's status and rupiah at the furthest stage that a row told: slow and obvious."""
    furthest: dict[tuple[int, int], int] = {}
    for order, sku, stage in rows:
        furthest[order, sku] = max(stage, furthest.get((order, sku), 0))
    names = ("to_ship", "shipped", "completed", "completed", "cancelled")
    sold = {}
    for (order, sku), stage in furthest.items():
        value = (10_000 + order) * (1 + sku) - 500
        refund = value // (1 + sku) if STAGES[stage] == "retur" else 0
        sold[str(ORDERS + order), f"KRP-{sku}"] = (names[stage], value - refund)
    return sold


def import_all(folder: Path, business: Any, files: list[list[tuple[int, int, int]]], *, name: str) -> Any:
    """Import the files one after the other into a ledger of their own; return its lines in force."""
    with override_settings(LEDGER_URL=str(folder / name)):
        shop = services.open_shop(
            channel="tiktok", external_id=f"{folder.name}-{name}", name="Toko", business=business, by=None, now=NOON
        )
        for number, rows in enumerate(files):
            path = folder / f"{name}-{number}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(export_row(0, 0, 0)))
                writer.writeheader()
                writer.writerows(export_row(*row) for row in rows)
            moment = NOON + timedelta(hours=number)
            batch = import_export(
                shop_id=shop.pk, path=path, file_name=path.name, channel="tiktok", by=None, now=moment
            )
            assert (batch.state, batch.rows_read, batch.quarantined) == ("done", len(rows), 0)
        return ledger_rows().drop("shop", "batch_id", "recorded_at")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=arrangements())
def test_any_shuffling_doubling_and_splitting_of_exports_gives_the_same_ledger(business: Any, drawn: Any) -> None:
    rows, files = drawn
    with tempfile.TemporaryDirectory(prefix="lake-") as folder:
        whole = import_all(Path(folder), business, [rows], name="whole")
        dealt = import_all(Path(folder), business, files, name="dealt")
    assert dealt.equals(whole)
    found = {(row["order_id"], row["sku"]): (row["status"], row["net_rupiah"]) for row in whole.rows(named=True)}
    assert found == sold_by_hand(rows)
