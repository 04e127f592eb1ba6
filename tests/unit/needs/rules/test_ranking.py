from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.needs.rules.ranking import Bid, ReasonMissing, check_reason, fix_price, ranked, why_not


def bid(name: str, total: int, quantity: int = 100, *, hea: int | None = None, excluded: bool = False) -> Bid:
    return Bid(name, quantity, total, Fraction(total if hea is None else hea), excluded)


def places(*bids: Bid) -> list[tuple[str, int | None, int | None]]:
    return [(one.bid.id, one.rank, one.gap_rupiah) for one in ranked(bids, quantity=100)]


def test_the_lowest_landed_total_is_first_and_the_gap_is_in_rupiah() -> None:
    assert places(bid("a", 3_100), bid("b", 3_000), bid("c", 3_050)) == [("b", 1, 0), ("c", 2, 50), ("a", 3, 100)]


def test_equal_totals_share_a_rank() -> None:
    assert places(bid("b", 3_000), bid("a", 3_000), bid("c", 3_001)) == [("a", 1, 0), ("b", 1, 0), ("c", 3, 1)]


def test_a_bid_for_a_part_is_compared_by_its_price_of_one() -> None:
    assert places(bid("whole", 3_100), bid("half", 1_500, 50)) == [("half", 1, 0), ("whole", 2, 100)]


def test_the_evaluated_price_ranks_where_the_preference_applies() -> None:
    assert places(bid("import", 1_000), bid("local", 1_100, hea=990)) == [("local", 1, 0), ("import", 2, 10)]


def test_the_excluded_stand_last_and_without_rank() -> None:
    assert places(bid("a", 1, excluded=True), bid("b", 3_000)) == [("b", 1, 0), ("a", None, None)]


def test_only_the_cheapest_needs_no_reason() -> None:
    check_reason("", "", is_cheapest=True)
    check_reason("specification", "Menu tanpa santan.", is_cheapest=False)
    for reason, text in (("", "Menu tanpa santan."), ("cheapest", "Menu tanpa santan."), ("rotation", "singkat")):
        with pytest.raises(ReasonMissing):
            check_reason(reason, text, is_cheapest=False)


@given(price=st.integers(1, 10**6), fees=st.integers(0, 10**6), limit=st.integers(1, 10**8))
def test_the_fix_is_the_highest_price_below_the_limit(price: int, fees: int, limit: int) -> None:
    def landed(one: int) -> int:
        return 100 * one + fees

    found = fix_price(price_rupiah=price, limit_rupiah=limit, landed=landed)
    if found is None:
        assert landed(1) >= limit
    else:
        assert landed(found) < limit
        assert found == price or landed(found + 1) >= limit


def test_a_loser_reads_its_rank_and_gap() -> None:
    [_, second] = ranked([bid("a", 3_000), bid("b", 3_100)], quantity=100)
    assert why_not(second, of=2, first="", fix="") == "Peringkat 2 dari 2; selisih dengan yang termurah Rp100."
