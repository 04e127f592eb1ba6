import tomllib
from collections import Counter

from tumbuh.catalogue.search.thesaurus import DATA, Found, thesaurus
from tumbuh.catalogue.search.words import words


def test_a_phrase_names_its_concept_wherever_it_stands() -> None:
    found = thesaurus().concepts(["rapat", "nasi", "box", "murah"])
    assert Found("@nasi_kotak", 1, 3) in found


def test_a_kind_names_the_wider_concept_and_is_not_the_same() -> None:
    assert "@snack" in {one.concept for one in thesaurus().wider(["keripik", "pisang"])}
    assert "@snack" not in {one.concept for one in thesaurus().concepts(["keripik", "pisang"])}


def test_every_concept_has_a_name_of_its_own_and_phrases_are_written_as_they_are_read() -> None:
    groups = tomllib.loads(DATA.read_text(encoding="utf-8"))["same"]
    assert [name for name, times in Counter(group["words"][0] for group in groups).items() if times > 1] == []
    phrases = [text for group in groups for text in (*group["words"], *group.get("narrower", ()))]
    assert [text for text in phrases if " ".join(words(text, {})) != text] == []
