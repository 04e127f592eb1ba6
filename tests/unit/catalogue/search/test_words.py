import pytest

from tumbuh.catalogue.search.thesaurus import thesaurus
from tumbuh.catalogue.search.words import skeleton, stem, words

UNITS = thesaurus().units


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Keripik Singkong, PEDAS!", ["keripik", "singkong", "pedas"]),
        ("Beras 5 KG", ["beras", "5kg"]),
        ("beras 5kilo", ["beras", "5kg"]),
        ("200 gr / 250gram", ["200g", "250g"]),
        ("Parsel Buah", ["parsel", "buah"]),
        ("Buah 10 buah", ["buah", "10pcs"]),
        ("Kertas A4 30s", ["kertas", "a4", "30s"]),
        ("t-shirt Café", ["t", "shirt", "cafe"]),
        ("…", []),
    ],
)
def test_a_text_is_its_words_with_numbers_and_units_joined(text: str, found: list[str]) -> None:
    assert words(text, UNITS) == found


@pytest.mark.parametrize(
    ("word", "root"),
    [("menganyam", "anyam"), ("anyaman", "anyam"), ("perajin", "rajin"), ("kerajinan", "rajin"), ("keripik", "keripik"),
     ("minuman", "minum"), ("5kg", "5kg"), ("mi", "mi")],
)  # fmt: skip
def test_forms_of_a_word_have_one_root(word: str, root: str) -> None:
    assert stem(word) == root


@pytest.mark.parametrize(
    ("one", "other"),
    [("kripik", "keripik"), ("bakmie", "bakmi"), ("coklat", "cokelat"), ("sapoe", "sapu"), ("souvenir", "suvenir"),
     ("kaos", "kaus")],
)  # fmt: skip
def test_spellings_of_a_word_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_other_words_have_another_skeleton() -> None:
    assert len({skeleton(word) for word in ("keripik", "kerupuk", "kopi", "kapi", "tikar", "takar")}) == 6
