"""How far a sales figure may be trusted: its cut-off, its completeness, and whether it is provisional."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import reporting_shops
from tumbuh.kernel.periods import Month, day_in_wib
from tumbuh.ledger import queries as ledger


@dataclass(frozen=True)
class Standing:
    """What stands beside a month's figure. `reported` of `expected` shops; both 0 while there is no shop."""

    month: str
    cut_off_at: datetime | None
    reported: int
    expected: int
    is_running: bool  # the month is not over

    @property
    def is_provisional(self) -> bool:
        """Whether the figure will probably still change: the month runs, or a shop has not reported it."""
        return self.is_running or self.reported < self.expected


def opened_shops() -> pl.DataFrame:
    """Return each shop of the ledger with the month in which it was opened there: shop, month."""
    rows = [(key, str(Month.of(day_in_wib(opened_at)))) for key, opened_at in ledger.shop_openings()]
    return pl.DataFrame(rows, schema={"shop": pl.String, "month": pl.String}, orient="row").sort("shop")


def completeness(pairs: pl.DataFrame, opened: pl.DataFrame, *, months: Sequence[str]) -> dict[str, tuple[int, int]]:
    """
    Return per month, in order, how many shops reported it of how many.

    `pairs`: distinct (month, shop) with lines; `opened`: of `opened_shops`.
    """
    frame = reporting_shops.measure(nw.from_native(pairs), nw.from_native(opened), months=months)
    return {row["month"]: (row["reported"], row["expected"]) for row in frame.to_native().to_dicts()}


def missing_shops(pairs: pl.DataFrame, opened: pl.DataFrame, *, month: str) -> list[str]:
    """Return the keys of the shops that were there in a month and did not report it."""
    frame = reporting_shops.missing(nw.from_native(pairs), nw.from_native(opened), month=month)
    return list(frame.to_native()["shop"])
