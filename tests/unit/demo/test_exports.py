"""The demo's exports are read by the real readers as what was written; buyers stay behind."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from tumbuh.analytics.tables import LINE_SCHEMA
from tumbuh.channels.formats import open_export
from tumbuh.demo.city import City
from tumbuh.demo.exports import buyers, sheets, shopee, tiktok
from tumbuh.demo.uploads import Story
from tumbuh.demo.views import net_rupiah, seen_at, within

SAID = ("order_id", "sku", "product_name", "status", "quantity", "returned_quantity", "net_rupiah", "ordered_at")


def _view(story: Story) -> pl.DataFrame:
    """Two months that hold every state, and some lines of a status nobody knows."""
    lines = within(story.history, datetime(2026, 9, 20), datetime(2026, 11, 24))
    seen = seen_at(lines, datetime(2026, 11, 24))
    return seen.with_columns(is_strange=pl.int_range(pl.len()) % 50 == 7)


def _expected(view: pl.DataFrame, story: Story) -> pl.DataFrame:
    writer = shopee if story.stall.channel == "shopee" else tiktok
    lines = view.filter(~pl.col("is_strange"))
    goods = sheets.goods_of(lines, story.stall)
    moment = pl.col("ordered_at").dt.replace_time_zone("Asia/Jakarta").dt.convert_time_zone("UTC")
    if writer is shopee:  # whose clock shows no seconds
        moment = moment.dt.truncate("1m")
    status = pl.col("status") if writer is shopee else pl.col("status").replace("received", "delivered")
    return (
        pl.concat([lines.with_columns(order_id=writer.order_ids(lines, story.stall)), goods], how="horizontal")
        .with_columns(net_rupiah(), status=status, ordered_at=moment, product_name="product")
        .select(*SAID)
        .cast({name: LINE_SCHEMA[name] for name in SAID})
        .sort(*SAID)
    )


def _read(path: Path, channel: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    chunks = list(open_export(path, channel=channel).chunks())
    return pl.concat([chunk.lines for chunk in chunks]), pl.concat([chunk.rejected for chunk in chunks])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_export_of_tiktok_and_tokopedia_is_read_as_it_was_meant(
    tiktok_story: Story, small_city: City, tmp_path: Path, suffix: str
) -> None:
    view = _view(tiktok_story)
    path = tmp_path / tiktok.file_name("20260920", "20261123", suffix)
    tiktok.write(path, view, stall=tiktok_story.stall, chance=small_city.chance)

    lines, rejected = _read(path, "tiktok")

    assert lines.select(*SAID).sort(*SAID).equals(_expected(view, tiktok_story))
    assert set(lines["channel"]) == {"tiktok", "tokopedia"}
    assert lines.select("order_id", "line_id").is_unique().all()
    assert rejected["reason"].to_list() == ["status_unknown"] * int(view["is_strange"].sum())


def test_an_export_of_shopee_is_read_as_it_was_meant(shopee_story: Story, small_city: City, tmp_path: Path) -> None:
    view = _view(shopee_story)
    path = tmp_path / shopee.file_name("20260920", "20261123")
    shopee.write(path, view, stall=shopee_story.stall, chance=small_city.chance)

    lines, rejected = _read(path, "shopee")

    assert lines.select(*SAID).sort(*SAID).equals(_expected(view, shopee_story))
    assert set(lines["status"]) >= {"completed", "received", "shipped", "to_ship", "cancelled"}
    assert lines.select("order_id", "line_id").is_unique().all()
    assert rejected["reason"].to_list() == ["status_unknown"] * int(view["is_strange"].sum())


def test_the_buyers_are_in_the_file_and_in_nothing_that_is_read(
    shopee_story: Story, small_city: City, tmp_path: Path
) -> None:
    view = _view(shopee_story)
    path = tmp_path / "Order.all.xlsx"
    shopee.write(path, view, stall=shopee_story.stall, chance=small_city.chance)
    cells = shopee.table(view, stall=shopee_story.stall, chance=small_city.chance)
    names = set(cells["Nama Penerima"]) | set(cells["Username (Pembeli)"]) | set(cells["Alamat Pengiriman"])

    read = "\n".join(frame.write_csv() for frame in _read(path, "shopee"))

    assert len(names) > 100
    assert [name for name in names if name in read] == []


def test_a_buyer_stays_the_same_for_an_order_and_has_a_number_nobody_holds(small_city: City) -> None:
    pool = buyers.buyers(small_city.chance)
    orders = pl.Series([5, 905, 5])
    found = buyers.of_orders(orders, pool)

    assert pool["phone"].str.starts_with("62890").all()
    assert found.row(0) == found.row(2)
    assert found.row(0) != found.row(1)


@pytest.mark.parametrize(("amount", "text"), [(0, "0"), (999, "999"), (35_000, "35.000"), (1_250_000, "1.250.000")])
def test_rupiah_have_dots(amount: int, text: str) -> None:
    assert pl.select(sheets.dotted(pl.lit(amount))).item() == text


def test_the_seller_centre_of_tiktok_has_65_columns(tiktok_story: Story, small_city: City) -> None:
    cells = tiktok.table(_view(tiktok_story), stall=tiktok_story.stall, chance=small_city.chance)

    assert (len(cells.columns), cells.columns) == (65, list(tiktok.COLUMNS))
    assert cells["Order ID"].str.len_chars().unique().to_list() == [19]  # 18 digits and a TAB


def test_no_two_shops_give_an_order_the_same_number(small_city: City) -> None:
    for channel, writer in (("shopee", shopee), ("tiktok", tiktok)):
        stalls = [stall for stall in small_city.stalls if stall.channel == channel][:3]
        ids: list[str] = []
        for stall in stalls:
            orders = small_city.story(stall).history.unique("order")
            ids += writer.order_ids(orders, stall).to_list()
        assert len(ids) == len(set(ids))
