"""Candidates pass every filter, have the scores of the rules, and the true best where the search may look at all."""

from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
import pytest

from tests.unit.matching.rules.samples import TERMS, TODAY
from tumbuh.matching.candidates import NO_PLACE, NO_WORD, Effort, Needs, Supply, best_of, find, judged
from tumbuh.matching.rules.explaining import explain
from tumbuh.matching.rules.profiles import Demand, Seller
from tumbuh.matching.rules.scoring import NO_BUDGET

EVERYBODY = Effort(anywhere=10_000, nearby=0, alike=0, keep=10)


def bits(value: int) -> frozenset[str]:
    return frozenset(str(bit) for bit in range(8) if value >> bit & 1)


def words(row: np.ndarray) -> frozenset[str]:
    return frozenset(str(word) for word in row.tolist() if word != NO_WORD)


def city(needs: int = 40, sellers: int = 300, seed: int = 3) -> tuple[Needs, Supply]:
    draw = np.random.default_rng(seed)
    kinds, wanted = draw.integers(0, 6, sellers), draw.integers(0, 6, needs)
    spell = lambda count, most: np.array([np.append(draw.permutation(8)[: most - 1], NO_WORD) for _ in range(count)])  # noqa: E731
    place = lambda count: np.where(draw.random(count) < 0.1, NO_PLACE, draw.integers(0, 40_000, count))  # noqa: E731
    asked, offered = place(needs), place(sellers)
    return Needs(
        category=wanted, wider=np.where(draw.random(needs) < 0.2, -1, wanted % 2), words=spell(needs, 4),
        quantity=draw.integers(1, 300, needs), unit_budget=np.where(draw.random(needs) < 0.2, NO_BUDGET, 900),
        certificates=draw.integers(0, 2, needs), district=draw.integers(0, 4, needs),
        size_classes=draw.integers(0, 3, needs),
        x=asked, y=np.where(asked == NO_PLACE, NO_PLACE, 7_000), days_left=draw.integers(0, 40, needs),
    ), Supply(
        seller=np.arange(sellers), category=kinds, wider=kinds % 2, words=spell(sellers, 5),
        capacity=draw.integers(0, 400, sellers), unit_price=draw.integers(500, 1_100, sellers),
        certificates=draw.integers(0, 4, sellers), serves=draw.integers(0, 16, sellers),
        size_class=1 << draw.integers(0, 2, sellers), x=offered, y=np.where(offered == NO_PLACE, NO_PLACE, 2_000),
        origin_level=draw.integers(-1, 6, sellers), on_time=draw.integers(0, 5, sellers),
        deliveries=draw.integers(5, 9, sellers), lead_days=draw.integers(0, 30, sellers),
    )  # fmt: skip


def as_profiles(needs: Needs, supply: Supply, need: int, row: int) -> tuple[Demand, Seller]:
    """Return the same two as the rules know them."""
    n = {field.name: getattr(needs, field.name)[need] for field in fields(Needs)}
    s = {field.name: getattr(supply, field.name)[row] for field in fields(Supply)}
    demand = Demand(
        id=f"N{need}", category=f"c{n['category']}", wider="" if n["wider"] < 0 else f"w{n['wider']}",
        words=words(n["words"]), quantity=int(n["quantity"]),
        unit_budget_rupiah=None if n["unit_budget"] == NO_BUDGET else int(n["unit_budget"]),
        certificates=bits(n["certificates"]), district=str(n["district"]), size_classes=bits(n["size_classes"]),
        metres=None if n["x"] == NO_PLACE else (int(n["x"]), int(n["y"])),
        needed_on=TODAY + timedelta(days=int(n["days_left"])),
    )  # fmt: skip
    seller = Seller(
        id=f"U{row}", categories=frozenset({f"c{s['category']}"}), wider=frozenset({f"w{s['wider']}"}),
        words=words(s["words"]), capacity=int(s["capacity"]), unit_price_rupiah=int(s["unit_price"]),
        certificates=bits(s["certificates"]), serves=bits(s["serves"]), size_class="".join(bits(s["size_class"])),
        metres=None if s["x"] == NO_PLACE else (int(s["x"]), int(s["y"])), origin_level=int(s["origin_level"]),
        lead_days=int(s["lead_days"]), on_time=int(s["on_time"]), deliveries=int(s["deliveries"]),
    )  # fmt: skip
    return demand, seller


