"""Every act is told to somebody, with blanks that are all filled."""

import pytest

from tumbuh.orders.rules.moves import Act
from tumbuh.orders.rules.telling import BETWEEN, TELLINGS, Audience, filled, tellings

BLANKS = dict.fromkeys(("seller", "unit", "side", "total", "items", "due", "pay_by"), "x") | {"words": ""}


def test_every_act_but_closing_is_told_to_somebody() -> None:
    assert set(Act) - set(TELLINGS) == {Act.CLOSE}
    assert tellings("unknown", by_seller=True) == ()


@pytest.mark.parametrize("act", [*TELLINGS, *BETWEEN])
def test_all_blanks_of_the_words_are_known(act: str) -> None:
    for one in tellings(act, by_seller=True):
        assert "{" not in filled(one.title + one.body, BLANKS)


def test_what_one_side_says_is_told_to_the_other() -> None:
    assert [one.audience for one in tellings("say", by_seller=True)] == [Audience.OFFICER]
    assert [one.audience for one in tellings("say", by_seller=False)] == [Audience.SELLER]


def test_an_empty_blank_leaves_no_hole() -> None:
    assert filled("{items}. {words} Pilih lain.", {"items": "40 kotak", "words": ""}) == "40 kotak. Pilih lain."
