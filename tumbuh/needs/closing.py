"""The end of the window: eligibility once more, the opening by one or two people, the ranking."""

from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.queries import offers_to_order
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.needs import access, terms
from tumbuh.needs.candidates import as_json, candidates
from tumbuh.needs.models import Invitation, Need, OpeningConsent, Question, Quote
from tumbuh.needs.posting import locked
from tumbuh.needs.reading import StillSealed, read_for_opening
from tumbuh.needs.rules.ranking import Bid, ranked
from tumbuh.needs.rules.states import MOVES, State
from tumbuh.procurement.rules.preference import Bid as PreferenceBid
from tumbuh.procurement.rules.preference import Evaluated, Kind, evaluate
from tumbuh.procurement.terms import law

_KINDS = {"goods": Kind.GOODS, "catering": Kind.OTHER_SERVICES, "service": Kind.OTHER_SERVICES}


@transaction.atomic
def close(*, need_id: int, now: datetime) -> Need:
    """
    Close a need whose moment has come, and check every quoting seller's eligibility once more.

    Without any quote it ends there. Done by the worker, or by whoever opens first. Raises: IllegalMove, StillSealed.
    """
    need = locked(need_id)
    check_move(MOVES, need.state, State.CLOSED)
    if need.closes_at is None or now < need.closes_at:
        raise StillSealed("Masa penawaran belum berakhir.")
    quotes = list(Quote.objects.filter(need=need, superseded_at=None).order_by("seller_id"))
    found = {one.seller.id: one for one in candidates(need, now=now, seller_ids=[one.seller_id for one in quotes])}
    for quote in quotes:
        seller = found.get(quote.seller_id)
        gone = [
            {"code": "not_listed", "text": "Usaha atau produknya tidak ada lagi.", "fix": "Hubungi petugas register."}
        ]
        # Time has passed for good reason, and what is left of the day may be promised to this very quote's offer.
        still = [one for one in as_json(seller.exclusions) if one["code"] not in {"lead_time"}] if seller else gone
        quote.closing_exclusions = still
    Quote.objects.bulk_update(quotes, ["closing_exclusions"])
    need.state, need.closed_at = State.CLOSED.value, now
    if quotes:
        need.save(update_fields=["state", "closed_at"])
        body = f"{len(quotes)} penawaran masuk. Buka dan bandingkan total sampainya."
        access.tell_poster(
            need, event="needs.closed", title=f"Penawaran ditutup: {need.title}", body=body,
            key=f"{need.reference}:closed", now=now,
        )  # fmt: skip
    else:
        _fail(need, "Tidak ada penawaran yang masuk.", now)
    excluded = sum(bool(quote.closing_exclusions) for quote in quotes)
    audit.record(
        "needs.closed", by=None, at=now, target=need.reference, detail={"quotes": len(quotes), "excluded": excluded}
    )
    return need


@transaction.atomic
def open_quotes(*, need_id: int, by: User, now: datetime) -> Need:
    """
    Open the quotes, or ask for it when it takes two people; the second one's asking opens them.

    Nobody opens quotes among which is one of a business of their own. Raises: NotAllowed, StillSealed, IllegalMove.
    """
    need = locked(need_id)
    access.require_opener(by, need, now)
    if need.state == State.OPEN:
        if need.closes_at is None or now < need.closes_at:
            raise StillSealed("Penawaran masih tertutup sampai waktu penutupan; tidak seorang pun dapat membacanya.")
        close(need_id=need.pk, now=now)
        need = locked(need_id)
    check_move(MOVES, need.state, State.OPENED)
    quotes = list(Quote.objects.select_related("seller", "need").filter(need=need, superseded_at=None).order_by("pk"))
    access.require_no_own_business(by, [str(one.seller.public_id) for one in quotes], now)
    OpeningConsent.objects.get_or_create(need=need, given_by=by, defaults={"given_at": now})
    given = need.consents.count()
    if given < openers_needed(need, now):
        audit.record("needs.opening_asked", by=by, at=now, target=need.reference)
        return need
    _open(need, quotes, by, now)
    need.state, need.quotes_read_at = State.OPENED.value, now
    need.save(update_fields=["state", "quotes_read_at"])
    audit.record("needs.quotes_opened", by=by, at=now, target=need.reference, detail={"quotes": len(quotes)})
    return need


@transaction.atomic
def fail(*, need_id: int, reason: str, by: User, now: datetime) -> Need:
    """End a closed or opened need without a choice; each who quoted is told why. Raises: NotAllowed, IllegalMove."""
    need = locked(need_id)
    access.require_poster(by, need, now)
    check_move(MOVES, need.state, State.FAILED)
    if not reason.strip():
        raise Refused("Tulis alasannya; penjual yang sudah menawar berhak mengetahuinya.", code="reason_missing")
    _fail(need, reason.strip()[:300], now)
    quoted = Quote.objects.filter(need=need, superseded_at=None).values_list("seller__public_id", flat=True)
    access.tell_sellers(
        [str(one) for one in quoted], event="needs.failed", title=f"Tanpa hasil: {need.title}",
        body=f"Pembeli tidak memilih penawaran: {need.end_reason}", path=access.seller_path(need),
        key=f"{need.reference}:failed", now=now,
    )  # fmt: skip
    audit.record("needs.failed", by=by, at=now, target=need.reference, reason=need.end_reason)
    return need


