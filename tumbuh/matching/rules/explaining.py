"""Why this pair, why not, and what would have to be otherwise: every answer is computed by the rules that judge."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

import numpy as np

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.matching.rules.filters import Exclusion, exclusions, least_capacity, missing_certificates
from tumbuh.matching.rules.profiles import Demand, Seller, Terms
from tumbuh.matching.rules.scoring import NO_BUDGET, NO_DISTANCE, PARTS, Facts, points, score, values, wilson

# Each level of the ladder of proof of origin in the words of the pages: a number tells nobody anything.
ORIGINS = {
    -1: "barang impor", 0: "belum ada", 1: "pernyataan pemilik", 2: "kunjungan petugas", 3: "NIB produsen",
    4: "izin BPOM atau P-IRT", 5: "sertifikat TKDN",
}  # fmt: skip
HIGHEST_ORIGIN = max(ORIGINS)


@dataclass(frozen=True)
class Part:
    """One part of a score: hundredths of a point that it gives, of so many that it could, and what it looked at."""

    name: str
    points: int
    most: int
    sentence: str


@dataclass(frozen=True)
class Explanation:
    """All that is to say about one pair. `score` is in hundredths of a point; it counts only where nothing excludes."""

    exclusions: tuple[Exclusion, ...]
    parts: tuple[Part, ...]
    score: int

    @property
    def may_meet(self) -> bool:
        """Whether no hard filter speaks against the pair."""
        return not self.exclusions


@dataclass(frozen=True)
class Counterfactual:
    """What a seller could change, in words and as the changed profile, and the place that this would give."""

    sentence: str
    changed: Seller
    score: int
    rank: int


def explain(demand: Demand, seller: Seller, terms: Terms, *, on: date) -> Explanation:
    """Return a pair's exclusions, its parts with their points, and its score."""
    return explain_all(demand, [seller], terms, on=on)[0]


def explain_all(demand: Demand, sellers: Sequence[Seller], terms: Terms, *, on: date) -> list[Explanation]:
    """Return the same for many sellers of one demand, by one pass of the formulas."""
    facts = facts_of(demand, sellers, on=on)
    found = values(facts, terms)
    scores = score(found, terms).tolist()
    most = {name: terms.weights[name] * 100 for name in PARTS}
    gives = {name: points(found[name], terms.weights[name]).tolist() for name in PARTS}
    told = []
    for row, seller in enumerate(sellers):
        sentences = _sentences(demand, seller, facts, row)
        parts = tuple(Part(name, gives[name][row], most[name], sentences[name]) for name in PARTS)
        told.append(Explanation(exclusions(demand, seller, terms, on=on), parts, scores[row]))
    return told


def ranked(demand: Demand, sellers: Iterable[Seller], terms: Terms, *, on: date) -> list[tuple[int, Seller]]:
    """Return (score, seller) of all who may meet, the best first, equals by id."""
    told = ((explain(demand, seller, terms, on=on), seller) for seller in sellers)
    return sorted(((one.score, seller) for one, seller in told if one.may_meet), key=lambda row: (-row[0], row[1].id))


def rank_of(points_of_seller: int, points_of_others: Iterable[int]) -> int:
    """Return the place of a score: 1 + how many others have more. Equals share a place."""
    return 1 + sum(other > points_of_seller for other in points_of_others)


def counterfactuals(
    demand: Demand, seller: Seller, others: Sequence[int], terms: Terms, *, on: date, is_more: bool = False
) -> tuple[Counterfactual, ...]:
    """
    Return what would let the seller in, or give a better place, the best place first.

    `others` are the scores of the other sellers who may meet; `is_more`: of the best of them only. Each change is
    applied and judged anew; what would not help is not told, nor what asks for more and gives no better place than the
    least that lets the seller in. Where several filters exclude, the change that meets all of them is told as one.
    """
    now = explain(demand, seller, terms, on=on)
    to_beat = rank_of(now.score, others) if now.may_meet else None
    found = []
    for sentence, changed in _changes(demand, seller, terms, on=on):
        then = explain(demand, changed, terms, on=on)
        if not then.may_meet:
            continue
        rank = rank_of(then.score, others)
        if to_beat is None or rank < to_beat:
            place = f"Peringkat {rank}"
            if is_more and rank > len(others):
                place = f"Boleh bertemu, di luar {len(others)} terbaik,"
            found.append(Counterfactual(f"{place} bila {sentence}.", changed, then.score, rank))
        if to_beat is None:  # the first change that lets the seller in is the least one
            to_beat = rank
    return tuple(sorted(found, key=lambda one: (one.rank, -one.score, one.sentence)))


