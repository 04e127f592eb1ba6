"""The meetings behind the figures of the chain: which they are, and what came of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching.models import Deal, Meeting
from tumbuh.matching.rules.money import Interest, Ordered, Quoted, Realised
from tumbuh.matching.rules.states import SEATED_MEETINGS, MeetingState


class Stage(StrEnum):
    """Which of the numbers of a funnel is opened."""

    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    INTERESTED = "interested"
    QUOTED = "quoted"
    ORDERED = "ordered"
    PAID = "paid"


@dataclass(frozen=True)
class Asked:
    """Which meetings are meant: of one batch, one exhibitor, one buyer (None: all), at one stage."""

    batch: int | None = None
    exhibitor: UUID | None = None
    buyer: UUID | None = None
    stage: Stage = Stage.BOOKED


@dataclass(frozen=True)
class Link:
    """One meeting of the chain, with each kind of money by itself; `orders`: source and key of what came of it."""

    meeting: Meeting
    deal: Deal | None
    interest: Interest
    offered: Quoted
    ordered: Ordered
    realised: Realised
    orders: Sequence[tuple[str, str]]

    @property
    def met_on(self) -> date:
        """The day of the meeting."""
        slot = self.meeting.slot
        return day_in_wib(slot.starts_at if slot is not None else self.meeting.asked_at)

    def is_at(self, stage: Stage) -> bool:
        """Return whether the meeting counts towards a number of the funnel."""
        return {
            Stage.BOOKED: True,
            Stage.HELD: self.meeting.state == MeetingState.HELD,
            Stage.MISSED: self.meeting.state == MeetingState.MISSED,
            Stage.INTERESTED: self.interest.rupiah > 0,
            Stage.QUOTED: self.offered.rupiah > 0,
            Stage.ORDERED: self.ordered.rupiah > 0,
            Stage.PAID: self.realised.rupiah > 0,
        }[stage]


@dataclass(frozen=True)
class Sums:
    """What some meetings add up to, each kind of money by itself."""

    interest: Interest
    offered: Quoted
    ordered: Ordered
    realised: Realised


def meetings_meant(asked: Asked) -> QuerySet[Meeting]:
    """Return the meetings that had a place, of what is asked; the stage is judged by `links`."""
    wanted = Q(state__in=SEATED_MEETINGS)
    if asked.batch is not None:
        wanted &= Q(event__number=asked.batch)
    if asked.exhibitor is not None:
        wanted &= Q(seller__business__public_id=asked.exhibitor)
    if asked.buyer is not None:
        wanted &= Q(buyer__buyer__public_id=asked.buyer)
    return Meeting.objects.filter(wanted)


def links(asked: Asked) -> list[Link]:
    """Return the meetings behind a number of the funnel, the newest event first; they add up to it."""
    sides = ("event", "slot", "demand", "buyer__buyer", "seller__business", "deal")
    found = meetings_meant(asked).select_related(*sides).prefetch_related("deal__orders")
    rows = [_link(one) for one in found.order_by("-event__number", "slot__number", "table")]
    return [one for one in rows if one.is_at(asked.stage)]


def sums(rows: Iterable[Link]) -> Sums:
    """Return what meetings add up to."""
    known = list(rows)
    return Sums(
        Interest.total(one.interest.rupiah for one in known),
        Quoted.total(one.offered.rupiah for one in known),
        Ordered.total(one.ordered.rupiah for one in known),
        Realised.total(one.realised.rupiah for one in known),
    )


def _link(meeting: Meeting) -> Link:
    """Return one meeting. An order that was called off is no order any more; what was paid for it stays paid."""
    deal: Deal | None = getattr(meeting, "deal", None)
    if deal is None:
        return Link(meeting, None, Interest(0), Quoted(0), Ordered(0), Realised(0), ())
    orders = sorted(deal.orders.all(), key=lambda one: one.pk)
    live = [one for one in orders if one.cancelled_at is None]
    return Link(
        meeting=meeting,
        deal=deal,
        interest=Interest(deal.interest_rupiah),
        offered=Quoted(deal.quoted_rupiah or 0),
        ordered=Ordered.total(one.ordered_rupiah for one in live),
        realised=Realised.total(one.paid_rupiah or 0 for one in orders),
        orders=[(one.source, one.order_key) for one in live],
    )
