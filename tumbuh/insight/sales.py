"""The sales figures and the rows behind each of them, out of one version of the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import domestic_sales as measure
from tumbuh.analytics.measures import reporting_shops
from tumbuh.insight.law import origin_steps
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import Month
from tumbuh.ledger import queries as ledger

GROUPS = ("month", "channel", "shop", "business_id")
SALES_PARTS = ("total", *measure.PARTS)
ROW_COLUMNS = (
    "month",
    "ordered_at",
    "channel",
    "shop",
    "order_id",
    "line_id",
    "sku",
    "product_name",
    "variation",
    "status",
    "quantity",
    "returned_quantity",
    "unit_price_rupiah",
    "seller_discount_rupiah",
    "refund_rupiah",
    "net_rupiah",
    "origin_level",
    "business_id",
    "batch_id",
    "recorded_at",
)
_ORDER = ("ordered_at", "order_id", "line_id", "shop")


class UnknownPart(Refused):
    """The figure has no such part."""

    code = "unknown_part"


@dataclass(frozen=True)
class Book:
    """The sale lines of one version of the ledger, as known now or at a moment, and the law that sorts them."""

    known: ledger.Sales
    known_at: datetime | None
    steps: tuple[measure.Step, ...]


@dataclass(frozen=True)
class SalesFilter:
    """Which sale lines are looked at. Empty means all."""

    month: str = ""
    channel: str = ""
    shop: str = ""

    def __post_init__(self) -> None:
        if self.month:
            Month.parse(self.month)  # refuses what is no month

    def apply(self, lines: Any) -> Any:
        """Return the lines that pass."""
        for name in ("month", "channel", "shop"):
            value = getattr(self, name)
            if value:
                lines = lines.filter(nw.col(name) == value)
        return lines


def open_book(known_at: datetime | None = None) -> Book:
    """Return the ledger's latest version; `known_at` looks at its lines as they were known at a moment."""
    return Book(ledger.sales(known_at=known_at), known_at, origin_steps())


def figures(book: Book, *, by: Sequence[str], chosen: SalesFilter) -> pl.DataFrame:
    """
    Return domestic sales per group: the groups, total_rupiah, its three parts, lines; sorted by the groups.

    Raises: ValueError for a group that is none of GROUPS.
    """
    if unknown := set(by) - set(GROUPS):
        raise ValueError(f"no group {sorted(unknown)[0]!r}; there are {', '.join(GROUPS)}")
    frame = book.known.collect(measure.measure(chosen.apply(book.known.lines), by=by, steps=book.steps))
    if not by:
        return frame.with_columns(pl.exclude("lines").fill_null(0))  # a sum of no rows is null
    return frame.sort(list(by), nulls_last=True)


def reporting_pairs(book: Book) -> pl.DataFrame:
    """Return the distinct (month, shop) with lines."""
    return book.known.collect(reporting_shops.reported(book.known.lines)).sort("month", "shop")


def part_sum(book: Book, chosen: SalesFilter, *, part: str) -> tuple[int, int]:
    """Return (rupiah, lines) of the rows behind a figure, added up from the rows themselves. Raises: UnknownPart."""
    lines = _part(book, chosen, part)
    row = book.known.collect(lines.select(nw.col("net_rupiah").sum().alias("rupiah"), nw.len().alias("lines"))).row(0)
    return int(row[0] or 0), int(row[1])


def part_rows(book: Book, chosen: SalesFilter, *, part: str, first: int = 0, size: int = 50) -> pl.DataFrame:
    """Return rows behind a figure, newest order first, from number `first` on; the engine cuts. Raises: UnknownPart."""
    lines = _part(book, chosen, part).select(*ROW_COLUMNS)
    newest = lines.sort(*_ORDER, descending=[True, False, False, False])
    return book.known.engine.page(newest, first=first, size=size)


def part_batches(book: Book, chosen: SalesFilter, *, part: str, size: int = 50_000) -> Iterator[pl.DataFrame]:
    """Yield all rows behind a figure in the order of their orders, a batch at a time. Raises: UnknownPart."""
    lines = _part(book, chosen, part).select(*ROW_COLUMNS).sort(*_ORDER)
    return book.known.engine.batches(lines, size=size)


def _part(book: Book, chosen: SalesFilter, part: str) -> Any:
    if part not in SALES_PARTS:
        raise UnknownPart(f"Angka ini tidak punya bagian “{part}”; pilih salah satu bagian yang tersedia.")
    lines = measure.sold(chosen.apply(book.known.lines))
    return lines if part == "total" else measure.part(lines, part, steps=book.steps)
