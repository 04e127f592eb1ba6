"""How what waits for a curator is shown: how long, whose, where, and the offer as buyers see it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tumbuh.catalogue import judging
from tumbuh.catalogue.models import ChangeProposal, CurationStep, EvidenceClaim, Offer
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.orders.models import ReviewReport
from tumbuh.reference.areas import areas_by_code
from tumbuh.reference.policies import policy
from tumbuh.registry.models import Licence
from tumbuh.web.catalogue.offer_words import CRITERIA, FIELDS, LEVELS, STEP_STATES, supply_of, waited
from tumbuh.web.ledger.words import LEVELS as ORIGIN_LEVELS


def days_waited(opened_at: datetime, now: datetime) -> int:
    """Return on how many days it has waited, the first not counted."""
    return (day_in_wib(now) - day_in_wib(opened_at)).days


def is_late(opened_at: datetime, now: datetime) -> bool:
    """Return whether curators promised an answer before now. Source: policies/catalogue.toml, curation_answer_days."""
    promised = int(policy("catalogue", "curation_answer_days", on=day_in_wib(now)).value)
    return days_waited(opened_at, now) > promised


def place(area_code: str) -> str:
    """Return the name of a seller's kecamatan and kota; "" when the place is unknown."""
    known = areas_by_code()
    names = [known[code].name for code in (area_code[:8], area_code[:5]) if code in known]
    return ", ".join(dict.fromkeys(names))


def step_row(step: CurationStep, now: datetime) -> dict[str, Any]:
    """Return one row of the queue."""
    return {
        "title": step.offer.title,
        "seller": step.offer.seller.name,
        "area": place(step.area_code) or _("wilayah belum diketahui"),
        "level": LEVELS[step.level],
        "waited": waited(days_waited(step.opened_at, now)),
        "is_late": is_late(step.opened_at, now),
        "is_appeal": step.appeal_of is not None,
        "is_again": step.round > 1 and step.appeal_of is None,
        "url": reverse("curation_step", args=[step.public_id]),
    }


def change_row(change: ChangeProposal, now: datetime) -> dict[str, Any]:
    """Return one change of the queue."""
    return {
        "title": change.offer.title,
        "seller": change.offer.seller.name,
        "fields": ", ".join(str(FIELDS.get(name, name)) for name in change.after),
        "waited": waited(days_waited(change.proposed_at, now)),
        "url": reverse("curation_change", args=[change.public_id]),
    }


def claim_row(claim: EvidenceClaim, now: datetime) -> dict[str, Any]:
    """Return one number that waits to be looked up, of the queue."""
    return {
        "title": claim.offer.title,
        "seller": claim.offer.seller.name,
        "number": str(claim),
        "waited": waited(days_waited(claim.claimed_at, now)),
        "url": reverse("curation_claim", args=[claim.public_id]),
    }


def report_row(report: ReviewReport, now: datetime) -> dict[str, Any]:
    """Return one reported review of the queue."""
    return {
        "title": report.review.order.seller_name,
        "words": report.words,
        "waited": waited(days_waited(report.reported_at, now)),
        "url": reverse("curation_review", args=[report.public_id]),
    }


def offer_as_seen(offer: Offer, area_code: str, now: datetime) -> dict[str, Any]:
    """Return what the part "as buyers see it" needs."""
    on = day_in_wib(now)
    papers, licences = judging.papers_of(offer, on=on), dict(Licence.KINDS)
    return {
        "offer": offer,
        "photos": [
            {"sha256": one.sha256, "large": f"{one.sha256}-960.jpg"}
            for one in offer.shown_photos  # type: ignore[attr-defined]
        ],
        "price": format_rupiah(offer.price_rupiah),
        "supply": supply_of(offer),
        "place": place(area_code),
        "licences": [
            {
                "name": licences.get(kind, kind),
                "number": number,
                "until": _("sampai %(day)s") % {"day": format_day(last)} if last else "",
            }
            for kind, number, last in papers.licences
        ],
        "evidence": [f"{ORIGIN_LEVELS[one.level][0]} · {one}" for one in papers.evidence],
    }


def history(steps: list[CurationStep]) -> list[dict[str, Any]]:
    """Return the judgements of an offer, as lines."""
    return [
        {
            "level": LEVELS[step.level],
            "state": STEP_STATES[step.state].label,
            "kind": STEP_STATES[step.state].kind,
            "by": str(step.decided_by) if step.decided_by else "",
            "on": format_day(day_in_wib(step.decided_at)) if step.decided_at else "",
            "scores": ", ".join(f"{CRITERIA.get(code, code)} {score}" for code, score in step.scores.items()),
            "reasons": step.reasons,
        }
        for step in steps
        if step.state != "waiting"
    ]
