"""What came of meetings: interest in two taps, an offer, orders, payments, or that nothing came of it."""

from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.matching import access
from tumbuh.matching.models import Deal, DealOrder, Event, Meeting, Outcome
from tumbuh.matching.paying import Found, find_order, note_payment
from tumbuh.matching.rules.states import DEAL_MOVES, LOST_NAMES, MEETING_MOVES, DealState, MeetingState
from tumbuh.matching.rules.states import NEXT_STEP_NAMES as NEXT_STEPS

MOST_RUPIAH = 1_000_000_000_000


class OutcomeIncomplete(Refused):
    """An outcome says how much interest there is, and what comes next and when."""

    code = "outcome_incomplete"


class NotMet(Refused):
    """There is an outcome of meetings that took place only."""

    code = "not_met"


class OrderTaken(Refused):
    """The order is of another pair, or came of another meeting already."""

    code = "order_taken"


class DealEnded(Refused):
    """The deal has come to its end."""

    code = "deal_ended"


@transaction.atomic
def tell_outcome(
    *, meeting_id: int, interest_rupiah: int, next_step: str, by: User, now: datetime, next_on: date | None = None,
    note: str = "",
) -> Outcome:  # fmt: skip
    """
    Say what came of a meeting; a later word stands, the earlier ones stay. Saying it says that the meeting was held.

    Interest above nothing begins a deal, whose interest follows the latest word until there is an offer.
    Raises: NotAllowed, NotMet, OutcomeIncomplete.
    """
    meeting = _locked(meeting_id)
    access.side_of(by, meeting, now=now)
    _check_outcome(interest_rupiah, next_step, next_on, day_in_wib(now))
    if meeting.slot is None or meeting.slot.starts_at > now:
        raise NotMet("Hasil dicatat setelah pertemuan dimulai.")
    if meeting.state != MeetingState.HELD:
        check_move(MEETING_MOVES, meeting.state, MeetingState.HELD)
        meeting.state = MeetingState.HELD.value
        meeting.save(update_fields=["state"])
    Outcome.objects.filter(meeting=meeting, superseded_at=None).update(superseded_at=now)
    outcome = Outcome.objects.create(
        meeting=meeting, interest_rupiah=interest_rupiah, next_step=next_step,
        next_on=None if next_step == "none" else next_on, note=" ".join(note.split())[:300], told_by=by, told_at=now,
    )  # fmt: skip
    _follow(meeting, outcome, now)
    detail = {"interest_rupiah": interest_rupiah, "next_step": next_step}
    audit.record("matching.outcome_told", by=by, at=now, target=meeting.reference, detail=detail)
    return outcome


@transaction.atomic
def note_quote(*, deal_id: int, rupiah: int, by: User, now: datetime) -> Deal:
    """Note that the seller made an offer in writing. Raises: NotAllowed, OutcomeIncomplete, DealEnded."""
    deal = locked_deal(deal_id)
    access.side_of(by, deal.meeting, now=now)
    if not 0 < rupiah <= MOST_RUPIAH:
        raise OutcomeIncomplete("Isi nilai penawaran dalam rupiah.")
    if deal.state == DealState.INTERESTED:
        check_move(DEAL_MOVES, deal.state, DealState.QUOTED)
        deal.state = DealState.QUOTED.value
    elif deal.state != DealState.QUOTED:
        raise DealEnded("Penawaran dicatat sebelum ada pesanan; kesepakatan ini sudah melewatinya.")
    deal.quoted_rupiah, deal.quoted_at = rupiah, deal.quoted_at or now
    deal.save(update_fields=["state", "quoted_rupiah", "quoted_at"])
    audit.record("matching.quoted", by=by, at=now, target=deal.reference, detail={"rupiah": rupiah})
    return deal


@transaction.atomic
def link_order(*, deal_id: int, key: str, by: User, now: datetime) -> DealOrder:
    """
    Say which order came of a deal: an e-order by its number on the page, or a purchase of the city's books by its key.

    The amount, the seller and the payment are read from the books, never typed; an order of another seller or another
    deal is refused. Raises: NotAllowed, NoSuchDealOrder, OrderTaken, DealEnded.
    """
    deal = locked_deal(deal_id)
    access.side_of(by, deal.meeting, now=now)
    if deal.state == DealState.LOST:
        raise DealEnded("Kesepakatan ini sudah dinyatakan tidak berlanjut.")
    found = find_order(key)
    _check_is_theirs(deal, found)
    if DealOrder.objects.filter(source=found.source, order_key=found.key).exists():
        raise OrderTaken("Pesanan ini sudah ditautkan; satu pesanan hanya berasal dari satu pertemuan.")
    order = DealOrder.objects.create(
        deal=deal, source=found.source, order_key=found.key, ordered_rupiah=found.ordered_rupiah,
        ordered_on=found.ordered_on, added_by=by, added_at=now,
    )  # fmt: skip
    if deal.state in {DealState.INTERESTED, DealState.QUOTED}:
        check_move(DEAL_MOVES, deal.state, DealState.ORDERED)
        deal.state, deal.ordered_at = DealState.ORDERED.value, now
        deal.save(update_fields=["state", "ordered_at"])
    audit.record("matching.order_linked", by=by, at=now, target=deal.reference, detail={"order": found.key})
    note_payment(order, found, now=now)
    return order


