from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from tumbuh.analytics.measures import domestic_sales
from tumbuh.analytics.tables import SALES_KEY, SALES_SCHEMA
from tumbuh.lake.engines import _at_object_store, open_engine
from tumbuh.lake.store import SalesStore, Snapshot

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return SalesStore(str(tmp_path / "my lake's"))


def sale(order_id, *, shop="shopee:1", month="2026-10", **values):
    given = dict.fromkeys(SALES_SCHEMA) | {
        "month": month, "shop": shop, "channel": "shopee", "order_id": order_id, "line_id": "KRP-01",
        "status": "completed", "status_rank": 6, "ordered_at": NOON, "net_rupiah": 35_000, "origin_level": 0,
    }  # fmt: skip
    return given | values


def frame(*sales):
    return pl.DataFrame(list(sales), schema=SALES_SCHEMA)


def keys(*sales):
    return frame(*sales).select(*SALES_KEY, "month")


def put(store, *sales, closing=None, day=0, batch_id=1):
    months = sorted({sale["month"] for sale in sales})
    return store.commit(
        opening=[frame(*(sale for sale in sales if sale["month"] == month)) for month in months],
        closing=keys() if closing is None else closing,
        recorded_at=NOON + timedelta(days=day),
        batch_id=batch_id,
        counts={"accepted": len(sales)},
    )


def known(store, *, day=None):
    """Return (order, status) as DuckDB reads the table's own files, now or as known on a day."""
    engine = open_engine("duckdb")
    lines = engine.sales(store.snapshot().files)
    moment = NOON + timedelta(days=day or 0, minutes=1)
    chosen = domestic_sales.current(lines) if day is None else domestic_sales.known_at(lines, moment)
    found = engine.collect(chosen)
    assert dict(found.schema) == {name: pl.Datetime("us", "UTC") if "_at" in name else kind
                                  for name, kind in SALES_SCHEMA.items()}  # fmt: skip
    return sorted(found.select("order_id", "status").iter_rows())


def test_an_empty_store_has_no_version_no_lines_and_no_months(store):
    assert store.snapshot() == Snapshot(-1, ())
    assert store.current(shop="shopee:1").equals(frame())
    assert store.months(shop="shopee:1") == []
    assert store.find_commit(1) is None
    assert store.compact() == {"files_added": 0, "files_removed": 0, "files_deleted": 0}


def test_a_shop_sees_its_own_lines_of_the_months_asked_for(store):
    put(store, sale("A"), sale("B", month="2026-11"), sale("C", shop="shopee:2"), sale("D", shop="it's:3"))
    assert sorted(store.current(shop="shopee:1")["order_id"]) == ["A", "B"]
    assert store.current(shop="shopee:1", months=["2026-11"])["order_id"].to_list() == ["B"]
    assert store.current(shop="shopee:1", months=[]).is_empty()
    assert store.current(shop="it's:3")["order_id"].to_list() == ["D"]
    assert store.months(shop="shopee:1") == ["2026-10", "2026-11"]
    assert store.months(shop="tiktok:9") == []


def test_a_superseded_version_stays_readable_as_of_its_days(store):
    put(store, sale("A"), sale("B"))
    put(store, sale("A", status="cancelled"), closing=keys(sale("A")), day=2)
    assert known(store, day=0) == known(store, day=1) == [("A", "completed"), ("B", "completed")]
    assert known(store) == known(store, day=2) == [("A", "cancelled"), ("B", "completed")]
    put(store, sale("A", status="completed"), closing=keys(sale("A")), day=4)
    assert known(store, day=3) == [("A", "cancelled"), ("B", "completed")]
    assert known(store) == known(store, day=0)


def test_superseding_what_is_not_there_is_a_bug_and_commits_nothing(store):
    put(store, sale("A"))
    before = store.snapshot()
    with pytest.raises(RuntimeError, match="1 sale lines"):
        put(store, sale("X"), closing=keys(sale("A"), sale("X")), day=1)
    assert store.snapshot() == before
    assert SalesStore(store.url.removesuffix("/sales")).snapshot() == before


def test_a_commit_is_found_by_its_batch_and_only_after_the_version_asked_for(store):
    first = put(store, sale("A"), batch_id=7)
    second = put(store, sale("B"), batch_id=8)
    assert store.find_commit(7) == {"accepted": 1}
    assert store.find_commit(7, since=first) is None
    assert store.find_commit(8, since=first) == {"accepted": 1}
    assert store.find_commit(8, since=second) is None
    assert store.find_commit(9) is None


