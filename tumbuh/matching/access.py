"""Who organises, who acts for a buyer or a seller, and who is told of what."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import holders, scopes_of
from tumbuh.accounts.rules import Scope, ScopeKind
from tumbuh.accounts.services import require
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching.models import Buyer, Meeting, Participant
from tumbuh.notices import services as notices
from tumbuh.orders.access import may_for_unit
from tumbuh.procurement.ordering import codes_around
from tumbuh.registry.models import Business

TAKE_PART = Permission.MATCHING_TAKE_PART


def require_organiser(by: User | None, now: datetime) -> None:
    """Pass when the person organises events. Raises: NotAllowed."""
    require(by, Permission.MATCHING_ORGANISE, on=day_in_wib(now))


def organises(user: User | None, now: datetime) -> bool:
    """Return whether a person organises events."""
    return bool(scopes_of(user, Permission.MATCHING_ORGANISE, day_in_wib(now)))


def may_buy_for(by: User | None, buyer: Buyer, *, now: datetime) -> bool:
    """Return whether a person speaks for a buyer: somebody of the unit, or the company's representative."""
    if buyer.unit_ref:
        # A company's buyer takes part in the whole city and is of no unit: who speaks for one also sees its orders.
        both = (TAKE_PART, Permission.ORDERS_VIEW)
        return all(may_for_unit(by, one, buyer.unit_ref, now=now) for one in both)
    return by is not None and by.pk == buyer.representative_id and bool(scopes_of(by, TAKE_PART, day_in_wib(now)))


def may_sell_for(by: User | None, business: Business, *, now: datetime) -> bool:
    """Return whether a person speaks for a business: its owner."""
    own = Scope(ScopeKind.BUSINESS, str(business.public_id))
    return own in scopes_of(by, TAKE_PART, day_in_wib(now))


def require_buyer(by: User | None, buyer: Buyer, *, now: datetime) -> None:
    """Pass when the person speaks for the buyer. Raises: NotAllowed."""
    if not may_buy_for(by, buyer, now=now):
        raise NotAllowed(f"Anda bukan wakil {buyer.name}; mintalah orang yang mewakilinya.")


def require_seller(by: User | None, business: Business, *, now: datetime) -> None:
    """Pass when the person speaks for the business. Raises: NotAllowed."""
    if not may_sell_for(by, business, now=now):
        raise NotAllowed("Hanya pemilik usaha ini yang dapat melakukannya.")


def may_speak_for(by: User | None, participant: Participant, *, now: datetime) -> bool:
    """Return whether a person speaks for a participant."""
    if participant.buyer is not None:
        return may_buy_for(by, participant.buyer, now=now)
    return participant.business is not None and may_sell_for(by, participant.business, now=now)


def likely_own(by: User, *, now: datetime) -> Q:
    """
    Return which participants a person could speak for: its businesses, its companies, and the units of the city.

    Asking of each of hundreds takes seconds; `may_speak_for` judges the few that remain.
    """
    scopes = scopes_of(by, TAKE_PART, day_in_wib(now))
    own = [one.code for one in scopes if one.kind == ScopeKind.BUSINESS]
    found = Q(business__public_id__in=own) | Q(buyer__representative=by)
    return found if len(own) == len(scopes) else found | Q(buyer__unit_ref__gt="")


def require_participant(by: User | None, participant: Participant, *, now: datetime) -> None:
    """Pass when the person speaks for the participant. Raises: NotAllowed."""
    if not may_speak_for(by, participant, now=now):
        raise NotAllowed(f"Anda bukan wakil {participant.name}; mintalah orang yang mewakilinya.")


def side_of(by: User, meeting: Meeting, *, now: datetime) -> str:
    """Return for whom a person speaks at a meeting: "buyer", "seller" or "organiser". Raises: NotAllowed."""
    if may_speak_for(by, meeting.buyer, now=now):
        return "buyer"
    if may_speak_for(by, meeting.seller, now=now):
        return "seller"
    if organises(by, now):
        return "organiser"
    raise NotAllowed("Pertemuan ini milik peserta lain.")


def people_of(participant: Participant, *, now: datetime) -> frozenset[int]:
    """Return whom to tell of what concerns a participant."""
    on = day_in_wib(now)
    if participant.business is not None:
        return holders(TAKE_PART, scope=Scope(ScopeKind.BUSINESS, str(participant.business.public_id)), on=on)
    if participant.buyer is None:
        return frozenset()
    if participant.buyer.representative_id is not None:
        return frozenset({participant.buyer.representative_id})
    codes, agencies = codes_around(participant.buyer.unit_ref)
    around = [Scope(ScopeKind.UNIT, code) for code in codes] + [Scope(ScopeKind.AGENCY, code) for code in agencies]
    unit = Scope(ScopeKind.UNIT, participant.buyer.unit_ref)
    takes_part, sees_orders = (
        holders(one, scope=unit, on=on, around=around) for one in (TAKE_PART, Permission.ORDERS_VIEW)
    )
    return takes_part & sees_orders


def tell(
    participants: Iterable[Participant], *, event: str, title: str, body: str, path: str, key: str, now: datetime,
    urgent: bool = False,
) -> int:  # fmt: skip
    """Tell those who speak for some participants, once per key; return how many were told."""
    people = frozenset[int]().union(*(people_of(one, now=now) for one in participants))
    return notices.tell(people=people, event=event, title=title, body=body, path=path, key=key, now=now, urgent=urgent)


def event_path(event_id: object) -> str:
    """Return the page of an event for its participants."""
    return f"/temu-bisnis/{event_id}/saya/"
