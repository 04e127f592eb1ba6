"""The catalogue's night: proofs and licences that ran out, those that will, and prices whose day has come."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tumbuh.audit import services as audit
from tumbuh.catalogue.access import tell_seller
from tumbuh.catalogue.models import Offer, OriginEvidence
from tumbuh.catalogue.readiness import expired_proofs, rate_quality
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.reference.policies import policy
from tumbuh.registry.facts import licences_ending

LOOKS_BACK_DAYS = 7  # a night that was missed is made up for


@transaction.atomic
def inactivate_expired(*, now: datetime) -> dict[str, int]:
    """
    Pause the listed offers that lack a licence today, show those again that have one again, and tell their sellers.

    Offers whose proof of origin has ended stay listed with a lower level; the search learns of it. Return how many
    were paused, shown again and judged anew. Harmless to repeat.
    """
    today = day_in_wib(now)
    found = Offer.objects.select_for_update(of=("self",)).select_related("seller", "product", "category")
    offers = list(found.filter(state__in=["listed", "paused"], category__food="packed").order_by("pk"))
    expired = expired_proofs(offers, on=today)
    paused = [offer for offer in offers if offer.state == "listed" and offer.pk in expired]
    resumed = [offer for offer in offers if offer.pause_reason == "expired" and offer.pk not in expired]
    for offer in paused:
        offer.state, offer.pause_reason, offer.changed_at = "paused", "expired", now
        tell_seller(
            offer, event="catalogue.expired", title=f"{offer.title} dijeda", body=f"Alasannya: {expired[offer.pk]}",
            key=f"catalogue.expired:{offer.public_id}:{today.isoformat()}", now=now,
        )  # fmt: skip
    for offer in resumed:
        offer.state, offer.pause_reason, offer.changed_at = "listed", "", now
        tell_seller(
            offer, event="catalogue.resumed", title=f"{offer.title} tayang lagi", body="Izinnya sudah berlaku lagi.",
            key=f"catalogue.resumed:{offer.public_id}:{today.isoformat()}", now=now,
        )  # fmt: skip
    Offer.objects.bulk_update([*paused, *resumed], ["state", "pause_reason", "changed_at"], batch_size=1_000)
    weaker = _whose_proof_ended(today)
    rate_quality(weaker, now=now)
    touched = {offer.pk for offer in [*paused, *resumed, *weaker]}
    counted = {"paused": len(paused), "resumed": len(resumed), "judged_anew": len(weaker)}
    if touched:
        audit.record("catalogue.expired_inactivated", by=None, at=now, detail=counted)
        shown_changed(touched, now=now)
    return counted


@transaction.atomic
def warn_of_endings(*, now: datetime) -> int:
    """Tell sellers, once for each proof or licence, that it ends within the policy's days; return how many end."""
    today = day_in_wib(now)
    last = today + timedelta(days=int(policy("catalogue", "expiry_notice_days", on=today).value))
    told = 0
    ending = OriginEvidence.objects.filter(withdrawn_at=None, valid_to__range=(today, last))
    for proof in ending.select_related("product__business").order_by("pk"):
        offer = Offer.objects.select_related("seller").filter(product=proof.product_id, state="listed").first()
        if offer is not None:
            _warn(offer, f"{proof}", proof.valid_to, f"catalogue.ending:proof:{proof.pk}", now)
            told += 1
    for licence in licences_ending(first=today, last=last):
        offer = Offer.objects.select_related("seller").filter(seller=licence.business_id, state="listed").first()
        if offer is not None:
            _warn(offer, licence.label, licence.valid_to, f"catalogue.ending:licence:{licence.id}", now)
            told += 1
    return told


def _warn(offer: Offer, what: str, ends_on: date | None, key: str, now: datetime) -> None:
    until = format_day(ends_on) if ends_on else ""
    tell_seller(
        offer, event="catalogue.ending", title=f"{what} berakhir {until}",
        body="Perpanjang sebelum habis, supaya produk Anda tetap tayang dengan bukti yang sama.", key=key, now=now,
    )  # fmt: skip


def _whose_proof_ended(today: date) -> list[Offer]:
    ended = OriginEvidence.objects.filter(
        withdrawn_at=None, valid_to__range=(today - timedelta(days=LOOKS_BACK_DAYS), today - timedelta(days=1))
    )
    offers = Offer.objects.filter(product__in=ended.values("product"), state__in=["listed", "paused"])
    return list(offers.select_related("product", "category").order_by("pk"))
