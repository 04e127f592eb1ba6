"""A unit with a package and a budget line, its people, and a seller with something to sell."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.catalogue.models import CapacityPool, Category, Offer, OfferPrice, Product, SellerProfile, StockMovement
from tumbuh.orders import services
from tumbuh.orders.models import Basket, Disposition, Order
from tumbuh.procurement.models import BudgetLine, Package, SpendingUnit
from tumbuh.registry.models import Business, ClassAssessment, Site

NOON = datetime(2026, 4, 6, 5, 0, tzinfo=UTC)  # Monday, 12.00 WIB
TOMORROW = NOON + timedelta(hours=24)
UNIT, SKPD, PLAN, ACCOUNT = "101", "2.11.0.00.0.00.01.0000", "50100001", "5.1.02.01.01.0052"
ROOM = "Ruang Rapat Lantai 3, Jalan Merdeka 1"
UNIT_ROLES = (Role.BUDGET_OWNER, Role.COMMITMENT_OFFICER, Role.PROCUREMENT_OFFICER, Role.TREASURER)


def person(name: str, role: Role, kind: str = "unit", code: str = UNIT) -> User:
    user = User.objects.create(username=name, first_name=name.title(), date_joined=NOON)
    join(user, role, kind, code)
    return user


def join(user: User, role: Role, kind: str = "unit", code: str = UNIT) -> None:
    add_membership(user=user, role=role, scope_kind=kind, scope_code=code, by=None, now=NOON)


def business(name: str = "Dapur Budi", *, size: str = "micro", **profile: Any) -> Business:
    made = Business.objects.create(
        name=name, name_key=name.lower(), kbli_version="2020", kbli_code="56210", registered_on=date(2023, 6, 10),
        created_at=NOON,
    )  # fmt: skip
    Site.objects.create(business=made, kind="main", area_code="31.71.01.1001", created_at=NOON)
    if size:
        ClassAssessment.objects.create(
            business=made, size_class=size, basis="declared", as_of=date(2026, 1, 1), created_at=NOON
        )
    SellerProfile.objects.create(business=made, added_at=NOON, **profile)
    return made


def offer(seller: Business, title: str, *, line_kind: str = "goods", stock: int = 0, **values: Any) -> Offer:
    product = Product.objects.create(business=seller, name=title, added_at=NOON)
    category, _ = Category.objects.get_or_create(code=line_kind, defaults={"name": line_kind, "line_kind": line_kind})
    defaults = {
        "unit": "kotak", "price_rupiah": 25_000, "state": "listed", "added_at": NOON, "changed_at": NOON,
        "listed_at": NOON, "made_to_order": values.get("pool") is not None,
    }  # fmt: skip
    made = Offer.objects.create(
        product=product, seller=seller, title=title, on_hand=stock, category=category, **(defaults | values)
    )
    OfferPrice.objects.create(offer=made, price_rupiah=made.price_rupiah, valid_from=date(2026, 1, 1), set_at=NOON)
    if stock:
        StockMovement.objects.create(offer=made, kind="receive", quantity=stock, moved_at=NOON)
    return made


def pool(seller: Business, *, daily_limit: int = 300, **values: Any) -> CapacityPool:
    return CapacityPool.objects.create(
        business=seller, name="Dapur", daily_limit=daily_limit, lead_hours=12, added_at=NOON, **values
    )


def package(code: str = PLAN, *, ceiling: int = 100_000_000, unit: str = UNIT) -> Package:
    return Package.objects.create(
        key=code, year=2026, as_of=NOON, fingerprint=code, recorded_at=NOON, kind="provider", unit_ref=unit,
        name="Konsumsi rapat koordinasi", ceiling_rupiah=ceiling, method="e_purchasing", domestic=True,
        micro_small=True,
    )  # fmt: skip


def budget_line(ceiling: int = 200_000_000, **values: Any) -> BudgetLine:
    defaults = {"year": 2026, "unit_ref": SKPD, "sub_activity": "2.11.01.1.06.0009", "account": ACCOUNT}
    return BudgetLine.objects.create(version="apbd", ceiling_rupiah=ceiling, **(defaults | values))


@dataclass
class City:
    """Everybody and everything that an order needs. `clock` is moved by the tests that need it."""

    people: dict[Role, User]
    seller: Business
    owner: User
    line: BudgetLine
    rice: Offer
    disposition: Disposition
    clock: datetime = field(default=NOON)

    def of(self, role: Role) -> User:
        return self.people[role]

    @property
    def officer(self) -> User:
        return self.of(Role.PROCUREMENT_OFFICER)

    def fill(
        self, *wanted: tuple[Offer, int], by: User | None = None, disposition: Disposition | None = None
    ) -> Basket:
        who, of = by or self.officer, disposition or self.disposition
        for one, quantity in wanted:
            basket = services.put_in_basket(
                disposition_id=of.pk, offer_id=one.pk, quantity=quantity, by=who, now=self.clock
            )
        return services.set_delivery(
            basket_id=basket.pk, address=ROOM, area="31.71.01.1001", deliver_by_at=self.clock + timedelta(hours=24),
            by=who, now=self.clock,
        )  # fmt: skip

    def place(self, quantity: int = 40, one: Offer | None = None) -> Order:
        basket = self.fill((one or self.rice, quantity))
        [placed] = services.place(basket_id=basket.pk, by=self.officer, now=self.clock)
        return Order.objects.get(pk=placed.id)

    def until(self, state: str, quantity: int = 40, one: Offer | None = None) -> Order:
        """Place an order and take it along the straight path to a state."""
        order = self.place(quantity, one)
        steps = {
            "placed": lambda: None,
            "confirmed": lambda: services.confirm(order_id=order.pk, by=self.owner, now=self.clock),
            "delivered": lambda: services.deliver(order_id=order.pk, by=self.owner, now=self.clock),
            "received": lambda: services.receive(
                order_id=order.pk, by=self.of(Role.COMMITMENT_OFFICER), now=self.clock
            ),
            "paid": lambda: services.pay(
                order_id=order.pk, by=self.of(Role.TREASURER), now=self.clock, proof_number="SP2D/1",
                paid_on=self.clock.date(), tax_slip_number="BP-1",
            ),
            "closed": lambda: services.close(order_id=order.pk, by=self.of(Role.COMMITMENT_OFFICER), now=self.clock),
        }  # fmt: skip
        for name, step in steps.items():
            step()
            if name == state:
                break
        order.refresh_from_db()
        return order


def build(
    *, stock: int = 0, daily_limit: int = 300, ceiling: int = 200_000_000, unit_ceiling: int = 100_000_000
) -> City:
    """Build the city of a test: an offer made to order unless there is stock, and a package taken up."""
    SpendingUnit.objects.create(
        key=UNIT, year=2026, as_of=NOON, fingerprint=UNIT, recorded_at=NOON, name="Dinas Perdagangan", skpd_code=SKPD
    )
    people = {role: person(role.value, role) for role in UNIT_ROLES}
    seller = business()
    owner = person("budi", Role.OWNER, "business", str(seller.public_id))
    line = budget_line(ceiling)
    package(ceiling=unit_ceiling)
    if stock:
        rice = offer(seller, "Nasi kotak", stock=stock)
    else:
        rice = offer(seller, "Nasi kotak", line_kind="catering", pool=pool(seller, daily_limit=daily_limit))
    disposition = services.dispose(
        plan_code=PLAN, budget_line_id=line.pk, ceiling_rupiah=unit_ceiling,
        commitment_officer=people[Role.COMMITMENT_OFFICER], by=people[Role.BUDGET_OWNER], now=NOON,
    )  # fmt: skip
    services.prepare(
        disposition_id=disposition.pk, procurement_officer=people[Role.PROCUREMENT_OFFICER],
        by=people[Role.COMMITMENT_OFFICER], now=NOON,
    )  # fmt: skip
    disposition = services.take_up(disposition_id=disposition.pk, by=people[Role.PROCUREMENT_OFFICER], now=NOON)
    return City(people, seller, owner, line, rice, disposition)
