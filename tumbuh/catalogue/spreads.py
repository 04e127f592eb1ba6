"""How the prices of equals are spread: those that orders paid, and those that sellers ask."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tumbuh.catalogue.models import Offer, OfferPrice, PaidPrice
from tumbuh.catalogue.rules.prices import LEAST_FOR_ADVICE, Spread, place_in, spread_of

WINDOWS = (7, 30, 90)


@dataclass(frozen=True)
class PriceAdvice:
    """A price among those of equals: where it lies (rules.prices.place_in), by the paid ones and by those asked."""

    price_rupiah: int
    paid: Spread | None
    listed: Spread | None
    place: str


def price_spread(master_id: int, *, on: date, days: int) -> Spread | None:
    """
    Return the spread of what was paid for a master in the days up to `on`, that day included.

    When fewer than four orders paid for it: of what its sellers ask on the day, with source "listed". None without
    either. Prices are per piece of the master's unit and pack, without fees and taxes; an order counts once a seller.
    """
    paid = paid_spread(master_id, on=on, days=days)
    if paid is not None and paid.n >= LEAST_FOR_ADVICE:
        return paid
    return listed_spread(master_id, on=on) or paid


def paid_spread(master_id: int, *, on: date, days: int) -> Spread | None:
    """Return the spread of what completed orders paid for a master in the days up to `on`."""
    rows = PaidPrice.objects.filter(master=master_id, paid_on__gt=on - timedelta(days=days), paid_on__lte=on)
    return spread_of(rows.values_list("price_rupiah", flat=True), source="paid")


def listed_spread(master_id: int, *, on: date, without: Collection[int] = ()) -> Spread | None:
    """Return the spread of what the listed offers of a master ask on a day; `without` are offers left out."""
    offers = Offer.objects.filter(product__master=master_id, state="listed").exclude(pk__in=without)
    return spread_of(_prices_on(list(offers.values_list("pk", flat=True)), on))


def kind_spread(offer: Offer, *, on: date) -> Spread | None:
    """Return the spread of what others ask for the same kind in the same unit; it need not be the very same thing."""
    same = Offer.objects.filter(category=offer.category_id, unit=offer.unit, state="listed")
    return spread_of(_prices_on(list(same.exclude(seller=offer.seller_id).values_list("pk", flat=True)), on))


def price_advice(offer: Offer, *, price_rupiah: int, on: date, days: int = 90) -> PriceAdvice:
    """Return where a price would lie among those of other sellers; "few" while nobody sells the same."""
    master_id = offer.product.master_id
    if master_id is None:
        return PriceAdvice(price_rupiah, None, None, "few")
    paid = paid_spread(master_id, on=on, days=days)
    listed = listed_spread(master_id, on=on, without=[offer.pk])
    judged = paid if paid is not None and paid.n >= LEAST_FOR_ADVICE else listed
    return PriceAdvice(price_rupiah, paid, listed, place_in(judged, price_rupiah) if judged else "few")


def _prices_on(offer_ids: Sequence[int], on: date) -> list[int]:
    rows = OfferPrice.objects.filter(offer__in=offer_ids, voided_at=None, valid_from__lte=on).order_by(
        "offer_id", "-valid_from"
    )
    return list(rows.distinct("offer_id").values_list("price_rupiah", flat=True))
