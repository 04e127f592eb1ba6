"""The seller's answer to an order, and either side's leaving it before anything came."""

from collections.abc import Mapping
from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.catalogue import stock
from tumbuh.kernel.errors import Refused
from tumbuh.orders import acting
from tumbuh.orders.models import Order, OrderChange, OrderLine
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import Act, check_reason


class BadParts(Refused):
    """The quantities are not a part of what was ordered."""

    code = "bad_parts"


@whole
def confirm(*, order_id: int, by: User, now: datetime, words: str = "") -> Order:
    """Promise the whole order for its seller. Raises: NotAllowed, IllegalMove, OwnAct."""
    doing = acting.begin(order_id=order_id, act=Act.CONFIRM, by=by, now=now)
    for line in acting.lines_of(doing.order):
        line.confirmed_quantity = line.expected_quantity
        line.save(update_fields=["confirmed_quantity"])
    doing.set(confirmed_at=now)
    return acting.finish("orders.confirmed", doing, words=words)


@whole
def confirm_part(
    *, order_id: int, quantities: Mapping[int, int], reason: str, by: User, now: datetime, words: str = ""
) -> Order:
    """
    Promise a part: `quantities` by line position, those left out whole. What is not promised is free again at once.

    The buyer takes the part or cancels. Raises: NotAllowed, IllegalMove, OwnAct, ReasonNeeded, BadParts.
    """
    doing = acting.begin(order_id=order_id, act=Act.CONFIRM_PART, by=by, now=now)
    check_reason(Act.CONFIRM_PART, reason=reason, words=words)
    lines = acting.lines_of(doing.order)
    _check_parts(lines, quantities)
    freed = {}
    for line in lines:
        promised = quantities.get(line.position, line.expected_quantity)
        if promised < line.expected_quantity:
            freed[line.offer_id] = line.expected_quantity - promised
        line.confirmed_quantity = promised
        line.save(update_fields=["confirmed_quantity"])
    stock.release(reference=doing.order.stock_reference, quantities=freed, now=now, key=f"{doing.order.reference}:part")
    released = acting.shrink(doing, acting.cost_now(doing.order, lines))
    detail = {
        "quantities": {str(line.position): line.confirmed_quantity for line in lines},
        "released_rupiah": released,
    }
    return acting.finish("orders.part_offered", doing, reason=reason, words=words, detail=detail)


@whole
def accept_part(*, order_id: int, by: User, now: datetime) -> Order:
    """Take the part that the seller can do. Raises: NotAllowed, IllegalMove, OwnAct."""
    doing = acting.begin(order_id=order_id, act=Act.ACCEPT_PART, by=by, now=now)
    doing.set(confirmed_at=now)
    return acting.finish("orders.part_accepted", doing)


@whole
def decline(*, order_id: int, reason: str, by: User, now: datetime, words: str = "") -> Order:
    """Decline an order for its seller, with a reason; stock and money are free again. Raises: as confirm_part."""
    doing = acting.begin(order_id=order_id, act=Act.DECLINE, by=by, now=now)
    _let_go(doing, reason, words)
    return acting.finish("orders.declined", doing, reason=reason, words=words)


@whole
def cancel(*, order_id: int, reason: str, by: User, now: datetime, words: str = "") -> Order:
    """Cancel an order for its unit before anything was sent, with a reason. Raises: as confirm_part."""
    doing = acting.begin(order_id=order_id, act=Act.CANCEL, by=by, now=now)
    _let_go(doing, reason, words)
    return acting.finish("orders.cancelled", doing, reason=reason, words=words)


@whole
def withdraw(*, order_id: int, reason: str, by: User, now: datetime, words: str = "") -> Order:
    """Leave an order as its seller after promising it, with a reason. Raises: as confirm_part."""
    doing = acting.begin(order_id=order_id, act=Act.WITHDRAW, by=by, now=now)
    _let_go(doing, reason, words)
    return acting.finish("orders.withdrawn", doing, reason=reason, words=words)


def _let_go(doing: acting.Doing, reason: str, words: str) -> None:
    acting.end(doing, reason=reason, words=words)
    stock.release(reference=doing.order.stock_reference, now=doing.now)
    acting.release_all(doing)
    OrderChange.objects.filter(order=doing.order, state="open").update(state="lapsed", answered_at=doing.now)


def _check_parts(lines: list[OrderLine], quantities: Mapping[int, int]) -> None:
    known = {line.position: line.expected_quantity for line in lines}
    if set(quantities) - set(known) or any(not 0 <= n <= known[position] for position, n in quantities.items()):
        raise BadParts("Jumlah yang disanggupi harus antara nol dan yang dipesan.")
    kept = [quantities.get(line.position, line.expected_quantity) for line in lines]
    if sum(kept) == 0:
        raise BadParts("Tidak ada yang disanggupi; pilih “Tolak”.")
    if kept == list(known.values()):
        raise BadParts("Semua disanggupi; pilih “Sanggupi”.")
