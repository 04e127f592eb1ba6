"""The unit of the orders' tests with four kitchens that could cook for it, and their owners."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.integration.orders import city as orders_city
from tests.integration.orders.city import NOON, City
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.models import Category, Offer
from tumbuh.needs import services
from tumbuh.needs.models import Need, Quote
from tumbuh.registry.models import Business

NAMES = ("Dapur Ani", "Dapur Beni", "Dapur Citra")
DUE = NOON + timedelta(days=7)


@dataclass
class NeedsCity:
    """The city of a need: the unit, the kitchens by name, who owns each, and what each offers."""

    unit: City
    sellers: dict[str, Business]
    owners: dict[str, User]
    offers: dict[str, Offer]
    category: Category

    @property
    def officer(self) -> User:
        return self.unit.officer

    def add_kitchens(self, count: int) -> None:
        """Add kitchens like the others."""
        for number in range(count):
            self.add_kitchen(f"Dapur {number + 1:02}")

    def add_kitchen(self, name: str) -> None:
        seller = orders_city.business(name)
        self.sellers[name] = seller
        self.owners[name] = orders_city.person(name[6:].lower(), Role.OWNER, "business", str(seller.public_id))
        self.offers[name] = orders_city.offer(seller, "Nasi kotak", line_kind="catering", pool=orders_city.pool(seller))

    def values(self, **given: Any) -> services.NeedValues:
        defaults: dict[str, Any] = {
            "sentence": "nasi kotak 100 kotak Senin depan jam 12 di Balai Kota maksimal 35 ribu per kotak",
            "title": "Nasi kotak", "category_code": self.category.code, "quantity": 100, "unit": "kotak",
            "deliver_by_at": DUE, "address": "Balai Kota", "area_code": "31.71.01.1001", "unit_ceiling_rupiah": 35_000,
        }  # fmt: skip
        return services.NeedValues(**(defaults | given))

    def draft(self, **given: Any) -> Need:
        return services.state_need(
            disposition=self.unit.disposition, values=self.values(**given), by=self.officer, now=NOON
        )

    def open(self, **given: Any) -> Need:
        return services.ask_sellers(need_id=self.draft(**given).pk, by=self.officer, now=NOON)

    def quote(self, need: Need, name: str, price: int, **given: Any) -> Quote:
        values = {"offer_id": self.offers[name].pk, "quantity": need.quantity, "unit_price_rupiah": price} | given
        return services.send_quote(
            need_id=need.pk, seller=self.sellers[name], values=services.QuoteValues(**values), by=self.owners[name],
            now=NOON + timedelta(hours=1),
        )  # fmt: skip

    def opened(self, prices: dict[str, int], **given: Any) -> Need:
        """Open a need, quote it, wait until it closes, and open the quotes."""
        need = self.open(**given)
        for name, price in prices.items():
            self.quote(need, name, price)
        return services.open_quotes(need_id=need.pk, by=self.officer, now=need.closes_at)


def build() -> NeedsCity:
    """Build the city: the orders' city and three kitchens more, each with room for 300 boxes a day."""
    unit = orders_city.build()
    named = unit.seller.name
    city = NeedsCity(unit, {named: unit.seller}, {named: unit.owner}, {named: unit.rice}, unit.rice.category)
    for name in NAMES:
        city.add_kitchen(name)
    return city