def test_columns_and_rules_say_the_same_of_every_pair() -> None:
    needs, supply = city(12, 60)
    need, row = (grid.ravel() for grid in np.meshgrid(np.arange(12), np.arange(60), indexing="ij"))
    by_columns = {
        (n, r): points
        for n, r, points in zip(*map(np.ndarray.tolist, judged(needs, supply, need, row, TERMS)), strict=True)
    }
    told = {
        (n, r): explain(*as_profiles(needs, supply, n, r), TERMS, on=TODAY)
        for n, r in zip(need.tolist(), row.tolist(), strict=True)
    }
    by_rules = {pair: one.score for pair, one in told.items() if not [x for x in one.exclusions if x.filter != "kind"]}
    assert by_columns == by_rules
    assert 30 < len(by_rules) < 600


def test_a_search_that_may_look_at_all_finds_the_true_best() -> None:
    needs, supply = city()
    found = find(needs, supply, TERMS, EVERYBODY)
    for need in range(40):
        wider = needs.wider[need]
        rows = np.flatnonzero((supply.category == needs.category[need]) | ((supply.wider == wider) & (wider >= 0)))
        best = best_of(*judged(needs, supply, np.full(len(rows), need), rows, TERMS), supply=supply, keep=10)
        mine = found.need == need
        assert found.supply[mine].tolist() == best[1].tolist()
        assert found.score[mine].tolist() == best[2].tolist() == sorted(best[2].tolist(), reverse=True)


def test_a_short_search_looks_at_less_and_still_finds_most_of_the_worth() -> None:
    needs, supply = city(60, 3_000)
    all_of_it = find(needs, supply, TERMS, replace(EVERYBODY, keep=5))
    short = find(needs, supply, TERMS, Effort(anywhere=30, nearby=20, alike=30, keep=5))
    assert short.looked_at < all_of_it.looked_at / 3
    assert short.score.sum() > 0.95 * all_of_it.score.sum()


def test_the_order_of_the_sellers_changes_nothing() -> None:
    needs, supply = city()
    order = np.random.default_rng(1).permutation(300)
    mixed = Supply(**{field.name: getattr(supply, field.name)[order] for field in fields(Supply)})
    first, second = (find(needs, one, TERMS, Effort(20, 10, 10, 5)) for one in (supply, mixed))
    assert supply.seller[first.supply].tolist() == mixed.seller[second.supply].tolist()
    assert first.score.tolist() == second.score.tolist()


def test_removing_one_seller_changes_no_score_of_another() -> None:
    needs, supply = city()
    gone = int(find(needs, supply, TERMS, EVERYBODY).supply[0])
    fewer = Supply(**{field.name: np.delete(getattr(supply, field.name), gone, axis=0) for field in fields(Supply)})
    before, after = (
        {
            (n, one.seller[r]): points
            for n, r, points in zip(found.need.tolist(), found.supply, found.score.tolist(), strict=True)
        }
        for one in (supply, fewer)
        for found in [find(needs, one, TERMS, replace(EVERYBODY, keep=300))]
    )
    assert {pair: points for pair, points in before.items() if pair[1] != gone} == after


@pytest.mark.parametrize(("needs", "sellers"), [(0, 300), (40, 0)])
def test_nobody_on_one_side_is_no_candidate(needs: int, sellers: int) -> None:
    full = city()
    wanted = Needs(**{field.name: getattr(full[0], field.name)[:needs] for field in fields(Needs)})
    offered = Supply(**{field.name: getattr(full[1], field.name)[:sellers] for field in fields(Supply)})
    assert len(find(wanted, offered, TERMS).need) == 0
