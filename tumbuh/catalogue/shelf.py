"""What a seller's pages ask besides: an offer of one's own, what it lacks, its photos as wanted, categories."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from tumbuh.catalogue.models import CapacityPool, Category, CurationStep, Offer
from tumbuh.catalogue.photos import Picture
from tumbuh.catalogue.readiness import missing_before_curation, qualities
from tumbuh.catalogue.rules.quality import Quality
from tumbuh.catalogue.seeing import NoSuchOffer, offer_by_public_id
from tumbuh.kernel.errors import Refused


class NoSuchPool(Refused):
    """No kitchen or workshop of this business has this address."""

    code = "no_such_pool"


def own_offer(public_id: UUID, *, businesses: Collection[str]) -> Offer:
    """Return an offer of one of these businesses (public ids), with `shown_photos`. Raises: NoSuchOffer."""
    found = offer_by_public_id(public_id)
    if str(found.seller.public_id) not in businesses:
        raise NoSuchOffer("Produk ini tidak ada di usaha Anda. Buka daftar produk lalu pilih dari sana.")
    return found


def own_pool(public_id: UUID, *, businesses: Collection[str]) -> CapacityPool:
    """Return a pool of one of these businesses (public ids). Raises: NoSuchPool."""
    found = CapacityPool.objects.filter(public_id=public_id, business__public_id__in=list(businesses))
    row = found.select_related("business").first()
    if row is None:
        raise NoSuchPool("Dapur atau bengkel ini tidak ada di usaha Anda. Buka halaman kapasitas lalu pilih dari sana.")
    return row


def returned_offers(seller_id: int) -> frozenset[int]:
    """Return the ids of a business's drafts that curators sent back to be mended."""
    latest = CurationStep.objects.filter(offer=OuterRef("pk")).order_by("-pk")
    drafts = Offer.objects.filter(seller=seller_id, state="draft")
    found = drafts.annotate(judged=Subquery(latest.values("state")[:1])).filter(judged="returned")
    return frozenset(found.values_list("pk", flat=True))


def photos_shown(found: Offer) -> list[Picture]:
    """Return the photos that an offer has, in order. `found` carries `shown_photos`."""
    shown = found.shown_photos  # type: ignore[attr-defined]
    return [Picture(one.sha256, one.width, one.height) for one in shown]


def photos_wanted(found: Offer) -> list[Picture]:
    """Return the photos as the seller wants them: those of a change that waits for a curator, else those shown."""
    waiting = found.proposals.filter(state="waiting").first()
    if waiting is None or "photos" not in waiting.after:
        return photos_shown(found)
    return [Picture(one["sha256"], one["width"], one["height"]) for one in waiting.after["photos"]]


def missing_of(found: Offer, *, on: date) -> list[str]:
    """Return, as sentences, what an offer needs before it can be sent to curators."""
    return missing_before_curation([found], on=on)[found.pk]


def quality_of(found: Offer, *, on: date) -> Quality:
    """Return how complete an offer's page is, and what it lacks."""
    return qualities([found], on=on)[found.pk]


def categories() -> list[Category]:
    """Return the categories that an offer may be of, by place in the list, each with its parent."""
    found = Category.objects.filter(retired_at=None, parent__isnull=False).select_related("parent")
    return list(found.order_by("position", "name"))
