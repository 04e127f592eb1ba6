"""What the pages of business matching show, and to whom: organisers see all, a participant what concerns it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import ScopeKind
from tumbuh.catalogue.supplying import kinds
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import access
from tumbuh.matching.inviting import NotInvited, participants_at
from tumbuh.matching.models import (
    Buyer,
    Deal,
    Demand,
    Event,
    Meeting,
    Outcome,
    Participant,
    Slot,
    Suggestion,
    SuggestionRun,
    SuggestionTally,
    SupplyProfile,
    TimetableRun,
)
from tumbuh.matching.rules.states import LIVE_MEETINGS, EventState, MeetingState, ParticipantState, ProfileState
from tumbuh.matching.seating import board_of
from tumbuh.orders.seeing import unit_codes
from tumbuh.papers.models import Paper
from tumbuh.registry.models import Business
from tumbuh.registry.queries import business_by_id

_SIDES = ("buyer__buyer", "buyer__business", "seller__buyer", "seller__business", "slot__session", "demand__category")


EVENT_SUBJECT = "matching.event"  # what programmes and table cards are about


class NoSuchThing(Refused):
    """There is no such event, demand, participant or meeting, or it is not the person's to see."""

    code = "no_such_matching_thing"


@dataclass(frozen=True)
class EventCounts:
    """How many of what an event has: participants by state and side, meetings by state."""

    buyers_coming: int
    sellers_coming: int
    unanswered: int
    meetings: Counter[str]


def events() -> QuerySet[Event]:
    """Return all events, the newest batch first, with how many come and how many meetings stand."""
    coming = Q(participants__state=ParticipantState.COMING)
    return Event.objects.annotate(coming=Count("participants", filter=coming)).order_by("-number")


def event(public_id: UUID) -> Event:
    """Return an event, for an organiser's page. Raises: NoSuchThing."""
    found = Event.objects.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchThing("Acara ini tidak ditemukan.")
    return found


def event_numbered(number: int) -> Event:
    """Return the event of a batch. Raises: NoSuchThing."""
    found = Event.objects.filter(number=number).first()
    if found is None:
        raise NoSuchThing("Acara ini tidak ditemukan.")
    return found


def counts_of(found: Event) -> EventCounts:
    """Return how far an event is, in two statements."""
    people = Counter[tuple[str, bool]]()
    for state, buyer in found.participants.values_list("state", "buyer"):
        people[state, buyer is not None] += 1
    meetings = Counter(found.meetings.values_list("state", flat=True))
    return EventCounts(
        people[ParticipantState.COMING, True],
        people[ParticipantState.COMING, False],
        people[ParticipantState.INVITED, True] + people[ParticipantState.INVITED, False],
        meetings,
    )


def participants_of(found: Event) -> list[Participant]:
    """Return who was invited: buyers, then sellers, by name."""
    rows = found.participants.select_related("event", "buyer", "business")
    return sorted(rows, key=lambda one: (not one.is_buyer, one.name, one.pk))


def participant(found: Event, public_id: UUID) -> Participant:
    """Return a participant of an event, for an organiser's page. Raises: NoSuchThing."""
    one = found.participants.select_related("event", "buyer", "business").filter(public_id=public_id).first()
    if one is None:
        raise NoSuchThing("Peserta ini tidak ada pada acara ini.")
    return one


def buyers_to_invite(found: Event, *, on: date) -> QuerySet[Buyer]:
    """
    Return the buyers with a demand in the directory who are not invited, with how many demands they show.

    A demand whose day is past does not count: nothing would be suggested of it.
    """
    shared = Count("demands", filter=Q(demands__state=ProfileState.SHARED, demands__needed_on__gte=on))
    invited = found.participants.filter(buyer__isnull=False).values("buyer")
    return Buyer.objects.annotate(shown=shared).filter(shown__gt=0).exclude(pk__in=invited).order_by("name", "pk")


def supplies_to_invite(found: Event) -> QuerySet[SupplyProfile]:
    """Return the sellers of the directory who are not invited."""
    invited = found.participants.filter(business__isnull=False).values("business")
    shown = SupplyProfile.objects.filter(state=ProfileState.SHARED).exclude(business__in=invited)
    return shown.select_related("business").order_by("business__name", "pk")


