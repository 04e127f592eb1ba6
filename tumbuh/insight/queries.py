"""The figures of the city with their numerators and denominators, and the rows behind each of them: the door."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from tumbuh.coaching.figures import Coached
from tumbuh.insight.coaching import coached_of_the_year
from tumbuh.insight.comparing import Change, Sums, sums_of
from tumbuh.insight.register import (
    GROWTH_PARTS,
    NO_AREA,
    DaysOutOfOrder,
    Growth,
    RegisterFigures,
    Span,
    active_rows,
    growth_rows,
    register_figures,
)
from tumbuh.insight.restatements import ChangeTotals, Interval, MomentsOutOfOrder, SalesChanges
from tumbuh.insight.sales import (
    GROUPS,
    SALES_PARTS,
    Book,
    SalesFilter,
    UnknownPart,
    figures,
    open_book,
    part_batches,
    part_rows,
    part_sum,
)
from tumbuh.insight.sales_overview import Overview, change_against, missing_shops, overview
from tumbuh.insight.standing import Standing
from tumbuh.ledger.queries import cut_off

__all__ = [
    "GROUPS",
    "GROWTH_PARTS",
    "NO_AREA",
    "SALES_PARTS",
    "Book",
    "Change",
    "ChangeTotals",
    "Coached",
    "DaysOutOfOrder",
    "Growth",
    "Interval",
    "MomentsOutOfOrder",
    "Overview",
    "RegisterFigures",
    "SalesChanges",
    "SalesFilter",
    "Span",
    "Standing",
    "Sums",
    "UnknownPart",
    "active_rows",
    "change_against",
    "coached_of_the_year",
    "cut_off",
    "domestic_sales",
    "figures",
    "growth_rows",
    "missing_shops",
    "open_book",
    "overview",
    "part_batches",
    "part_rows",
    "part_sum",
    "register_figures",
    "sums_of",
]


def domestic_sales(*, by: Sequence[str], known_at: datetime | None = None, month: str | None = None) -> pl.DataFrame:
    """
    Return domestic sales per group, as known now or at a moment: the groups, total_rupiah, its three parts, lines.

    Raises: ValueError for a group that is none of GROUPS; NotAPeriod for what is no month.
    """
    return figures(open_book(known_at), by=by, chosen=SalesFilter(month=month or ""))
