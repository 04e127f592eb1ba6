"""Sale lines with the names of their shops and businesses, as rows of a page and as columns of a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB, format_moment
from tumbuh.ledger import queries as ledger
from tumbuh.registry import queries as registry
from tumbuh.web.insight import words
from tumbuh.web.insight.asking import SalesAsked

# column of the file → words; the order is the file's
COLUMNS: Mapping[str, Any] = {
    "month": _("Bulan"),
    "ordered_at": _("Waktu pesanan (WIB)"),
    "channel": _("Saluran"),
    "shop_name": _("Toko"),
    "shop": _("ID toko"),
    "business": _("Usaha"),
    "order_id": _("Nomor pesanan"),
    "sku": _("SKU"),
    "product_name": _("Produk"),
    "variation": _("Variasi"),
    "status": _("Keadaan"),
    "quantity": _("Jumlah"),
    "returned_quantity": _("Dikembalikan"),
    "unit_price_rupiah": _("Harga satuan (Rp)"),
    "seller_discount_rupiah": _("Diskon penjual (Rp)"),
    "refund_rupiah": _("Dana dikembalikan (Rp)"),
    "net_rupiah": _("Penjualan bersih (Rp)"),
    "origin": _("Bukti asal barang"),
    "origin_level": _("Tingkat bukti asal"),
    "recorded_at": _("Dicatat (WIB)"),
}


class Names:
    """Names of shops and businesses, asked for once each."""

    def __init__(self) -> None:
        self._shops: dict[str, str] = {}
        self._businesses: dict[str, str] = {}

    def shops(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Return the names of shops by their keys in the ledger; an unknown key is its own name."""
        missing = sorted(set(keys) - self._shops.keys())
        if missing:
            found = ledger.shops_by_key(missing)
            self._shops |= {key: found[key].name if key in found else key for key in missing}
        return self._shops

    def businesses(self, public_ids: Iterable[str | None]) -> Mapping[str, str]:
        """Return the names of businesses by public id; an unknown one has none."""
        missing = sorted({one for one in public_ids if one} - self._businesses.keys())
        if missing:
            self._businesses |= dict.fromkeys(missing, "") | registry.names_of(missing)
        return self._businesses


@dataclass(frozen=True)
class SaleLine:
    """One row of a page."""

    ordered: str
    shop: str
    shop_query: str  # of the address that asks for this shop only
    business: str
    business_id: str
    channel: str
    order_id: str
    product: str
    variation: str
    sku: str
    quantity: str
    net: str
    status: str
    origin: str
    recorded: str


def page_lines(frame: pl.DataFrame, asked: SalesAsked) -> list[SaleLine]:
    """Return the lines of one page of what was asked. Cost: two queries for names."""
    names = Names()
    shops, businesses = names.shops(frame["shop"]), names.businesses(frame["business_id"])
    return [_line(row, shops, businesses, asked) for row in frame.iter_rows(named=True)]


def _line(
    row: Mapping[str, Any], shops: Mapping[str, str], businesses: Mapping[str, str], asked: SalesAsked
) -> SaleLine:
    business_id = row["business_id"] or ""
    return SaleLine(
        ordered=_short(row["ordered_at"]),
        shop=shops[row["shop"]],
        shop_query=asked.query(shop=row["shop"]),
        business=businesses.get(business_id, ""),
        business_id=business_id if businesses.get(business_id) else "",
        channel=words.channel(row["channel"]),
        order_id=row["order_id"],
        product=row["product_name"] or "",
        variation=row["variation"] or "",
        sku=row["sku"] or "",
        quantity=format_number(row["quantity"]),
        net=format_rupiah(row["net_rupiah"]),
        status=words.status(row["status"]),
        origin=words.origin(row["origin_level"]),
        recorded=format_moment(row["recorded_at"]),
    )


def _short(moment: datetime) -> str:
    return f"{moment.astimezone(WIB):%d/%m/%Y %H.%M}"


def file_header() -> Sequence[str]:
    """Return the names of a file's columns."""
    return [str(name) for name in COLUMNS.values()]


def file_batches(batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Yield the batches with a file's columns, codes in words."""
    names = Names()
    statuses = {code: str(word) for code, word in words.STATUSES.items()}
    origins = {level: str(word) for level, word in words.ORIGINS.items()}
    for batch in batches:
        shops = names.shops(batch["shop"].unique())
        businesses = names.businesses(batch["business_id"].unique())
        level = pl.col("origin_level").fill_null(0)
        yield batch.with_columns(
            pl.col("channel").replace({code: str(word) for code, word in words.CHANNELS.items()}),
            pl.col("status").replace(statuses),
            shop_name=pl.col("shop").replace(shops),
            business=pl.col("business_id").replace_strict(businesses, default="", return_dtype=pl.String),
            origin=level.replace_strict(origins, default="", return_dtype=pl.String),
        ).select(*COLUMNS)
