"""What a business asks: why was I not chosen, and what would help."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tumbuh.matching import terms
from tumbuh.matching.models import Demand, Participant, Suggestion, SuggestionTally, SupplyProfile
from tumbuh.matching.reading import Vocabulary, demand_profile, seller_profiles, vocabulary
from tumbuh.matching.rules.explaining import Counterfactual, Explanation, counterfactuals, explain, rank_of
from tumbuh.matching.rules.profiles import Seller, Terms
from tumbuh.matching.rules.states import ParticipantState, ProfileState
from tumbuh.registry.models import Business


@dataclass(frozen=True)
class Standing:
    """How a business stands to one demand: its place, what is in the way, and what would give it a better place."""

    demand: Demand
    told: Explanation
    rank: int | None  # None: excluded
    beyond: int  # the place is behind so many of the best, and no more is known; 0: `rank` is the place
    of: int  # how many may meet
    gap: int  # hundredths of a point to the last one who was chosen, else to the first; 0: none
    fixes: tuple[Counterfactual, ...]
    is_chosen: bool  # in the newest suggestions


def standings(business: Business, *, on: date, limit: int = 20) -> list[Standing]:
    """
    Return how a business stands to the demands of its kinds that were judged, those it missed first, by budget.

    Judged by the facts of today against the scores that the others had in the newest run: what is told here is what
    would hold if it ran again now. A demand is told of also where the run kept no pair of the two.
    """
    profile = SupplyProfile.objects.filter(business=business).select_related("business__seller_profile").first()
    if profile is None or profile.state != ProfileState.SHARED:
        return []
    known, values = vocabulary(), terms.terms(on)
    seller = seller_profiles([profile], known, on=on).get(profile.pk)
    if seller is None:
        return []
    tallies = _newest_tallies(profile, seller, known, on=on)
    rows = Suggestion.objects.filter(
        run__in={one.run_id for one in tallies}, demand__in=[one.demand for one in tallies]
    )
    own = {(one.run_id, one.demand_id): one for one in rows.filter(supply=profile).order_by("pk")}
    tallies.sort(key=lambda one: _urgency(one, own.get((one.run_id, one.demand_id))))
    told = tallies[:limit]
    rivals: dict[tuple[int, int], list[Suggestion]] = {}
    able = rows.filter(demand__in=[one.demand for one in told], rank__isnull=False).exclude(supply=profile)
    for one in able.defer("parts", "exclusions").order_by("rank", "pk"):
        rivals.setdefault((one.run_id, one.demand_id), []).append(one)
    judge = _Judge(seller, known, values, on)
    keys = [(one.run_id, one.demand_id) for one in told]
    return [judge.standing(one, own.get(key), rivals.get(key, [])) for one, key in zip(told, keys, strict=True)]


def _newest_tallies(profile: SupplyProfile, seller: Seller, known: Vocabulary, *, on: date) -> list[SuggestionTally]:
    """Return the newest counts of each open demand of the seller's kinds, from runs in which it could have been."""
    beside = {code for code, above in known.wider.items() if above in seller.wider}
    kept = Suggestion.objects.filter(supply=profile).values("demand")
    mine = Participant.objects.filter(business=profile.business_id, state=ParticipantState.COMING).values("event")
    found = (
        SuggestionTally.objects.filter(Q(run__event=None) | Q(run__event__in=mine))
        .filter(Q(demand__category__code__in=seller.categories | beside) | Q(demand__in=kept))
        .filter(demand__state=ProfileState.SHARED, demand__needed_on__gte=on)
        .select_related("demand__buyer", "demand__category")
    )
    # By run, so that the newest one of each demand is what remains.
    return list({one.demand_id: one for one in found.order_by("run", "pk")}.values())


def _urgency(tally: SuggestionTally, own: Suggestion | None) -> tuple[bool, int, int]:
    return own is not None and own.chosen, -(tally.demand.total_budget_rupiah or 0), tally.demand_id


@dataclass(frozen=True)
class _Judge:
    """One seller before the demands of today."""

    seller: Seller
    known: Vocabulary
    values: Terms
    on: date

    def standing(self, tally: SuggestionTally, own: Suggestion | None, rivals: list[Suggestion]) -> Standing:
        """Return how the seller stands to one demand among those who were kept, and how many more there were."""
        scores = [one.score for one in rivals]
        asked = demand_profile(tally.demand, self.known)
        told = explain(asked, self.seller, self.values, on=self.on)
        is_chosen = own is not None and own.chosen
        goal = min((one.score for one in rivals if one.chosen), default=max(scores, default=0))
        was_able = own is not None and own.rank is not None
        # Of those behind the best only the chosen were kept: a place among them says nothing.
        best = [one.score for one in rivals if (one.rank or 0) <= terms.value("kept_pairs", self.on)]
        is_more = tally.able > len(rivals) + was_able
        rank = rank_of(told.score, best if is_more else scores)
        return Standing(
            demand=tally.demand, told=told, rank=rank if told.may_meet else None,
            beyond=len(best) if is_more and told.may_meet and not was_able and rank > len(best) else 0,
            of=max(len(scores) + told.may_meet, tally.able), gap=0 if is_chosen else max(goal - told.score, 0),
            fixes=counterfactuals(
                asked, self.seller, best if is_more else scores, self.values, on=self.on, is_more=is_more
            )[:3],
            is_chosen=is_chosen,
        )  # fmt: skip


def reachable_rupiah(found: list[Standing]) -> int:
    """Return the budgets of the demands from which something keeps a business away that its fixes would mend."""
    return sum(one.demand.total_budget_rupiah or 0 for one in found if one.rank is None and one.fixes)
