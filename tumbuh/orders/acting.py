"""What every act on an order has in common: lock, who may, from which state, four eyes; then write what was done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import access, paperwork, terms
from tumbuh.orders.models import Disposition, Order, OrderEvent, OrderLine
from tumbuh.orders.rules.moves import Act, Actor, Move, State, check_act, check_apart, check_reason, move_of
from tumbuh.orders.rules.tax import LineKind
from tumbuh.orders.rules.totals import Priced, Totals, totals
from tumbuh.procurement import services as procurement


@dataclass
class Doing:
    """One act under way: the locked order, the move, and who does it when. `changed` are the order's fields to save."""

    order: Order
    move: Move
    by: User
    now: datetime
    changed: set[str] = field(default_factory=set)

    def set(self, **values: Any) -> None:
        """Change fields of the order."""
        for name, value in values.items():
            setattr(self.order, name, value)
        self.changed |= set(values)


def begin(*, order_id: int, act: Act, by: User, now: datetime) -> Doing:
    """Return the order, locked, when this person may do this to it now. Raises: NotAllowed, IllegalMove, OwnAct."""
    order = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order_id)
    actor = actor_of(act)
    if actor is Actor.SELLER:
        access.require_for_seller(by, order.seller.public_id, now=now)
    else:
        access.require_for_unit(by, access.PERMISSIONS[actor], order.unit_ref, now=now)
    move = check_act(act, state=State(order.state))
    check_apart(act, person=by.pk, done=_done(order))
    return Doing(order, move, by, now)


def finish(
    event: str, doing: Doing, *, reason: str = "", words: str = "", detail: dict[str, Any] | None = None
) -> Order:
    """Write what was done: the order's new state, the event and the trail. Raises: ReasonNeeded."""
    order, move = doing.order, doing.move
    if move.needs_reason:
        check_reason(move.act, reason=reason, words=words)
    before = order.state
    doing.set(state=move.end.value)
    order.save(update_fields=sorted(doing.changed))
    told = (detail or {}) | {"total_rupiah": order.total_rupiah}
    OrderEvent.objects.create(
        order=order, act=move.act.value, from_state=before, to_state=order.state, done_by=doing.by,
        done_at=doing.now, reason=reason if move.needs_reason else "", words=words.strip(), detail=told,
    )  # fmt: skip
    audit.record(
        event, by=doing.by, at=doing.now, target=order.reference,
        reason=" ".join(filter(None, (reason, words.strip()))), detail=told,
    )  # fmt: skip
    paperwork.after(order, move.act, by=doing.by, now=doing.now)  # last: it locks the series of the numbers
    return order


def actor_of(act: Act) -> Actor:
    """Return who does an act."""
    return move_of(act).actor


def lines_of(order: Order) -> list[OrderLine]:
    """Return the lines of a locked order by position."""
    return list(OrderLine.objects.filter(order=order).order_by("position"))


def end(doing: Doing, *, reason: str, words: str) -> None:
    """Note why an order ended before it was paid."""
    check_reason(doing.move.act, reason=reason, words=words)
    doing.set(ended_at=doing.now, end_reason=reason, end_words=words.strip())


def cost_now(order: Order, lines: Iterable[OrderLine]) -> Totals:
    """Return what an order costs as its lines stand, by the law of the day it was placed."""
    return totals(
        [Priced(LineKind(line.line_kind), line.due_quantity, line.price_rupiah) for line in lines],
        packing_rupiah=order.packing_rupiah,
        delivery_rupiah=order.delivery_rupiah,
        registered=order.tax_rupiah > 0,
        terms=terms.tax_terms(day_in_wib(order.placed_at)),
    )


def shrink(doing: Doing, new: Totals) -> int:
    """Make an order cost less and give the difference back to its line and its package; return the difference."""
    order = doing.order
    less = order.total_rupiah - new.total_rupiah
    doing.set(
        goods_rupiah=new.goods_rupiah, packing_rupiah=new.packing_rupiah, delivery_rupiah=new.delivery_rupiah,
        tax_rupiah=new.tax_rupiah, total_rupiah=new.total_rupiah,
    )  # fmt: skip
    if less > 0:
        procurement.release(reference=order.reference, amount_rupiah=less, now=doing.now)
        give_back(order, less)
    return less


def release_all(doing: Doing) -> None:
    """Give back all the money that an order holds; its amounts stay as they were, for the record."""
    procurement.release(reference=doing.order.reference, now=doing.now)
    give_back(doing.order, doing.order.total_rupiah)


def give_back(order: Order, rupiah: int) -> None:
    """Lower what the orders of a package have committed."""
    Disposition.objects.filter(pk=order.disposition_id).update(committed_rupiah=F("committed_rupiah") - rupiah)


def _done(order: Order) -> list[tuple[str, int]]:
    return [(act, who) for act, who in OrderEvent.objects.filter(order=order).values_list("act", "done_by") if who]
