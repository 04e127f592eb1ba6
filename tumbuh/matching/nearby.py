"""What a business asks: why was I not chosen, and what would help."""

from dataclasses import dataclass
from datetime import date

from tumbuh.matching import terms
from tumbuh.matching.models import Demand, Suggestion, SupplyProfile
from tumbuh.matching.reading import demand_profile, seller_profiles, vocabulary
from tumbuh.matching.rules.explaining import Counterfactual, Explanation, counterfactuals, explain, rank_of
from tumbuh.matching.rules.states import ProfileState
from tumbuh.registry.models import Business


@dataclass(frozen=True)
class Standing:
    """How a business stands to one demand: its place, what is in the way, and what would give it a better place."""

    demand: Demand
    told: Explanation
    rank: int | None  # None: excluded
    of: int  # how many may meet
    gap: int  # hundredths of a point to the last one who was chosen, else to the first; 0: none
    fixes: tuple[Counterfactual, ...]
    is_chosen: bool  # in the newest suggestions


def standings(business: Business, *, on: date, limit: int = 20) -> list[Standing]:
    """
    Return how a business stands to the demands of its newest suggestions, those it missed first, by budget.

    Judged by the facts of today against the scores that the others had in the run: what is told here is what would
    hold if it ran again now.
    """
    profile = SupplyProfile.objects.filter(business=business).select_related("business__seller_profile").first()
    if profile is None or profile.state != ProfileState.SHARED:
        return []
    # By run, so that the newest one of each demand is what remains.
    newest = dict(Suggestion.objects.filter(supply=profile).order_by("run").values_list("demand", "run"))
    known, values = vocabulary(), terms.terms(on)
    seller = seller_profiles([profile], known, on=on).get(profile.pk)
    demands = Demand.objects.filter(pk__in=newest, state=ProfileState.SHARED, needed_on__gte=on)
    if seller is None:
        return []
    found = []
    for demand in demands.select_related("buyer", "category").order_by("pk"):
        others = list(
            Suggestion.objects.filter(run=newest[demand.pk], demand=demand, rank__isnull=False)
            .exclude(supply=profile)
            .values_list("score", "chosen")
        )
        scores = [score for score, _ in others]
        asked = demand_profile(demand, known)
        told = explain(asked, seller, values, on=on)
        mine = Suggestion.objects.filter(run=newest[demand.pk], demand=demand, supply=profile, chosen=True).exists()
        goal = min((score for score, chosen in others if chosen), default=max(scores, default=0))
        found.append(
            Standing(
                demand=demand, told=told, rank=rank_of(told.score, scores) if told.may_meet else None,
                of=len(scores) + told.may_meet, gap=0 if mine else max(goal - told.score, 0),
                fixes=counterfactuals(asked, seller, scores, values, on=on)[:3], is_chosen=mine,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.is_chosen, -(one.demand.total_budget_rupiah or 0), one.demand.pk))[:limit]


def reachable_rupiah(found: list[Standing]) -> int:
    """Return the budgets of the demands from which something keeps a business away that its fixes would mend."""
    return sum(one.demand.total_budget_rupiah or 0 for one in found if one.rank is None and one.fixes)
