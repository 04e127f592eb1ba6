"""
The demo's business matching, by the services: a finished gathering, one whose timetable is out, one in preparation.

What came of the finished one are orders that the e-order of the demo holds anyway, found by who met whom.
"""

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.queries import businesses_of, person_named
from tumbuh.accounts.services import add_membership, create_user, deactivate_user
from tumbuh.catalogue.models import Offer
from tumbuh.demo.budget import home_unit
from tumbuh.demo.chance import Chance
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import aware
from tumbuh.demo.matching import (
    AREA,
    COMPANIES,
    NEEDED_AFTER,
    PLACE,
    clock,
    coming_day,
    draft_day,
    ending,
    past_day,
    portions,
)
from tumbuh.demo.people import person_with
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import services
from tumbuh.matching.models import Buyer, Deal, Demand, Event, Meeting, Participant, SupplyProfile
from tumbuh.matching.rules.states import Mode
from tumbuh.orders.models import Order
from tumbuh.reference.holidays import is_working_day
from tumbuh.registry.models import Business

MOST_SELLERS, LEAST_SELLERS = 26, 4
MOST_UNITS, DRAFTS, AGREED = 7, 5, 2  # of the city; the needs that each drafts from its plan, and agrees to
PAST_TABLES, COMING_TABLES = 8, 4  # too few for all in the coming one, so that somebody waits
BUYERS_MEET, SELLERS_MEET = 6, 5
STAND_INS = (
    ("temu-pembeli", "Wakil Pembeli", Role.PROCUREMENT_OFFICER),
    ("temu-perusahaan", "Wakil Perusahaan", Role.CORPORATE_BUYER),
)
SELLERS_STAND_IN = ("temu-penjual", "Wakil Penjual")


@dataclass(frozen=True)
class _Fair:
    """Everybody who could come: who organises, who speaks for whom, and the chances of the city."""

    organiser: User
    units: Mapping[str, User]  # by the unit's reference
    companies: Mapping[str, User]  # by name
    owners: Mapping[int, User]  # by business
    businesses: Sequence[Business]
    chance: Chance

    def speaker(self, one: Participant) -> User:
        """Return who speaks for a participant."""
        if one.business_id is not None:
            return self.owners[one.business_id]
        return self.speaker_of(one.buyer) if one.buyer is not None else self.organiser

    def speaker_of(self, buyer: Buyer) -> User:
        """Return who speaks for a buyer."""
        return self.units[buyer.unit_ref] if buyer.unit_ref else self.companies[buyer.name]


@dataclass(frozen=True)
class _Gathering:
    """One gathering: its event, and its participants by the reference of the unit, the name, or the business."""

    event: Event
    people: Mapping[str | int, Participant]


def add_matching(city: City) -> None:
    """Build the gatherings, whole or not at all; nothing when there are some, or hardly anybody sells."""
    now = aware(city.now)
    today = day_in_wib(now)
    if Event.objects.exists() or not Offer.objects.filter(state="listed").exists():
        return
    past, coming = past_day(today, is_working_day), coming_day(today, is_working_day)
    begin = (clock(past, 9) if past else now) - timedelta(days=14)
    with transaction.atomic():
        fair = _fair(city, begin)
        if len(fair.businesses) < LEAST_SELLERS:
            return
        _show_supply(fair, begin)
        _add_companies(fair, begin)
        if past is not None:
            _draft_needs(fair, past, at=begin)
            held = _invite(fair, past, at=begin + timedelta(days=2), tables=PAST_TABLES)
            _hold(held, fair, past, now=now)
        _draft_needs(fair, coming, at=now - timedelta(days=12))
        _prepare(_invite(fair, coming, at=now - timedelta(days=10), tables=COMING_TABLES), fair, now=now)
        services.create_event(
            values=_values(draft_day(today, is_working_day), tables=PAST_TABLES), by=fair.organiser, now=now
        )
        _leave(now)


