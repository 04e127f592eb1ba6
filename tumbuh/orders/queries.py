"""Reading the e-order: what other apps ask of it."""

from tumbuh.orders.ending import YearEnd, year_end
from tumbuh.orders.justifying import reasons_before
from tumbuh.orders.railing import justified, rail, similar_orders

__all__ = [
    "YearEnd",
    "justified",
    "rail",
    "reasons_before",
    "similar_orders",
    "year_end",
]
