"""Following orders to their payment: what the books of the e-order and of public buying say, copied when it is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.matching.models import Deal, DealOrder
from tumbuh.matching.rules.states import DEAL_MOVES, DealState
from tumbuh.orders.records import OrderMoney, orders_between, orders_money
from tumbuh.procurement.paid import purchases_money


class NoSuchDealOrder(Refused):
    """Neither the e-order nor the city's books know this order."""

    code = "no_such_deal_order"


@dataclass(frozen=True)
class Found:
    """An order as the books have it. `paid_rupiah` None: not paid yet; `seller_id` None: the books do not say."""

    source: str
    key: str
    ordered_rupiah: int
    ordered_on: date | None
    paid_rupiah: int | None
    paid_on: date | None
    seller_id: int | None
    unit_codes: frozenset[str]
    is_off: bool


def find_order(key: str) -> Found:
    """Return an order by what a person copied of it. Raises: NoSuchDealOrder."""
    text = key.strip()
    found = find_orders([("eorder", text), ("purchase", text)])
    if not found:
        raise NoSuchDealOrder("Pesanan ini tidak ditemukan; salin nomornya dari halaman pesanan atau daftar belanja.")
    return next(iter(found.values()))


def find_orders(wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Found]:
    """Return orders by (source, key), two statements for all; unknown ones are left out."""
    orders = orders_money([key for source, key in wanted if source == "eorder" and _is_uuid(key)])
    purchases = purchases_money([key for source, key in wanted if source == "purchase"])
    found = {
        ("eorder", key): Found(
            source="eorder", key=key, ordered_rupiah=one.total_rupiah, ordered_on=one.ordered_on,
            paid_rupiah=one.total_rupiah if one.paid_on else None, paid_on=one.paid_on, seller_id=one.seller_id,
            unit_codes=frozenset({one.unit_ref}), is_off=one.is_off,
        )
        for key, one in orders.items()
    }  # fmt: skip
    found |= {
        ("purchase", key): Found(
            source="purchase", key=key, ordered_rupiah=one.value_rupiah, ordered_on=one.ordered_on,
            paid_rupiah=one.value_rupiah if one.realised_on else None, paid_on=one.realised_on, seller_id=None,
            unit_codes=one.unit_codes, is_off=one.is_off,
        )
        for key, one in purchases.items()
    }  # fmt: skip
    return found


def orders_to_link(deal: Deal) -> list[OrderMoney]:
    """Return the orders between the two since they met that belong to no deal yet, newest first; a company has none."""
    buyer, seller, slot = deal.meeting.buyer.buyer, deal.meeting.seller.business_id, deal.meeting.slot
    if buyer is None or not buyer.unit_ref or seller is None or slot is None:
        return []
    found = orders_between(buyer.unit_ref, seller, since=slot.starts_at)
    keys = [one.public_id for one in found]
    taken = set(DealOrder.objects.filter(source="eorder", order_key__in=keys).values_list("order_key", flat=True))
    return [one for one in found if one.public_id not in taken]


def follow_orders(*, now: datetime) -> int:
    """
    Look up every order that is neither paid nor called off; return how many have changed.

    Doing it twice changes nothing the second time.
    """
    open_orders = DealOrder.objects.filter(paid_on=None, cancelled_at=None).order_by("pk")
    rows = list(open_orders.select_related("deal"))
    found = find_orders([(one.source, one.order_key) for one in rows])
    changed = 0
    for one in rows:
        seen = found.get((one.source, one.order_key))
        if seen is None:
            continue
        with transaction.atomic():
            Deal.objects.select_for_update().get(pk=one.deal_id)
            changed += note_payment(DealOrder.objects.select_related("deal").get(pk=one.pk), seen, now=now)
    return changed


def note_payment(order: DealOrder, seen: Found, *, now: datetime) -> bool:
    """Copy what the books say of an order; return whether it was news. The deal must be locked."""
    if order.paid_on is not None or order.cancelled_at is not None:
        return False
    deal = order.deal
    if seen.is_off:
        order.cancelled_at = now
        order.save(update_fields=["cancelled_at"])
        audit.record("matching.order_off", by=None, at=now, target=deal.reference, detail={"order": order.order_key})
        return True
    changed = order.ordered_rupiah != seen.ordered_rupiah
    order.ordered_rupiah = seen.ordered_rupiah
    if seen.paid_rupiah:
        changed = True
        order.paid_rupiah, order.paid_on = seen.paid_rupiah, seen.paid_on
        if deal.state == DealState.ORDERED:
            check_move(DEAL_MOVES, deal.state, DealState.PAID)
            deal.state, deal.paid_at = DealState.PAID.value, now
            deal.save(update_fields=["state", "paid_at"])
        detail = {"order": order.order_key, "rupiah": seen.paid_rupiah}
        audit.record("matching.paid", by=None, at=now, target=deal.reference, detail=detail)
    if changed:
        order.save(update_fields=["ordered_rupiah", "paid_rupiah", "paid_on"])
    return changed


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