def truth() -> dict[str, int]:
    """Return the two sums of money of all gatherings, which are never added up; for people and for tests."""
    deals = list(Deal.objects.prefetch_related("orders").order_by("pk"))
    return {
        "interest_rupiah": sum(one.interest_rupiah for one in deals),
        "paid_rupiah": sum(order.paid_rupiah or 0 for one in deals for order in one.orders.all()),
    }


def _fair(city: City, begin: datetime) -> _Fair:
    """Return who takes part: the units that order, with the home unit first, and the sellers, those who sold first."""
    by_role = {role: _account(username, name, begin) for username, name, role in STAND_INS}
    for role, user in by_role.items():
        _give(user, role, "city", "", begin)
    home = str(home_unit())
    ordered = Order.objects.filter(source="basket").order_by("pk").values_list("unit_ref", flat=True)
    refs = list(dict.fromkeys([home, *ordered]))[:MOST_UNITS]
    officer = person_named(person_with(Role.PROCUREMENT_OFFICER).username)
    representative = person_named(person_with(Role.CORPORATE_BUYER).username)
    businesses, owners = _sellers(begin)
    return _Fair(
        organiser=person_named(person_with(Role.MATCHING_ORGANISER).username),
        units={ref: officer if ref == home else by_role[Role.PROCUREMENT_OFFICER] for ref in refs},
        companies={
            one.name: by_role[Role.CORPORATE_BUYER] if number else representative
            for number, one in enumerate(COMPANIES)
        },
        owners=owners,
        businesses=businesses,
        chance=Chance(city.seed, "matching"),
    )  # fmt: skip


def _sellers(begin: datetime) -> tuple[list[Business], dict[int, User]]:
    """Return the businesses in the order in which they are asked, and who speaks for each."""
    listed = Offer.objects.filter(state="listed", listed_at__lt=begin).select_related("seller").order_by("pk")
    known = {one.seller_id: one.seller for one in listed}
    sold = set(Order.objects.filter(source="basket").values_list("seller", flat=True))
    owner = person_named(person_with(Role.OWNER).username)
    own = businesses_of(owner, day_in_wib(begin))
    mine = {pk for pk, one in known.items() if str(one.public_id) in own}
    chosen = sorted(known.values(), key=lambda one: (one.pk not in mine, one.pk not in sold, one.nib, one.pk))
    stand_in = _account(*SELLERS_STAND_IN, begin)
    owners = {}
    for one in chosen[:MOST_SELLERS]:
        owners[one.pk] = owner if one.pk in mine else stand_in
        if one.pk not in mine:
            _give(stand_in, Role.OWNER, "business", str(one.public_id), begin)
    return chosen[:MOST_SELLERS], owners


def _show_supply(fair: _Fair, at: datetime) -> None:
    """Draft what each business offers from its catalogue and let its owner agree; who has nothing to show stays out."""
    for one in fair.businesses:
        by = fair.owners[one.pk]
        services.draft_supply(business=one, by=by, now=at)
        try:
            services.share_supply(business=one, by=by, now=at + timedelta(hours=2))
        except Refused:  # nothing of it can be promised today; the draft waits for its owner
            continue


def _add_companies(fair: _Fair, at: datetime) -> None:
    for one in COMPANIES:
        services.add_buyer(
            kind=one.kind, name=one.name, representative=fair.companies[one.name], area_code=AREA, by=fair.organiser,
            now=at,
        )  # fmt: skip


