"""The sales of all months as a page shows them: sums per month and channel, standing, and the change of one month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from tumbuh.analytics.measures import domestic_sales, reporting_shops
from tumbuh.insight import comparing, sales, standing
from tumbuh.insight.comparing import Change, Sums
from tumbuh.insight.remembered import remembered
from tumbuh.kernel.periods import Month, months_between
from tumbuh.ledger import queries as ledger


@dataclass(frozen=True)
class Overview:
    """The sales of the months from the first to the last with lines, by month and channel."""

    book: sales.Book
    frame: pl.DataFrame
    standings: Mapping[str, standing.Standing]

    @property
    def months(self) -> list[str]:
        """All months from the first to the last with lines, none left out."""
        return list(self.standings)

    @property
    def channels(self) -> list[str]:
        """The channels with sales."""
        return sorted(self.frame["channel"].unique())

    def sums(self, month: str, channel: str = "") -> Sums:
        """Return the sums of a month, of all channels or of one."""
        chosen = self.frame.filter(pl.col("month") == month)
        return comparing.sums_of(chosen.filter(pl.col("channel") == channel) if channel else chosen)


def overview(*, today: date, known_at: datetime | None = None) -> Overview:
    """Return the sales as known now or at a moment. Cost: two scans of the ledger, once per version of it."""
    book = sales.open_book(known_at)
    depends = (domestic_sales.VERSION, book.known.mark, book.known_at, book.steps)
    frame = remembered(
        "sales-by-month",
        *depends,
        compute=lambda: sales.figures(book, by=("month", "channel"), chosen=sales.SalesFilter()),
    )
    shops = (reporting_shops.VERSION, book.known.mark, book.known_at, ledger.shop_count())
    counted = remembered("completeness", *shops, compute=lambda: _completeness(book))
    cut_off_at = ledger.cut_off(known_at)
    running = str(Month.of(today))
    standings = {
        month: standing.Standing(month, cut_off_at, reported, expected, month >= running)
        for month, (reported, expected) in counted.items()
    }
    return Overview(book, frame, standings)


def change_against(shown: Overview, *, before: str, after: str, channel: str = "") -> Change | None:
    """Return how the domestic sales of a month changed against an earlier one; None when that one had no sales."""

    def compute() -> Change | None:
        frames = [
            sales.figures(shown.book, by=("month", "shop"), chosen=sales.SalesFilter(month=month, channel=channel))
            for month in (before, after)
        ]
        return comparing.compare(pl.concat(frames), before=before, after=after)

    book = shown.book
    depends = (domestic_sales.VERSION, book.known.mark, book.known_at, book.steps, before, after, channel)
    return remembered("sales-change", *depends, compute=compute)


def _completeness(book: sales.Book) -> dict[str, tuple[int, int]]:
    pairs = sales.reporting_pairs(book)
    if pairs.is_empty():
        return {}
    span = pairs["month"].min(), pairs["month"].max()
    first, last = (Month.parse(str(month)) for month in span)
    return standing.completeness(
        pairs, standing.opened_shops(), months=[str(month) for month in months_between(first, last)]
    )


def missing_shops(book: sales.Book, *, month: str) -> Sequence[str]:
    """Return the keys of the shops that did not report a month."""
    depends = (reporting_shops.VERSION, book.known.mark, book.known_at, ledger.shop_count(), month)
    return remembered(
        "missing-shops",
        *depends,
        compute=lambda: standing.missing_shops(sales.reporting_pairs(book), standing.opened_shops(), month=month),
    )
