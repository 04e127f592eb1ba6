"""An owner with a kitchen, curators, and what they sell and judge."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.catalogue import services
from tumbuh.catalogue.models import CurationStep, Offer
from tumbuh.catalogue.photos import Picture, keep
from tumbuh.registry.models import Business, Site


@pytest.fixture
def make_business(db: None, now: datetime) -> Callable[..., Business]:
    services.load_categories(now=now)

    def make(name: str = "Dapur Bu Sari") -> Business:
        business = Business.objects.create(
            name=name, name_key=name.casefold(), nib="", kbli_version="2020", kbli_code="56210",
            registered_on=date(2023, 6, 10), created_at=now,
        )  # fmt: skip
        Site.objects.create(business=business, kind="main", area_code="31.71.01.1001", created_at=now)
        return business

    return make


@pytest.fixture
def kitchen(make_business: Callable[..., Business]) -> Business:
    return make_business()


@pytest.fixture
def own(make_person: Callable[..., Any], now: datetime) -> Callable[..., Any]:
    """Make the owner of some businesses."""

    def make(*businesses: Business, username: str = "pemilik") -> Any:
        person = make_person(username=username)
        for business in businesses:
            add_membership(
                user=person,
                role=Role.OWNER,
                scope_kind="business",
                scope_code=str(business.public_id),
                by=None,
                now=now,
            )
        return person

    return make


@pytest.fixture
def owner(own: Callable[..., Any], kitchen: Business) -> Any:
    return own(kitchen)


@pytest.fixture
def page(owner: Any) -> Client:
    """The owner's browser."""
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def curators(make_person: Callable[..., Any]) -> list[Any]:
    return [make_person(Role.CURATOR, username=f"kurator_{number}") for number in (1, 2, 3)]


def jpeg(colour: str = "orange") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def picture(colour: str = "orange") -> Picture:
    return keep(jpeg(colour), folder=Path(settings.MEDIA_ROOT))


@pytest.fixture
def make_offer(kitchen: Business, now: datetime) -> Callable[..., Offer]:
    """Make a draft that has all that curators ask for."""

    def make(title: str = "Nasi kotak ayam", *, business: Business | None = None, stock: int = 20) -> Offer:
        business = business or kitchen
        words = "Nasi, ayam bakar, lalap, sambal, dan buah potong."
        new = services.NewOffer(business.pk, title, "nasi_kotak", "kotak", 28_000, words)
        offer = services.add_offer(business=business, new=new, by=None, now=now)
        services.change_offer(offer_id=offer.pk, changes={"photos": [picture()]}, by=None, now=now)
        if stock:
            services.receive_stock(offer_id=offer.pk, quantity=stock, by=None, now=now)
        return offer

    return make


@pytest.fixture
def passed(curators: list[Any], now: datetime) -> Callable[..., Offer]:
    """Send an offer through curation; the verdict of the last curator may be another."""

    def run(offer: Offer, *, last: str = "passed", reasons: str = "") -> Offer:
        services.submit(offer_id=offer.pk, by=None, now=now)
        for number, curator in enumerate(curators, start=1):
            step = CurationStep.objects.get(offer=offer, state="waiting")
            verdict = last if number == len(curators) else "passed"
            scores = dict.fromkeys(services.rubric_of(offer, now=now).weights, 88)
            decision = services.Decision(step.pk, verdict, scores if verdict == "passed" else {}, reasons)
            services.decide(decision=decision, by=curator, now=now)
        offer.refresh_from_db()
        return offer

    return run
