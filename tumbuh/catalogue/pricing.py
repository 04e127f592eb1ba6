"""What offers cost from a day on. The history stays; a price that is to come takes effect by itself on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.models import Offer, OfferPrice, PaidPrice
from tumbuh.catalogue.offering import locked_offer
from tumbuh.catalogue.rules.offers import BadOffer
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.periods import day_in_wib


@dataclass(frozen=True)
class PaidLine:
    """One line of a completed order."""

    offer_id: int
    price_rupiah: int
    quantity: int


@transaction.atomic
def set_price(
    *, offer_id: int, price_rupiah: int, from_on: date | None = None, by: User | None, now: datetime
) -> Offer:
    """
    Set what an offer costs from a day on, today when none is given, in place of all prices set for later days.

    Raises: NotAllowed, BadOffer for a price of nothing or a day that is over.
    """
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    today = day_in_wib(now)
    day = from_on or today
    if price_rupiah <= 0:
        raise BadOffer("Harga harus lebih dari nol.")
    if day < today:
        raise BadOffer("Harga baru berlaku mulai hari ini atau nanti; harga yang sudah lewat tidak diubah.")
    live = OfferPrice.objects.filter(offer=offer, voided_at=None)
    live.filter(valid_from__gte=day).update(voided_at=now)
    live.filter(valid_from__lt=day, valid_to=None).update(valid_to=day - timedelta(days=1))
    live.filter(valid_from__lt=day, valid_to__gte=day).update(valid_to=day - timedelta(days=1))
    OfferPrice.objects.create(offer=offer, price_rupiah=price_rupiah, valid_from=day, set_by=by, set_at=now)
    before = offer.price_rupiah
    if day == today:
        offer.price_rupiah, offer.changed_at = price_rupiah, now
        offer.save(update_fields=["price_rupiah", "changed_at"])
        shown_changed([offer.pk], now=now)
    detail = {"before_rupiah": before, "price_rupiah": price_rupiah, "from": day.isoformat()}
    audit.record("catalogue.price_set", by=by, at=now, target=f"catalogue.offer:{offer.public_id}", detail=detail)
    return offer


@transaction.atomic
def apply_due_prices(*, now: datetime) -> int:
    """Write on every offer the price of today; return how many changed. Nightly, and harmless at any time."""
    sql = """
        UPDATE catalogue_offer o SET price_rupiah = due.price_rupiah, changed_at = %(now)s
        FROM (
            SELECT DISTINCT ON (offer_id) offer_id, price_rupiah FROM catalogue_offerprice
            WHERE voided_at IS NULL AND valid_from <= %(on)s ORDER BY offer_id, valid_from DESC
        ) due WHERE due.offer_id = o.id AND due.price_rupiah <> o.price_rupiah RETURNING o.id
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"now": now, "on": day_in_wib(now)})
        changed = [row[0] for row in cursor.fetchall()]
    if changed:
        audit.record("catalogue.prices_applied", by=None, at=now, detail={"offers": len(changed)})
        shown_changed(changed, now=now)
    return len(changed)


@transaction.atomic(savepoint=False)
def record_paid(*, lines: Sequence[PaidLine], reference: str, now: datetime) -> None:
    """Note what a completed order paid, once per (offer, reference); the act that completes it calls this."""
    masters = dict(Offer.objects.filter(pk__in=[one.offer_id for one in lines]).values_list("pk", "product__master_id"))
    PaidPrice.objects.bulk_create(
        (
            PaidPrice(
                offer_id=line.offer_id,
                master_id=masters[line.offer_id],
                price_rupiah=line.price_rupiah,
                quantity=line.quantity,
                paid_on=day_in_wib(now),
                reference=reference,
            )
            for line in lines
            if line.quantity > 0
        ),
        ignore_conflicts=True,
    )
