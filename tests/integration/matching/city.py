"""The unit of the orders' tests, kitchens that could cook for it, an organiser, and an event of one morning."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.integration.orders import city as orders_city
from tests.integration.orders.city import NOON, UNIT, City
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.models import Offer
from tumbuh.matching import services
from tumbuh.matching.models import Buyer, Demand, Event, Meeting, Participant, SupplyProfile
from tumbuh.matching.rules.states import Mode
from tumbuh.registry.models import Business

MORNING = datetime(2026, 4, 13, 2, 0, tzinfo=UTC)  # Monday, 09.00 WIB, a week after NOON
NEEDED = date(2026, 5, 4)


@dataclass
class MatchingCity:
    """Everybody of a gathering: the unit and companies that buy, the kitchens by name, who owns each."""

    unit: City
    organiser: User
    businesses: dict[str, Business] = field(default_factory=dict)
    owners: dict[str, User] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    buyers: dict[str, Buyer] = field(default_factory=dict)
    speakers: dict[str, User] = field(default_factory=dict)

    @property
    def category(self) -> str:
        return self.unit.rice.category.code

    def add_kitchen(self, name: str, *, capacity: int = 300, price: int = 25_000, share: bool = True) -> Business:
        seller = orders_city.business(name)
        self.businesses[name] = seller
        self.owners[name] = orders_city.person(
            f"owner-{len(self.owners)}", Role.OWNER, "business", str(seller.public_id)
        )
        self.offers[name] = orders_city.offer(
            seller, "Nasi kotak", line_kind="catering", pool=orders_city.pool(seller, daily_limit=capacity),
            price_rupiah=price,
        )  # fmt: skip
        if share:
            self.share_supply(name, capacity=capacity, price=price)
        return seller

    def share_supply(self, name: str, *, capacity: int = 300, price: int = 25_000) -> SupplyProfile:
        values = services.SupplyValues(
            categories=[self.category], capacity=capacity, unit="kotak", unit_price_rupiah=price
        )
        business, owner = self.businesses[name], self.owners[name]
        services.change_supply(business=business, values=values, by=owner, now=NOON)
        return services.share_supply(business=business, by=owner, now=NOON)

    def add_company(self, name: str, *, share: bool = True, **values: Any) -> Buyer:
        speaker = orders_city.person(f"buyer-{len(self.speakers)}", Role.CORPORATE_BUYER, "city", "")
        self.speakers[name] = speaker
        self.buyers[name] = services.add_buyer(
            kind="corporate", name=name, representative=speaker, by=self.organiser, now=NOON
        )
        if share:
            self.share_demand(name, **values)
        return self.buyers[name]

    def values(self, **given: Any) -> services.DemandValues:
        defaults: dict[str, Any] = {
            "title": "Nasi kotak rapat", "category_code": self.category, "quantity": 200, "unit": "kotak",
            "needed_on": NEEDED, "unit_budget_rupiah": 35_000, "area_code": "31.71.01",
        }  # fmt: skip
        return services.DemandValues(**(defaults | given))

    def share_demand(self, name: str, **given: Any) -> Demand:
        by = self.speakers[name]
        demand = services.state_demand(buyer=self.buyers[name], values=self.values(**given), by=by, now=NOON)
        return services.share_demand(demand_id=demand.pk, by=by, now=NOON)

    def event(self, *, mode: Mode = Mode.HYBRID, hours: int = 3, tables: int = 4, **given: Any) -> Event:
        sessions = [
            services.Stretch(
                name="Pagi", starts_at=MORNING, ends_at=MORNING + timedelta(hours=hours),
                breaks=[(MORNING + timedelta(hours=1), MORNING + timedelta(hours=1, minutes=30))],
            )
        ]  # fmt: skip
        told: dict[str, Any] = {
            "name": "Temu bisnis", "place": "Balai Kota", "mode": mode, "slot_minutes": 30, "tables": tables,
            "sessions": sessions,
        }  # fmt: skip
        values = services.EventValues(**(told | given))
        event = services.create_event(values=values, by=self.organiser, now=NOON)
        return services.open_event(event_id=event.pk, by=self.organiser, now=NOON)

    def come(self, event: Event, names: Sequence[str], **seat: Any) -> list[Participant]:
        """Invite by name, and let each of them say yes."""
        made = services.invite(
            event_id=event.pk, buyers=[self.buyers[name] for name in names if name in self.buyers],
            businesses=[self.businesses[name] for name in names if name in self.businesses],
            seat=services.Seat(**seat), by=self.organiser, now=NOON,
        )  # fmt: skip
        return [
            services.answer_invitation(participant_id=one.pk, coming=True, by=self.by(one.name), now=NOON)
            for one in made
        ]

    def by(self, name: str) -> User:
        """Who speaks for a participant."""
        return self.speakers.get(name) or self.owners[name]

    def all_come(self, **given: Any) -> tuple[Event, dict[str, Participant]]:
        event = self.event(**given)
        people = self.come(event, [*self.buyers, *self.businesses])
        return event, {one.name: one for one in people}

    def agreed(self, event: Event, buyer: Participant, seller: Participant, **given: Any) -> Meeting:
        """Let a buyer ask and a seller accept."""
        asked = services.request_meeting(event_id=event.pk, with_id=seller.pk, by=self.by(buyer.name), now=NOON)
        services.accept_meeting(meeting_id=asked.pk, by=self.by(seller.name), now=NOON, **given)
        return Meeting.objects.get(pk=asked.pk)


def build(kitchens: int = 3, companies: int = 2) -> MatchingCity:
    """Build the city: kitchens and companies that consented."""
    unit = orders_city.build()
    city = MatchingCity(unit, orders_city.person("organiser", Role.MATCHING_ORGANISER, "city", ""))
    unit.rice.category.name = "Nasi kotak"
    unit.rice.category.search_words = "nasi box, konsumsi rapat"
    unit.rice.category.save(update_fields=["name", "search_words"])
    for n in range(kitchens):
        city.add_kitchen(f"Dapur {n + 1}")
    for n in range(companies):
        city.add_company(f"PT Pembeli {n + 1}")
    return city


__all__ = ["MORNING", "NEEDED", "NOON", "UNIT", "MatchingCity", "build"]
