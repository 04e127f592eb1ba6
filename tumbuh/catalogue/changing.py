"""What a seller changes on an offer: written at once, or kept as a bundle that a curator looks at."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller, tell_curators
from tumbuh.catalogue.models import Category, ChangeProposal, Offer, OfferPhoto
from tumbuh.catalogue.readiness import rate_quality
from tumbuh.catalogue.rules.offers import UNITS, BadOffer
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.facts import seller_facts

MOST_PHOTOS = 8


def plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return judged changes as plain data, as a bundle keeps them. Raises: BadOffer."""
    kept: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "photos":
            kept[name] = _plain_photos(value)
            continue
        text = str(value).strip()
        if name in {"title", "unit", "category"} and not text:
            raise BadOffer("Nama, satuan, dan kategori tidak boleh kosong.")
        if name == "unit" and text not in UNITS:
            raise BadOffer(f"Pilih satuan dari daftar: {', '.join(UNITS)}.")
        if (
            name == "category"
            and not Category.objects.filter(code=text, parent__isnull=False, retired_at=None).exists()
        ):
            raise BadOffer("Pilih kategori dari daftar.")
        kept[name] = text
    return kept


def _plain_photos(pictures: Sequence[Any]) -> list[dict[str, Any]]:
    photos = [{"sha256": one.sha256, "width": one.width, "height": one.height} for one in pictures]
    if len(photos) > MOST_PHOTOS:
        raise BadOffer(f"Paling banyak {MOST_PHOTOS} foto; hapus yang kurang baik.")
    return list({photo["sha256"]: photo for photo in photos}.values())


def now_of(offer: Offer, name: str) -> Any:
    """Return what an offer has in a judged field, as `plain` gives it."""
    if name == "category":
        return offer.category.code
    if name == "photos":
        live = OfferPhoto.objects.filter(offer=offer, withdrawn_at=None).order_by("position", "pk")
        return [{"sha256": one.sha256, "width": one.width, "height": one.height} for one in live]
    return getattr(offer, name)


def propose(offer: Offer, changes: Mapping[str, Any], *, by: User | None, now: datetime) -> ChangeProposal:
    """Keep changes for a curator, together with what waits already; the bundle before gives way to the new one."""
    waiting = ChangeProposal.objects.select_for_update().filter(offer=offer, state="waiting").first()
    after = (dict(waiting.after) if waiting else {}) | dict(changes)
    if waiting is not None:
        waiting.state, waiting.decided_by, waiting.decided_at = "withdrawn", by, now
        waiting.save(update_fields=["state", "decided_by", "decided_at"])
    facts = seller_facts([offer.seller_id], on=day_in_wib(now)).get(offer.seller_id)
    made = ChangeProposal.objects.create(
        offer=offer,
        before={name: now_of(offer, name) for name in after},
        after=after,
        area_code=facts.area_code if facts else "",
        proposed_by=by,
        proposed_at=now,
    )
    tell_curators(
        offer,
        area_code=made.area_code,
        level="district",
        title=f"Perubahan menunggu: {offer.title}",
        body="Penjual mengubah penawaran yang sudah tayang. Lihat bedanya, lalu terima atau tolak.",
        key=f"catalogue.proposal:{made.public_id}",
        now=now,
    )
    return made


def write(offer: Offer, changes: Mapping[str, Any], *, now: datetime) -> None:
    """Write changes on a locked offer. Raises: BadOffer for quantities that are out of order."""
    values = dict(changes)
    photos = values.pop("photos", None)
    if "category" in values:
        values["category"] = Category.objects.get(code=values["category"])
    for name, value in values.items():
        setattr(offer, name, value)
    if offer.min_quantity < 1 or (offer.max_quantity is not None and offer.max_quantity < offer.min_quantity):
        raise BadOffer("Pesanan paling sedikit adalah 1, dan paling banyak tidak kurang dari itu.")
    if (
        offer.sku
        and Offer.objects.filter(seller=offer.seller_id, sku=offer.sku)
        .exclude(state="retired")
        .exclude(pk=offer.pk)
        .exists()
    ):
        raise BadOffer(f"SKU {offer.sku} sudah dipakai penawaran lain usaha ini.")
    offer.changed_at = now
    offer.save(update_fields=[*values, "changed_at"])
    if photos is not None:
        _write_photos(offer, photos, now)


def _write_photos(offer: Offer, photos: Sequence[Mapping[str, Any]], now: datetime) -> None:
    live = {one.sha256: one for one in OfferPhoto.objects.filter(offer=offer, withdrawn_at=None)}
    wanted = {photo["sha256"]: position for position, photo in enumerate(photos)}
    OfferPhoto.objects.filter(pk__in=[one.pk for sha, one in live.items() if sha not in wanted]).update(
        withdrawn_at=now
    )
    for photo in photos:
        sha256 = photo["sha256"]
        if sha256 in live:
            OfferPhoto.objects.filter(pk=live[sha256].pk).update(position=wanted[sha256])
        else:
            _photo_row(offer, photo, wanted[sha256], now).save()


def _photo_row(offer: Offer, photo: Mapping[str, Any], position: int, now: datetime) -> OfferPhoto:
    """Return the row, not yet saved, of a photo that photos.keep wrote."""
    sha256 = photo["sha256"]
    return OfferPhoto(
        offer=offer,
        file=str(PurePosixPath("foto", sha256[:2], f"{sha256}-960.webp")),
        sha256=sha256,
        width=photo["width"],
        height=photo["height"],
        position=position,
        added_at=now,
    )


@transaction.atomic
def withdraw_change(*, proposal_id: int, by: User | None, now: datetime) -> ChangeProposal:
    """Take back a bundle of changes that waits; the offer stays as it is. Raises: NotAllowed, BadOffer."""
    found = ChangeProposal.objects.select_related("offer__seller").filter(pk=proposal_id).first()
    if found is None:
        raise BadOffer("Usulan perubahan ini tidak ada.")
    check_seller(by, found.offer.seller, now)
    moved = ChangeProposal.objects.filter(pk=proposal_id, state="waiting").update(
        state="withdrawn", decided_by=by, decided_at=now
    )
    if not moved:
        raise BadOffer("Usulan ini sudah diputuskan. Muat ulang halaman produk.")
    found.refresh_from_db()
    audit.record("catalogue.change_withdrawn", by=by, at=now, target=f"catalogue.change_proposal:{found.public_id}")
    return found


@transaction.atomic
def add_photos(*, photos: Mapping[int, Any], by: User | None, now: datetime) -> None:
    """
    Add a photo to many drafts at once: offer id → photos.Picture. One event in the trail. All or none.

    Raises: NotAllowed; BadOffer for an offer that is no draft, whose photos are changed one by one.
    """
    found = Offer.objects.select_for_update(of=("self",)).select_related("seller", "product", "category")
    offers = list(found.filter(pk__in=photos, state="draft").order_by("pk"))
    if len(offers) < len(photos):
        raise BadOffer("Foto sekaligus banyak hanya untuk rancangan.")
    for seller in {offer.seller_id: offer.seller for offer in offers}.values():
        check_seller(by, seller, now)
    rows = [_photo_row(offer, _plain_photos([photos[offer.pk]])[0], 0, now) for offer in offers]
    OfferPhoto.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
    rate_quality(offers, now=now)
    audit.record("catalogue.photos_added", by=by, at=now, detail={"offers": len(rows)})
