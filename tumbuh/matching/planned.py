"""What the city means to buy of the kinds that a business sells, and what other kinds would open to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tumbuh.catalogue.supplying import kinds
from tumbuh.matching import terms
from tumbuh.matching.models import SupplyProfile
from tumbuh.matching.profiling import area_named, draft_kinds
from tumbuh.matching.reading import district_of, districts_within
from tumbuh.matching.rules.drafting import PlannedPackage, draft
from tumbuh.procurement.lookup import unit_names
from tumbuh.procurement.ordering import accounts_of, packages_to_order, planned_buying
from tumbuh.registry.facts import seller_facts
from tumbuh.registry.models import Business


@dataclass(frozen=True)
class ComingPurchase:
    """
    A package of the plan of which money is left: what, whose, when, for how much, and where.

    `quantity` and `left_rupiah` are of what is left of it: much is bought all year long, a part at a time. `district`
    is "" where the unit's name names none.
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
    district: str


@dataclass(frozen=True)
class Opening:
    """What another kind of thing would open to a business: how many packages, and what is left of them."""

    category: str
    packages: int
    left_rupiah: int
    is_kindred: bool  # of the same wider kind as something that the business sells


@dataclass(frozen=True)
class Outlook:
    """
    What a business can look forward to.

    `coming`: those that are running first, then by the day on which they begin; of the same day those near first, then
    those with more left. `home` is the district of the business, "" where nobody knows it; `near` holds it and those
    that it says it delivers to.
    """

    coming: Sequence[ComingPurchase]
    openings: Sequence[Opening]
    home: str
    near: frozenset[str]

    def is_near(self, one: ComingPurchase) -> bool:
        """Return whether a package is of the business's district, or of one that it delivers to."""
        return one.district != "" and one.district in self.near


def outlook(business: Business, *, on: date, most_openings: int = 5) -> Outlook:
    """Return what is bought within the next 90 days of the kinds that a business offers, and what others would open."""
    profile = SupplyProfile.objects.filter(business=business).first()
    own = frozenset(profile.categories) if profile is not None else frozenset[str]()
    fact = seller_facts([business.pk], on=on).get(business.pk)
    home = district_of(fact.area_code) if fact is not None else ""
    near = (districts_within(profile.serves if profile is not None else ()) | {home}) - {""}
    every = coming_purchases(on=on)
    return Outlook(
        coming=sorted(
            (one for one in every if one.category in own),
            key=lambda one: (max(one.starts_on, on), one.district not in near, -one.left_rupiah, one.plan_code),
        ),
        openings=_openings(every, own)[:most_openings],
        home=home,
        near=near,
    )


def coming_purchases(*, on: date) -> list[ComingPurchase]:
    """Return the packages of a known kind that are bought within the next 90 days, whoever sells it, by unit."""
    last = on + timedelta(days=terms.value("ahead", on))
    planned = [
        one
        for year in sorted({on.year, last.year})
        for one in planned_buying(packages_to_order(unit_codes=None, year=year))
        if one.starts_on is not None and one.starts_on <= last and not one.is_over(on) and one.left_rupiah
    ]
    names = unit_names({one.package.unit_ref for one in planned})
    areas = {ref: area_named(name) for ref, name in names.items()}
    accounts = accounts_of([one.package.key for one in planned])
    words, by_account = draft_kinds(on), terms.value("account_kinds", on)
    found = []
    for one in planned:
        key, ref, starts_on = one.package.key, one.package.unit_ref, one.starts_on or on
        package = PlannedPackage(
            key, one.package.name, one.package.ceiling_rupiah, starts_on, accounts.get(key, frozenset()),
            areas.get(ref, ""), ends_on=one.ends_on, bought_rupiah=one.package.ceiling_rupiah - one.left_rupiah,
            unit_name=names.get(ref, ""),
        )  # fmt: skip
        drafted = draft(package, words, by_account, today=on)
        if drafted is not None:
            found.append(
                ComingPurchase(
                    plan_code=key, name=one.package.name, unit_name=names.get(ref, ref), category=drafted.category,
                    quantity=drafted.quantity, unit=drafted.unit, ceiling_rupiah=one.package.ceiling_rupiah,
                    left_rupiah=one.left_rupiah, starts_on=starts_on, ends_on=one.ends_on,
                    is_running=starts_on <= on, district=district_of(areas.get(ref, "")),
                )
            )  # fmt: skip
    return found


def _openings(every: Iterable[ComingPurchase], own: frozenset[str]) -> list[Opening]:
    """Return what each kind that is not sold yet would open, kindred ones first, then by what is left."""
    wider = {row.code: row.parent_code for row in kinds()}
    kindred = {wider.get(code, "") for code in own} - {""}
    by_kind: dict[str, list[ComingPurchase]] = defaultdict(list)
    for one in every:
        if one.category not in own:
            by_kind[one.category].append(one)
    found = [
        Opening(code, len(rows), sum(one.left_rupiah for one in rows), wider.get(code, "") in kindred)
        for code, rows in by_kind.items()
    ]
    return sorted(found, key=lambda one: (not one.is_kindred, -one.left_rupiah, one.category))
