"""Reading the e-order: what other apps ask of it."""

from tumbuh.orders.justifying import reasons_before
from tumbuh.orders.railing import justified, rail, similar_orders

__all__ = [
    "justified",
    "rail",
    "reasons_before",
    "similar_orders",
]
