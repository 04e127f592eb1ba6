"""Words that tell of what a text is."""

from tumbuh.matching.reading import roots


def test_words_that_only_join_others_make_no_two_things_alike() -> None:
    assert roots("Suvenir dan plakat") & roots("Tumpeng dan nasi tampah") == frozenset()
    assert roots("Tumpeng untuk rapat") & roots("Tumpeng dan nasi tampah") == roots("tumpeng")
