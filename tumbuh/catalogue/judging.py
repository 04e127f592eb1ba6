"""What a curator's desk asks besides: one judgement or change with its offer, and what proves the offer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from tumbuh.catalogue.models import ChangeProposal, CurationStep, EvidenceClaim, Offer, OfferPhoto, OriginEvidence
from tumbuh.kernel.errors import Refused
from tumbuh.registry.facts import seller_facts


class NoSuchStep(Refused):
    """Nothing to judge has this address."""

    code = "no_such_step"


@dataclass(frozen=True)
class Papers:
    """What proves an offer: its seller's licences that hold (kind, number, last day), and where it was made."""

    licences: tuple[tuple[str, str, date | None], ...]
    evidence: list[OriginEvidence]


def step(public_id: UUID) -> CurationStep:
    """Return one judgement with its offer and photos. Raises: NoSuchStep."""
    rows = CurationStep.objects.select_related("decided_by", "appeal_of__decided_by")
    found = rows.prefetch_related(_offer()).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchStep("Penilaian ini tidak ada. Buka antrean kurasi lalu pilih dari sana.")
    return found


def change(public_id: UUID) -> ChangeProposal:
    """Return one proposed change with its offer and photos. Raises: NoSuchStep."""
    found = ChangeProposal.objects.prefetch_related(_offer()).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchStep("Perubahan ini tidak ada. Buka antrean kurasi lalu pilih dari sana.")
    return found


def claim(public_id: UUID) -> EvidenceClaim:
    """Return one number that a seller gave, with its offer and photos. Raises: NoSuchStep."""
    found = EvidenceClaim.objects.prefetch_related(_offer()).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchStep("Bukti ini tidak ada. Buka antrean kurasi lalu pilih dari sana.")
    return found


def papers_of(found: Offer, *, on: date) -> Papers:
    """Return what proves an offer on a day."""
    facts = seller_facts([found.seller_id], on=on).get(found.seller_id)
    proofs = OriginEvidence.objects.filter(product=found.product_id, withdrawn_at=None, valid_from__lte=on)
    held = proofs.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("-level", "pk")
    return Papers(facts.licences if facts else (), list(held))


def _offer() -> Any:
    photos = OfferPhoto.objects.filter(withdrawn_at=None).order_by("position", "pk")
    offers = Offer.objects.select_related("seller", "category", "pool", "product__master")
    return Prefetch("offer", offers.prefetch_related(Prefetch("photos", photos, to_attr="shown_photos")))
