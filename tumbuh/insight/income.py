"""
What one business sold in a year, by month and channel, out of the rows of every channel: the owner's book of sales.

The marketplaces' sales come from the ledger. The city's come from the orders themselves, as soon as a unit has received
them: the ledger has them only once they are closed, and then they would count twice here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import domestic_sales as measure
from tumbuh.analytics.tables import SALES_SCHEMA
from tumbuh.insight.remembered import remembered
from tumbuh.insight.rules import Allowance, allowance
from tumbuh.insight.sales import ROW_COLUMNS, Book, open_book
from tumbuh.kernel.periods import WIB, Month, day_in_wib
from tumbuh.ledger import queries as ledger
from tumbuh.orders.records import SoldLine, sold_lines
from tumbuh.reference.policies import policy
from tumbuh.registry.models import Business

CITY = "eorder"
_VERSION = 1  # of what is remembered
_ORDER = ("ordered_at", "order_id", "line_id", "shop")


@dataclass(frozen=True)
class Cell:
    """The sales of a month through a channel: after discounts and returns (net), and after returns only (gross)."""

    month: str
    channel: str
    net_rupiah: int
    gross_rupiah: int
    lines: int


@dataclass(frozen=True)
class Income:
    """The sales of a business in a year. Every sum is that of the cells, and every cell that of its rows."""

    business_id: str
    year: int
    cells: tuple[Cell, ...]
    shops: tuple[str, ...]  # the business's shops at marketplaces, by their keys in the ledger
    city: tuple[SoldLine, ...]
    cut_off_at: datetime | None  # of the marketplaces; None without a shop there
    book: Book

    @cached_property
    def months(self) -> list[str]:
        """The months with sales, the latest first."""
        return sorted({cell.month for cell in self.cells}, reverse=True)

    @cached_property
    def channels(self) -> list[str]:
        """The channels with sales, by what they sold."""
        return sorted({cell.channel for cell in self.cells}, key=lambda one: (-self.net(channel=one), one))

    def net(self, *, month: str = "", channel: str = "") -> int:
        """Return what was sold in rupiah, after discounts and returns; of a month or a channel when given."""
        return sum(cell.net_rupiah for cell in self._of(month, channel))

    def lines(self, *, month: str = "", channel: str = "") -> int:
        """Return of how many rows `net` is the sum."""
        return sum(cell.lines for cell in self._of(month, channel))

    @property
    def gross_rupiah(self) -> int:
        """What tax law calls turnover: before discounts, without what was returned."""
        return sum(cell.gross_rupiah for cell in self.cells)

    def _of(self, month: str, channel: str) -> Iterator[Cell]:
        return (one for one in self.cells if month in {"", one.month} and channel in {"", one.channel})


def income(business: Business, *, year: int) -> Income:
    """
    Return the sales of a business in a year, by the month of the order.

    Cost: one query, and one scan of the business's rows in the ledger for each version of it.
    """
    first, after = (datetime(one, 1, 1, tzinfo=WIB) for one in (year, year + 1))
    city = tuple(sold_lines(business.pk, first=first, after=after))
    book, business_id = open_book(), str(business.public_id)
    shops = tuple(one for one in ledger.shop_keys_of(business) if not one.startswith(f"{CITY}:"))
    told = Income(business_id, year, (), shops, city, ledger.cut_off() if shops else None, book)
    sold = remembered(
        "income", _VERSION, book.known.mark, business_id, shops, year, compute=lambda: _cells(told)
    )  # fmt: skip
    return Income(business_id, year, (*_city_cells(city), *sold), shops, city, told.cut_off_at, book)


def income_rows(of: Income, *, channel: str, month: str = "", first: int = 0, size: int = 50) -> pl.DataFrame:
    """Return rows behind a channel's sum, the newest first, from number `first` on."""
    if channel == CITY:
        return _city_rows(of, month).slice(first, size)
    lines = _chosen(of, month, channel).sort(*_ORDER, descending=[True, False, False, False])
    return of.book.known.engine.page(lines, first=first, size=size)


def income_batches(of: Income, *, month: str = "", channel: str = "", size: int = 50_000) -> Iterator[pl.DataFrame]:
    """Yield all rows behind a sum of the book, a batch at a time: the city's, then the marketplaces'."""
    if channel in {"", CITY}:
        yield _city_rows(of, month)
    if of.shops and channel != CITY:
        yield from of.book.known.engine.batches(_chosen(of, month, channel).sort(*_ORDER), size=size)


def tax_allowance(of: Income, *, on: date) -> Allowance:
    """
    Return how much of the year's turnover a natural person pays no final tax on, and how much is left of that.

    Source: policies/eorder.toml, "pph_final_free_up_to" and "pph_final" (PP 55/2022).
    """
    free, rate = (policy("eorder", name, on=on).value for name in ("pph_final_free_up_to", "pph_final"))
    return allowance(of.gross_rupiah, free_rupiah=free, rate_permyriad=rate)


def _cells(of: Income) -> tuple[Cell, ...]:
    """Return what the marketplaces sold."""
    if not of.shops:
        return ()
    net = nw.col("net_rupiah")
    gross = (net + nw.col("seller_discount_rupiah")).sum().alias("gross_rupiah")
    summed = _sold(of).group_by("month", "channel").agg(net.sum(), gross, nw.len().alias("lines"))
    rows = of.book.known.collect(summed).sort("month", "channel").iter_rows(named=True)
    return tuple(
        Cell(row["month"], row["channel"], int(row["net_rupiah"]), int(row["gross_rupiah"]), int(row["lines"]))
        for row in rows
    )


def _city_cells(lines: tuple[SoldLine, ...]) -> list[Cell]:
    sums: dict[str, list[int]] = {}
    for line in lines:
        sums.setdefault(_month(line), []).append(line.rupiah)
    return [Cell(month, CITY, sum(each), sum(each), len(each)) for month, each in sorted(sums.items())]


def _city_rows(of: Income, month: str) -> pl.DataFrame:
    """Return the city's lines as rows of the ledger; what the ledger notes of a file stays empty."""
    rows = [
        {
            "month": _month(line), "ordered_at": line.ordered_at, "channel": CITY,
            "shop": f"{CITY}:{of.business_id}",
            "order_id": line.order_id, "line_id": line.sku, "sku": line.sku, "product_name": line.title,
            "variation": "", "status": "completed" if line.is_closed else "received", "quantity": line.quantity,
            "returned_quantity": line.returned_quantity, "unit_price_rupiah": line.price_rupiah,
            "seller_discount_rupiah": 0, "refund_rupiah": line.returned_quantity * line.price_rupiah,
            "net_rupiah": line.rupiah, "business_id": of.business_id,
        }
        for line in of.city
        if month in {"", _month(line)}
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={name: SALES_SCHEMA[name] for name in ROW_COLUMNS})


def _month(line: SoldLine) -> str:
    return str(Month.of(day_in_wib(line.ordered_at)))


def _sold(of: Income) -> Any:
    """Return what the marketplaces sold. Months and shops let the engine leave most of the files unread."""
    of_year = (nw.col("month") >= f"{of.year}-01") & (nw.col("month") <= f"{of.year}-12")
    own = nw.col("shop").is_in(list(of.shops)) & (nw.col("business_id") == of.business_id)
    return measure.sold(of.book.known.lines.filter(of_year & own))


def _chosen(of: Income, month: str, channel: str) -> Any:
    lines = _sold(of)
    for name, value in (("month", month), ("channel", channel)):
        if value:
            lines = lines.filter(nw.col(name) == value)
    return lines.select(*ROW_COLUMNS)
