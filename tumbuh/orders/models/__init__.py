"""Dispositions, baskets, orders and all that happens to them."""

from tumbuh.orders.models.baskets import Basket, BasketLine
from tumbuh.orders.models.dispositions import Disposition, DispositionFile, Justification
from tumbuh.orders.models.fulfilment import (
    Delivery,
    DeliveryLine,
    Receipt,
    ReceiptLine,
    ReceiptPhoto,
    Review,
    ReviewReport,
)
from tumbuh.orders.models.money import DebitRequest, Invoice, Payment, SaleEntry, TaxPaper
from tumbuh.orders.models.orders import Order, OrderEvent, OrderLine
from tumbuh.orders.models.talk import OrderChange, OrderMessage
from tumbuh.orders.models.urgent import UrgentBuy

__all__ = [
    "Basket",
    "BasketLine",
    "DebitRequest",
    "Delivery",
    "DeliveryLine",
    "Disposition",
    "DispositionFile",
    "Invoice",
    "Justification",
    "Order",
    "OrderChange",
    "OrderEvent",
    "OrderLine",
    "OrderMessage",
    "Payment",
    "Receipt",
    "ReceiptLine",
    "ReceiptPhoto",
    "Review",
    "ReviewReport",
    "SaleEntry",
    "TaxPaper",
    "UrgentBuy",
]
