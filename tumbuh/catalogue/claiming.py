"""
What a seller says of a product's origin.

The own statement and the business's own NIB hold at once. The number of a licence or certificate holds after a curator
found it at who issued it: it lifts a product above others, so that nobody vouches for their own.
"""

from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_curator, check_seller, owns, tell_curators, tell_seller
from tumbuh.catalogue.curating import NotWaiting
from tumbuh.catalogue.models import EvidenceClaim, Offer, OriginEvidence
from tumbuh.catalogue.offering import locked_offer
from tumbuh.catalogue.proving import NewEvidence, reference_of, write_evidence
from tumbuh.catalogue.readiness import expired_proofs, rate_quality
from tumbuh.catalogue.rules import EvidenceKind, NoEvidence, curation
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import pirt
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.registry.facts import seller_facts

AT_ONCE = frozenset({EvidenceKind.DECLARED, EvidenceKind.MAKER_NIB})
LOOKED_UP = frozenset({EvidenceKind.PIRT, EvidenceKind.BPOM, EvidenceKind.TKDN})


class BadClaim(Refused):
    """The number cannot be a proof of this product."""

    code = "bad_claim"


@transaction.atomic
def declare_origin(*, offer_id: int, kind: EvidenceKind, by: User | None, now: datetime) -> OriginEvidence:
    """
    Add the seller's own statement, or the business's own NIB as the product's maker; asked again, the same is returned.

    Raises: NotAllowed, NoEvidence (also a NIB whose KBLI makes nothing), InvalidIdentifier.
    """
    if kind not in AT_ONCE:
        raise NoEvidence("Bukti ini diperiksa kurator dahulu; isi nomornya.")
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    live = OriginEvidence.objects.filter(product=offer.product_id, kind=kind.value, withdrawn_at=None, valid_to=None)
    known = live.first()
    if known is not None:
        return known
    [made] = write_evidence(evidence=[NewEvidence(offer.product_id, kind, valid_from=day_in_wib(now))], by=by, now=now)
    _show(offer, now)
    return made


