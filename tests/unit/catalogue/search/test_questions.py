from hypothesis import given
from hypothesis import strategies as st

from tumbuh.catalogue.search.questions import Group, understand
from tumbuh.catalogue.search.vocabulary import Vocabulary

WORDS = Vocabulary(
    {"keripik": 40, "kripik": 2, "singkong": 9, "nasi": 80, "kotak": 70, "anyam": 4, "pedas": 9, "@nasi_kotak": 50}, 200
)


def terms(typed: str) -> list[tuple[str, ...]]:
    return [group.terms for group in understand(typed, WORDS).required]


def test_a_word_stands_for_itself_its_root_its_spellings_and_its_concepts() -> None:
    assert terms("menganyam") == [("menganyam", "anyam")]
    assert terms("anyaman") == [("anyaman", "anyam", "@anyaman")]
    assert terms("kripik") == [("kripik", "keripik", "@keripik")]


def test_two_words_of_one_concept_both_stand_for_it() -> None:
    assert terms("nasi kotak") == [("nasi", "@nasi_kotak"), ("kotak", "@nasi_kotak", "@kotak")]


def test_a_slip_is_corrected_and_said() -> None:
    found = understand("keripik singkng", WORDS)
    assert (found.read, found.was_corrected) == ("keripik singkong", True)


def test_another_spelling_is_no_slip() -> None:
    found = understand("keripik pedas", WORDS)
    assert (found.read, found.was_corrected) == ("keripik pedas", False)


def test_the_beginning_of_a_word_stands_for_the_words_that_begin_so() -> None:
    [group] = understand("singk", WORDS).required
    assert group.as_tsquery().startswith("'singk':*")


def test_numbers_and_quiet_words_are_not_required() -> None:
    assert terms("untuk 200 gram keripik") == [("keripik", "kripik", "@keripik")]


def test_what_nothing_resembles_is_named() -> None:
    found = understand("keripik xyzzyq", WORDS)
    assert (found.unknown, len(found.required)) == (("xyzzyq",), 1)


def test_a_group_is_written_as_postgresql_reads_it() -> None:
    assert Group(("singk", "@ubi"), 1.0, required=True, prefix=True).as_tsquery() == "'singk':* | '@ubi'"


@given(st.text(max_size=40))
def test_any_text_is_understood_without_quotes_in_its_terms(typed: str) -> None:
    found = understand(typed, WORDS)
    assert all("'" not in term and "\\" not in term for group in found.groups for term in group.terms)
    assert all(0 <= group.weight <= 1 for group in found.groups)
