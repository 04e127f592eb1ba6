"""Who could supply a need, in the fair turn, and what keeps the others away."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Count
from rapidfuzz import fuzz

from tumbuh.catalogue.rules.days import Timing
from tumbuh.catalogue.supplying import SupplyRow, supplies
from tumbuh.kernel.periods import day_in_wib
from tumbuh.needs import terms
from tumbuh.needs.models import Invitation, Need
from tumbuh.needs.rules.eligibility import Exclusion, Supply, Wanted, exclusions
from tumbuh.registry.facts import SellerFacts, seller_facts


@dataclass(frozen=True)
class Candidate:
    """One seller with the offer of its that fits a need best, and everything that keeps it away; none: eligible."""

    seller: SellerFacts
    row: SupplyRow
    exclusions: tuple[Exclusion, ...]
    recently_told: int = 0


def candidates(need: Need, *, now: datetime, seller_ids: Collection[int] | None = None) -> list[Candidate]:
    """
    Return every seller of the kind, the eligible ones in the fair turn first.

    First comes who was told of the fewest needs lately; of equals chance decides, but the same chance for everybody who
    asks again: the digest of need and seller.
    """
    day, today = day_in_wib(need.deliver_by_at), day_in_wib(now)
    rows = supplies([need.category.code], day=day, today=today, seller_ids=seller_ids)
    facts = seller_facts({row.seller_id for row in rows}, on=day)
    wanted = wanted_of(need, now)
    told = _told_lately(facts, now)
    best: dict[int, Candidate] = {}
    for row in rows:
        seller = facts.get(row.seller_id)
        if seller is None:
            continue
        found = Candidate(
            seller, row, exclusions(_supply(row, seller, wanted), wanted, now=now), told.get(seller.id, 0)
        )
        known = best.get(seller.id)
        if known is None or _fit(found, need) < _fit(known, need):
            best[seller.id] = found
    return sorted(best.values(), key=lambda one: (bool(one.exclusions), one.recently_told, _lot(need, one.seller.id)))


def wanted_of(need: Need, now: datetime) -> Wanted:
    """Return what a need asks of a seller, by the rules of today."""
    today = day_in_wib(now)
    shared = need.most_sellers > 1
    return Wanted(
        quantity=need.quantity,
        deliver_by_at=need.deliver_by_at,
        day=day_in_wib(need.deliver_by_at),
        area_code=need.area_code,
        licences=tuple(need.licences),
        size_classes=terms.value("size_classes", today),
        unit_ceiling_rupiah=unit_ceiling(need),
        price_slack_permyriad=terms.value("price_slack", today),
        least_share_permyriad=terms.value("least_share", today) if shared else 10_000,
    )


def unit_ceiling(need: Need) -> int | None:
    """Return the most that one may cost, from whichever ceiling the buyer gave; None without any."""
    if need.unit_ceiling_rupiah is not None or need.total_ceiling_rupiah is None:
        return need.unit_ceiling_rupiah
    return need.total_ceiling_rupiah // need.quantity


def as_json(found: Iterable[Exclusion]) -> list[dict[str, str]]:
    """Return exclusions as they are kept."""
    return [{"code": one.code, "text": one.text, "fix": one.fix} for one in found]


def _supply(row: SupplyRow, seller: SellerFacts, wanted: Wanted) -> Supply:
    timing = Timing(
        lead_hours=row.lead_hours,
        cutoff_time=row.cutoff_time,
        closed_weekdays=row.closed_weekdays,
        closed_days=(wanted.day,) if row.day_closed else (),
    )
    return Supply(
        offer_id=row.offer_id,
        title=row.title,
        price_rupiah=row.price_rupiah,
        min_quantity=row.min_quantity,
        max_quantity=row.max_quantity,
        room=row.room,
        timing=timing,
        licences=tuple(kind for kind, _number, _to in seller.licences),
        size_class=seller.size_class,
        delivers_to=row.delivers_to,
        state=row.state,
        banned_until_on=row.banned_until_on,
        is_open=seller.is_open,
    )


def _fit(one: Candidate, need: Need) -> tuple[int, int, int, int]:
    """Return how well an offer fits, the lowest best: least in the way, most like the words, cheapest, oldest."""
    likeness = round(fuzz.token_set_ratio(need.title.lower(), one.row.title.lower()))
    return (len(one.exclusions), -likeness, one.row.price_rupiah, one.row.offer_id)


def _told_lately(seller_ids: Collection[int], now: datetime) -> dict[int, int]:
    since = now - timedelta(days=terms.value("turn_days", day_in_wib(now)))
    told = Invitation.objects.filter(seller__in=seller_ids, told_at__gte=since)
    return dict(told.values_list("seller").annotate(n=Count("pk")).values_list("seller", "n"))


def _lot(need: Need, seller_id: int) -> str:
    return sha256(f"{need.public_id}:{seller_id}".encode()).hexdigest()
