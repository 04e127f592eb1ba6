"""New orders into the database in one statement: money held, orders, lines, events, the trail, the basket closed."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tumbuh import prepared
from tumbuh.accounts.models import User
from tumbuh.audit.services import RECORD_MANY
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.orders.models import Disposition
from tumbuh.orders.rules.totals import Totals
from tumbuh.procurement.budgeting import HOLD_MANY, refuse_hold

if TYPE_CHECKING:
    from tumbuh.orders.placing import Terms


class PackageExceeded(Refused):
    """The orders cost more than is left of the package."""

    code = "package_exceeded"


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
    def reference(self) -> str:
        """What its stock is promised to and its money held for."""
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


# The line is locked first, the package after it: each part stands on the one before (FROM held, FROM package), so that
# all who hold or give back money lock in this order. What the line or the package has no room for leaves no row, and
# then nothing is written.
_WRITE = f"""
WITH new_order AS (
    SELECT * FROM jsonb_to_recordset(%(orders)s::jsonb) AS n(
        public_id uuid, holding_id uuid, reference text, place int, seller_id bigint, seller_name text, size_class text,
        goods bigint, packing bigint, delivery bigint, tax bigint, amount bigint, before bigint)
), new_line AS (
    SELECT * FROM jsonb_to_recordset(%(lines)s::jsonb) AS n(
        order_id uuid, position int, offer_id bigint, master_id bigint, title text, unit text, category_code text,
        line_kind text, price_rupiah bigint, quantity int, origin_level int, tkdn_permyriad int, bmp_permyriad int,
        note text)
), new_holding AS (
    SELECT holding_id AS public_id, reference, amount FROM new_order
), {HOLD_MANY}, package AS (
    UPDATE orders_disposition d SET committed_rupiah = d.committed_rupiah + held.amount
    FROM held WHERE d.id = %(disposition)s AND d.committed_rupiah + held.amount <= d.ceiling_rupiah
    RETURNING d.id, d.unit_ref, d.plan_code, d.year, d.budget_line_id, held.free AS free
), made AS (
    INSERT INTO orders_order (
        public_id, disposition_id, group_id, source, source_reference, unit_ref, plan_code, year, budget_line_id,
        seller_id, seller_name, size_class, state, goods_rupiah, packing_rupiah, delivery_rupiah, tax_rupiah,
        total_rupiah, placed_total_rupiah, balance_before_rupiah, withheld_rupiah, stock_reference, delivery_address,
        delivery_area, deliver_by_at, warnings, placed_by_id, placed_at, payment_path, end_reason, end_words)
    SELECT n.public_id, p.id, %(group)s::uuid, %(source)s, %(source_reference)s, p.unit_ref, p.plan_code, p.year,
        p.budget_line_id, n.seller_id, n.seller_name, n.size_class, 'placed', n.goods, n.packing, n.delivery, n.tax,
        n.amount, n.amount, p.free - n.before, 0, n.reference, %(address)s, %(area)s, %(deliver_by)s,
        %(warnings)s::jsonb, %(by)s, %(now)s, '', '', ''
    FROM new_order n CROSS JOIN package p ORDER BY n.place
    RETURNING id, public_id, balance_before_rupiah
), written_lines AS (
    INSERT INTO orders_orderline (
        order_id, position, offer_id, master_id, title, unit, category_code, line_kind, price_rupiah, quantity,
        delivered_quantity, returned_quantity, origin_level, tkdn_permyriad, bmp_permyriad, note)
    SELECT m.id, n.position, n.offer_id, n.master_id, n.title, n.unit, n.category_code, n.line_kind, n.price_rupiah,
        n.quantity, 0, 0, n.origin_level, n.tkdn_permyriad, n.bmp_permyriad, n.note
    FROM new_line n JOIN made m ON m.public_id = n.order_id
), written_events AS (
    INSERT INTO orders_orderevent (order_id, act, from_state, to_state, done_by_id, done_at, reason, words, detail)
    SELECT m.id, 'place', '', 'placed', %(by)s, %(now)s, '', '', jsonb_build_object('total_rupiah', n.amount)
    FROM new_order n JOIN made m USING (public_id)
), new_record AS (
    SELECT 'orders.placed' AS event, n.reference AS target,
        jsonb_build_object('total_rupiah', n.amount, 'seller', n.seller_id, 'plan_code', p.plan_code) AS detail
    FROM new_order n CROSS JOIN package p
    UNION ALL
    SELECT 'procurement.held', 'procurement.holding:' || n.holding_id,
        jsonb_build_object('amount_rupiah', n.amount, 'line', p.budget_line_id)
    FROM new_order n CROSS JOIN package p
), {RECORD_MANY}, closed_basket AS (
    UPDATE orders_basket b SET placed_at = %(now)s FROM package WHERE b.id = %(basket)s
)
SELECT id, public_id, balance_before_rupiah FROM made
"""  # noqa: S608 - put together from constants


def write_orders(
    new: Sequence[NewOrder], *, disposition: Disposition, by: User, now: datetime, basket_id: int | None
) -> list[Placed]:
    """Hold the money of new orders and write them. Raises: OverBudget, LineBlocked, PackageExceeded."""
    found = {row[1]: row for row in prepared.rows(_WRITE, _values(new, disposition, by, now, basket_id))}
    if not found:
        _refuse(disposition, sum(one.totals.total_rupiah for one in new))
    return [
        Placed(
            found[one.public_id][0], one.public_id, one.seller_id, one.seller_name, one.totals.total_rupiah,
            found[one.public_id][2],
        )
        for one in new
    ]  # fmt: skip


def _values(
    new: Sequence[NewOrder], disposition: Disposition, by: User, now: datetime, basket_id: int | None
) -> dict[str, Any]:
    asked, before, orders = new[0].asked, 0, []
    for place, one in enumerate(new, start=1):
        sums = one.totals
        orders.append(
            {
                "public_id": str(one.public_id), "holding_id": str(uuid.uuid4()), "reference": one.reference,
                "place": place, "seller_id": one.seller_id, "seller_name": one.seller_name,
                "size_class": one.size_class, "goods": sums.goods_rupiah, "packing": sums.packing_rupiah,
                "delivery": sums.delivery_rupiah, "tax": sums.tax_rupiah, "amount": sums.total_rupiah, "before": before,
            }
        )  # fmt: skip
        before += sums.total_rupiah
    lines = [{"order_id": str(one.public_id), **vars(line)} for one in new for line in one.lines]
    return {
        "orders": json.dumps(orders), "lines": json.dumps(lines), "line": disposition.budget_line_id,
        "disposition": disposition.pk, "group": asked.group_id, "source": asked.source,
        "source_reference": asked.source_reference, "address": asked.address.strip(), "area": asked.area,
        "deliver_by": asked.deliver_by_at, "warnings": json.dumps([dict(one) for one in asked.warnings]), "by": by.pk,
        "now": now, "basket": basket_id,
    }  # fmt: skip


def _refuse(disposition: Disposition, rupiah: int) -> None:
    """Say which of line and package has no room. Raises: LineBlocked, OverBudget, PackageExceeded."""
    refuse_hold(line_id=disposition.budget_line_id, amount_rupiah=rupiah)
    disposition.refresh_from_db(fields=["committed_rupiah", "ceiling_rupiah"])
    raise PackageExceeded(
        f"Sisa pagu paket {format_rupiah(disposition.free_rupiah)}, keranjang ini {format_rupiah(rupiah)}. "
        "Kurangi, atau minta PA/KPA menambah disposisi."
    )
