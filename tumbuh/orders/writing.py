"""New orders into the database: the money held, orders, lines, events and the trail, in few statements."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.orders.models import Disposition, Order, OrderEvent, OrderLine
from tumbuh.orders.rules.moves import Act, State
from tumbuh.orders.rules.totals import Totals
from tumbuh.procurement import services as procurement

if TYPE_CHECKING:
    from tumbuh.orders.placing import Terms


@dataclass(frozen=True)
class NewLine:
    """One line to write."""

    position: int
    offer_id: int
    master_id: int | None
    title: str
    unit: str
    category_code: str
    line_kind: str
    price_rupiah: int
    quantity: int
    origin_level: int
    tkdn_permyriad: int | None
    bmp_permyriad: int | None
    note: str


@dataclass(frozen=True)
class NewOrder:
    """One order to write."""

    public_id: uuid.UUID
    seller_id: int
    seller_name: str
    size_class: str
    lines: Sequence[NewLine]
    totals: Totals
    asked: "Terms"

    @property
    def stock_reference(self) -> str:
        """What its stock is promised to."""
        return f"orders.order:{self.public_id}"


@dataclass(frozen=True)
class Placed:
    """An order that was placed: what its page and its buyer need to know at once."""

    id: int
    public_id: uuid.UUID
    seller_id: int
    seller_name: str
    total_rupiah: int
    balance_before_rupiah: int

    @property
    def balance_after_rupiah(self) -> int:
        """What the budget line has left."""
        return self.balance_before_rupiah - self.total_rupiah


def write_orders(new: Sequence[NewOrder], *, disposition: Disposition, by: User, now: datetime) -> list[Placed]:
    """Hold the money of new orders and write them. Raises: OverBudget, LineBlocked."""
    placed = [_written(one, disposition, by, now) for one in new]
    whole = sum(one.total_rupiah for one in placed)
    Disposition.objects.filter(pk=disposition.pk).update(committed_rupiah=F("committed_rupiah") + whole)
    return placed


def _written(new: NewOrder, disposition: Disposition, by: User, now: datetime) -> Placed:
    asked, sums = new.asked, new.totals
    held = procurement.hold(
        line_id=disposition.budget_line_id,
        amount_rupiah=sums.total_rupiah,
        reference=new.stock_reference,
        now=now,
    )
    order = Order.objects.create(
        public_id=new.public_id, disposition=disposition, group_id=asked.group_id, source=asked.source,
        source_reference=asked.source_reference, unit_ref=disposition.unit_ref, plan_code=disposition.plan_code,
        year=disposition.year, budget_line_id=disposition.budget_line_id, seller_id=new.seller_id,
        seller_name=new.seller_name, size_class=new.size_class, goods_rupiah=sums.goods_rupiah,
        packing_rupiah=sums.packing_rupiah, delivery_rupiah=sums.delivery_rupiah, tax_rupiah=sums.tax_rupiah,
        total_rupiah=sums.total_rupiah, placed_total_rupiah=sums.total_rupiah,
        balance_before_rupiah=held.line.free_rupiah + sums.total_rupiah, stock_reference=new.stock_reference,
        delivery_address=asked.address, delivery_area=asked.area, deliver_by_at=asked.deliver_by_at,
        warnings=list(map(dict, asked.warnings)), placed_by=by, placed_at=now,
    )  # fmt: skip
    OrderLine.objects.bulk_create(OrderLine(order=order, **vars(line)) for line in new.lines)
    OrderEvent.objects.create(
        order=order, act=Act.PLACE.value, to_state=State.PLACED.value, done_by=by, done_at=now,
        detail={"total_rupiah": order.total_rupiah},
    )  # fmt: skip
    detail = {"total_rupiah": order.total_rupiah, "seller": order.seller_id, "plan_code": order.plan_code}
    audit.record("orders.placed", by=by, at=now, target=order.reference, detail=detail)
    return Placed(
        order.pk, order.public_id, order.seller_id, order.seller_name, order.total_rupiah, order.balance_before_rupiah
    )