def _draft_needs(fair: _Fair, day: date, *, at: datetime) -> None:
    """Let the organiser draft the needs of the units from their plans, and let units and companies agree to theirs."""
    shown = SupplyProfile.objects.filter(state="shared").values_list("categories", flat=True)
    sold = {code for codes in shown for code in codes}
    for ref, by in fair.units.items():
        services.draft_demands(unit_ref=ref, by=fair.organiser, now=at, limit=DRAFTS)
        drafts = Demand.objects.filter(buyer__unit_ref=ref, state="draft").select_related("category")
        made = list(drafts.order_by("-total_budget_rupiah", "plan_code"))
        wanted = [one for one in made if one.category.code in sold] or made
        for number, one in enumerate(wanted[:AGREED]):  # the others wait for their unit to look at them
            values = _corrected(one, fair, needed_on=_needed(day, number))
            services.change_demand(demand_id=one.pk, values=values, by=by, now=at + timedelta(days=1))
            services.share_demand(demand_id=one.pk, by=by, now=at + timedelta(days=1))
    for place, company in enumerate(COMPANIES):
        buyer, by = Buyer.objects.get(name=company.name), fair.companies[company.name]
        for number, wish in enumerate(company.wishes):
            values = services.DemandValues(
                title=wish.title, category_code=wish.category, quantity=wish.quantity, unit=wish.unit,
                needed_on=_needed(day, place + number), unit_budget_rupiah=wish.unit_budget_rupiah,
                total_budget_rupiah=wish.unit_budget_rupiah * wish.quantity, area_code=AREA,
                certificates=wish.certificates,
            )  # fmt: skip
            made_one = services.state_demand(buyer=buyer, values=values, by=by, now=at)
            services.share_demand(demand_id=made_one.pk, by=by, now=at)


def _corrected(one: Demand, fair: _Fair, *, needed_on: date) -> services.DemandValues:
    """Return a drafted demand as its unit corrects it: a first order, not the whole year's; a day; a little room."""
    quantity = min(one.quantity, portions(fair.chance, one.plan_code))
    budget = (one.unit_budget_rupiah or 0) * 115 // 100 // 500 * 500 or None
    return services.DemandValues(
        title=one.title, category_code=one.category.code, quantity=quantity, unit=one.unit, needed_on=needed_on,
        unit_budget_rupiah=budget, total_budget_rupiah=budget and budget * quantity, area_code=one.area_code or AREA,
    )  # fmt: skip


def _needed(day: date, number: int) -> date:
    return day + timedelta(days=NEEDED_AFTER[number % len(NEEDED_AFTER)])


def _values(day: date, *, tables: int) -> services.EventValues:
    """Return a gathering of one day, with half an hour for each meeting."""
    return services.EventValues(
        name=f"Temu Bisnis UMKM {format_day(day)}", place=PLACE, area_code=AREA, mode=Mode.HYBRID, slot_minutes=30,
        tables=tables,
        floor=2, rest_days=20, most_in_a_row=4,
        sessions=[
            services.Stretch("Pagi", clock(day, 9), clock(day, 12), [(clock(day, 10, 30), clock(day, 11))]),
            services.Stretch("Siang", clock(day, 13), clock(day, 15)),
        ],
    )  # fmt: skip


def _invite(fair: _Fair, day: date, *, at: datetime, tables: int) -> _Gathering:
    """Make a gathering and invite whoever agreed to be shown; nearly all say yes within days."""
    event = services.create_event(values=_values(day, tables=tables), by=fair.organiser, now=at)
    buyers = Buyer.objects.filter(demands__state="shared", demands__needed_on__gte=day).distinct().order_by("pk")
    shown = set(SupplyProfile.objects.filter(state="shared").values_list("business", flat=True))
    sides: tuple[tuple[str, Collection[Buyer] | Collection[Business], int], ...] = (
        ("buyers", list(buyers), BUYERS_MEET),
        ("businesses", [one for one in fair.businesses if one.pk in shown], SELLERS_MEET),
    )
    made: list[Participant] = []
    for side, found, most in sides:
        seat = services.Seat(most_meetings=most)
        made += services.invite(event_id=event.pk, by=fair.organiser, now=at, seat=seat, **{side: found})  # type: ignore[arg-type]
    services.open_event(event_id=event.pk, by=fair.organiser, now=at + timedelta(hours=1))
    people: dict[str | int, Participant] = {}
    for number, one in enumerate(made):
        if number % 13 == 12:  # a few stay away, and a few have not answered
            continue
        coming = number % 11 != 10
        services.answer_invitation(
            participant_id=one.pk, coming=coming, by=fair.speaker(one), now=at + timedelta(hours=4 + number)
        )
        if coming:
            people[one.business_id or (one.buyer.unit_ref or one.buyer.name if one.buyer else "")] = one
    return _Gathering(event, people)


