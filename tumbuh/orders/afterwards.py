"""After the meal: what the unit thinks of it, and the same once more."""

from dataclasses import dataclass
from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.catalogue.queries import offers_to_order
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import access
from tumbuh.orders.basketing import put_in_basket
from tumbuh.orders.models import Basket, Order, Review
from tumbuh.orders.retrying import whole

_MOST_STARS = 5


class NotReceived(Refused):
    """Only what was received can be judged, and once."""

    code = "review_not_possible"


class NothingToReorder(Refused):
    """Nothing of the order is for sale any more."""

    code = "nothing_to_reorder"


@dataclass(frozen=True)
class Reordered:
    """A basket with what an order had, and the titles of what is no longer for sale."""

    basket: Basket
    missing: tuple[str, ...]


@whole
def reorder(*, order_id: int, disposition_id: int, by: User, now: datetime) -> Reordered:
    """
    Put what an order had into the basket of a package, at the prices and in the quantities of today's rules.

    Raises: NotAllowed, NotTakenUp, NothingToReorder; nothing is then written.
    """
    order = Order.objects.get(pk=order_id)
    access.require_for_unit(by, Permission.ORDERS_PLACE, order.unit_ref, now=now)
    lines = list(order.lines.order_by("position"))
    offers = offers_to_order([line.offer_id for line in lines], on=day_in_wib(now))
    basket = None
    for line in lines:
        if line.offer_id in offers:
            basket = put_in_basket(
                disposition_id=disposition_id, offer_id=line.offer_id, quantity=line.quantity, note=line.note, by=by,
                now=now,
            )  # fmt: skip
    if basket is None:
        raise NothingToReorder("Semua produk pesanan ini sedang tidak dijual; pilih dari katalog.")
    if not basket.delivery_address:
        basket.delivery_address, basket.delivery_area = order.delivery_address, order.delivery_area
        basket.save(update_fields=["delivery_address", "delivery_area"])
    return Reordered(basket, tuple(line.title for line in lines if line.offer_id not in offers))


@whole
def review(*, order_id: int, stars: int, by: User, now: datetime, words: str = "") -> Review:
    """Judge a received order, once, for its unit. Raises: NotAllowed, NotReceived."""
    order = Order.objects.select_for_update().get(pk=order_id)
    access.require_for_unit(by, Permission.ORDERS_RECEIVE, order.unit_ref, now=now)
    if order.received_at is None or Review.objects.filter(order=order).exists():
        raise NotReceived("Ulasan hanya untuk pesanan yang sudah diterima, satu kali.")
    if not 1 <= stars <= _MOST_STARS:
        raise Refused("Beri satu sampai lima bintang.", code="bad_stars")
    made = Review.objects.create(order=order, stars=stars, words=words.strip(), written_by=by, written_at=now)
    audit.record("orders.reviewed", by=by, at=now, target=order.reference, detail={"stars": stars})
    return made


@whole
def reply_to_review(*, order_id: int, words: str, by: User, now: datetime) -> Review:
    """Answer a review as its seller, once. Raises: NotAllowed, NotReceived."""
    order = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order_id)
    access.require_for_seller(by, order.seller.public_id, now=now)
    found = Review.objects.filter(order=order, reply="").first()
    if found is None or not words.strip():
        raise NotReceived("Belum ada ulasan, sudah dijawab, atau jawabannya kosong.")
    found.reply, found.replied_by, found.replied_at = words.strip(), by, now
    found.save(update_fields=["reply", "replied_by", "replied_at"])
    audit.record("orders.review_answered", by=by, at=now, target=order.reference)
    return found