def _changes(demand: Demand, seller: Seller, terms: Terms, *, on: date) -> list[tuple[str, Seller]]:
    """
    Return changes that are the seller's own to make: never the ban, the size class or the place.

    First what is needed, each and then all of it; then with one change more, which stands in for a smaller one of its
    kind: a price that gives all points needs no word of the price that only lets in.
    """
    found = []
    needed = seller
    told: list[tuple[str, dict[str, object]]] = []
    for sentence, changes in _needed(demand, seller, terms):
        found.append((sentence, replace(seller, **changes)))  # type: ignore[arg-type]
        needed = replace(needed, **changes)  # type: ignore[arg-type]
        told.append((sentence, changes))
    if len(told) > 1:
        found.append((" dan ".join(words for words, _ in told), needed))
    for sentence, changes in _better(demand, seller, terms, on=on):
        both = replace(needed, **changes)  # type: ignore[arg-type]
        kept = [words for words, others in told if others.keys().isdisjoint(changes)]
        found.append((" dan ".join([*kept, sentence]), both))
    return found


def _needed(demand: Demand, seller: Seller, terms: Terms) -> list[tuple[str, dict[str, object]]]:
    """Return the least changes that take one filter each away."""
    found: list[tuple[str, dict[str, object]]] = []
    if missing := missing_certificates(demand, seller):
        names = ", ".join(missing)
        found.append((f"sertifikat {names} berlaku", {"certificates": seller.certificates | demand.certificates}))
    if seller.capacity < (least := least_capacity(demand, terms)):
        found.append((f"kapasitas {least}", {"capacity": least}))
    budget = demand.unit_budget_rupiah
    if budget is not None and seller.unit_price_rupiah > budget:
        found.append((f"harga {format_rupiah(budget)}", {"unit_price_rupiah": budget}))
    if seller.serves and demand.district not in seller.serves:
        found.append((f"mengantar ke kecamatan {demand.district}", {"serves": seller.serves | {demand.district}}))
    return found


def _better(demand: Demand, seller: Seller, terms: Terms, *, on: date) -> list[tuple[str, dict[str, object]]]:
    """Return changes that give a part all its points, or one step more of it."""
    found: list[tuple[str, dict[str, object]]] = []
    if seller.capacity < demand.quantity:
        found.append((f"kapasitas {demand.quantity}", {"capacity": demand.quantity}))
    if demand.unit_budget_rupiah is not None:
        good = demand.unit_budget_rupiah * terms.price_full_permyriad // 10_000
        if seller.unit_price_rupiah > good:
            found.append((f"harga {format_rupiah(good)}", {"unit_price_rupiah": good}))
    if seller.origin_level < HIGHEST_ORIGIN:
        level = seller.origin_level + 1
        found.append((f"bukti asal naik ke {ORIGINS[level]}", {"origin_level": level}))
    days = max((demand.needed_on - on).days - terms.slack_days, 0)
    if seller.lead_days > days:
        found.append((f"siap dalam {days} hari", {"lead_days": days}))
    return found


def facts_of(demand: Demand, sellers: Sequence[Seller], *, on: date) -> Facts:
    """Return the facts of one demand with some sellers."""
    rows = [_facts(demand, seller, on=on) for seller in sellers]
    columns = np.array(rows, dtype=np.int64).reshape(len(rows), len(fields(Facts)))
    return Facts(*columns.T)


def _facts(demand: Demand, seller: Seller, *, on: date) -> tuple[int, ...]:
    near = demand.metres is not None and seller.metres is not None
    metres = math.isqrt(sum((a - b) ** 2 for a, b in zip(demand.metres or (), seller.metres or (), strict=near)))
    return (
        demand.category in seller.categories,
        demand.wider != "" and demand.wider in seller.wider,
        len(demand.words),
        len(demand.words & seller.words),
        demand.quantity,
        seller.capacity,
        NO_BUDGET if demand.unit_budget_rupiah is None else demand.unit_budget_rupiah,
        seller.unit_price_rupiah,
        metres if near else NO_DISTANCE,
        seller.origin_level,
        seller.on_time,
        seller.deliveries,
        (demand.needed_on - on).days - seller.lead_days,
    )


def _sentences(demand: Demand, seller: Seller, facts: Facts, row: int) -> dict[str, str]:
    """Return what each part looked at, in words."""
    kind = "sama" if facts.same_category[row] else "serumpun" if facts.wider_category[row] else "lain"
    budget = demand.unit_budget_rupiah
    ceiling = "tanpa batas" if budget is None else f"batas {format_rupiah(budget)}"
    metres = int(facts.metres[row])
    away = f"Jarak {format_number(Decimal(metres) / 1000, digits=1)} km"
    if metres == NO_DISTANCE:
        away = "Jarak belum diketahui"
    interval = wilson(seller.on_time, seller.deliveries)
    sure = "" if interval is None else f" (selang 95 %: {interval[0] // 100}–{-(-interval[1] // 100)} %)"
    return {
        "category": f"Kategori {kind}; {facts.shared_words[row]} dari {len(demand.words)} kata sama",
        "capacity": f"Kapasitas {seller.capacity} dari {demand.quantity}",
        "price": f"Harga {format_rupiah(seller.unit_price_rupiah)}, {ceiling}",
        "distance": away,
        "origin": f"Bukti asal: {ORIGINS[seller.origin_level]}",
        "record": f"{seller.on_time} dari {seller.deliveries} kiriman tepat waktu{sure}",
        "timing": f"Longgar {facts.slack_days[row]} hari",
    }