def _arrange(gathering: _Gathering, fair: _Fair, at: datetime) -> None:
    """Let the organiser take the best fair choice and make the timetable and the papers."""
    event, by = gathering.event, fair.organiser
    run = services.suggest(event_id=event.pk, by=by, now=at)
    services.assign(event_id=event.pk, run_id=run.pk, by=by, now=at)
    services.arrange_timetable(event_id=event.pk, by=by, now=at)
    services.print_event(event_id=event.pk, by=by, now=at)


def _ask(gathering: _Gathering, fair: _Fair, buyer: str, seller: int, at: datetime) -> Meeting | None:
    """Let a buyer ask a seller for a meeting; None when one of them does not come."""
    one, other = gathering.people.get(buyer), gathering.people.get(seller)
    if one is None or other is None:
        return None
    return services.request_meeting(
        event_id=gathering.event.pk, with_id=other.pk, own_id=one.pk, by=fair.speaker(one), now=at,
        message="Kami ingin mencicipi contohnya.",
    )  # fmt: skip


def _hold(gathering: _Gathering, fair: _Fair, day: date, *, now: datetime) -> None:
    """Hold the finished gathering, from the requests of units to the money of the orders that came of it."""
    followed = _orders_after(clock(day, 16))
    for (unit, seller), _orders in list(followed.items())[:20]:
        try:
            asked = _ask(gathering, fair, unit, seller, clock(day, 9) - timedelta(days=6))
            if asked is not None:
                by = fair.owners[seller]
                services.accept_meeting(meeting_id=asked.pk, by=by, now=clock(day, 9) - timedelta(days=5))
        except Refused:  # one of the two has as many meetings as it may have
            continue
    _arrange(gathering, fair, clock(day, 9) - timedelta(days=3))
    services.start_event(event_id=gathering.event.pk, by=fair.organiser, now=clock(day, 8, 30))
    _arrive(gathering, fair, clock(day, 8, 35))
    held = gathering.event.meetings.filter(state="scheduled").select_related("demand", "slot", "buyer", "seller")
    for one in held.order_by("slot__number", "table"):
        _tell(one, fair, day, is_wanted=_pair(one) in followed)
    services.finish_event(event_id=gathering.event.pk, by=fair.organiser, now=clock(day, 16))
    for deal in Deal.objects.filter(meeting__event=gathering.event).select_related("meeting").order_by("pk"):
        _follow(deal, fair, day, followed, now=now)


def _orders_after(moment: datetime) -> dict[tuple[str, int], list[Order]]:
    """Return the orders of the units after a moment, by unit and seller."""
    found: dict[tuple[str, int], list[Order]] = {}
    after = Order.objects.filter(source="basket", placed_at__gt=moment).exclude(state__in=["declined", "cancelled"])
    for one in after.order_by("placed_at", "pk"):
        found.setdefault((one.unit_ref, one.seller_id), []).append(one)
    return found


def _pair(one: Meeting) -> tuple[str, int]:
    """Return the unit ("" for a company) and the business that meet."""
    buyer = one.buyer.buyer
    return buyer.unit_ref if buyer is not None else "", one.seller.business_id or 0


def _arrive(gathering: _Gathering, fair: _Fair, at: datetime) -> None:
    entries = [
        services.Entry(uuid.uuid4(), "arrived", at + timedelta(minutes=number % 20), code=one.code)
        for number, one in enumerate(gathering.people.values())
    ]
    services.note(event_id=gathering.event.pk, entries=entries, by=fair.organiser, now=at + timedelta(minutes=25))


