"""The seller sends: all at once or in several trips."""

from collections.abc import Mapping
from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.catalogue import stock
from tumbuh.kernel.errors import Refused
from tumbuh.orders import acting
from tumbuh.orders.models import Delivery, DeliveryLine, Order, OrderChange, OrderLine
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import Act


class NothingToDeliver(Refused):
    """The quantities are more than what is still to come, or nothing."""

    code = "nothing_to_deliver"


class ChangeOpen(Refused):
    """A proposed change has no answer yet."""

    code = "change_open"


@whole
def deliver(
    *, order_id: int, by: User, now: datetime, quantities: Mapping[int, int] | None = None, note: str = ""
) -> Order:
    """
    Note that the seller sent all that is left, or some: `quantities` by line position.

    What was sent leaves the stock. Raises: NotAllowed, IllegalMove, OwnAct, NothingToDeliver, ChangeOpen.
    """
    lines = list(OrderLine.objects.filter(order=order_id).order_by("position"))
    left = {line.position: line.expected_quantity - line.delivered_quantity for line in lines}
    going = {position: n for position, n in (left if quantities is None else quantities).items() if n}
    whole = going == {position: n for position, n in left.items() if n}
    doing = acting.begin(order_id=order_id, act=Act.DELIVER if whole else Act.DELIVER_PART, by=by, now=now)
    order, lines = doing.order, acting.lines_of(doing.order)
    if OrderChange.objects.filter(order=order, state="open").exists():
        raise ChangeOpen("Ada usulan perubahan yang belum dijawab; jawab dahulu sebelum mengirim.")
    _check(lines, going)
    number = order.deliveries.count() + 1
    trip = Delivery.objects.create(order=order, number=number, sent_at=now, sent_by=by, note=note.strip()[:300])
    for line in lines:
        quantity = going.get(line.position, 0)
        if quantity:
            DeliveryLine.objects.create(delivery=trip, line=line, quantity=quantity)
            line.delivered_quantity += quantity
            line.save(update_fields=["delivered_quantity"])
    sent = {line.offer_id: going[line.position] for line in lines if going.get(line.position)}
    stock.consume(reference=order.stock_reference, quantities=sent, now=now, key=f"orders.delivery:{trip.public_id}")
    doing.set(delivered_at=now)
    return acting.finish("orders.delivered", doing, words=note, detail={"number": number})


def _check(lines: list[OrderLine], going: Mapping[int, int]) -> None:
    left = {line.position: line.expected_quantity - line.delivered_quantity for line in lines}
    if not going:
        raise NothingToDeliver("Isi jumlah yang dikirim.")
    if set(going) - set(left) or any(not 0 < n <= left[position] for position, n in going.items()):
        raise NothingToDeliver("Jumlah yang dikirim melebihi yang masih harus dikirim; periksa lagi.")
