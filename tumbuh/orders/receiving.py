"""The PPK counts what came, signs for what is good, and from then on the pay-by clock runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.catalogue import stock
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import acting, terms
from tumbuh.orders.models import Order, OrderLine, Receipt, ReceiptLine, ReceiptPhoto
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import Act
from tumbuh.orders.storing import keep
from tumbuh.reference.holidays import working_days_after


class BadCount(Refused):
    """What was counted or accepted cannot be."""

    code = "bad_count"


@dataclass(frozen=True)
class Counted:
    """What came of one line: how many were counted, how many accepted, and what was wrong with the rest."""

    counted: int
    accepted: int
    flaw: str = ""  # short, bad or wrong
    note: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture of what came."""

    name: str
    content: bytes


@whole
def receive(
    *,
    order_id: int,
    by: User,
    now: datetime,
    arrived_at: datetime | None = None,
    counts: Mapping[int, Counted] | None = None,
    temperature_celsius: int | None = None,
    note: str = "",
    photos: Sequence[Photo] = (),
) -> Order:
    """
    Sign for what came; `counts` by line position, None or a line left out: all that was sent, and good.

    What was not accepted is not paid: its money is free again, and so is the stock of what was never sent. The clock of
    the promise starts. Raises: NotAllowed, IllegalMove, OwnAct, BadCount, FileNotAllowed, FileTooLarge.
    """
    doing = acting.begin(order_id=order_id, act=Act.RECEIVE, by=by, now=now)
    order, lines = doing.order, acting.lines_of(doing.order)
    came = arrived_at or now
    if came > now:
        raise BadCount("Waktu tiba tidak boleh sesudah sekarang.")
    counted = _counted(lines, counts or {})
    receipt = Receipt.objects.create(
        order=order, arrived_at=came, late_minutes=late_minutes(order.deliver_by_at, came),
        temperature_celsius=temperature_celsius, note=note.strip(), received_by=by, received_at=now,
    )  # fmt: skip
    _write(receipt, lines, counted, photos)
    _free_unsent(order, lines, now)
    short = acting.shrink(doing, acting.cost_now(order, lines))
    days = terms.number("pay_within", day_in_wib(now))
    doing.set(received_at=now, received_by=by, pay_by_on=working_days_after(day_in_wib(now), days))
    detail = {"late_minutes": receipt.late_minutes, "not_accepted_rupiah": short, "photos": len(photos)}
    return acting.finish("orders.received", doing, words=note, detail=detail)


@whole
def reject(*, order_id: int, reason: str, by: User, now: datetime, words: str = "") -> Order:
    """Sign for nothing: all of it was bad or never came. Raises: NotAllowed, IllegalMove, OwnAct, ReasonNeeded."""
    doing = acting.begin(order_id=order_id, act=Act.REJECT, by=by, now=now)
    acting.end(doing, reason=reason, words=words)
    _free_unsent(doing.order, acting.lines_of(doing.order), now)
    acting.release_all(doing)
    return acting.finish("orders.rejected", doing, reason=reason, words=words)


def late_minutes(due_at: datetime, arrived_at: datetime) -> int:
    """Return by how many whole minutes it came after its time; 0 when in time."""
    return max(0, int((arrived_at - due_at).total_seconds()) // 60)


def _counted(lines: Sequence[OrderLine], counts: Mapping[int, Counted]) -> dict[int, Counted]:
    if set(counts) - {line.position for line in lines}:
        raise BadCount("Ada baris yang bukan milik pesanan ini; muat ulang halaman.")
    found = {}
    for line in lines:
        sent = line.delivered_quantity
        one = counts.get(line.position, Counted(sent, sent))
        if not 0 <= one.accepted <= one.counted <= sent:
            raise BadCount(f"{line.title}: yang diterima baik tidak boleh melebihi yang dihitung ({sent} dikirim).")
        if one.accepted < one.counted and one.flaw not in {"bad", "wrong"}:
            raise BadCount(f"{line.title}: sebutkan apakah yang tidak diterima rusak atau bukan yang dipesan.")
        flaw = one.flaw or ("short" if one.counted < line.expected_quantity else "")
        found[line.position] = Counted(one.counted, one.accepted, flaw, one.note)
    if not any(one.accepted for one in found.values()):
        raise BadCount("Tidak ada yang diterima; pilih “Tolak barang” dan tulis alasannya.")
    return found


def _write(
    receipt: Receipt, lines: Sequence[OrderLine], counted: Mapping[int, Counted], photos: Sequence[Photo]
) -> None:
    for line in lines:
        one = counted[line.position]
        ReceiptLine.objects.create(
            receipt=receipt, line=line, counted=one.counted, accepted=one.accepted, flaw=one.flaw, note=one.note[:300]
        )
        line.received_quantity = one.accepted
        line.save(update_fields=["received_quantity"])
    for position, photo in enumerate(photos):
        kept = keep(photo.content, name=photo.name)
        ReceiptPhoto.objects.get_or_create(
            receipt=receipt, sha256=kept.sha256, defaults={"file": kept.path, "position": position}
        )


def _free_unsent(order: Order, lines: Sequence[OrderLine], now: datetime) -> None:
    if any(line.expected_quantity > line.delivered_quantity for line in lines):
        stock.release(reference=order.stock_reference, now=now)
