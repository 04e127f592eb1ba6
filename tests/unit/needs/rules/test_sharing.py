from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumbuh.needs.rules.sharing import NotEnoughOffered, Share, share_out


def brute_force(shares: list[Share], quantity: int, sellers: int, cap: int) -> int | None:
    """Return the least cost by trying every way, None when there is none."""
    best = None
    ranges = [[0, *range(max(one.least, 1), min(one.most, cap) + 1)] for one in shares]
    for amounts in product(*ranges):
        if sum(amounts) != quantity or sum(amount > 0 for amount in amounts) > sellers:
            continue
        cost = sum(
            one.unit_scaled * amount + one.fixed_scaled * (amount > 0)
            for one, amount in zip(shares, amounts, strict=True)
        )
        best = cost if best is None else min(best, cost)
    return best


SHARES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 12), st.integers(1, 3), st.integers(1, 7)), min_size=1, max_size=4
)


@settings(max_examples=120, deadline=None)
@given(
    drawn=SHARES, quantity=st.integers(1, 12), sellers=st.integers(1, 4), share=st.sampled_from([3_000, 6_000, 10_000])
)
def test_the_plan_costs_exactly_what_the_best_of_all_ways_costs(
    drawn: list[tuple[int, int, int, int]], quantity: int, sellers: int, share: int
) -> None:
    shares = [Share(str(n), unit, fixed, least, most) for n, (unit, fixed, least, most) in enumerate(drawn)]
    cap = quantity if sellers == 1 else max(1, quantity * share // 10_000)
    wanted = brute_force(shares, quantity, sellers, cap)
    if wanted is None:
        with pytest.raises(NotEnoughOffered):
            share_out(shares, quantity=quantity, sellers=sellers, share_permyriad=share)
        return
    plan = share_out(shares, quantity=quantity, sellers=sellers, share_permyriad=share)
    assert plan.cost_scaled == wanted
    assert sum(plan.quantities.values()) == quantity
    assert len(plan.quantities) <= sellers
    known = {one.id: one for one in shares}
    assert all(known[name].least <= amount <= min(known[name].most, cap) for name, amount in plan.quantities.items())


def test_the_order_in_which_quotes_come_changes_nothing() -> None:
    shares = [Share(name, 30_000, 0, 10, 100, turn) for turn, name in enumerate("cabd")]
    forward = share_out(shares, quantity=100, sellers=2, share_permyriad=6_000)
    backward = share_out(shares[::-1], quantity=100, sellers=2, share_permyriad=6_000)
    assert forward == backward
    assert forward.quantities == {"c": 60, "a": 40}  # of equals, the first in the turn get the most


def test_fees_make_one_seller_cheaper_than_two() -> None:
    shares = [Share("a", 30_000, 50_000, 1, 100), Share("b", 30_100, 0, 1, 100)]
    assert share_out(shares, quantity=100, sellers=2).quantities == {"b": 100}
    assert share_out(shares, quantity=1_000 // 10, sellers=1).cost_scaled == 3_010_000


def test_the_even_way_of_equally_cheap_ones_has_the_smallest_largest_part() -> None:
    shares = [Share(name, 10, 0, 1, 100) for name in "abc"]
    assert share_out(shares, quantity=90, sellers=3, even=True).quantities == {"a": 30, "b": 30, "c": 30}


def test_sixty_quotes_of_a_large_need_are_shared_to_the_optimum_at_once() -> None:
    shares = [
        Share(f"{n:02}", 30_000 + 37 * n % 1_000, 10_000 * (n % 7), 500, 1_500 + 100 * (n % 5), n) for n in range(60)
    ]
    plan = share_out(shares, quantity=5_000, sellers=5, share_permyriad=6_000)
    assert sum(plan.quantities.values()) == 5_000
    assert len(plan.quantities) <= 5
