"""Demands and sellers as the rules see them on a day: profiles together with what the city's books say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tumbuh.catalogue.ordering import offers_to_order
from tumbuh.catalogue.search.words import is_measure, stem, words
from tumbuh.catalogue.supplying import SupplyRow, kinds, supplies
from tumbuh.matching.models import Demand, SupplyProfile
from tumbuh.matching.rules import profiles
from tumbuh.orders.records import delivery_records
from tumbuh.reference.areas import areas_by_code
from tumbuh.registry.facts import seller_facts

# Words that join others: they stand in the names of kinds ("tumpeng dan nasi tampah") and name nothing.
JOINING_WORDS = frozenset({"atau", "dalam", "dan", "dari", "dengan", "lain", "oleh", "pada", "per", "untuk", "yang"})


@dataclass(frozen=True)
class Vocabulary:
    """The words that name kinds of things, by root, and the category above each."""

    roots: frozenset[str]
    wider: Mapping[str, str]
    names: Mapping[str, str]

    def of(self, *texts: str) -> frozenset[str]:
        """Return the roots in some texts that name a kind; words such as "belanja" say nothing of what it is."""
        return roots(*texts) & self.roots


def roots(*texts: str) -> frozenset[str]:
    """Return the roots of the words of texts, without numbers and without words that only join others."""
    said = (word for text in texts for word in words(text, {}) if word not in JOINING_WORDS)
    return frozenset(stem(word) for word in said if len(word) > 2 and not is_measure(word))


def vocabulary() -> Vocabulary:
    """Return the words of today."""
    rows = kinds()
    return Vocabulary(
        roots=frozenset().union(*(roots(row.name, *row.words) for row in rows)),
        wider={row.code: row.parent_code for row in rows},
        names={row.code: row.name for row in rows},
    )


def district_of(area_code: str) -> str:
    """Return the name of the district that an area is or lies in; "" when it is wider, or unknown."""
    areas = areas_by_code()
    area = areas.get(area_code)
    if area is not None and area.level == "ward":
        area = areas.get(area.parent_code)
    return area.name if area is not None and area.level == "district" else ""


def districts_within(codes: Collection[str]) -> frozenset[str]:
    """
    Return the names of all districts in some areas, and "" for a need that is not bound to a place; empty for none.

    A seller who delivers to a ward is taken to deliver to its district.
    """
    if not codes:
        return frozenset()
    found = {district_of(code) for code in codes}
    for area in areas_by_code().values():
        if area.level == "district" and any(area.code.startswith(f"{code}.") for code in codes):
            found.add(area.name)
    return frozenset(found | {""})


def demand_profile(demand: Demand, known: Vocabulary) -> profiles.Demand:
    """Return a demand as the rules see it."""
    code = demand.category.code
    return profiles.Demand(
        id=str(demand.public_id),
        category=code,
        wider=known.wider.get(code, ""),
        words=known.of(demand.title, demand.category.name),
        quantity=demand.quantity,
        unit_budget_rupiah=demand.unit_budget_rupiah,
        certificates=frozenset(demand.certificates),
        district=district_of(demand.area_code),
        metres=None,  # neither the plan nor the register says where on a map something is
        needed_on=demand.needed_on,
        size_classes=frozenset(demand.size_classes),
    )


def seller_profiles(supply: Iterable[SupplyProfile], known: Vocabulary, *, on: date) -> dict[int, profiles.Seller]:
    """
    Return sellers as the rules see them on a day, by the key of their supply profile.

    Four statements for all of them. A business that the register does not know any more is left out.
    """
    rows = list(supply)
    ids = [one.business_id for one in rows]
    facts, records = seller_facts(ids, on=on), delivery_records(ids)
    codes = {code for one in rows for code in one.categories}
    by_seller: dict[int, list[SupplyRow]] = {}
    for row in supplies(codes, day=on, today=on, seller_ids=ids):
        by_seller.setdefault(row.seller_id, []).append(row)
    proofs = offers_to_order([row.offer_id for found in by_seller.values() for row in found], on=on)
    levels: dict[int, int] = {}
    for offer in proofs.values():
        levels[offer.seller_id] = max(levels.get(offer.seller_id, -1), offer.origin_level)
    found = {}
    for one in rows:
        fact = facts.get(one.business_id)
        if fact is None or not fact.is_open:
            continue
        offers = by_seller.get(one.business_id, [])
        record = records.get(one.business_id)
        seller_profile = getattr(one.business, "seller_profile", None)
        found[one.pk] = profiles.Seller(
            id=str(one.business.public_id),
            categories=frozenset(one.categories),
            wider=frozenset(known.wider.get(code, "") for code in one.categories) - {""},
            words=known.of(
                one.description, *(row.title for row in offers), *(known.names.get(c, "") for c in one.categories)
            ),
            capacity=one.capacity,
            unit_price_rupiah=one.unit_price_rupiah,
            certificates=frozenset(kind for kind, _number, _end in fact.licences),
            serves=districts_within(one.serves),
            metres=None,
            size_class=fact.size_class,
            origin_level=levels.get(one.business_id, 0),
            lead_days=one.lead_days,
            on_time=record.on_time if record else 0,
            deliveries=record.deliveries if record else 0,
            banned_until=seller_profile.banned_until_on if seller_profile else None,
        )
    return found


def shared_supply() -> list[SupplyProfile]:
    """Return the supply profiles of the directory, by business."""
    found = SupplyProfile.objects.filter(state="shared").select_related("business__seller_profile")
    return list(found.order_by("business"))
