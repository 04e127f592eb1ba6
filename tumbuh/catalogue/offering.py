"""A seller's offers: added, filled in, sent to curation, paused and retired."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue import changing
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.models import Category, CurationStep, Offer, OfferPrice, Product
from tumbuh.catalogue.readiness import expired_proofs, missing_before_curation, rate_quality
from tumbuh.catalogue.rules.offers import FREE, JUDGED, MOVES, UNITS, BadOffer, NotReady
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.registry.models import Business

DAY_OF_CURATION = "Penawaran ini sedang dikurasi. Tarik dahulu dari kurasi bila ingin mengubahnya."


@dataclass(frozen=True)
class NewOffer:
    """
    An offer to add, as a draft. `kind` is the product's: maker or reseller; `product_id` None makes a product of the
    title, or takes the one that the business has under it. `pool_id`: what is made to order.
    """

    business_id: int
    title: str
    category: str
    unit: str
    price_rupiah: int
    description: str = ""
    kind: str = "maker"
    product_id: int | None = None
    sku: str = ""
    maker_name: str = ""
    min_quantity: int = 1
    max_quantity: int | None = None
    lead_hours: int = 0
    pool_id: int | None = None


def add_offer(*, business: Business, new: NewOffer, by: User | None, now: datetime) -> Offer:
    """Add one offer as a draft with its first price. Raises: NotAllowed, BadOffer."""
    return add_offers(businesses=[business], offers=[new], by=by, now=now)[0]


@transaction.atomic
def add_offers(
    *, businesses: Sequence[Business], offers: Sequence[NewOffer], by: User | None, now: datetime
) -> list[Offer]:
    """Add many offers at once, as `add_offer` adds one; one event in the trail. All or none."""
    for business in businesses:
        check_seller(by, business, now)
    allowed = {business.pk for business in businesses}
    categories = {one.code: one for one in Category.objects.filter(retired_at=None, parent__isnull=False)}
    for new in offers:
        _check_new(new, allowed, categories)
    products = _products(offers, by, now)
    rows = [_row(new, products[index], categories[new.category], by, now) for index, new in enumerate(offers)]
    _check_skus(rows)
    made = Offer.objects.bulk_create(rows, batch_size=2_000)
    OfferPrice.objects.bulk_create(
        (
            OfferPrice(offer=offer, price_rupiah=offer.price_rupiah, valid_from=day_in_wib(now), set_by=by, set_at=now)
            for offer in made
        ),
        batch_size=2_000,
    )
    rate_quality(made, now=now)
    target = _target(made[0]) if len(made) == 1 else ""
    audit.record("catalogue.offers_added", by=by, at=now, target=target, detail={"offers": len(made)})
    return made


@transaction.atomic
def change_offer(*, offer_id: int, changes: Mapping[str, Any], by: User | None, now: datetime) -> Offer:
    """
    Change an offer. On a draft all is written at once; on a listed one what the curators judged waits for a curator.

    `changes`: fields of rules.offers.FREE and JUDGED; `category` by code, `photos` as photos.Picture in order.
    Price, stock and pool have acts of their own. Raises: NotAllowed, BadOffer.
    """
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    if unknown := set(changes) - {*FREE, *JUDGED}:
        raise BadOffer(f"Kolom {', '.join(sorted(unknown))} tidak dapat diubah di sini.")
    if offer.state == "submitted":
        raise BadOffer(DAY_OF_CURATION)
    if offer.state == "retired":
        raise BadOffer("Penawaran ini sudah ditarik; buat penawaran baru.")
    free = {name: value for name, value in changes.items() if name in FREE}
    judged = changing.plain({name: value for name, value in changes.items() if name in JUDGED})
    differs = {name: value for name, value in judged.items() if changing.now_of(offer, name) != value}
    waits = bool(differs) and offer.state in {"listed", "paused"}
    if waits:
        changing.propose(offer, differs, by=by, now=now)
    changing.write(offer, free | ({} if waits else differs), now=now)
    rate_quality([offer], now=now)
    detail = {"fields": sorted(free), "proposed" if waits else "judged": sorted(differs)}
    audit.record("catalogue.offer_changed", by=by, at=now, target=_target(offer), detail=detail)
    shown_changed([offer.pk], now=now)
    return offer


@transaction.atomic
def pause(*, offer_id: int, by: User | None, now: datetime) -> Offer:
    """Take a listed offer off the catalogue for a while. Raises: NotAllowed, IllegalMove."""
    return _move(offer_id, "paused", by, now, pause_reason="seller")


@transaction.atomic
def resume(*, offer_id: int, by: User | None, now: datetime) -> Offer:
    """Show a paused offer again, unless a curator paused it or its proof has run out. Raises: NotAllowed, NotReady."""
    offer = locked_offer(offer_id)
    if offer.pause_reason == "officer":
        raise NotReady("Penawaran ini dijeda kurator; hubungi kurator kecamatan Anda.")
    if expired := expired_proofs([offer], on=day_in_wib(now)).get(offer.pk):
        raise NotReady(f"{offer.title} belum dapat ditayangkan lagi: {expired}")
    return _move(offer_id, "listed", by, now)


@transaction.atomic
def retire(*, offer_id: int, by: User | None, now: datetime) -> Offer:
    """Withdraw an offer for good; what was promised of it stays promised. Raises: NotAllowed, IllegalMove."""
    CurationStep.objects.filter(offer=offer_id, state="waiting").update(state="closed", decided_at=now)
    return _move(offer_id, "retired", by, now)


@transaction.atomic
def recall(*, offer_id: int, by: User | None, now: datetime) -> Offer:
    """Take an offer back from curation, to change it. Raises: NotAllowed, IllegalMove."""
    CurationStep.objects.filter(offer=offer_id, state="waiting").update(state="closed", decided_at=now)
    return _move(offer_id, "draft", by, now)


def locked_offer(offer_id: int) -> Offer:
    """Return an offer, locked until the transaction ends. Raises: BadOffer."""
    found = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("seller", "product", "category")
        .filter(pk=offer_id)
        .first()
    )
    if found is None:
        raise BadOffer("Penawaran ini tidak ada.", code="unknown_offer")
    return found


def check_ready(offers: Sequence[Offer], *, now: datetime) -> None:
    """Pass when offers can be judged. Raises: NotReady with all that is missing of the first that is not."""
    for offer, missing in missing_before_curation(offers, on=day_in_wib(now)).items():
        if missing:
            title = next(one.title for one in offers if one.pk == offer)
            raise NotReady(f"{title} belum dapat dikirim ke kurasi. " + " ".join(missing))


def _move(offer_id: int, to: str, by: User | None, now: datetime, *, pause_reason: str = "") -> Offer:
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    check_move(MOVES, offer.state, to)
    before, offer.state, offer.pause_reason, offer.changed_at = offer.state, to, pause_reason, now
    offer.save(update_fields=["state", "pause_reason", "changed_at"])
    detail = {"from": before, "to": to}
    audit.record("catalogue.offer_moved", by=by, at=now, target=_target(offer), detail=detail)
    shown_changed([offer.pk], now=now)
    return offer


def _check_new(new: NewOffer, allowed: set[int], categories: Mapping[str, Category]) -> None:
    if new.business_id not in allowed:
        raise BadOffer("Penawaran hanya untuk usaha yang disebut.")
    if not new.title.strip():
        raise BadOffer("Isi nama produk.")
    if new.category not in categories:
        raise BadOffer("Pilih kategori dari daftar.")
    if new.unit not in UNITS:
        raise BadOffer(f"Pilih satuan dari daftar: {', '.join(UNITS)}.")
    if new.price_rupiah <= 0:
        raise BadOffer("Harga harus lebih dari nol.")
    if new.min_quantity < 1 or (new.max_quantity is not None and new.max_quantity < new.min_quantity):
        raise BadOffer("Pesanan paling sedikit adalah 1, dan paling banyak tidak kurang dari itu.")
    if new.kind not in dict(Product.KINDS):
        raise BadOffer("Pilih: dibuat sendiri atau dijual kembali.")
    if new.kind == "reseller" and not new.maker_name.strip():
        raise BadOffer("Sebutkan siapa pembuat barang yang dijual kembali.")


def _products(offers: Sequence[NewOffer], by: User | None, now: datetime) -> list[Product]:
    """Return the product of each offer: the named one, the one of its title, or a new one."""
    businesses = {new.business_id for new in offers}
    known = Product.objects.filter(business__in=businesses, retired_at=None)
    by_id, by_name = {one.pk: one for one in known}, {(one.business_id, one.name): one for one in known}
    fresh: dict[tuple[int, str], Product] = {}
    for new in offers:
        key = (new.business_id, new.title.strip())
        if new.product_id is not None:
            if new.product_id not in by_id or by_id[new.product_id].business_id != new.business_id:
                raise BadOffer("Produk ini bukan milik usaha itu.")
        elif key not in by_name:
            fresh[key] = Product(business_id=key[0], name=key[1], kind=new.kind, added_at=now, added_by=by)
    Product.objects.bulk_create(fresh.values(), batch_size=2_000)
    by_name |= fresh
    return [
        by_id[new.product_id] if new.product_id is not None else by_name[new.business_id, new.title.strip()]
        for new in offers
    ]


def _row(new: NewOffer, product: Product, category: Category, by: User | None, now: datetime) -> Offer:
    offer = Offer(
        product=product,
        seller_id=new.business_id,
        category=category,
        sku=new.sku.strip(),
        title=new.title.strip(),
        description=new.description.strip(),
        maker_name=new.maker_name.strip(),
        unit=new.unit,
        price_rupiah=new.price_rupiah,
        min_quantity=new.min_quantity,
        max_quantity=new.max_quantity,
        lead_hours=new.lead_hours,
        made_to_order=new.pool_id is not None,
        pool_id=new.pool_id,
        added_at=now,
        added_by=by,
        changed_at=now,
    )
    # Where it stands among equals is a draw that nobody can choose, and that stays.
    offer.rotation_key = zlib.crc32(offer.public_id.bytes) & 0x7FFFFFFF
    return offer


def _check_skus(rows: Sequence[Offer]) -> None:
    wanted = [(row.seller_id, row.sku) for row in rows if row.sku]
    taken = Offer.objects.filter(seller__in={seller for seller, _ in wanted}, sku__gt="").exclude(state="retired")
    twice = set(wanted) & set(taken.values_list("seller_id", "sku"))
    if twice or len(set(wanted)) < len(wanted):
        raise BadOffer(f"SKU {min(twice)[1] if twice else 'yang sama'} sudah dipakai penawaran lain usaha ini.")


def _target(offer: Offer) -> str:
    return f"catalogue.offer:{offer.public_id}"
