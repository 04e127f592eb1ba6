"""From meetings to money: the figures of a batch, an exhibitor, a buyer, and what has been lying how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
from django.db.models import Q, QuerySet, Sum

from tumbuh.analytics.measures import matching_chain
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching.models import Deal, Event, Meeting
from tumbuh.matching.rules.money import Interest, Ordered, Quoted, Realised, conversion
from tumbuh.matching.rules.states import SEATED_MEETINGS, DealState

OPEN_STATES = (DealState.INTERESTED, DealState.QUOTED, DealState.ORDERED)


@dataclass(frozen=True)
class Funnel:
    """
    What came of the meetings of one batch, exhibitor or buyer. `key` names it: a number, or a public id.

    Each kind of money is a type of its own: no sum of two of them can be written.
    """

    key: str
    name: str
    booked: int
    held: int
    missed: int
    interested: int
    interest: Interest
    quoted: int
    offered: Quoted
    ordered: int
    orders: Ordered
    paid: int
    realised: Realised

    @property
    def conversion(self) -> Fraction | None:
        """Realised ÷ interest; None without interest."""
        return conversion(self.realised, self.interest)


@dataclass(frozen=True)
class Waiting:
    """A deal that has not come to its end, how many days it has lain in its state, and whether a promise is overdue."""

    deal: Deal
    days: int
    is_overdue: bool


def funnel(event: Event | None = None, *, meetings: QuerySet[Meeting] | None = None) -> Funnel:
    """Return the whole funnel of an event, of some meetings, or of all events ever."""
    [row] = _measured(_rows(event, meetings), by=()).rows(named=True)
    return _funnel(row, key=str(event.public_id) if event else "", name=event.name if event else "")


def funnels(by: str, *, event: Event | None = None, meetings: QuerySet[Meeting] | None = None) -> list[Funnel]:
    """
    Return funnels by "batch", "exhibitor" or "buyer": batches newest first, others by what was paid, then by interest.

    Of one event, of some meetings (a unit's, a business's own), or of all.
    """
    found = _rows(event, meetings)
    names = _names(found, by)
    told = [
        _funnel(row, key=str(row[by]), name=names[str(row[by])]) for row in _measured(found, by=(by,)).rows(named=True)
    ]
    if by == "batch":
        return sorted(told, key=lambda one: -int(one.key))
    return sorted(told, key=lambda one: (-one.realised.rupiah, -one.interest.rupiah, one.name, one.key))


def ageing(*, on: date, event: Event | None = None, meetings: QuerySet[Meeting] | None = None) -> list[Waiting]:
    """Return the deals that are still open, the longest waiting first."""
    found = Deal.objects.filter(state__in=OPEN_STATES)
    if event is not None:
        found = found.filter(meeting__event=event)
    if meetings is not None:
        found = found.filter(meeting__in=meetings)
    sides = ("meeting__event", "meeting__buyer__buyer", "meeting__seller__business")
    rows = [_waiting(one, on) for one in found.select_related(*sides)]
    return sorted(rows, key=lambda one: (-one.days, one.deal.pk))


def ageing_by(by: str, waiting: Iterable[Waiting]) -> dict[str, list[Waiting]]:
    """Return what waits of each "batch", "exhibitor" or "buyer", by the key of its funnel, the longest first."""
    found: dict[str, list[Waiting]] = {}
    for one in waiting:
        meeting = one.deal.meeting
        keys = {
            "batch": meeting.event.number,
            "exhibitor": meeting.seller.business and meeting.seller.business.public_id,
            "buyer": meeting.buyer.buyer and meeting.buyer.buyer.public_id,
        }
        found.setdefault(str(keys[by]), []).append(one)
    return found


def age_bands(waiting: Iterable[Waiting], *, bounds: Sequence[int] = (7, 30, 90)) -> list[tuple[str, int]]:
    """Return how many deals have waited how long: up to 7 days, 30, 90, and longer."""
    days = [one.days for one in waiting]
    lows = [-1, *bounds]
    told = [(f"≤ {high} hari", sum(low < day <= high for day in days)) for low, high in zip(lows, bounds, strict=False)]
    return [*told, (f"> {bounds[-1]} hari", sum(day > bounds[-1] for day in days))]


def _waiting(deal: Deal, on: date) -> Waiting:
    since = {
        DealState.INTERESTED: deal.interested_at, DealState.QUOTED: deal.quoted_at, DealState.ORDERED: deal.ordered_at
    }[DealState(deal.state)]  # fmt: skip
    days = max((on - day_in_wib(since)).days, 0) if since is not None else 0
    is_overdue = deal.state != DealState.ORDERED and deal.next_on is not None and deal.next_on < on
    return Waiting(deal, days, is_overdue)


def _rows(event: Event | None, meetings: QuerySet[Meeting] | None) -> list[dict[str, Any]]:
    """Return one row per meeting that had a place. What was paid for an order that was called off stays paid."""
    found = Meeting.objects.all() if meetings is None else meetings
    if event is not None:
        found = found.filter(event=event)
    live = Q(deal__orders__cancelled_at=None)
    rows = (
        found.filter(state__in=SEATED_MEETINGS)
        .annotate(
            ordered_rupiah=Sum("deal__orders__ordered_rupiah", filter=live),
            realised_rupiah=Sum("deal__orders__paid_rupiah"),
        )
        .order_by("pk")
        .values(
            "event__number", "event__name", "state", "ordered_rupiah", "realised_rupiah", "deal__interest_rupiah",
            "deal__quoted_rupiah", "buyer__buyer__public_id", "buyer__name", "seller__business__public_id",
            "seller__name",
        )
    )  # fmt: skip
    return [dict(row) for row in rows]


def _measured(rows: Sequence[dict[str, Any]], *, by: Sequence[str]) -> pl.DataFrame:
    frame = pl.DataFrame(
        [
            {
                "batch": row["event__number"], "exhibitor": str(row["seller__business__public_id"]),
                "buyer": str(row["buyer__buyer__public_id"]), "state": row["state"],
                "interest_rupiah": row["deal__interest_rupiah"], "quoted_rupiah": row["deal__quoted_rupiah"],
                "ordered_rupiah": row["ordered_rupiah"], "realised_rupiah": row["realised_rupiah"],
            }
            for row in rows
        ],
        schema=matching_chain.SCHEMA,
    )  # fmt: skip
    found: pl.DataFrame = matching_chain.measure(nw.from_native(frame), by=by).to_native()
    return found


def _names(rows: Sequence[dict[str, Any]], by: str) -> dict[str, str]:
    columns = {
        "batch": ("event__number", "event__name"),
        "exhibitor": ("seller__business__public_id", "seller__name"),
        "buyer": ("buyer__buyer__public_id", "buyer__name"),
    }
    key, name = columns[by]
    return {str(row[key]): row[name] for row in rows}


def _funnel(row: dict[str, Any], *, key: str, name: str) -> Funnel:
    return Funnel(
        key=key, name=name, booked=row["booked"], held=row["held"], missed=row["missed"],
        interested=row["interested"], interest=Interest(row["interest_rupiah"]), quoted=row["quoted"],
        offered=Quoted(row["quoted_rupiah"]), ordered=row["ordered"], orders=Ordered(row["ordered_rupiah"]),
        paid=row["paid"], realised=Realised(row["realised_rupiah"]),
    )  # fmt: skip
