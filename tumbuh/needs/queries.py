"""Which needs a person sees, and what is to be seen of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import ScopeKind
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.needs.models import Award, Invitation, Need, Question, Quote
from tumbuh.needs.rules.states import Invited, State
from tumbuh.orders.seeing import unit_codes


class NoSuchNeed(Refused):
    """There is no such need, or it is not this person's to see."""

    code = "no_such_need"


@dataclass(frozen=True)
class Progress:
    """How far the asking is: who was told, read, answered; how many may still be told, and are kept away."""

    told: int
    read: int
    quotes: int
    declined: int
    waiting: int
    excluded: int


def needs_seen(user: User, *, now: datetime) -> QuerySet[Need]:
    """Return the needs of the units where a person sees orders, newest first. Raises: NotAllowed."""
    found = Need.objects.select_related("category", "disposition", "posted_by").order_by("-pk")
    codes = unit_codes(user, Permission.ORDERS_VIEW, on=day_in_wib(now))
    return found if codes is None else found.filter(unit_ref__in=codes)


def need_seen(public_id: UUID, *, user: User, now: datetime) -> Need:
    """Return one need of a person's units. Raises: NoSuchNeed."""
    found = needs_seen(user, now=now).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchNeed("Kebutuhan ini tidak ada, atau milik unit lain.")
    return found


def progress_of(need: Need) -> Progress:
    """Return how far the asking is."""
    invitations = list(need.invitations.values_list("state", "told_at", "read_at"))
    states = [state for state, _told, _read in invitations]
    return Progress(
        told=sum(told is not None for _state, told, _read in invitations),
        read=sum(read is not None for _state, _told, read in invitations),
        quotes=Quote.objects.filter(need=need, superseded_at=None).count(),
        declined=states.count(Invited.DECLINED),
        waiting=states.count(Invited.WAITING),
        excluded=states.count(Invited.EXCLUDED),
    )


def invitations_of_need(need: Need) -> list[Invitation]:
    """Return every seller that was looked at, with its state, in the turn; the excluded last."""
    found = need.invitations.select_related("seller").order_by("turn")
    return sorted(found, key=lambda one: one.state == Invited.EXCLUDED)


def quotes_of(need: Need) -> list[Quote]:
    """Return the opened quotes of a need by rank, those out of the ranking last."""
    opened = Quote.objects.select_related("seller", "offer").filter(need=need, opened_at__isnull=False)
    return sorted(opened, key=lambda one: (one.rank is None, one.rank or 0, one.pk))


def awards_of(need: Need) -> list[Award]:
    """Return what was chosen, the largest part first."""
    return list(need.awards.select_related("quote__seller", "decided_by").order_by("-quantity", "pk"))


def questions_of(need: Need) -> list[Question]:
    """Return the questions and answers, oldest first."""
    return list(need.questions.order_by("asked_at", "pk"))


def invitations_of(user: User, *, now: datetime) -> QuerySet[Invitation]:
    """Return where the businesses of a person were told, or kept away, newest need first. Raises: NotAllowed."""
    scopes = scopes_of(user, Permission.NEEDS_QUOTE, day_in_wib(now))
    businesses = sorted(scope.code for scope in scopes if scope.kind is ScopeKind.BUSINESS)
    if not businesses:
        raise NotAllowed("Anda belum ditautkan dengan usaha; hubungi pengelola akun.")
    found = Invitation.objects.select_related("need__category", "seller", "offer")
    return found.filter(seller__public_id__in=businesses).exclude(state=Invited.WAITING).order_by("-need", "pk")


def invitation_of(public_id: UUID, *, user: User, now: datetime) -> Invitation:
    """Return how a person's business stands to a need. Raises: NoSuchNeed."""
    found = invitations_of(user, now=now).filter(need__public_id=public_id).first()
    if found is None:
        raise NoSuchNeed("Kebutuhan ini tidak ada, atau usaha Anda tidak diundang.")
    return found


def own_quote(invitation: Invitation) -> Quote | None:
    """Return the quote of a seller that stands, sealed or opened."""
    found = Quote.objects.select_related("seller", "need", "offer")
    return found.filter(need=invitation.need, seller=invitation.seller, superseded_at=None).first()


def is_open(need: Need, now: datetime) -> bool:
    """Return whether sellers may quote now, whether or not the worker has come by."""
    return need.state == State.OPEN and need.closes_at is not None and now < need.closes_at


def may_be_opened(need: Need, now: datetime) -> bool:
    """Return whether the quotes may be opened now."""
    due = need.state == State.OPEN and need.closes_at is not None and now >= need.closes_at
    return due or need.state == State.CLOSED
