"""Goods that turn out bad after the order was closed: the sale and the purchase are restated, with a trace."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import IllegalMove
from tumbuh.orders import access, acting
from tumbuh.orders.closing import purchase_of
from tumbuh.orders.models import Order, OrderEvent, SaleEntry
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import STATE_NAMES, State
from tumbuh.procurement.ordering import record_orders


class BadReturn(Refused):
    """The quantities are more than was received, or there is no word why or no proof of the refund."""

    code = "bad_return"


@whole
def note_return(
    *, order_id: int, quantities: Mapping[int, int], refund_number: str, words: str, by: User, now: datetime
) -> Order:
    """
    Note that a seller took goods of a closed order back and paid for them; `quantities` by line position, all so far.

    What was paid stays as it was paid; the refund is a paper of its own (`refund_number`, STS). The city's purchase and
    the seller's sale are restated. Raises: NotAllowed, IllegalMove, BadReturn.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order_id)
    access.require_for_unit(by, Permission.ORDERS_RECEIVE, order.unit_ref, now=now)
    if order.state != State.CLOSED:
        raise IllegalMove(f"Pengembalian hanya untuk pesanan selesai; ini {STATE_NAMES[State(order.state)].lower()}.")
    lines = acting.lines_of(order)
    known = {line.position: line for line in lines}
    if not (words.strip() and refund_number.strip() and quantities) or set(quantities) - set(known):
        raise BadReturn("Isi jumlah yang dikembalikan, nomor bukti setor, dan alasannya.")
    for position, quantity in quantities.items():
        line = known[position]
        if not line.returned_quantity <= quantity <= (line.received_quantity or 0):
            raise BadReturn(f"{line.title}: yang dikembalikan paling banyak yang diterima, dan tidak berkurang lagi.")
        line.returned_quantity, line.returned_at = quantity, now
        line.save(update_fields=["returned_quantity", "returned_at"])
    record_orders([purchase_of(order, lines)], by=by, now=now)
    version = SaleEntry.objects.filter(order=order).aggregate(last=Max("version"))["last"] or 0
    SaleEntry.objects.create(order=order, version=version + 1, queued_at=now)
    detail = {"refund_number": refund_number.strip(), "quantities": {str(key): n for key, n in quantities.items()}}
    OrderEvent.objects.create(
        order=order, act="return", from_state=order.state, to_state=order.state, done_by=by, done_at=now,
        words=words.strip(), detail=detail,
    )  # fmt: skip
    audit.record("orders.returned", by=by, at=now, target=order.reference, reason=words.strip(), detail=detail)
    return order