@transaction.atomic
def answer(*, question_id: int, text: str, by: User, now: datetime) -> Question:
    """Answer a question; everybody who was told of the need reads it. Raises: NotAllowed, Refused."""
    question = Question.objects.select_for_update(of=("self",)).select_related("need").get(pk=question_id)
    need = question.need
    access.require_poster(by, need, now)
    if question.answered_at is not None:
        raise Refused("Pertanyaan ini sudah dijawab; jawaban yang terkirim tidak dapat diubah.", code="answered")
    if not text.strip():
        raise Refused("Tulis jawabannya.", code="answer_empty")
    question.answer, question.answered_by, question.answered_at = text.strip()[:2_000], by, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    told = Invitation.objects.filter(need=need, told_at__isnull=False)
    access.tell_sellers(
        [str(one) for one in told.values_list("seller__public_id", flat=True)], event="needs.answered",
        title=f"Jawaban pembeli: {need.title}", body=f"{question.text} — {question.answer}",
        path=access.seller_path(need), key=f"needs.question:{question.public_id}:answer", now=now,
    )  # fmt: skip
    audit.record("needs.answered", by=by, at=now, target=need.reference)
    return question


def openers_needed(need: Need, now: datetime) -> int:
    """Return how many people it takes to open the quotes: two from a ceiling on, else one."""
    limit = terms.value("two_openers_from", day_in_wib(now))
    ceiling = need.total_ceiling_rupiah or (need.unit_ceiling_rupiah or 0) * need.quantity or limit
    return 2 if ceiling >= limit and (need.total_ceiling_rupiah or need.unit_ceiling_rupiah) else 1


def _open(need: Need, quotes: list[Quote], by: User, now: datetime) -> None:
    """Write down what the quotes say, in the clear, with rank and gap."""
    for quote in quotes:
        content = read_for_opening(quote, need, by=by, now=now)
        quote.opened_at, quote.quantity, quote.note = now, content["quantity"], content["note"]
        quote.unit_price_rupiah, quote.goods_rupiah = content["unit_price_rupiah"], content["goods_rupiah"]
        quote.packing_rupiah, quote.delivery_rupiah = content["packing_rupiah"], content["delivery_rupiah"]
        quote.tax_rupiah, quote.total_rupiah = content["tax_rupiah"], content["total_rupiah"]
    evaluated = _evaluated(need, quotes, now)
    bids = []
    for quote in quotes:
        judged = evaluated[quote.pk]
        quote.preference_permyriad = int(judged.preference * 10_000)
        quote.preference_reason, quote.evaluated_rupiah = judged.reason[:200], -int(-judged.price // 1)
        excluded = bool(quote.closing_exclusions)
        bids.append(Bid(str(quote.pk), quote.quantity or 0, quote.total_rupiah or 0, judged.price, excluded))
    places = {one.bid.id: one for one in ranked(bids, quantity=need.quantity)}
    for quote in quotes:
        quote.rank, quote.gap_rupiah = places[str(quote.pk)].rank, places[str(quote.pk)].gap_rupiah
    Quote.objects.bulk_update(
        quotes,
        ["opened_at", "quantity", "note", "unit_price_rupiah", "goods_rupiah", "packing_rupiah", "delivery_rupiah",
         "tax_rupiah", "total_rupiah", "preference_permyriad", "preference_reason", "evaluated_rupiah", "rank",
         "gap_rupiah"],
    )  # fmt: skip


def _evaluated(need: Need, quotes: list[Quote], now: datetime) -> dict[int, Evaluated]:
    """Return each quote with its price preference by the law of the day; mostly none, with the reason."""
    today = day_in_wib(now)
    offers = offers_to_order([quote.offer_id for quote in quotes], on=today)
    estimate = need.total_ceiling_rupiah or max((quote.total_rupiah or 0 for quote in quotes), default=0)
    found = {}
    for quote in quotes:
        offer = offers.get(quote.offer_id)
        bid = PreferenceBid(str(quote.pk), quote.total_rupiah or 0, offer.tkdn_permyriad if offer else None)
        found[quote.pk] = evaluate(
            bid, kind=_KINDS[need.category.line_kind], estimate_rupiah=estimate, terms=law(today).preference
        )
    return found


def _fail(need: Need, reason: str, now: datetime) -> None:
    need.state, need.ended_at, need.end_reason = State.FAILED.value, now, reason
    need.save(update_fields=["state", "closed_at", "ended_at", "end_reason"])
    access.tell_poster(
        need, event="needs.failed", title=f"Tanpa hasil: {need.title}", body=reason, key=f"{need.reference}:failed",
        now=now,
    )  # fmt: skip