def demands(*, on: date, words: str = "", state: str = "") -> QuerySet[Demand]:
    """Return demands for organisers: the soonest day first, past days last; `words`: of the title or the buyer."""
    found = Demand.objects.select_related("buyer", "category")
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(buyer__name__icontains=words))
    return found.annotate(is_past=Q(needed_on__lt=on)).order_by("is_past", "needed_on", "pk")


def supplies(*, words: str = "", state: str = "") -> QuerySet[SupplyProfile]:
    """Return supply profiles for organisers, by name."""
    found = SupplyProfile.objects.select_related("business")
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(business__name__icontains=words)
    return found.order_by("business__name", "pk")


def newest_run(found: Event) -> SuggestionRun | None:
    """Return the newest suggestions of an event."""
    return SuggestionRun.objects.filter(event=found).order_by("-pk").first()


def newest_directory_run() -> SuggestionRun | None:
    """Return the newest suggestions of the whole directory, which belong to no event."""
    return SuggestionRun.objects.filter(event=None).order_by("-pk").first()


def chosen_of(run: SuggestionRun) -> QuerySet[Suggestion]:
    """Return the pairs that a run chose, by demand, without whoever took back the consent since."""
    shown = run.suggestions.filter(supply__state=ProfileState.SHARED, demand__state=ProfileState.SHARED)
    chosen = shown.filter(chosen=True).select_related("demand__buyer", "supply__business")
    return chosen.order_by("demand__buyer__name", "demand", "rank", "pk")


def unassigned_of(run: SuggestionRun, chosen: Iterable[Suggestion]) -> int:
    """Return how many of the chosen pairs do not meet at the event yet: nothing is left to do when there are none."""
    live = Meeting.objects.filter(event=run.event_id, state__in=LIVE_MEETINGS)
    meeting_now = set(live.values_list("buyer__buyer", "seller__business"))
    return len({(one.demand.buyer_id, one.supply.business_id) for one in chosen} - meeting_now)


def tally_of(run: SuggestionRun) -> list[tuple[SuggestionTally, int]]:
    """Return the counts of each demand of a run, and how many of its pairs were chosen; also of one without any."""
    counted = run.suggestions.filter(chosen=True).values("demand").annotate(n=Count("pk"))
    chosen = {row["demand"]: row["n"] for row in counted.order_by("demand")}
    tallies = run.tallies.select_related("demand__buyer", "demand__category")
    found = tallies.order_by("demand__buyer__name", "demand__title", "demand")
    return [(one, chosen.get(one.demand_id, 0)) for one in found]


def pairs_of(run: SuggestionRun, demand_id: UUID) -> tuple[SuggestionTally, list[Suggestion]]:
    """
    Return the counts and the kept pairs of one demand: who may meet by rank, then who is excluded, the nearest first.

    Raises: NoSuchThing.
    """
    tally = run.tallies.select_related("demand__buyer", "demand__category").filter(demand__public_id=demand_id).first()
    if tally is None:
        raise NoSuchThing("Kebutuhan ini tidak ikut dalam perhitungan saran.")
    rows = run.suggestions.filter(demand=tally.demand_id)
    found = rows.select_related("demand__buyer", "supply__business", "run").order_by("pk")
    return tally, sorted(found, key=lambda one: (one.rank is None, one.rank or 0))  # the nearest were written first


def suggested_for(demand: Demand, *, most: int) -> list[Suggestion]:
    """Return the best sellers for a demand in the newest suggestions that judged it; who has withdrawn is left out."""
    judged = Suggestion.objects.filter(demand=demand)
    newest = judged.order_by("-run").values_list("run", flat=True).first()
    shown = judged.filter(run=newest, rank__isnull=False, supply__state=ProfileState.SHARED)
    return list(shown.select_related("demand__buyer", "supply__business").order_by("rank", "pk")[:most])


def newest_timetable(found: Event) -> TimetableRun | None:
    """Return the newest making of an event's timetable."""
    return found.timetables.order_by("-pk").first()


def meetings_of(found: Event, *states: str) -> list[Meeting]:
    """Return meetings of an event in some states, by slot and table; those without a slot by what they are worth."""
    rows = found.meetings.filter(state__in=states).select_related("event", *_SIDES)
    return sorted(rows, key=_in_order)


