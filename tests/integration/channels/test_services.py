import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.factories.exports import as_csv, as_xlsx, shopee_row, tiktok_row
from tests.integration.ledger.samples import ledger_rows
from tumbuh.audit.models import AuditEvent
from tumbuh.channels.services import WrongShop, earlier_import, import_export
from tumbuh.kernel.errors import Refused, UnreadableFile
from tumbuh.ledger.models import Batch, QuarantinedLine, Shop
from tumbuh.ledger.services import open_shop
from tumbuh.registry.models import Business

NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lake(tmp_path: Path) -> Iterator[None]:
    """An empty sales ledger of this test's own."""
    with override_settings(LEDGER_URL=str(tmp_path / "lake")):
        yield


@pytest.fixture
def shops(db: None) -> dict[str, Shop]:
    business = Business.objects.create(
        name="Keripik Siti", name_key="keripik siti", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=NOON,
    )  # fmt: skip
    return {
        channel: open_shop(channel=channel, external_id="1", name="Siti", business=business, by=None, now=NOON)
        for channel in ("shopee", "tiktok")
    }


@pytest.fixture
def bring(shops: dict[str, Shop], tmp_path: Path) -> Callable[..., Batch]:
    """Import a file's bytes into the channel's shop, an hour after the one before."""
    clock = iter(NOON + timedelta(hours=n) for n in range(1, 100))

    def importing(content: bytes, channel: str = "shopee", shop: str = "", **more: Any) -> Batch:
        path = tmp_path / "ekspor"
        path.write_bytes(content)
        given: dict[str, Any] = {
            "shop_id": shops[shop or channel].pk,
            "channel": channel,
            "by": None,
            "now": next(clock),
        } | more
        return import_export(path=path, file_name="Order.all.xlsx", **given)

    return importing


def orders(count: int, **changes: Any) -> list[dict[str, Any]]:
    return [shopee_row(No__Pesanan=f"240102ABCD{at:04}", **changes) for at in range(count)]


def test_the_same_export_twice_changes_nothing(bring):
    content = as_xlsx(orders(30))
    first = bring(content)
    before = ledger_rows(history=True)
    second = bring(content)
    assert (first.accepted, first.unchanged, first.rows_read, first.rows_total) == (30, 0, 30, 30)
    assert (second.accepted, second.restated, second.unchanged) == (0, 0, 30)
    assert ledger_rows(history=True).equals(before)
    assert earlier_import(second) == first


def test_ten_late_cancellations_restate_ten_lines_by_exactly_their_sum(bring):
    rows = orders(30)
    bring(as_xlsx(rows))
    later = [row | {"Status Pesanan": "Batal"} if at < 10 else row for at, row in enumerate(rows)]
    batch = bring(as_csv(later))
    assert (batch.accepted, batch.restated, batch.unchanged) == (0, 10, 20)
    assert batch.net_change_rupiah == -10 * 60_000


def test_csv_and_workbook_of_one_export_are_the_same_sales(bring):
    rows = [tiktok_row(Order_ID=f"5773829183827{at:05}\t") for at in range(20)]
    bring(as_csv(rows), "tiktok")
    assert bring(as_xlsx(rows, sheet="OrderSKUList"), "tiktok").unchanged == 20


def test_one_bad_row_among_many_waits_and_the_others_are_in(bring):
    rows = orders(2_000)
    rows[777]["Jumlah"] = "banyak"
    batch = bring(as_csv(rows))
    assert (batch.state, batch.accepted, batch.quarantined) == ("done", 1_999, 1)
    waiting = QuarantinedLine.objects.get()
    assert (waiting.row, waiting.order_id, waiting.reason) == (779, "240102ABCD0777", "value_unreadable")


def test_one_sku_at_two_prices_and_the_same_row_again_are_two_lines(bring):
    flash = shopee_row(Harga_Setelah_Diskon="9.000", Jumlah="1", Diskon_Dari_Penjual="26.000")
    batch = bring(as_xlsx([shopee_row(), flash, flash]))
    assert (batch.accepted, batch.repeated, batch.quarantined) == (2, 1, 0)


def test_two_rows_of_one_line_that_say_different_things_leave_one_waiting(bring):
    batch = bring(as_xlsx([shopee_row(), shopee_row(Jumlah="3")]))
    assert (batch.accepted, batch.quarantined) == (1, 1)
    assert QuarantinedLine.objects.get().reason == "ambiguous_line"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (as_csv([tiktok_row()]), "wrong_channel"),
        (as_xlsx([{name: cell for name, cell in shopee_row().items() if name != "Jumlah"}]), "missing_column"),
        (as_xlsx(orders(50))[:3_000], "broken_xlsx"),
        (as_csv(orders(3)) + b"\x00\x00", "not_a_table"),
    ],
)
def test_a_file_that_is_refused_leaves_its_reason_and_nothing_else(bring, content, code):
    with pytest.raises(Refused) as caught:
        bring(content)
    batch = Batch.objects.get()
    assert (caught.value.code, batch.state, batch.refusal_code) == (code, "refused", code)
    assert (batch.refusal, batch.accepted) == (caught.value.message, 0)
    assert ledger_rows().is_empty()
    assert QuarantinedLine.objects.count() == 0


def test_a_workbook_that_turns_out_spoilt_in_the_middle_leaves_nothing(bring, monkeypatch):
    """Its first pieces were read and its bad row was seen before the spoilt one came."""
    monkeypatch.setattr("tumbuh.channels.formats.xlsx_rows._PIECE_BYTES", 20_000)
    rows = orders(3_000)
    rows[0]["Status Pesanan"] = "Belum pernah"
    content = bytearray(as_xlsx(rows))
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        part = archive.getinfo(name)
    content[part.header_offset + 30 + len(name) + part.compress_size * 3 // 4] ^= 0xFF
    with pytest.raises(UnreadableFile):
        bring(bytes(content))
    batch = Batch.objects.get()
    assert (batch.state, batch.refusal_code) == ("refused", "broken_xlsx")
    assert batch.rows_read > 0
    assert ledger_rows().is_empty()
    assert QuarantinedLine.objects.count() == 0


def test_a_shop_of_another_marketplace_is_refused_before_a_batch_is_made(bring, shops):
    events = AuditEvent.objects.count()
    with pytest.raises(WrongShop, match="bukan tiktok"):
        bring(as_xlsx(orders(1)), shop="shopee", channel="tiktok")
    assert (Batch.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_a_notice_of_the_file_is_kept_with_the_batch(bring):
    batch = bring(as_csv(orders(2, Nama_Produk="Café"), encoding="cp1252"))
    assert len(batch.notices) == 1
    assert "Windows-1252" in batch.notices[0]


def test_progress_is_told_as_the_file_is_read(bring, monkeypatch):
    monkeypatch.setattr("tumbuh.channels.formats.csv_rows.CHUNK_ROWS", 500)
    told: list[tuple[str, int]] = []
    bring(as_csv(orders(2_000)), progress=lambda batch: told.append((batch.state, batch.rows_read)))
    read = [rows for _, rows in told]
    assert read == sorted(read)
    assert read[-1] == 2_000
    assert len(read) > 1