@transaction.atomic
def claim_evidence(
    *,
    offer_id: int,
    kind: EvidenceKind,
    reference: str,
    valid_to: date | None = None,
    share_permyriad: int | None = None,
    by: User | None,
    now: datetime,
) -> EvidenceClaim:
    """
    Give the number of a licence or certificate, for a curator to look up; one of a kind waits at a time.

    A P-IRT ends with the year that its number names unless an earlier day is given.
    Raises: NotAllowed, InvalidIdentifier, BadClaim.
    """
    if kind not in LOOKED_UP:
        raise BadClaim("Pilih P-IRT, izin BPOM, atau sertifikat TKDN.")
    offer = locked_offer(offer_id)
    check_seller(by, offer.seller, now)
    number = reference_of(kind, reference, offer.product)
    if not number:
        raise BadClaim("Isi nomornya seperti tercetak pada izin atau sertifikat.")
    if (kind is EvidenceKind.TKDN) != (share_permyriad is not None):
        raise BadClaim("Isi nilai TKDN dalam persen untuk sertifikat TKDN; untuk izin lain kosongkan.")
    ends_on = _end_of(kind, number, valid_to)
    if ends_on is not None and ends_on < day_in_wib(now):
        raise BadClaim(f"Nomor ini berakhir {format_day(ends_on)}. Perpanjang dahulu, lalu isi nomor yang baru.")
    if offer.claims.filter(kind=kind.value, state="waiting").exists():
        raise BadClaim("Nomor sebelumnya masih diperiksa kurator. Batalkan dahulu bila keliru.")
    facts = seller_facts([offer.seller_id], on=day_in_wib(now)).get(offer.seller_id)
    made = EvidenceClaim.objects.create(
        offer=offer, kind=kind.value, reference=number, share_permyriad=share_permyriad, valid_to=ends_on,
        area_code=facts.area_code if facts else "", claimed_by=by, claimed_at=now,
    )  # fmt: skip
    audit.record("catalogue.evidence_claimed", by=by, at=now, target=_target(made), detail={"kind": kind.value})
    tell_curators(
        offer, area_code=made.area_code, level="district", title=f"Bukti asal {offer.title} menunggu",
        body=f"{made}. Cocokkan dengan daftar penerbitnya.", key=_target(made), now=now,
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_claim(*, claim_id: int, by: User | None, now: datetime) -> EvidenceClaim:
    """Take back a number that still waits. Raises: NotAllowed, NotWaiting."""
    claim = _waiting(claim_id)
    check_seller(by, claim.offer.seller, now)
    claim.state, claim.decided_at = "withdrawn", now
    claim.save(update_fields=["state", "decided_at"])
    audit.record("catalogue.claim_withdrawn", by=by, at=now, target=_target(claim))
    return claim


@transaction.atomic
def decide_claim(*, claim_id: int, accept: bool, reasons: str = "", by: User, now: datetime) -> EvidenceClaim:
    """
    Accept a number, which then proves the product's origin from the day it was given, or refuse it with reasons.

    Raises: NotAllowed, OwnOffer, ReasonsMissing, NotWaiting, Refused when the proof is known already.
    """
    claim = _waiting(claim_id)
    offer = claim.offer
    check_curator(by, claim.area_code, "district", now)
    curation.check_judge(
        judge_id=by.pk, own_business=owns(by, offer.seller, now), judged_by=[claim.claimed_by_id], appealed=None
    )
    curation.check_reasons("applied" if accept else "refused", reasons)
    if accept:
        [claim.evidence] = write_evidence(evidence=[_evidence_of(claim)], by=by, now=now)
    claim.state = "accepted" if accept else "refused"
    claim.decided_by, claim.decided_at, claim.reasons = by, now, reasons.strip()
    claim.save(update_fields=["state", "decided_by", "decided_at", "reasons", "evidence"])
    audit.record(
        "catalogue.claim_decided", by=by, at=now, target=_target(claim), reason=reasons.strip(),
        detail={"state": claim.state, "kind": claim.kind},
    )  # fmt: skip
    said = "diterima dan tampil pada produk Anda." if accept else f"ditolak: {reasons.strip()}"
    tell_seller(
        offer, event="catalogue.claim_decided", title=f"Bukti asal {offer.title} {'diterima' if accept else 'ditolak'}",
        body=f"{claim} {said}", key=f"{_target(claim)}:decided", now=now,
    )  # fmt: skip
    if accept:
        _show(offer, now)
    return claim


def _waiting(claim_id: int) -> EvidenceClaim:
    """Return a claim with its offer, both locked. Raises: NotWaiting."""
    found = EvidenceClaim.objects.filter(pk=claim_id).first()
    if found is None:
        raise NotWaiting("Bukti ini tidak ada.")
    offer = locked_offer(found.offer_id)
    claim = EvidenceClaim.objects.select_for_update().get(pk=claim_id)
    if claim.state != "waiting":
        raise NotWaiting("Bukti ini sudah diputuskan atau dibatalkan. Muat ulang halaman.")
    claim.offer = offer
    return claim


def _end_of(kind: EvidenceKind, number: str, valid_to: date | None) -> date | None:
    if kind is not EvidenceKind.PIRT:
        return valid_to
    last = date(pirt.parse(number).ends_in, 12, 31)
    return min(valid_to, last) if valid_to else last


def _evidence_of(claim: EvidenceClaim) -> NewEvidence:
    return NewEvidence(
        claim.offer.product_id,
        EvidenceKind(claim.kind),
        valid_from=day_in_wib(claim.claimed_at),
        reference=claim.reference,
        valid_to=claim.valid_to,
        share_permyriad=claim.share_permyriad,
        holder=claim.offer.seller.name if claim.kind == EvidenceKind.TKDN else "",
    )


def _show(offer: Offer, now: datetime) -> None:
    """Rate the page anew, show the offer again when only this proof was lacking, and let the search know."""
    if offer.pause_reason == "expired" and not expired_proofs([offer], on=day_in_wib(now)):
        offer.state, offer.pause_reason, offer.changed_at = "listed", "", now
        offer.save(update_fields=["state", "pause_reason", "changed_at"])
    rate_quality([offer], now=now)
    shown_changed([offer.pk], now=now)


def _target(claim: EvidenceClaim) -> str:
    return f"catalogue.evidence_claim:{claim.public_id}"
