"""Orders that sellers owe: for those who help sellers. They see that an order is late, and nothing of its money."""

from collections.abc import Collection
from datetime import datetime

from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import State

_OWED = (State.PLACED.value, State.CONFIRMED.value, State.PART_DELIVERED.value)


def late_orders(business_ids: Collection[int], *, now: datetime) -> dict[int, list[str]]:
    """Return, by the key of the seller, the short names of orders that should have been delivered by now."""
    rows = Order.objects.filter(seller__in=business_ids, state__in=_OWED, deliver_by_at__lt=now)
    found: dict[int, list[str]] = {}
    for seller, public_id in rows.order_by("deliver_by_at", "pk").values_list("seller_id", "public_id"):
        found.setdefault(seller, []).append(str(public_id)[:8])
    return found
