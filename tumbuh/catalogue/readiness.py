"""What offers have and lack: for curation, for a good page, and for staying listed when a licence runs out."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from tumbuh.catalogue.models import Offer, OfferPhoto, OriginEvidence, SellerProfile
from tumbuh.catalogue.queries import origin_levels
from tumbuh.catalogue.rules.masters import pack_of
from tumbuh.catalogue.rules.offers import Readiness, missing_of
from tumbuh.catalogue.rules.quality import Page, Quality, quality_of
from tumbuh.kernel.periods import day_in_wib
from tumbuh.reference.policies import policy
from tumbuh.registry.facts import SellerFacts, seller_facts

LICENCES_OF_PACKED_FOOD = "licences_of_packed_food"


def missing_before_curation(offers: Sequence[Offer], *, on: date) -> dict[int, list[str]]:
    """Return what each offer still needs before it can be judged, as sentences; empty when it is ready."""
    photos, profiles, held = _photos(offers), _profiles(offers), _licences(offers, on)
    needed = policy("catalogue", LICENCES_OF_PACKED_FOOD, on=on).value
    missing = {}
    for offer in offers:
        profile = profiles.get(offer.seller_id)
        is_resold = offer.product.kind == "reseller"
        known = Readiness(
            title=offer.title,
            description=offer.description,
            category_is_food=bool(offer.category.food),
            line_kind=offer.category.line_kind,
            seller_type="reseller" if is_resold else (profile.seller_type if profile else "maker"),
            maker_name=offer.maker_name or (profile.maker_name if profile else ""),
            photos=photos.get(offer.pk, 0),
            licences=held[offer.pk],
            needs_licence=offer.category.food == "packed",
            has_room=offer.made_to_order or offer.on_hand > 0,
        )
        missing[offer.pk] = missing_of(known, packed_food_licences=needed)
    return missing


def qualities(offers: Sequence[Offer], *, on: date) -> dict[int, Quality]:
    """Return how complete the page of each offer is, and what it lacks."""
    photos, held, profiles = _photos(offers), _licences(offers, on), _profiles(offers)
    levels = origin_levels({offer.product_id for offer in offers}, on)
    found = {}
    for offer in offers:
        profile = profiles.get(offer.seller_id)
        page = Page(
            title=offer.title,
            description=offer.description,
            photos=photos.get(offer.pk, 0),
            has_sku=bool(offer.sku),
            has_pack=bool(pack_of(offer.title) or pack_of(offer.description)) or offer.category.line_kind != "goods",
            origin_level=int(levels[offer.product_id]),
            licences=len(held[offer.pk]),
            expects_licence=bool(offer.category.food),
            delivers=profile is not None,
            has_phone=bool(profile and profile.phone),
            has_master=offer.product.master_id is not None,
        )
        found[offer.pk] = quality_of(page)
    return found


def rate_quality(offers: Sequence[Offer], *, now: datetime) -> None:
    """Write how complete the pages of offers are; it orders equals in the search."""
    rated = qualities(offers, on=day_in_wib(now))
    changed = [offer for offer in offers if offer.quality_permyriad != rated[offer.pk].permyriad]
    for offer in changed:
        offer.quality_permyriad = rated[offer.pk].permyriad
    Offer.objects.bulk_update(changed, ["quality_permyriad"], batch_size=1_000)


def expired_proofs(offers: Sequence[Offer], *, on: date) -> dict[int, str]:
    """Return, of the offers that may no longer be shown on a day, why; the others are left out."""
    held = _licences(offers, on)
    needed = set(policy("catalogue", LICENCES_OF_PACKED_FOOD, on=on).value)
    reasons = {}
    for offer in offers:
        if offer.category.food == "packed" and not held[offer.pk] & needed:
            reasons[offer.pk] = (
                "tidak ada lagi P-IRT atau izin BPOM yang berlaku; perpanjang, lalu isi nomor barunya di Bukti asal."
            )
    return reasons


def _licences(offers: Sequence[Offer], on: date) -> dict[int, set[str]]:
    """Return the kinds of licence that hold for each offer: the business's, and those that prove its product."""
    proofs = OriginEvidence.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        product__in={offer.product_id for offer in offers},
        kind__in=["pirt", "bpom"],
        withdrawn_at=None,
        valid_from__lte=on,
    )
    of_product: dict[int, set[str]] = {}
    for product_id, kind in proofs.values_list("product_id", "kind"):
        of_product.setdefault(product_id, set()).add(kind)
    facts = _facts(offers, on)
    return {offer.pk: _kinds(facts.get(offer.seller_id)) | of_product.get(offer.product_id, set()) for offer in offers}


def _photos(offers: Sequence[Offer]) -> dict[int, int]:
    counted: dict[int, int] = {}
    for offer_id in OfferPhoto.objects.filter(offer__in=offers, withdrawn_at=None).values_list("offer_id", flat=True):
        counted[offer_id] = counted.get(offer_id, 0) + 1
    return counted


def _facts(offers: Sequence[Offer], on: date) -> dict[int, SellerFacts]:
    return seller_facts({offer.seller_id for offer in offers}, on=on)


def _profiles(offers: Sequence[Offer]) -> dict[int, SellerProfile]:
    found = SellerProfile.objects.filter(business__in={offer.seller_id for offer in offers})
    return {profile.business_id: profile for profile in found}


def _kinds(facts: SellerFacts | None) -> set[str]:
    return {kind for kind, _, _ in facts.licences} if facts else set()