def test_compaction_loses_nothing_and_keeps_every_day(store):
    for day in range(6):
        put(store, sale(f"A{day}"), sale(f"B{day}", month="2026-11", shop="shopee:2"), day=day, batch_id=day)
    put(store, sale("A0", status="cancelled"), closing=keys(sale("A0")), day=7)
    days = [known(store, day=day) for day in range(8)]
    done = store.compact()
    assert (done["files_added"], done["files_removed"], len(store.snapshot().files)) == (2, 13, 2)
    assert [known(store, day=day) for day in range(8)] == days
    assert store.find_commit(3) == {"accepted": 2}
    assert store.compact()["files_removed"] == 0
    put(store, sale("A1", status="cancelled"), closing=keys(sale("A1")), day=9)  # and what was compacted is restated
    assert known(store, day=8) == days[7]
    assert ("A1", "cancelled") in known(store)


def test_compaction_removes_replaced_files_only_after_their_time(store, tmp_path):
    for day in range(3):
        put(store, sale(f"A{day}"), day=day)
    assert store.compact()["files_deleted"] == 0
    assert len(list(tmp_path.rglob("*.parquet"))) == 4
    now_known = known(store)
    assert store.compact(keep_hours=0)["files_deleted"] == 3
    assert len(list(tmp_path.rglob("month=*/*.parquet"))) == 1
    assert known(store) == now_known


def test_lines_of_another_month_with_the_same_key_are_found(store):
    put(store, sale("A"), sale("B", month="2026-09"), sale("C", shop="shopee:2", month="2026-09"))
    asked = frame(sale("A", month="2026-10"), sale("B", month="2026-10"), sale("C", month="2026-10"))
    found = store.elsewhere(asked, shop="shopee:1", month="2026-10")
    assert found.select("order_id", "month").rows() == [("B", "2026-09")]


def test_a_store_at_a_url_reads_and_restates_like_one_in_a_folder(tmp_path):
    store = SalesStore(f"file://{tmp_path}/lake")
    put(store, sale("A"), sale("B"))
    put(store, sale("A", status="cancelled"), closing=keys(sale("A")), day=1)
    assert known(store) == [("A", "cancelled"), ("B", "completed")]
    assert known(store, day=0) == [("A", "completed"), ("B", "completed")]
    put(store, sale("C"), day=2)
    store.compact()
    assert len(known(store)) == 3


def test_compaction_leaves_large_files_alone_and_joins_neighbouring_shops(store, monkeypatch):
    monkeypatch.setattr("tumbuh.lake.store._JOINED_BYTES", 40_000)
    monkeypatch.setattr("tumbuh.lake.store._SMALL_BYTES", 20_000)
    for number in (3, 1, 4, 2, 5):
        put(store, sale(f"A{number}", shop=f"shopee:{number}"), day=number)
    orders = [f"B{n}-{n * 2_654_435_761 % 4_294_967_291}" for n in range(3_000)]
    many = [sale(order, shop="shopee:9", net_rupiah=n * 7919 % 100_003) for n, order in enumerate(orders)]
    put(store, *many, day=9)
    large = max(store.snapshot().files, key=lambda file: Path(file).stat().st_size)
    assert Path(large).stat().st_size > 20_000
    every_day = [known(store, day=day) for day in range(10)]
    store.compact()
    assert large in store.snapshot().files
    assert len(store.snapshot().files) < 6
    assert [known(store, day=day) for day in range(10)] == every_day
    again = store.snapshot().files
    store.compact()
    assert store.snapshot().files == again


def test_an_object_stores_files_are_read_through_deltas_own_way_to_it(tmp_path):
    store = SalesStore(f"file://{tmp_path}/lake")
    put(store, sale("A"), sale("B", month="2026-11"))
    put(store, sale("A", status="cancelled"), closing=keys(sale("A")), day=1)
    read = pl.DataFrame(_at_object_store(store.snapshot().files).to_table())
    found = read.filter(pl.col("superseded_at").is_null()).select("order_id", "status", "month")
    assert sorted(found.iter_rows()) == [("A", "cancelled", "2026-10"), ("B", "completed", "2026-11")]
