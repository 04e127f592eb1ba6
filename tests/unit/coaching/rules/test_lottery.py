import hashlib
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.coaching.rules.lottery import BadDraw, draw, list_digest, promise_of, ticket

SEED = "5f" * 32
numbers = st.lists(st.integers(1, 500), unique=True, max_size=40)


def test_a_ticket_is_what_sha256sum_says() -> None:
    assert ticket(SEED, "IHSG 7.012", 7) == hashlib.sha256(f"{SEED}|IHSG 7.012|7".encode()).hexdigest()
    assert list_digest([2, 1]) == hashlib.sha256(b"1\n2\n").hexdigest()


@given(entered=numbers, left_out=st.integers(1, 500))
def test_the_order_depends_on_neither_the_list_s_order_nor_on_who_else_is_in_it(
    entered: list[int], left_out: int
) -> None:
    given_ = {"seed": SEED, "promise": promise_of(SEED), "word": "hujan"}
    order = draw(numbers=entered, **given_)
    assert sorted(order) == sorted(entered)
    assert draw(numbers=entered[::-1], **given_) == order
    without = [number for number in entered if number != left_out]
    assert draw(numbers=without, **given_) == [number for number in order if number != left_out]


def test_every_number_is_first_about_as_often() -> None:
    first = [min(range(1, 6), key=partial(ticket, str(seed), "x")) for seed in range(2_000)]
    assert all(330 < first.count(number) < 470 for number in range(1, 6))


def test_another_seed_no_word_and_a_number_twice_are_refused() -> None:
    for bad in ({"seed": "other"}, {"word": " "}, {"numbers": [1, 1]}):
        given_: dict[str, Any] = {"seed": SEED, "promise": promise_of(SEED), "word": "x", "numbers": [1, 2]} | bad
        with pytest.raises(BadDraw):
            draw(**given_)