def meetings_at(who: Participant) -> list[Meeting]:
    """Return all meetings of a participant, in the order of the day."""
    own = who.meetings_bought if who.is_buyer else who.meetings_sold
    return sorted(own.select_related("event", *_SIDES), key=_in_order)


def who_must_act(own: Iterable[Participant], *, now: datetime) -> set[int]:
    """Return the keys of the participants whom a request or an untold outcome waits for, one statement for all."""
    keys = {one.pk for one in own}
    asked, begun = Q(state=MeetingState.REQUESTED), Q(state__in=[MeetingState.SCHEDULED, MeetingState.HELD])
    waiting = asked | (begun & Q(slot__starts_at__lte=now) & ~Exists(_outcomes_of_meeting()))
    rows = Meeting.objects.filter(waiting, Q(buyer__in=keys) | Q(seller__in=keys))
    return {
        key
        for buyer, seller, state, asked_by in rows.values_list("buyer", "seller", "state", "asked_by_side")
        for side, key in (("buyer", buyer), ("seller", seller))
        if key in keys and not (state == MeetingState.REQUESTED and side == asked_by)
    }


def _outcomes_of_meeting() -> QuerySet[Outcome]:
    return Outcome.objects.filter(meeting=OuterRef("pk"), superseded_at=None)


def meeting(public_id: UUID, *, user: User, now: datetime) -> tuple[Meeting, str]:
    """Return a meeting and for whom the person speaks: buyer, seller or organiser. Raises: NoSuchThing."""
    found = Meeting.objects.select_related("event", *_SIDES).filter(public_id=public_id).first()
    try:
        if found is not None:
            return found, access.side_of(user, found, now=now)
    except NotAllowed:
        pass
    raise NoSuchThing("Pertemuan ini tidak ditemukan, atau milik peserta lain.")


def outcome_of(found: Meeting) -> Outcome | None:
    """Return what was last said of a meeting."""
    return found.outcomes.filter(superseded_at=None).select_related("told_by").first()


def deal_of(found: Meeting) -> Deal | None:
    """Return what became of a meeting's interest."""
    return Deal.objects.filter(meeting=found).prefetch_related("orders").first()


def deals_of(meetings: Iterable[Meeting]) -> dict[int, Deal]:
    """Return the deals of some meetings, by the key of the meeting."""
    found = Deal.objects.filter(meeting__in=[one.pk for one in meetings]).prefetch_related("orders")
    return {one.meeting_id: one for one in found}


def told_of(meetings: Iterable[Meeting]) -> set[int]:
    """Return the keys of the meetings of which somebody has said what came of them."""
    keys = [one.pk for one in meetings]
    return set(Outcome.objects.filter(meeting__in=keys, superseded_at=None).values_list("meeting", flat=True))


def businesses_of(user: User, *, now: datetime) -> list[Business]:
    """Return the businesses that a person sells for."""
    scopes = scopes_of(user, Permission.MATCHING_TAKE_PART, day_in_wib(now))
    own = [one.code for one in scopes if one.kind == ScopeKind.BUSINESS]
    return sorted((business_by_id(UUID(one)) for one in own), key=lambda one: (one.name, one.pk))


def buyers_of(user: User, *, now: datetime) -> list[Buyer]:
    """Return the buyers that a person speaks for: the companies it represents, and the units of its orders."""
    on = day_in_wib(now)
    if not scopes_of(user, Permission.MATCHING_TAKE_PART, on):
        return []
    found = Q(representative=user)
    if scopes_of(user, Permission.ORDERS_VIEW, on):
        codes = unit_codes(user, Permission.ORDERS_VIEW, on=on)
        found |= Q(unit_ref__gt="") if codes is None else Q(unit_ref__in=codes, unit_ref__gt="")
    buyers = Buyer.objects.filter(found).select_related("representative").order_by("name", "pk")
    return [one for one in buyers if access.may_buy_for(user, one, now=now)]


def participations_of(buyers: Sequence[Buyer], businesses: Sequence[Business]) -> list[Participant]:
    """Return the invitations to events that were opened, the newest event first."""
    mine = Q(buyer__in=[one.pk for one in buyers]) | Q(business__in=[one.pk for one in businesses])
    found = Participant.objects.filter(mine).exclude(event__state="draft")
    return list(found.select_related("event", "buyer", "business").order_by("-event__number", "pk"))


