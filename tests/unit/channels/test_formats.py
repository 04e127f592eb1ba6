"""Whole files as sellers have them, against what must come of them; and any rows at all, written and read back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.exports import as_csv, as_xlsx, shopee_row, tiktok_row
from tumbuh.channels.formats import open_export
from tumbuh.kernel.errors import UnreadableFile
from tumbuh.ledger.rules import UnknownChannel

GOLDEN = Path(__file__).parents[2] / "golden" / "channels"
FILES = sorted(path for path in GOLDEN.iterdir() if path.suffix in {".csv", ".xlsx"})


def read(path: Path) -> dict[str, object]:
    export = open_export(path, channel=path.name.split("-")[0].split(".")[0])
    chunks = list(export.chunks())
    return {
        "rows_total": export.rows_total,
        "notices": export.notices,
        "lines": [row for chunk in chunks for row in chunk.lines.to_dicts()],
        "rejected": [row | {"kept": json.loads(row["kept"])} for chunk in chunks for row in chunk.rejected.to_dicts()],
    }


def as_json(found: dict[str, object]) -> str:
    return json.dumps(found, indent=1, ensure_ascii=False, default=lambda value: value.isoformat()) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_becomes_what_is_written_beside_it(path: Path) -> None:
    assert as_json(read(path)) == path.with_name(path.name + ".json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["shopee.xlsx", "tiktok.csv"])
def test_the_same_orders_in_another_file_are_the_same_lines(name: str) -> None:
    """The sheet's row is where it stood, which differs."""
    twins = [path for path in FILES if path.name.startswith(name.split(".", maxsplit=1)[0]) and "1252" not in path.name]
    found = [[line | {"row": 0} for line in read(path)["lines"]] for path in twins]  # type: ignore[attr-defined]
    assert len(found) > 1
    assert all(lines == found[0] for lines in found)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"<html><table><tr><td>No. Pesanan</td></tr></table>", "web_page"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old_excel"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"PK\x03\x04 torn", "broken_xlsx"),
        (b"Order ID,Quantity\n\x00\x00", "not_a_table"),
    ],
)
def test_what_is_no_table_is_refused_at_the_door(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "Order.all.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        open_export(path, channel="shopee")
    assert caught.value.code == code


def test_a_channel_that_we_do_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownChannel, match="lazada"):
        open_export(tmp_path / "x", channel="lazada")


# What a seller may type: letters of any writing, marks that csv, XML and spreadsheets give a meaning to.
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Zs"), exclude_characters="\ufeff")
    | st.sampled_from(" ,;\"'&<>=+-@|"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and text == text.strip() and text not in {"-", "–", "—"})


@st.composite
def items(draw: st.DrawFn) -> dict[str, object]:
    quantity = draw(st.integers(1, 9_999))
    price = draw(st.integers(0, 99_999_999))
    return {
        "order": draw(st.integers(10**17, 10**18 - 1)),
        "product": draw(words),
        "variation": draw(st.just("") | words),
        "sku": draw(st.just("") | words),
        "quantity": quantity,
        "returned": draw(st.integers(0, quantity)),
        "price": price,
        "discount": draw(st.integers(0, price * quantity)),
        "at": datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 2 * 365 * 24 * 60))),
    }


def dotted(amount: object) -> str:
    return f"{amount:,}".replace(",", ".")


def of_shopee(item: dict[str, object]) -> dict[str, object]:
    at = item["at"] + timedelta(hours=7)  # type: ignore[operator]
    return shopee_row(
        No__Pesanan=f"2401{item['order']}", Nama_Produk=item["product"], Nama_Variasi=item["variation"],
        Nomor_Referensi_SKU=item["sku"], Jumlah=str(item["quantity"]), Returned_quantity=str(item["returned"]),
        Harga_Awal=dotted(item["price"]), Diskon_Dari_Penjual=dotted(item["discount"]),
        Waktu_Pesanan_Dibuat=f"{at:%Y-%m-%d %H:%M}",
    )  # fmt: skip


def of_tiktok(item: dict[str, object]) -> dict[str, object]:
    at = item["at"] + timedelta(hours=7)  # type: ignore[operator]
    return tiktok_row(
        Order_ID=f"{item['order']}\t", Product_Name=item["product"], Variation=item["variation"],
        Seller_SKU=item["sku"], Quantity=str(item["quantity"]), Sku_Quantity_of_return=str(item["returned"]),
        SKU_Unit_Original_Price=str(item["price"]), SKU_Seller_Discount=str(item["discount"]),
        Created_Time=f"{at:%d/%m/%Y %H:%M:%S}\t",
    )  # fmt: skip


def told(lines: pl.DataFrame) -> list[tuple[object, ...]]:
    names = ("order_id", "product_name", "variation", "quantity", "returned_quantity", "unit_price_rupiah")
    return lines.select(*names, "seller_discount_rupiah", "ordered_at", "net_rupiah").rows()


def expected(item: dict[str, object], order_id: str) -> tuple[object, ...]:
    value = item["price"] * item["quantity"] - item["discount"]  # type: ignore[operator]
    net = value - value * item["returned"] // item["quantity"]
    names = ("product", "variation", "quantity", "returned", "price", "discount", "at")
    return (order_id, *(item[name] for name in names), net)


def lines_of(path: Path, content: bytes, channel: str) -> pl.DataFrame:
    path.write_bytes(content)
    chunks = list(open_export(path, channel=channel).chunks())
    assert [row for chunk in chunks for row in chunk.rejected.rows()] == []
    return pl.concat([chunk.lines for chunk in chunks])


@given(st.lists(items(), min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shopee_rows_are_read_back_as_they_were_written(tmp_path: Path, rows: list[dict], inline: bool) -> None:
    content = as_xlsx([of_shopee(item) for item in rows], inline=inline)
    lines = lines_of(tmp_path / "x", content, "shopee")
    assert told(lines) == [expected(item, f"2401{item['order']}") for item in rows]


@given(st.lists(items(), min_size=1, max_size=8), st.sampled_from(",;\t"), st.integers(0, 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tiktok_rows_are_read_back_as_they_were_written(
    tmp_path: Path, rows: list[dict], separator: str, quoting: int
) -> None:
    content = as_csv([of_tiktok(item) for item in rows], separator=separator, quoting=quoting)
    lines = lines_of(tmp_path / "x", content, "tiktok")
    assert told(lines) == [expected(item, str(item["order"])) for item in rows]
