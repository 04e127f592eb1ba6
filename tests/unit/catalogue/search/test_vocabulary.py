import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.catalogue.search.vocabulary import Vocabulary

COUNTS = {"keripik": 40, "kripik": 2, "kering": 12, "singkong": 9, "rendang": 3, "rendah": 1, "nasi": 80, "@snack": 50}
WORDS = Vocabulary(COUNTS, 100)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("singkng", "singkong"), ("krng", "kering"), ("rendag", "rendang"), ("singknog", "singkong"),
     ("kreipik", "keripik")],
)  # fmt: skip
def test_a_slip_is_read_as_the_nearest_word(typed: str, meant: str) -> None:
    assert WORDS.nearest(typed)[0] == meant


@pytest.mark.parametrize("typed", ["xyzzy", "ko", "nas", "sepedaku"])
def test_what_resembles_nothing_or_is_too_short_is_not_guessed(typed: str) -> None:
    assert WORDS.nearest(typed) == []


def test_a_rare_term_is_more_telling_than_a_frequent_one() -> None:
    assert 0 <= WORDS.weight("nasi") < WORDS.weight("singkong") < WORDS.weight("rendah") == 1
    assert WORDS.weight("unheard") == 1


def test_spellings_and_beginnings_are_words_and_no_concepts() -> None:
    assert WORDS.spellings("kripik") == ["keripik"]
    assert WORDS.begins("ke") == ["kering", "keripik"]
    assert Vocabulary({"@snack": 1, "2kg": 1}, 1).begins("") == []


def test_new_words_are_known_and_old_counts_stay() -> None:
    more = WORDS.with_more({"tumpeng": 1, "nasi": 1})
    assert (more.counts["tumpeng"], more.counts["nasi"]) == (1, 80)


@given(st.text("abcdeknrs", min_size=1, max_size=12))
def test_whatever_is_typed_the_nearest_are_words_that_occur(typed: str) -> None:
    assert set(WORDS.nearest(typed)) <= set(COUNTS)
