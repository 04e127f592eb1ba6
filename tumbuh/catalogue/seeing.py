"""What a seller sees of their own shelf, and what waits on a curator's desk."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import CITY, ScopeKind
from tumbuh.catalogue.models import (
    CapacityDay,
    CapacityPool,
    ChangeProposal,
    CurationStep,
    EvidenceClaim,
    Offer,
    OfferCost,
    OfferPhoto,
    OfferPrice,
    SellerProfile,
    StockMovement,
)
from tumbuh.catalogue.rules.prices import CostSheet
from tumbuh.kernel.errors import Refused

_LENGTHS = {"district": 8, "city": 5, "province": 2}


class NoSuchOffer(Refused):
    """No offer has this id."""

    code = "unknown_offer"


def offers_of(business_ids: Collection[int], *, with_retired: bool = False) -> QuerySet[Offer]:
    """Return the offers of businesses by title, each with its category, pool and live `shown_photos`."""
    found = Offer.objects.filter(seller__in=business_ids)
    if not with_retired:
        found = found.exclude(state="retired")
    return _whole(found).order_by("title", "pk")


def offer_by_public_id(public_id: UUID | str) -> Offer:
    """Return an offer with its category, pool, seller, product and live `shown_photos`. Raises: NoSuchOffer."""
    found = _whole(Offer.objects.filter(public_id=public_id)).first()
    if found is None:
        raise NoSuchOffer("Produk ini tidak ada dalam katalog.")
    return found


def _whole(found: QuerySet[Offer]) -> QuerySet[Offer]:
    photos = OfferPhoto.objects.filter(withdrawn_at=None).order_by("position", "pk")
    related = found.select_related("category", "pool", "seller", "product", "product__master")
    return related.prefetch_related(Prefetch("photos", queryset=photos, to_attr="shown_photos"))


def profile_of(business_id: int) -> SellerProfile | None:
    """Return how a business sells; None while it has not said so."""
    return SellerProfile.objects.filter(business=business_id).first()


def pools_of(business_id: int) -> QuerySet[CapacityPool]:
    """Return the kitchens and workshops of a business in use, by name."""
    return CapacityPool.objects.filter(business=business_id, retired_at=None).order_by("name")


def full_days(business_ids: Collection[int], *, first: date, last: date) -> list[tuple[int, str, date]]:
    """Return (business, pool, day) of the days in a span on which nothing more can be taken, by day."""
    rows = CapacityDay.objects.filter(
        pool__business__in=business_ids, day_on__range=(first, last), closed=False, taken__gte=F("limit"), limit__gt=0
    )
    return list(rows.order_by("day_on", "pk").values_list("pool__business_id", "pool__name", "day_on"))


def prices_of(offer: Offer) -> QuerySet[OfferPrice]:
    """Return what an offer cost and will cost, the latest first."""
    return OfferPrice.objects.filter(offer=offer, voided_at=None).order_by("-valid_from")


def costs_of(offer_ids: Collection[int]) -> dict[int, CostSheet]:
    """Return what sellers noted last of what offers cost to make, by offer."""
    found = OfferCost.objects.filter(offer__in=offer_ids, replaced_at=None)
    names = [one.name for one in fields(CostSheet)]
    return {row.offer_id: CostSheet(**{name: getattr(row, name) for name in names}) for row in found}


def movements_of(offer: Offer) -> QuerySet[StockMovement]:
    """Return the movements of an offer's stock, the latest first."""
    return StockMovement.objects.filter(offer=offer).select_related("moved_by").order_by("-moved_at", "-pk")


def steps_of(offer: Offer) -> QuerySet[CurationStep]:
    """Return the judgements of an offer, the latest first."""
    return CurationStep.objects.filter(offer=offer).select_related("decided_by", "appeal_of").order_by("-pk")


def changes_of(offer: Offer) -> QuerySet[ChangeProposal]:
    """Return the bundles of changes of an offer, the latest first."""
    return ChangeProposal.objects.filter(offer=offer).select_related("proposed_by", "decided_by").order_by("-pk")


def steps_waiting(user: User, *, on: date) -> QuerySet[CurationStep]:
    """
    Return the steps that wait for this curator, the longest waiting first: those of the levels that they hold.

    What they may not judge after all (their own business, a step of a round in which they judged) is refused by
    `services.decide`; steps of rounds in which they judged are left out here already.
    """
    waiting = CurationStep.objects.filter(_within(user, on, steps=True), state="waiting")
    judged = CurationStep.objects.filter(decided_by=user).values_list("offer_id", "round")
    for offer_id, round_ in judged.filter(offer__state="submitted"):
        waiting = waiting.exclude(offer=offer_id, round=round_)
    return waiting.select_related("offer__category", "offer__seller", "appeal_of").order_by("opened_at", "pk")


def changes_waiting(user: User, *, on: date) -> QuerySet[ChangeProposal]:
    """Return the bundles of changes that wait for this curator, the longest waiting first."""
    waiting = ChangeProposal.objects.filter(_within(user, on, steps=False), state="waiting")
    return waiting.select_related("offer__category", "offer__seller", "proposed_by").order_by("proposed_at", "pk")


def claims_of(offer: Offer) -> QuerySet[EvidenceClaim]:
    """Return the numbers that a seller gave for an offer, the latest first."""
    return EvidenceClaim.objects.filter(offer=offer).order_by("-pk")


def claims_waiting(user: User, *, on: date) -> QuerySet[EvidenceClaim]:
    """Return the numbers that wait for this curator to be looked up, the longest waiting first."""
    waiting = EvidenceClaim.objects.filter(_within(user, on, steps=False), state="waiting")
    return waiting.select_related("offer__category", "offer__seller").order_by("claimed_at", "pk")


def _within(user: User, on: date, *, steps: bool) -> Q:
    """Return which rows lie where a person judges: at their level or below it, in their area."""
    scopes = scopes_of(user, Permission.CATALOGUE_CURATE, on)
    if CITY in scopes:
        return Q()
    inside = Q(pk__in=[])
    for code in (scope.code for scope in scopes if scope.kind is ScopeKind.AREA):
        near = Q(area_code=code) | Q(area_code__startswith=f"{code}.")
        levels = [level for level, length in _LENGTHS.items() if length >= len(code)]
        inside |= near & Q(level__in=levels) if steps else near
    return inside


def sellers_listed(*, on: date) -> dict[UUID, str]:
    """Return the sellers of whom the catalogue shows something on a day, by public id, with their names."""
    found = Offer.objects.filter(state="listed").exclude(seller__seller_profile__banned_until_on__gte=on)
    return dict(found.order_by().values_list("seller__public_id", "seller__name").distinct())
