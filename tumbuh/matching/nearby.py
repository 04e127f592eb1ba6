"""What a business asks: which purchases of the city come up near me, and why was I not chosen."""

from dataclasses import dataclass
from datetime import date, timedelta

from tumbuh.matching import terms
from tumbuh.matching.models import Demand, Suggestion, SupplyProfile
from tumbuh.matching.profiling import area_named, draft_kinds
from tumbuh.matching.reading import demand_profile, district_of, districts_within, seller_profiles, vocabulary
from tumbuh.matching.rules.drafting import PlannedPackage, draft
from tumbuh.matching.rules.explaining import Counterfactual, Explanation, counterfactuals, explain, rank_of
from tumbuh.matching.rules.states import ProfileState
from tumbuh.procurement.lookup import unit_names
from tumbuh.procurement.ordering import accounts_of, packages_to_order, planned_buying
from tumbuh.registry.models import Business


@dataclass(frozen=True)
class ComingPurchase:
    """
    A package of the plan that a business could deliver: what, whose, when, for how much, and how near it is.

    `quantity` and `left_rupiah` are of what is left of it: much is bought all year long, a part at a time.
    """

    plan_code: str
    name: str
    unit_name: str
    category: str
    quantity: int
    unit: str
    ceiling_rupiah: int
    left_rupiah: int
    starts_on: date
    ends_on: date | None
    is_running: bool  # it has begun
    district: str  # "" where the unit's name names none
    is_near: bool  # in a district that the business delivers to


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


def coming_purchases(business: Business, *, on: date) -> list[ComingPurchase]:
    """
    Return the packages of the kinds that a business offers and that are bought within the next 90 days.

    Those that are running come first, then by the day on which they begin; those in a district that it delivers to
    stand before others, those with more left before others. Nothing without a supply profile.
    """
    profile = SupplyProfile.objects.filter(business=business).first()
    if profile is None or not profile.categories:
        return []
    last = on + timedelta(days=terms.value("ahead", on))
    planned = [
        one
        for year in sorted({on.year, last.year})
        for one in planned_buying(packages_to_order(unit_codes=None, year=year))
        if one.starts_on is not None and one.starts_on <= last and not one.is_over(on)
    ]
    names = unit_names({one.package.unit_ref for one in planned})
    accounts = accounts_of([one.package.key for one in planned])
    kinds, known = draft_kinds(on), terms.value("account_kinds", on)
    near = districts_within(profile.serves)
    found = []
    for one in planned:
        unit_name = names.get(one.package.unit_ref, one.package.unit_ref)
        area, starts_on = area_named(unit_name), one.starts_on or on
        package = PlannedPackage(
            one.package.key, one.package.name, one.package.ceiling_rupiah, starts_on,
            accounts.get(one.package.key, frozenset()), area, ends_on=one.ends_on,
            bought_rupiah=one.package.ceiling_rupiah - one.left_rupiah,
        )  # fmt: skip
        drafted = draft(package, kinds, known, today=on)
        if drafted is None or drafted.category not in profile.categories:
            continue
        district = district_of(area)
        found.append(
            ComingPurchase(
                plan_code=one.package.key, name=one.package.name, unit_name=unit_name, category=drafted.category,
                quantity=drafted.quantity, unit=drafted.unit, ceiling_rupiah=one.package.ceiling_rupiah,
                left_rupiah=one.left_rupiah, starts_on=starts_on, ends_on=one.ends_on, is_running=starts_on <= on,
                district=district, is_near=not near or district in near,
            )
        )  # fmt: skip
    return sorted(
        found,
        key=lambda one: (max(one.starts_on, on), not one.is_near, -one.left_rupiah, one.plan_code),
    )


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
