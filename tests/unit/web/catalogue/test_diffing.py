"""What a seller wants to change is marked word by word, and no letter is lost."""

from hypothesis import given
from hypothesis import strategies as st

from tumbuh.web.catalogue.diffing import Part, side_by_side


def test_only_the_words_that_differ_are_marked() -> None:
    before, after = side_by_side("Nasi kotak ayam bakar", "Nasi kotak ikan bakar")
    assert before == [Part("Nasi kotak ", False), Part("ayam", True), Part(" bakar", False)]
    assert after == [Part("Nasi kotak ", False), Part("ikan", True), Part(" bakar", False)]


def test_what_was_empty_before_is_not_marked_as_a_whole() -> None:
    assert side_by_side("", "Tahan tiga bulan") == ([], [Part("Tahan tiga bulan", False)])


@given(st.text("ab \n", max_size=30), st.text("ab \n", max_size=30))
def test_the_parts_are_the_texts(before: str, after: str) -> None:
    left, right = side_by_side(before, after)
    assert "".join(part.text for part in left) == before
    assert "".join(part.text for part in right) == after
