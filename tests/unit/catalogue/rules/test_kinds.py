"""A product's kind is read from its name: the longest phrase wins, then the earliest, and what ties is asked for."""

import pytest

from tumbuh.catalogue.rules.kinds import KindWords, likely_kinds, phrases_of

KINDS = [
    KindWords("box", phrases_of("Nasi kotak", "nasi box, lunch box")),
    KindWords("meal", phrases_of("Makanan per porsi", "nasi uduk")),
    KindWords("chips", phrases_of("Keripik dan kerupuk", "")),
    KindWords("fruit", phrases_of("Buah", "pisang, mangga")),
]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("NASI KOTAK ayam bakar", ["box"]),
        ("Lunch box hemat", ["box"]),
        ("Kripik pisang enak", ["chips"]),  # one spelling, and the earlier word
        ("Pisang ambon", ["fruit"]),
        ("Nasi uduk kotak", ["box", "meal"]),  # as long and as early
        ("Sepatu kulit", []),
        ("", []),
    ],
)
def test_a_name_says_its_kind(title: str, kinds: list[str]) -> None:
    assert likely_kinds(title, KINDS) == kinds


def test_the_parts_of_a_name_are_phrases_too() -> None:
    assert phrases_of("Kue basah, roti dan pastri", "") == (
        "Kue basah, roti dan pastri", "Kue basah", "roti", "pastri",
    )  # fmt: skip
