"""Sellers with something to sell."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tumbuh.catalogue.models import CapacityPool, Category, Offer, OfferPrice, Product, SellerProfile, StockMovement
from tumbuh.registry.models import Business, Site

NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)  # Monday, 12.00 WIB


@pytest.fixture
def make_seller(db: None) -> Callable[..., Business]:
    """Make a business with a place, that sells."""

    def make(name: str = "Keripik Budi", *, area: str = "31.71.01.1001", **profile: Any) -> Business:
        business = Business.objects.create(
            name=name, name_key=name.lower(), nib="", kbli_version="2020", kbli_code="10794",
            registered_on=date(2023, 6, 10), created_at=NOON,
        )  # fmt: skip
        Site.objects.create(business=business, kind="main", area_code=area, created_at=NOON)
        SellerProfile.objects.create(business=business, added_at=NOON, **profile)
        return business

    return make


@pytest.fixture
def make_category(db: None) -> Callable[..., Category]:
    def make(code: str = "keripik", line_kind: str = "goods") -> Category:
        values = {"name": code.title(), "line_kind": line_kind}
        return Category.objects.get_or_create(code=code, defaults=values)[0]

    return make


@pytest.fixture
def make_pool() -> Callable[..., CapacityPool]:
    def make(business: Business, **values: Any) -> CapacityPool:
        defaults = {"name": "Dapur", "daily_limit": 100, "lead_hours": 12, "added_at": NOON}
        return CapacityPool.objects.create(business=business, **(defaults | values))

    return make


@pytest.fixture
def make_offer(make_seller: Any, make_category: Any) -> Callable[..., Offer]:
    """Make a listed offer, with its first price and its stock."""

    def make(
        title: str = "Keripik Singkong", *, seller: Business | None = None, stock: int = 0, **values: Any
    ) -> Offer:
        seller = seller or make_seller()
        product = Product.objects.create(business=seller, name=title, added_at=NOON)
        defaults = {
            "category": make_category(), "unit": "bungkus", "price_rupiah": 15_000, "state": "listed",
            "added_at": NOON, "changed_at": NOON, "listed_at": NOON, "made_to_order": values.get("pool") is not None,
        }  # fmt: skip
        offer = Offer.objects.create(product=product, seller=seller, title=title, on_hand=stock, **(defaults | values))
        OfferPrice.objects.create(
            offer=offer, price_rupiah=offer.price_rupiah, valid_from=date(2026, 1, 1), set_at=NOON
        )
        if stock:
            StockMovement.objects.create(offer=offer, kind="receive", quantity=stock, moved_at=NOON)
        return offer

    return make
