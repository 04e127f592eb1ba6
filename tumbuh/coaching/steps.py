"""The list of a mentor: what is next for each owner, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tumbuh.accounts.models import User
from tumbuh.catalogue.seeing import full_days, offers_of
from tumbuh.coaching import terms
from tumbuh.coaching.access import is_oneself, require_about
from tumbuh.coaching.models import OutcomeReport, ServiceGiven, Visit
from tumbuh.coaching.rules.next_steps import Limits, Situation, Step, next_steps
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.outstanding import late_orders
from tumbuh.registry.owners import OwnerProfile, profiles

_LOOKED_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class OwnerSteps:
    """An owner with what is next for him, the most pressing first."""

    profile: OwnerProfile
    last_seen_on: date | None
    steps: list[Step]

    @property
    def urgency(self) -> int:
        """How pressing the first step is; 9 when there is none."""
        return self.steps[0].urgency if self.steps else 9


def steps_of(owner_id: int, *, user: User, now: datetime) -> OwnerSteps:
    """Return what is next for one owner. Raises: NotAllowed, KeyError for an owner who was withdrawn."""
    if not is_oneself(user, owner_id, on=day_in_wib(now)):
        require_about(user, owner_id, now=now)
    return steps_of_many([owner_id], now=now)[0]


def steps_of_many(owner_ids: Collection[int], *, now: datetime) -> list[OwnerSteps]:
    """
    Return owners with their steps, the most pressing owner first; in a fixed number of queries.

    For a list whose owners were chosen by `queries.own_owners`; it asks no permission itself.
    """
    on = day_in_wib(now)
    known = profiles(owner_ids, on=on)
    limits = Limits(terms.value("licence_ends_within", on), terms.value("visit_after", on))
    facts = _Facts(known, now)
    found = [
        OwnerSteps(profile, facts.last_seen(pk), next_steps(facts.situation(profile), limits))
        for pk, profile in known.items()
    ]
    return sorted(found, key=lambda one: (one.urgency, -len(one.steps), one.profile.name, one.profile.id))


class _Facts:
    """All that the rules ask about some owners, read at once."""

    def __init__(self, known: dict[int, OwnerProfile], now: datetime) -> None:
        self.on = day_in_wib(now)
        businesses = [business.id for profile in known.values() for business in profile.businesses]
        received = ServiceGiven.objects.filter(owner__in=known, withdrawn_at=None).order_by("given_on")
        self.services: dict[int, dict[str, date]] = {}
        for owner, kind, day in received.values_list("owner_id", "kind", "given_on"):
            self.services.setdefault(owner, {})[kind] = day
        visits = Visit.objects.filter(owner__in=known).order_by("visited_at", "pk")
        # The latest visit is the last; what an earlier one promised is settled by it.
        self.visits = {
            owner: (seen, next_on) for owner, seen, next_on in visits.values_list("owner_id", "visited_at", "next_on")
        }
        self.late = late_orders(businesses, now=now)
        self.full: dict[int, list[tuple[str, date]]] = {}
        for business, pool, day in full_days(businesses, first=self.on, last=self.on + _LOOKED_AHEAD):
            self.full.setdefault(business, []).append((pool, day))
        self.selling = set(offers_of(businesses).filter(state="listed").values_list("seller_id", flat=True))
        since = self.on.replace(day=1) - timedelta(days=365)
        reports = OutcomeReport.objects.filter(owner__in=known, superseded_at=None, month_on__gte=since)
        self.reported = set(reports.values_list("owner_id", flat=True))

    def last_seen(self, owner_id: int) -> date | None:
        """Return the day of the last visit."""
        seen = self.visits.get(owner_id)
        return day_in_wib(seen[0]) if seen else None

    def situation(self, profile: OwnerProfile) -> Situation:
        """Return what the rules ask about one owner; businesses that have closed ask for nothing."""
        open_ones = [one for one in profile.businesses if one.closed_on is None or one.closed_on > self.on]
        seen = self.visits.get(profile.id)
        return Situation(
            on=self.on,
            services=self.services.get(profile.id, {}),
            last_seen_on=self.last_seen(profile.id),
            next_on=seen[1] if seen else None,
            has_nib=any(one.nib for one in open_ones),
            licences=[(one.name, kind, valid_to) for one in open_ones for kind, valid_to in one.licences],
            late_orders=[number for one in open_ones for number in self.late.get(one.id, [])],
            full_days=[pair for one in open_ones for pair in self.full.get(one.id, [])],
            sells_online=any(one.id in self.selling for one in open_ones),
            with_outcome=profile.id in self.reported,
        )
