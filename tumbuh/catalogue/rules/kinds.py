"""Which kind a product is, by its name: so that nobody has to find it among seventy. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from tumbuh.catalogue.rules.masters import plain_words

MOST = 4
_NONE = (0, 0)


@dataclass(frozen=True)
class KindWords:
    """A kind by its code, with the phrases that people call it by: its name, and other words for the same."""

    code: str
    phrases: tuple[str, ...]


def phrases_of(name: str, search_words: str) -> tuple[str, ...]:
    """Return a kind's phrases: its name, the parts of a name with "dan" or a comma, and its words for the search."""
    parts = [one for piece in name.split(",") for one in piece.split(" dan ")]
    return tuple(dict.fromkeys(one.strip() for one in (name, *parts, *search_words.split(",")) if one.strip()))


def likely_kinds(title: str, kinds: Iterable[KindWords]) -> list[str]:
    """
    Return the kinds that a name may be, the likeliest first; the first alone is sure when it is the only one.

    A phrase counts when all its words are in the name; the longest phrase wins, and of equally long ones that which
    begins the earliest, for a name says first what a thing is. What ties is returned together, at most MOST.
    Worked: "Nasi kotak ayam bakar" is of "nasi kotak"; "Keripik pisang" of keripik, although "pisang" is a fruit.
    """
    words = plain_words(title)
    scores = {one.code: max((_score(words, phrase) for phrase in one.phrases), default=_NONE) for one in kinds}
    best = max(scores.values(), default=_NONE)
    return [code for code, score in scores.items() if score == best][:MOST] if best > _NONE else []


def _score(words: list[str], phrase: str) -> tuple[int, int]:
    """Return how many words of a name a phrase is, and how early in it; _NONE when it is not all there."""
    asked = plain_words(phrase)
    if not asked or not set(asked) <= set(words):
        return _NONE
    return (len(asked), -min(words.index(one) for one in asked))
