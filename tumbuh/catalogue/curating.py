"""Curation: sending offers in, judging them step by step, appealing, and judging later changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_curator, check_seller, owns, tell_curators, tell_seller
from tumbuh.catalogue.changing import now_of, write
from tumbuh.catalogue.models import ChangeProposal, CurationStep, Offer
from tumbuh.catalogue.offering import check_ready, locked_offer
from tumbuh.catalogue.readiness import rate_quality
from tumbuh.catalogue.rules import curation
from tumbuh.catalogue.rules.offers import MOVES, BadOffer
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.kernel.states import check_move
from tumbuh.reference.policies import policy
from tumbuh.registry.facts import seller_facts

LEVEL_NAMES = dict(CurationStep.LEVELS)


class NotWaiting(Refused):
    """Somebody has decided already, or there is no such step."""

    code = "not_waiting"


class AppealTooLate(Refused):
    """The days for an appeal are over, or there is nothing to appeal against."""

    code = "appeal_too_late"


class ChangedSince(Refused):
    """The offer is no longer what the proposal was made on."""

    code = "changed_since"


@dataclass(frozen=True)
class Decision:
    """One judgement of one step. `verdict`: passed, returned or rejected; the last two need reasons."""

    step_id: int
    verdict: str
    scores: Mapping[str, int] = field(default_factory=dict)
    reasons: str = ""


def submit(*, offer_id: int, by: User | None, now: datetime) -> Offer:
    """Send one offer to curation. Raises: NotAllowed, NotReady with all that is missing, IllegalMove."""
    return submit_many(offer_ids=[offer_id], by=by, now=now)[0]


@transaction.atomic
def submit_many(*, offer_ids: Sequence[int], by: User | None, now: datetime) -> list[Offer]:
    """Send many offers to curation, as `submit` sends one. All or none."""
    offers = _locked(offer_ids)
    for seller in {offer.seller_id: offer.seller for offer in offers}.values():
        check_seller(by, seller, now)
    for offer in offers:
        check_move(MOVES, offer.state, "submitted")
    check_ready(offers, now=now)
    _set_state(offers, "submitted", now)
    levels = policy("catalogue", "curation_levels", on=day_in_wib(now)).value
    rounds = _rounds(offers)
    _open([(offer, rounds.get(offer.pk, 0) + 1, levels[0], None) for offer in offers], now)
    target = f"catalogue.offer:{offers[0].public_id}" if len(offers) == 1 else ""
    audit.record("catalogue.offers_submitted", by=by, at=now, target=target, detail={"offers": len(offers)})
    return offers


def decide(*, decision: Decision, by: User, now: datetime) -> CurationStep:
    """Judge one waiting step. Raises: NotAllowed, OwnOffer, JudgedBefore, BadScores, ReasonsMissing, NotWaiting."""
    return decide_many(decisions=[decision], by=by, now=now)[0]


@transaction.atomic
def decide_many(*, decisions: Sequence[Decision], by: User, now: datetime) -> list[CurationStep]:
    """
    Judge many steps as `decide` judges one; one event in the trail. All or none.

    Passing leads to the next level and from the last into the catalogue; returned goes back to the seller as a draft.
    """
    chosen = {one.step_id: one for one in decisions}
    offer_ids = CurationStep.objects.filter(pk__in=chosen).values_list("offer_id", flat=True)
    offers = {offer.pk: offer for offer in _locked(list(offer_ids))}
    steps = list(CurationStep.objects.select_related("appeal_of").filter(pk__in=chosen, state="waiting").order_by("pk"))
    if len(steps) < len(chosen):
        raise NotWaiting("Penilaian ini sudah diputuskan atau ditarik penjual. Muat ulang halaman kurasi.")
    _check_judges(steps, offers, by, now)
    rubrics = {food: _rubric(food=food, now=now) for food in (True, False)}
    for step in steps:
        offer = offers[step.offer_id]
        _judge(step, chosen[step.pk], rubrics[bool(offer.category.food)], by, now)
    CurationStep.objects.bulk_update(
        steps, ["state", "scores", "grade", "reasons", "decided_by", "decided_at"], batch_size=1_000
    )
    _move_on(steps, offers, now)
    target = f"catalogue.curation_step:{steps[0].public_id}" if len(steps) == 1 else ""
    counted = {verdict: sum(step.state == verdict for step in steps) for verdict in sorted({s.state for s in steps})}
    audit.record("catalogue.curation_decided", by=by, at=now, target=target, detail=counted)
    return steps


@transaction.atomic
def appeal(*, step_id: int, text: str, by: User | None, now: datetime) -> CurationStep:
    """
    Appeal against a refusal: a new round begins at the level that refused, for another judge. Return its first step.

    Raises: NotAllowed, ReasonsMissing, AppealTooLate.
    """
    found = CurationStep.objects.filter(pk=step_id).first()
    if found is None:
        raise NotWaiting("Penilaian ini tidak ada.")
    offer = locked_offer(found.offer_id)
    step = CurationStep.objects.select_for_update().get(pk=step_id)
    check_seller(by, offer.seller, now)
    curation.check_reasons("rejected", text)
    check_move(curation.MOVES, step.state, "appealed")
    days = int(policy("catalogue", "appeal_days", on=day_in_wib(now)).value)
    if step.decided_at is None or now > step.decided_at + timedelta(days=days) or offer.state != "rejected":
        raise AppealTooLate(f"Sanggahan diterima sampai {days} hari sesudah penolakan. Perbaiki, lalu kirim lagi.")
    step.state, step.appeal, step.appealed_at = "appealed", text.strip(), now
    step.save(update_fields=["state", "appeal", "appealed_at"])
    _set_state([offer], "submitted", now)
    [opened] = _open([(offer, _rounds([offer])[offer.pk] + 1, step.level, step)], now)
    target = f"catalogue.curation_step:{step.public_id}"
    audit.record("catalogue.curation_appealed", by=by, at=now, target=target, reason=text.strip())
    return opened


@transaction.atomic
def decide_change(*, proposal_id: int, accept: bool, reasons: str = "", by: User, now: datetime) -> ChangeProposal:
    """
    Take or refuse a bundle of changes as a whole.

    Raises: NotAllowed, OwnOffer, ReasonsMissing, NotWaiting; ChangedSince when the offer has become another meanwhile.
    """
    found = ChangeProposal.objects.filter(pk=proposal_id).first()
    if found is None:
        raise NotWaiting("Usulan perubahan ini tidak ada.")
    offer = locked_offer(found.offer_id)
    proposal = ChangeProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != "waiting":
        raise NotWaiting("Usulan ini sudah diputuskan atau diganti usulan baru. Muat ulang halaman kurasi.")
    check_curator(by, proposal.area_code, "district", now)
    curation.check_judge(
        judge_id=by.pk, own_business=owns(by, offer.seller, now), judged_by=[proposal.proposed_by_id], appealed=None
    )
    curation.check_reasons("applied" if accept else "refused", reasons)
    if accept:
        if any(now_of(offer, name) != value for name, value in proposal.before.items()):
            raise ChangedSince(
                "Penawaran sudah berubah sejak usulan dibuat. Tolak, dan minta penjual mengusulkan lagi."
            )
        write(offer, proposal.after, now=now)
        rate_quality([offer], now=now)
    proposal.state = "applied" if accept else "refused"
    proposal.decided_by, proposal.decided_at, proposal.reasons = by, now, reasons.strip()
    proposal.save(update_fields=["state", "decided_by", "decided_at", "reasons"])
    target = f"catalogue.change_proposal:{proposal.public_id}"
    audit.record(
        "catalogue.change_decided", by=by, at=now, target=target, reason=reasons.strip(),
        detail={"state": proposal.state, "fields": sorted(proposal.after)},
    )  # fmt: skip
    said = "diterima dan sudah tayang" if accept else f"ditolak: {reasons.strip()}"
    tell_seller(
        offer, event="catalogue.change_decided", title=f"Perubahan {offer.title} {'diterima' if accept else 'ditolak'}",
        body=f"Perubahan yang Anda usulkan {said}.", key=target, now=now,
    )  # fmt: skip
    shown_changed([offer.pk], now=now)
    return proposal


def rubric_of(offer: Offer, *, now: datetime) -> curation.Rubric:
    """Return what an offer is scored by on a day: food by taste and hygiene, other goods by their make."""
    return _rubric(food=bool(offer.category.food), now=now)


def _rubric(*, food: bool, now: datetime) -> curation.Rubric:
    on = day_in_wib(now)
    weights = policy("catalogue", "curation_weights" if food else "curation_weights_goods", on=on).value
    grades = policy("catalogue", "curation_grades", on=on).value
    return curation.Rubric(weights, grades, int(policy("catalogue", "curation_floor", on=on).value))


def _locked(offer_ids: Sequence[int]) -> list[Offer]:
    found = Offer.objects.select_for_update(of=("self",)).select_related("seller", "product", "category")
    offers = list(found.filter(pk__in=offer_ids).order_by("pk"))
    if not offers or len(offers) < len(set(offer_ids)):
        raise BadOffer("Penawaran ini tidak ada.", code="unknown_offer")
    return offers


def _check_judges(steps: Sequence[CurationStep], offers: Mapping[int, Offer], by: User, now: datetime) -> None:
    """Pass when the person may judge all of the steps: where they are, whose they are, what they judged before."""
    for area_code, level in {(step.area_code, step.level) for step in steps}:
        check_curator(by, area_code, level, now)
    judged: dict[tuple[int, int], set[int | None]] = {}
    rows = CurationStep.objects.filter(offer__in=offers, decided_by__isnull=False)
    for offer_id, round_, judge in rows.values_list("offer_id", "round", "decided_by_id"):
        judged.setdefault((offer_id, round_), set()).add(judge)
    own = {seller.pk: owns(by, seller, now) for seller in {offer.seller for offer in offers.values()}}
    for step in steps:
        curation.check_judge(
            judge_id=by.pk,
            own_business=own[offers[step.offer_id].seller_id],
            judged_by=judged.get((step.offer_id, step.round), set()),
            appealed=step.appeal_of.decided_by_id if step.appeal_of else None,
        )


def _judge(step: CurationStep, decision: Decision, rubric: curation.Rubric, by: User, now: datetime) -> None:
    check_move(curation.MOVES, step.state, decision.verdict)
    curation.check_reasons(decision.verdict, decision.reasons)
    grade = ""
    if decision.verdict == "passed" or decision.scores:
        judgement = curation.judge(decision.scores, rubric)
        grade = judgement.grade
        if decision.verdict == "passed" and not grade:
            least = min(rubric.grades.values())
            raise curation.BadScores(
                f"Nilai {judgement.score} belum lulus (paling sedikit {least}, tiap kriteria {rubric.floor}). "
                "Kembalikan kepada penjual dengan alasan."
            )
    step.state, step.scores, step.grade = decision.verdict, dict(decision.scores), grade
    step.reasons, step.decided_by, step.decided_at = decision.reasons.strip(), by, now


def _move_on(steps: Sequence[CurationStep], offers: Mapping[int, Offer], now: datetime) -> None:
    """Open the next steps, list what has passed the last, and send back or refuse the rest; tell their sellers."""
    levels = policy("catalogue", "curation_levels", on=day_in_wib(now)).value
    onward, listed = [], []
    for step in steps:
        offer, following = offers[step.offer_id], curation.next_level(step.level, levels)
        if step.state == "passed" and following is not None:
            onward.append((offer, step.round, following, None))
        elif step.state == "passed":
            offer.grade, offer.listed_at = step.grade, offer.listed_at or now
            listed.append(offer)
    _open(onward, now)
    _set_state(listed, "listed", now)
    for verdict, state in (("returned", "draft"), ("rejected", "rejected")):
        _set_state([offers[step.offer_id] for step in steps if step.state == verdict], state, now)
    for step in steps:
        _tell_verdict(step, offers[step.offer_id], is_listed=offers[step.offer_id] in listed, now=now)
    shown_changed([offer.pk for offer in listed], now=now)


def _tell_verdict(step: CurationStep, offer: Offer, *, is_listed: bool, now: datetime) -> None:
    if step.state == "passed" and not is_listed:
        return  # on the way; the seller sees the step on the offer's page
    said = {
        "passed": (
            f"{offer.title} tayang di katalog",
            f"Lulus kurasi dengan nilai {step.grade}. Pastikan stok atau kapasitas terisi.",
        ),
        "returned": (f"{offer.title} dikembalikan", f"Perbaiki, lalu kirim lagi: {step.reasons}"),
        "rejected": (f"{offer.title} ditolak", f"Alasan: {step.reasons} Anda dapat menyanggah dari halaman produk."),
    }[step.state]
    tell_seller(
        offer, event="catalogue.judged", title=said[0], body=said[1],
        key=f"catalogue.curation_step:{step.public_id}", now=now,
    )  # fmt: skip


def _set_state(offers: Sequence[Offer], state: str, now: datetime) -> None:
    for offer in offers:
        offer.state, offer.changed_at = state, now
    Offer.objects.bulk_update(offers, ["state", "grade", "listed_at", "changed_at"], batch_size=1_000)


def _rounds(offers: Sequence[Offer]) -> dict[int, int]:
    """Return the last round of each offer that had one."""
    rows = CurationStep.objects.filter(offer__in=offers).order_by("round").values_list("offer_id", "round")
    return dict(rows)


def _open(wanted: Sequence[tuple[Offer, int, str, CurationStep | None]], now: datetime) -> list[CurationStep]:
    """Open steps and tell those who judge there; one notice a day and level, however many offers came in."""
    on = day_in_wib(now)
    facts = seller_facts({offer.seller_id for offer, _, _, _ in wanted}, on=on)
    steps = CurationStep.objects.bulk_create(
        (
            CurationStep(
                offer=offer,
                level=level,
                round=round_,
                area_code=facts[offer.seller_id].area_code if offer.seller_id in facts else "",
                opened_at=now,
                appeal_of=appealed,
            )
            for offer, round_, level, appealed in wanted
        ),
        batch_size=1_000,
    )
    places = {(curation.area_of_level(step.area_code, step.level), step.level): step for step in steps}
    for (code, level), step in places.items():
        tell_curators(
            step.offer, area_code=step.area_code, level=level,
            title=f"Produk menunggu kurasi {LEVEL_NAMES[level]}",
            body=f"Ada produk baru yang menunggu penilaian Anda sejak {format_day(on)}.",
            key=f"catalogue.waiting:{level}:{code}:{on.isoformat()}", now=now,
        )  # fmt: skip
    return steps
