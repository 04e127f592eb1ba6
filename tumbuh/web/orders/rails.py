"""The legality rail of a basket in words, and the reasons to order all the same."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tumbuh.orders.models import Basket, Order
from tumbuh.orders.previewing import Preview


def of_basket(basket: Basket, shown: Preview, *, now: datetime) -> dict[str, Any]:
    """Return the steps of the rail, what is to be justified, and whether something stops the order."""
    return {"rail": [], "to_justify": [], "is_stopped": shown.has_problem, "stopped": _("Perbaiki dahulu.")}


def answered(basket: Basket, given: Mapping[str, str], *, now: datetime) -> list[dict[str, str]]:
    """Return the warnings of the rail with the reasons that were given."""
    return []


def warnings_of(order: Order) -> list[dict[str, str]]:
    """Return what the rail warned of when an order was placed, and why it was placed all the same."""
    return [{"title": str(one.get("title", "")), "words": str(one.get("words", ""))} for one in order.warnings]