def _tell(one: Meeting, fair: _Fair, day: date, *, is_wanted: bool) -> None:
    """Say what came of a meeting. Whoever orders afterwards was interested."""
    told = ending(fair.chance, one.buyer.name, one.seller.name)
    if one.slot is None or (told.is_missed and not is_wanted):
        return
    percent = max(told.interest_percent, 60 if is_wanted else 0)
    wanted = (one.demand.total_budget_rupiah if one.demand else None) or 6_000_000
    step = "order" if is_wanted else told.next_step
    services.tell_outcome(
        meeting_id=one.pk, interest_rupiah=wanted * percent // 100 // 10_000 * 10_000, next_step=step,
        next_on=None if step == "none" else day + timedelta(days=4 + percent // 10), by=fair.speaker(one.buyer),
        now=one.slot.ends_at,
    )  # fmt: skip


def _follow(
    deal: Deal, fair: _Fair, day: date, followed: Mapping[tuple[str, int], Sequence[Order]], *, now: datetime
) -> None:
    """Take a deal as far as it came: an offer, then the orders of the two, or the reason why there are none."""
    meeting = deal.meeting
    told, by = ending(fair.chance, meeting.buyer.name, meeting.seller.name), fair.speaker(meeting.buyer)
    every = followed.get(_pair(meeting), [])
    # Whoever waits for money waits here too: not all that was ordered is paid within some weeks.
    orders = ([one for one in every if one.paid_at is None] or every)[:3]
    if told.quote_percent and not orders:
        at, rupiah = clock(day, 14) + timedelta(days=3), deal.interest_rupiah * told.quote_percent // 100
        services.note_quote(deal_id=deal.pk, rupiah=max(rupiah, 1), by=fair.speaker(meeting.seller), now=at)
    for one in orders:
        at = min((one.paid_at or one.placed_at) + timedelta(hours=2), now)
        services.link_order(deal_id=deal.pk, key=str(one.public_id), by=by, now=at)
    if told.lost and not orders:
        services.lose_deal(deal_id=deal.pk, code=told.lost, by=by, now=clock(day, 10) + timedelta(days=12))


def _prepare(gathering: _Gathering, fair: _Fair, *, now: datetime) -> None:
    """Leave the coming gathering with its timetable out, somebody waiting, and a request for each to answer."""
    owner = person_named(person_with(Role.OWNER).username)
    own = [pk for pk, user in fair.owners.items() if user == owner and pk in gathering.people]
    company = COMPANIES[0].name
    if own:
        _ask(gathering, fair, company, own[0], now - timedelta(days=4))
    home = next(iter(fair.units))
    me, unit = (gathering.people.get(key) for key in (own[0] if own else 0, home))
    if me is not None and unit is not None:
        services.request_meeting(
            event_id=gathering.event.pk, with_id=unit.pk, own_id=me.pk, by=owner, now=now - timedelta(days=3),
            message="Dapur kami dekat kantor Anda; contoh nasi kotak dapat kami antar.",
        )  # fmt: skip
    _arrange(gathering, fair, now - timedelta(days=1))


def _account(username: str, name: str, at: datetime) -> User:
    """Return an account that nobody knows the password of."""
    return create_user(username=username, password=secrets.token_urlsafe(24), full_name=name, by=None, now=at)


def _give(user: User, role: Role, kind: str, code: str, at: datetime) -> None:
    add_membership(user=user, role=role, scope_kind=kind, scope_code=code, from_on=day_in_wib(at), by=None, now=at)


def _leave(now: datetime) -> None:
    """Close the accounts of those who stood in: only the demo's people can sign in to it."""
    administrator = person_named(person_with(Role.ADMINISTRATOR).username)
    for username in (SELLERS_STAND_IN[0], *(name for name, _full, _role in STAND_INS)):
        user = person_named(username)
        deactivate_user(user_id=user.pk, by=administrator, now=now, reason="Temu bisnis contoh sudah dibuat")