def demands_of(buyers: Sequence[Buyer], *, on: date) -> list[Demand]:
    """Return the demands of some buyers: the soonest day first, past days last."""
    found = Demand.objects.filter(buyer__in=[one.pk for one in buyers]).select_related("buyer", "category")
    return sorted(found, key=lambda one: (one.needed_on < on, one.needed_on, one.pk))


def demand_seen(public_id: UUID, *, user: User, now: datetime) -> Demand:
    """Return a demand to who speaks for its buyer, or organises. Raises: NoSuchThing."""
    found = Demand.objects.select_related("buyer", "category").filter(public_id=public_id).first()
    if found is None or not (access.may_buy_for(user, found.buyer, now=now) or access.organises(user, now)):
        raise NoSuchThing("Kebutuhan ini tidak ditemukan.")
    return found


def supply_of(business: Business) -> SupplyProfile | None:
    """Return the supply profile of a business."""
    return SupplyProfile.objects.filter(business=business).first()


def others_at(who: Participant) -> list[Participant]:
    """Return the participants of the other side who come and whom one does not meet yet, by name."""
    own = who.meetings_bought if who.is_buyer else who.meetings_sold
    ended = [MeetingState.DECLINED, MeetingState.CANCELLED]
    known = own.exclude(state__in=ended).values_list("seller" if who.is_buyer else "buyer", flat=True)
    side = Q(business__isnull=False) if who.is_buyer else Q(buyer__isnull=False)
    found = who.event.participants.filter(side, state=ParticipantState.COMING).exclude(pk__in=list(known))
    return list(found.select_related("event", "buyer", "business").order_by("name", "pk"))


def _in_order(one: Meeting) -> tuple[bool, int, int, int, int]:
    slot = one.slot.number if one.slot is not None else 0
    return one.slot is None, slot, one.table or 0, -one.worth, one.pk


def category_names() -> dict[str, str]:
    """Return the names of the kinds of things by code."""
    return {row.code: row.name for row in kinds()}


def slots_free_for(found: Meeting, *, now: datetime) -> list[Slot]:
    """Return the slots to which a meeting could move: both free, a table free, not begun."""
    board = board_of(found.event)
    return [
        one
        for one in board.slots
        if one.pk != found.slot_id and board.place_for(found, now=now, slot_number=one.number) is not None
    ]


def participations(found: Event, *, user: User, now: datetime) -> list[Participant]:
    """Return as whom a person takes part in an event that was opened. Raises: NotInvited, NoSuchThing."""
    if found.state == EventState.DRAFT:
        raise NoSuchThing("Acara ini tidak ditemukan.")
    own = participants_at(found, by=user, now=now)
    if not own:
        raise NotInvited("Anda tidak terdaftar pada acara ini; hubungi penyelenggara.")
    return own


def about_participants(found: Event, *, buyers: bool) -> dict[int, list[tuple[str, int, str]]]:
    """Return what the participants of one side look for or offer, as (what, how many, unit), by participant."""
    told: dict[int, list[tuple[str, int, str]]] = {}
    if buyers:
        keys = dict(found.participants.filter(buyer__isnull=False).values_list("buyer", "pk"))
        shown = Demand.objects.filter(buyer__in=keys, state=ProfileState.SHARED).order_by("needed_on", "pk")
        for one in shown:
            told.setdefault(keys[one.buyer_id], []).append((one.title, one.quantity, one.unit))
        return told
    keys = dict(found.participants.filter(business__isnull=False).values_list("business", "pk"))
    names = category_names()
    for supply in SupplyProfile.objects.filter(business__in=keys, state=ProfileState.SHARED).order_by("pk"):
        what = ", ".join(names.get(code, code) for code in supply.categories)
        told[keys[supply.business_id]] = [(what, supply.capacity, supply.unit)]
    return told


def check_event_reader(paper: Paper, *, by: User, now: datetime) -> None:
    """Pass for organisers: the cards hold the codes of all participants. Raises: NotAllowed."""
    access.require_organiser(by, now)
