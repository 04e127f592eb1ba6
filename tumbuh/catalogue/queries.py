"""Reading the catalogue: products, and how well their origin is proved on a day."""

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl
from django.db.models import Prefetch, QuerySet

from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.ordering import OfferToOrder, offers_to_order
from tumbuh.catalogue.rooms import PoolDay, pool_days, room_on, timing_of
from tumbuh.catalogue.rules import Evidence, OriginLevel, best_level
from tumbuh.catalogue.seeing import (
    NoSuchOffer,
    changes_of,
    changes_waiting,
    claims_of,
    claims_waiting,
    costs_of,
    movements_of,
    offer_by_public_id,
    offers_of,
    pools_of,
    prices_of,
    profile_of,
    sellers_listed,
    steps_of,
    steps_waiting,
)
from tumbuh.catalogue.spreads import (
    WINDOWS,
    PriceAdvice,
    kind_spread,
    listed_spread,
    paid_spread,
    price_advice,
    price_spread,
)
from tumbuh.kernel.errors import Refused

__all__ = [
    "EVIDENCE_SCHEMA",
    "WINDOWS",
    "NoSuchOffer",
    "NoSuchProduct",
    "OfferToOrder",
    "PoolDay",
    "PriceAdvice",
    "changes_of",
    "changes_waiting",
    "claims_of",
    "claims_waiting",
    "costs_of",
    "evidence_frame",
    "kind_spread",
    "listed_spread",
    "movements_of",
    "offer_by_public_id",
    "offers_of",
    "offers_to_order",
    "origin_levels",
    "paid_spread",
    "pool_days",
    "pools_of",
    "price_advice",
    "price_spread",
    "prices_of",
    "product_by_public_id",
    "products_of",
    "profile_of",
    "public_ids",
    "room_on",
    "sellers_listed",
    "steps_of",
    "steps_waiting",
    "timing_of",
]
EVIDENCE_SCHEMA = {"product_id": pl.Int64, "level": pl.Int16, "valid_from": pl.Date, "valid_to": pl.Date}


class NoSuchProduct(Refused):
    """No product has this id."""

    code = "no_such_product"


def _live(product_ids: Collection[int]) -> QuerySet[OriginEvidence]:
    return OriginEvidence.objects.filter(product__in=product_ids, withdrawn_at=None)


def origin_levels(product_ids: Collection[int], on: date) -> dict[int, OriginLevel]:
    """Return the level of each of the products on a day; UNKNOWN for one without evidence."""
    found: dict[int, list[Evidence]] = {key: [] for key in product_ids}
    rows = _live(product_ids).values_list("product_id", "level", "valid_from", "valid_to")
    for product_id, level, valid_from, valid_to in rows:
        found[product_id].append(Evidence(OriginLevel(level), valid_from, valid_to))
    return {key: best_level(evidence, on) for key, evidence in found.items()}


def evidence_frame(product_ids: Collection[int]) -> pl.DataFrame:
    """Return the proofs of the products with EVIDENCE_SCHEMA: one row each, `valid_to` null when it has no end."""
    rows = list(_live(product_ids).values_list("product_id", "level", "valid_from", "valid_to"))
    return pl.DataFrame(rows, schema=EVIDENCE_SCHEMA, orient="row")


def public_ids(product_ids: Collection[int]) -> dict[int, str]:
    """Return the public id of each of the products."""
    rows = Product.objects.filter(pk__in=product_ids).values_list("pk", "public_id")
    return {key: str(public_id) for key, public_id in rows}


def product_by_public_id(public_id: str) -> Product:
    """Return a product. Raises: NoSuchProduct."""
    found = Product.objects.select_related("business").filter(public_id=public_id).first()
    if found is None:
        raise NoSuchProduct("Produk ini tidak ada dalam katalog.")
    return found


def products_of(business_ids: Iterable[int]) -> QuerySet[Product]:
    """Return the products on offer of the businesses by name, each with its live `proofs`."""
    proofs = OriginEvidence.objects.filter(withdrawn_at=None).order_by("-level", "valid_from")
    found = Product.objects.filter(business__in=business_ids, retired_at=None)
    return found.prefetch_related(Prefetch("evidence", queryset=proofs, to_attr="proofs")).order_by("name")