@transaction.atomic
def lose_deal(*, deal_id: int, code: str, by: User, now: datetime) -> Deal:
    """Say that nothing comes of a deal any more, and why. Raises: NotAllowed, IllegalMove, OutcomeIncomplete."""
    deal = locked_deal(deal_id)
    access.side_of(by, deal.meeting, now=now)
    check_move(DEAL_MOVES, deal.state, DealState.LOST)
    if code not in LOST_NAMES:
        raise OutcomeIncomplete("Pilih alasan dari daftar.")
    if deal.orders.filter(cancelled_at=None).exists():
        raise DealEnded("Masih ada pesanan yang berjalan; batalkan pesanannya dahulu.")
    deal.state, deal.lost_at, deal.lost_code = DealState.LOST.value, now, code
    deal.save(update_fields=["state", "lost_at", "lost_code"])
    audit.record("matching.deal_lost", by=by, at=now, target=deal.reference, detail={"code": code})
    return deal


def locked_deal(deal_id: int) -> Deal:
    """Return a deal that nobody else changes until we are done."""
    Deal.objects.select_for_update().get(pk=deal_id)
    sides = ("buyer__buyer", "buyer__business", "seller__buyer", "seller__business")
    whole = Deal.objects.select_related("meeting__event", *(f"meeting__{one}" for one in sides))
    return whole.get(pk=deal_id)


def _follow(meeting: Meeting, outcome: Outcome, now: datetime) -> None:
    """Begin the deal of a meeting, or bring its interest and next step up to the latest word."""
    deal = Deal.objects.select_for_update().filter(meeting=meeting).first()
    if deal is None:
        if outcome.interest_rupiah:
            Deal.objects.create(
                meeting=meeting, state=DealState.INTERESTED.value, interest_rupiah=outcome.interest_rupiah,
                interested_at=now, next_step=outcome.next_step, next_on=outcome.next_on,
            )  # fmt: skip
        return
    if deal.state == DealState.INTERESTED and not outcome.interest_rupiah:
        deal.state, deal.lost_at, deal.lost_code = DealState.LOST.value, now, "no_answer"
    elif deal.state == DealState.INTERESTED:
        deal.interest_rupiah = outcome.interest_rupiah
    deal.next_step, deal.next_on = outcome.next_step, outcome.next_on
    deal.save(update_fields=["state", "lost_at", "lost_code", "interest_rupiah", "next_step", "next_on"])


def _check_outcome(interest_rupiah: int, next_step: str, next_on: date | None, today: date) -> None:
    if not 0 <= interest_rupiah <= MOST_RUPIAH:
        raise OutcomeIncomplete("Isi nilai minat dalam rupiah; 0 bila tidak berminat.")
    if next_step not in NEXT_STEPS:
        raise OutcomeIncomplete("Pilih langkah berikutnya dari daftar.")
    if next_step != "none" and (next_on is None or next_on < today):
        raise OutcomeIncomplete("Isi tanggal langkah berikutnya, hari ini atau sesudahnya.")


def _check_is_theirs(deal: Deal, found: Found) -> None:
    buyer, seller = deal.meeting.buyer.buyer, deal.meeting.seller
    if found.seller_id is not None and found.seller_id != seller.business_id:
        raise OrderTaken(f"Pesanan ini dari penjual lain, bukan {seller.name}.")
    if found.unit_codes and buyer is not None and buyer.unit_ref and buyer.unit_ref not in found.unit_codes:
        raise NotAllowed("Pesanan ini milik unit lain; tautkan pesanan unit yang bertemu.")


def _locked(meeting_id: int) -> Meeting:
    event_id = Meeting.objects.values_list("event", flat=True).get(pk=meeting_id)
    Event.objects.select_for_update().get(pk=event_id)
    sides = ("buyer__buyer", "buyer__business", "seller__buyer", "seller__business")
    return Meeting.objects.select_related("event", "slot", *sides).get(pk=meeting_id)
