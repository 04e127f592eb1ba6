from hypothesis import given
from hypothesis import strategies as st

from tumbuh.production.rules.balance import balance
from tumbuh.production.rules.kinds import GOES

gone = st.lists(st.tuples(st.sampled_from(sorted(GOES)), st.integers(1, 10**12)), max_size=12)


@given(harvested=st.integers(0, 10**13), parts=gone, used=st.integers(0, 10**12))
def test_a_harvest_is_always_its_parts_and_the_gap(harvested: int, parts: list[tuple[str, int]], used: int) -> None:
    found = balance(harvested, parts, used)
    assert harvested == sum(found.parts[goes] for goes in GOES) + found.used_mg + found.gap_mg


@given(parts=gone, seed=st.randoms())
def test_the_order_in_which_parts_are_told_does_not_matter(parts: list[tuple[str, int]], seed: object) -> None:
    shuffled = list(parts)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert balance(10**13, parts) == balance(10**13, shuffled)
