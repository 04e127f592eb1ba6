"""All handovers of one package side by side: one need may come from several sellers, each with an order of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from tumbuh.orders.models import Disposition, Order, Receipt
from tumbuh.orders.rules.moves import State
from tumbuh.papers.models import Paper
from tumbuh.papers.queries import papers_of_all
from tumbuh.papers.rules import PaperKind

ENDED = (State.DECLINED, State.CANCELLED)
TO_RECEIVE = (State.DELIVERED, State.PART_DELIVERED)


@dataclass(frozen=True)
class Handover:
    """One order of the package: what was ordered, sent and accepted in all its lines; receipt and BAST."""

    order: Order
    ordered: int
    sent: int
    accepted: int
    receipt: Receipt | None
    paper: Paper | None

    @property
    def may_be_received(self) -> bool:
        """Whether something has come that nobody has counted yet."""
        return self.order.state in TO_RECEIVE


def handovers(found: Disposition) -> Sequence[Handover]:
    """Return the orders of a package that were not given up, by the moment of delivery; four statements."""
    orders = list(
        Order.objects.filter(disposition=found)
        .exclude(state__in=ENDED)
        .select_related("receipt")
        .prefetch_related("lines")
        .order_by("deliver_by_at", "pk")
    )
    papers = {
        paper.subject: paper
        for paper in papers_of_all([one.reference for one in orders])
        if paper.kind == PaperKind.HANDOVER and not paper.is_void
    }
    return [_handover(one, papers.get(one.reference)) for one in orders]


def _handover(order: Order, paper: Paper | None) -> Handover:
    lines = list(order.lines.all())
    return Handover(
        order=order,
        ordered=sum(one.expected_quantity for one in lines),
        sent=sum(one.delivered_quantity for one in lines),
        accepted=sum(one.received_quantity or 0 for one in lines),
        receipt=getattr(order, "receipt", None),
        paper=paper,
    )
