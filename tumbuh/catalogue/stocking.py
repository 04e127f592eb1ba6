"""A seller's own movements of stock: what came in, what a count says, and changing between stock and a kitchen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.models import CapacityBooking, CapacityPool, Offer, StockMovement
from tumbuh.catalogue.offering import locked_offer
from tumbuh.catalogue.rules.offers import BadOffer
from tumbuh.catalogue.showing import shown_changed
from tumbuh.catalogue.stock import OutOfStock
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number


class NoStockKept(Refused):
    """The offer is made to order and keeps no stock."""

    code = "no_stock_kept"


def receive_stock(*, offer_id: int, quantity: int, by: User | None, now: datetime, key: str = "") -> Offer:
    """Take pieces into stock; the same `key` once more takes in nothing. Raises: NotAllowed, NoStockKept, BadOffer."""
    return receive_many(quantities=[(offer_id, quantity)], by=by, now=now, key=key)[0]


@transaction.atomic
def receive_many(
    *, quantities: Sequence[tuple[int, int]], by: User | None, now: datetime, key: str = ""
) -> list[Offer]:
    """Take pieces of many offers into stock, as `receive_stock` does of one; one event in the trail. All or none."""
    asked = dict(quantities)
    found = Offer.objects.select_for_update(of=("self",)).select_related("seller").filter(pk__in=asked)
    offers = list(found.order_by("pk"))
    if any(quantity <= 0 for quantity in asked.values()) or len(offers) < len(asked):
        raise BadOffer("Isi berapa buah yang masuk, lebih dari nol.")
    for seller in {offer.seller_id: offer.seller for offer in offers}.values():
        check_seller(by, seller, now)
    known = StockMovement.objects.filter(offer__in=offers, kind="receive", key=key) if key else None
    done = set(known.values_list("offer_id", flat=True)) if known is not None else set()
    new = [offer for offer in offers if offer.pk not in done]
    for offer in new:
        _check_keeps_stock(offer)
        offer.on_hand += asked[offer.pk]
    Offer.objects.bulk_update(new, ["on_hand"], batch_size=1_000)
    StockMovement.objects.bulk_create(
        (
            StockMovement(offer=offer, kind="receive", quantity=asked[offer.pk], key=key, moved_at=now, moved_by=by)
            for offer in new
        ),
        batch_size=1_000,
    )
    if new:
        target = f"catalogue.offer:{new[0].public_id}" if len(new) == 1 else ""
        detail = {"offers": len(new), "pieces": sum(asked[offer.pk] for offer in new)}
        audit.record("catalogue.stock_received", by=by, at=now, target=target, detail=detail)
        shown_changed([offer.pk for offer in new], now=now)
    return offers


@transaction.atomic
def count_stock(*, offer_id: int, counted: int, reason: str, by: User | None, now: datetime) -> Offer:
    """
    Set the stock to what somebody counted; the difference is written as an adjustment with its reason.

    Raises: NotAllowed, NoStockKept; OutOfStock below what is promised to orders; BadOffer without a reason.
    """
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    _check_keeps_stock(offer)
    if counted < 0 or not reason.strip():
        raise BadOffer("Isi hasil hitung (nol atau lebih) dan alasannya, misalnya “rusak” atau “dihitung ulang”.")
    if counted < offer.reserved:
        raise OutOfStock(
            f"{offer.title}: {format_number(offer.reserved)} {offer.unit} sudah dijanjikan kepada pesanan, jadi stok "
            "tidak dapat kurang dari itu. Hubungi pemesan bila barangnya memang tidak ada."
        )
    difference = counted - offer.on_hand
    if difference == 0:
        return offer
    offer.on_hand = counted
    offer.save(update_fields=["on_hand"])
    StockMovement.objects.create(
        offer=offer, kind="adjust", quantity=difference, reason=reason.strip(), moved_at=now, moved_by=by
    )
    target = f"catalogue.offer:{offer.public_id}"
    detail = {"difference": difference, "counted": counted}
    audit.record("catalogue.stock_counted", by=by, at=now, target=target, reason=reason.strip(), detail=detail)
    shown_changed([offer.pk], now=now)
    return offer


@transaction.atomic
def make_to_order(*, offer_id: int, pool: CapacityPool | None, by: User | None, now: datetime) -> Offer:
    """
    Let an offer be made to order by a kitchen or workshop, or (None) be sold from stock.

    Raises: NotAllowed; BadOffer while there is stock, or while days are promised.
    """
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    if pool is not None and (pool.business_id != offer.seller_id or pool.retired_at is not None):
        raise BadOffer("Pilih dapur atau bengkel usaha ini sendiri yang masih dipakai.")
    if pool is not None and offer.on_hand:
        raise BadOffer("Habiskan atau nolkan stok dahulu; yang dibuat sesuai pesanan tidak memiliki stok.")
    if offer.pool_id is not None and _has_promised_days(offer):
        raise BadOffer("Masih ada pesanan yang dijanjikan dari dapur ini; selesaikan dahulu.")
    offer.pool, offer.made_to_order, offer.changed_at = pool, pool is not None, now
    offer.save(update_fields=["pool", "made_to_order", "changed_at"])
    target = f"catalogue.offer:{offer.public_id}"
    audit.record("catalogue.pool_chosen", by=by, at=now, target=target, detail={"made_to_order": pool is not None})
    shown_changed([offer.pk], now=now)
    return offer


def _has_promised_days(offer: Offer) -> bool:
    bookings = CapacityBooking.objects.filter(offer=offer).values_list("quantity", "consumed", "released")
    return any(quantity > consumed + released for quantity, consumed, released in bookings)


def _check_keeps_stock(offer: Offer) -> None:
    if offer.made_to_order:
        raise NoStockKept(f"{offer.title} dibuat sesuai pesanan; atur kapasitas per hari, bukan stok.")
