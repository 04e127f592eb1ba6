"""What buyer and seller agree on after the order: less of it, a lower price, another time; and what they write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.catalogue import stock
from tumbuh.catalogue.stock import Want
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import IllegalMove
from tumbuh.orders import access, acting, paperwork
from tumbuh.orders.basketing import check_delivery
from tumbuh.orders.models import Order, OrderChange, OrderEvent, OrderLine, OrderMessage
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import (
    REASON_NAMES,
    STATE_NAMES,
    Act,
    OwnAct,
    Reason,
    ReasonNeeded,
    State,
    move_of,
)
from tumbuh.orders.storing import keep

CHANGEABLE = (State.PLACED, State.CONFIRMED)


class NothingChanges(Refused):
    """The proposal changes nothing, or asks for more than was ordered."""

    code = "nothing_changes"


class NoOpenChange(Refused):
    """No change waits for an answer."""

    code = "no_open_change"


@dataclass(frozen=True)
class LineChange:
    """What a line becomes; None leaves it. Neither may go up: for more, order more."""

    quantity: int | None = None
    price_rupiah: int | None = None


@whole
def propose_change(
    *,
    order_id: int,
    reason: str,
    by: User,
    now: datetime,
    lines: Mapping[int, LineChange] | None = None,
    deliver_by_at: datetime | None = None,
    delivery_address: str = "",
    words: str = "",
) -> OrderChange:
    """
    Propose a change to the other side: `lines` by position, another time, another address.

    An earlier open proposal lapses. Raises: NotAllowed, IllegalMove, ReasonNeeded, NothingChanges, DeliveryMissing.
    """
    order, side = _locked(order_id, by, now)
    _check_reason(reason, words)
    wanted = _checked(acting.lines_of(order), lines or {})
    if not wanted and deliver_by_at is None and not delivery_address.strip():
        raise NothingChanges("Tidak ada yang berubah; isi jumlah, harga, waktu, atau alamat baru.")
    if deliver_by_at is not None:
        check_delivery(delivery_address or order.delivery_address, deliver_by_at, now)
    OrderChange.objects.filter(order=order, state="open").update(state="lapsed", answered_at=now)
    made = OrderChange.objects.create(
        order=order, side=side, lines=wanted, deliver_by_at=deliver_by_at, delivery_address=delivery_address.strip(),
        reason=reason, words=words.strip(), proposed_by=by, proposed_at=now,
    )  # fmt: skip
    _event(order, "propose_change", by, now, reason=reason, words=words)
    audit.record("orders.change_proposed", by=by, at=now, target=order.reference, reason=reason, detail={"side": side})
    return made


@whole
def answer_change(*, order_id: int, accept: bool, by: User, now: datetime, words: str = "") -> Order:
    """
    Accept or refuse the other side's proposal. Accepted, money, stock and days follow at once, all or nothing.

    Raises: NotAllowed, IllegalMove, NoOpenChange, OwnAct, TooLate, ClosedDay, DayFull, OutOfStock.
    """
    order, side = _locked(order_id, by, now)
    change = OrderChange.objects.select_for_update().filter(order=order, state="open").first()
    if change is None:
        raise NoOpenChange("Tidak ada usulan perubahan yang menunggu jawaban.")
    if change.side == side or change.proposed_by_id == by.pk:
        raise OwnAct("Usulan ini dari pihak Anda sendiri; pihak lain yang menjawabnya.")
    before = order.total_rupiah
    if accept:
        _apply(order, change, by, now)
    change.state = "accepted" if accept else "refused"
    change.answered_by, change.answered_at, change.answer_words = by, now, words.strip()
    change.save(update_fields=["state", "answered_by", "answered_at", "answer_words"])
    act = "accept_change" if accept else "refuse_change"
    detail = {"accepted": accept, "released_rupiah": before - order.total_rupiah}
    _event(order, act, by, now, words=words, detail=detail)
    audit.record("orders.change_answered", by=by, at=now, target=order.reference, reason=words, detail=detail)
    if accept:
        paperwork.changed(order, by=by, now=now)
    return order


@whole
def say(*, order_id: int, words: str, by: User, now: datetime, file: tuple[str, bytes] | None = None) -> OrderMessage:
    """Write into the thread of an order; nothing written there can be changed. Raises: NotAllowed, FileNotAllowed."""
    order = Order.objects.select_related("seller").get(pk=order_id)
    side = access.side_of(by, unit_ref=order.unit_ref, business_public_id=order.seller.public_id, now=now)
    if not words.strip():
        raise Refused("Tulis pesannya dahulu.", code="message_empty")
    kept = keep(file[1], name=file[0]) if file else None
    made = OrderMessage.objects.create(
        order=order, side=side, words=words.strip(), written_by=by, written_at=now,
        file=kept.path if kept else "", file_name=kept.name if kept else "", file_sha256=kept.sha256 if kept else "",
    )  # fmt: skip
    _event(order, "say", by, now)
    audit.record("orders.message_written", by=by, at=now, target=order.reference, detail={"side": side})
    return made


def _locked(order_id: int, by: User, now: datetime) -> tuple[Order, str]:
    order = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order_id)
    side = access.side_of(by, unit_ref=order.unit_ref, business_public_id=order.seller.public_id, now=now)
    if side == "buyer":
        access.require_for_unit(by, Permission.ORDERS_PLACE, order.unit_ref, now=now)
    if order.state not in CHANGEABLE:
        raise IllegalMove(f"Pesanan ini {STATE_NAMES[State(order.state)].lower()}; tidak dapat diubah lagi.")
    return order, side


def _check_reason(reason: str, words: str) -> None:
    if reason not in set(map(str, Reason)) or (reason == Reason.OTHER and not words.strip()):
        raise ReasonNeeded(f"Pilih alasan dari daftar, atau tuliskan: {', '.join(REASON_NAMES.values())}.")


def _checked(lines: list[OrderLine], wanted: Mapping[int, LineChange]) -> list[dict[str, int]]:
    known = {line.position: line for line in lines}
    found, left = [], {line.position: line.expected_quantity for line in lines}
    for position, change in sorted(wanted.items()):
        line = known.get(position)
        if line is None:
            raise NothingChanges("Ada baris yang bukan milik pesanan ini; muat ulang halaman.")
        quantity = line.expected_quantity if change.quantity is None else change.quantity
        price = line.price_rupiah if change.price_rupiah is None else change.price_rupiah
        if not 0 <= quantity <= line.expected_quantity or not 0 < price <= line.price_rupiah:
            raise NothingChanges(
                f"{line.title}: jumlah dan harga hanya dapat turun; untuk menambah, buat pesanan baru."
            )
        left[position] = quantity
        if (quantity, price) != (line.expected_quantity, line.price_rupiah):
            found.append({"position": position, "quantity": quantity, "price_rupiah": price})
    if not any(left.values()):
        raise NothingChanges("Tidak ada yang tersisa; batalkan pesanan sebagai gantinya.")
    return found


def _apply(order: Order, change: OrderChange, by: User, now: datetime) -> None:
    doing = acting.Doing(order, move_of(Act.CONFIRM), by, now)
    lines = {line.position: line for line in acting.lines_of(order)}
    freed = {}
    for one in change.lines:
        line = lines[one["position"]]
        if one["quantity"] < line.expected_quantity:
            freed[line.offer_id] = line.expected_quantity - one["quantity"]
        line.confirmed_quantity, line.price_rupiah = one["quantity"], one["price_rupiah"]
        line.save(update_fields=["confirmed_quantity", "price_rupiah"])
    if freed:
        key = f"orders.change:{change.public_id}"
        stock.release(reference=order.stock_reference, quantities=freed, now=now, key=key)
    if change.deliver_by_at is not None:
        _move_day(doing, change.deliver_by_at)
    if change.delivery_address:
        doing.set(delivery_address=change.delivery_address)
    acting.shrink(doing, acting.cost_now(order, lines.values()))
    order.save(update_fields=sorted(doing.changed))


def _move_day(doing: acting.Doing, due_at: datetime) -> None:
    """
    Promise the stock for another day, or an earlier hour, whose lead time has to be looked at again.

    The old promise is settled; the new one has a reference of its own.
    """
    order, day = doing.order, day_in_wib(due_at)
    if day != day_in_wib(order.deliver_by_at) or due_at < order.deliver_by_at:
        promised = stock.release(reference=order.stock_reference, now=doing.now)
        moved = OrderChange.objects.filter(order=order, state="accepted").count() + 1
        reference = f"{order.reference}/{moved}"
        wants = [Want(offer_id, quantity, day, reference, due_at) for offer_id, quantity in promised.items()]
        stock.reserve(wants=wants, now=doing.now)
        doing.set(stock_reference=reference)
    doing.set(deliver_by_at=due_at)


def _event(
    order: Order, act: str, by: User, now: datetime, *, reason: str = "", words: str = "",
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    OrderEvent.objects.create(
        order=order, act=act, from_state=order.state, to_state=order.state, done_by=by, done_at=now, reason=reason,
        words=words.strip(), detail=detail or {},
    )  # fmt: skip
