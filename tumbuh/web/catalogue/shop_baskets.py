"""What a buyer sees in the shop beside everybody: for which package they shop, and a button under each offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import get_language

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.search.cards import Card
from tumbuh.kernel.money import format_rupiah
from tumbuh.orders import seeing
from tumbuh.web.doors import permissions, person
from tumbuh.web.orders.basket import chosen_of, packages_of


@dataclass(frozen=True)
class Shopping:
    """For what a buyer shops: the package's name, what of it is free, and how many products are in the basket."""

    package: str
    free: str
    in_basket: int


def shopping(request: HttpRequest) -> Shopping | None:
    """Return for what the person shops; None for whoever has no package to order from. At most four statements."""
    if not request.user.is_authenticated or Permission.ORDERS_PLACE not in permissions(request):
        return None
    chosen = chosen_of(request, packages_of(request))
    if chosen is None:
        return None
    basket = seeing.open_basket(person(request), chosen)
    number = basket.lines.filter(quantity__gt=0).count() if basket else 0
    return Shopping(chosen.package_name or chosen.plan_code, format_rupiah(chosen.free_rupiah), number)


def with_buttons(cards: Sequence[str], offers: Sequence[Card]) -> list[str]:
    """
    Return the cards of a list as HTML, each with its button.

    The list stands in the form of the search, and a form cannot stand in another: the buttons belong to one form
    beside it, `basket-add`. The card itself stays as everybody's caches hold it.
    """
    language = get_language() or ""
    return [card + _button(offer, language) for card, offer in zip(cards, offers, strict=True)]


@lru_cache(maxsize=1_024)
def _button(card: Card, language: str) -> str:
    return get_template("catalogue/_shop_add.html").render({"card": card})
