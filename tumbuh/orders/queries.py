"""Reading the e-order: what other apps ask of it."""

from uuid import UUID

from django.db.models import QuerySet

from tumbuh.accounts.models import User
from tumbuh.orders.ending import YearEnd, year_end
from tumbuh.orders.justifying import reasons_before
from tumbuh.orders.models import Basket, Order, Review, TaxPaper, UrgentBuy
from tumbuh.orders.railing import justified, rail, similar_orders

__all__ = [
    "YearEnd",
    "justified",
    "orders_of_basket",
    "rail",
    "reasons_before",
    "review_of",
    "similar_orders",
    "tax_paper",
    "tax_papers_of",
    "urgent_buys",
    "year_end",
]


def orders_of_basket(public_id: UUID, *, by: User) -> list[Order]:
    """
    Return the orders that a person's basket became, in the order in which they were placed; none for another's.

    A basket and its orders are written in one statement with one moment, and a person has one open basket a package.
    """
    found = Basket.objects.filter(public_id=public_id, user=by).first()
    if found is None or found.placed_at is None:
        return []
    same = Order.objects.filter(disposition=found.disposition_id, placed_by=by, placed_at=found.placed_at)
    return list(same.filter(source="basket").order_by("pk"))


def review_of(order: Order) -> Review | None:
    """Return what the unit wrote of a received order, if it did, with the seller's report on it."""
    return Review.objects.filter(order=order).select_related("report").first()


def tax_papers_of(seller_id: int) -> QuerySet[TaxPaper]:
    """Return a seller's papers of tax, newest first."""
    return TaxPaper.objects.filter(business=seller_id).select_related("recorded_by").order_by("-pk")


def tax_paper(seller_id: int, public_id: UUID) -> TaxPaper | None:
    """Return one paper of tax of this seller; None when it has no such paper."""
    return TaxPaper.objects.filter(business=seller_id, public_id=public_id).first()


def urgent_buys() -> QuerySet[UrgentBuy]:
    """Return what was bought at once and recorded afterwards, newest first; whoever shows it keeps to its units."""
    return UrgentBuy.objects.select_related("recorded_by").order_by("-pk")
