"""A text as words: lower case, without accents, numbers joined with their units. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # type: ignore[import-untyped]

_WORD = re.compile(r"[a-z0-9]+")
_NUMBER_UNIT = re.compile(r"(\d+)([a-z]+)")
_STEMMER = StemmerFactory().create_stemmer(False)

_ONE_SOUND = (
    ("oe", "u"), ("ou", "u"), ("dj", "j"), ("tj", "c"), ("ao", "au"), ("ph", "f"), ("v", "f"), ("x", "ks"),
    ("q", "k"), ("ck", "k"), ("kh", "k"), ("th", "t"), ("dh", "d"), ("z", "s"),
)  # fmt: skip

Stem = Callable[[str], str]


def words(text: str, units: Mapping[str, str]) -> list[str]:
    """
    Return the words of a text in order; "Keripik 5 KG, pedas!" is keripik, 5kg, pedas.

    `units`: spelling of a unit → its one form; only after a number, so that "buah" alone stays a fruit.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found: list[str] = []
    for word in _WORD.findall(plain.casefold()):
        if found and word in units and found[-1].isdigit():
            found[-1] += units[word]
            continue
        joined = _NUMBER_UNIT.fullmatch(word)
        found.append(joined[1] + units[joined[2]] if joined and joined[2] in units else word)
    return found


def is_measure(word: str) -> bool:
    """Return whether a word is a number, with or without a unit."""
    return word[:1].isdigit()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """
    Return the root of an Indonesian word: menganyam, dianyam and anyaman are anyam; the word itself when it has none.

    Source: the algorithm of Nazief and Adriani with the dictionary of Sastrawi, chosen by the judged set (ADR).
    """
    return word if is_measure(word) or len(word) < 4 else str(_STEMMER.stem(word))


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """
    Return what different spellings of a word share: old letters made new, doubled ones single, no e inside.

    kripik and keripik, bakmie and bakmi, coklat and cokelat, sapoe and sapu each have one skeleton.
    """
    plain = word
    for old, new in _ONE_SOUND:
        plain = plain.replace(old, new)
    plain = re.sub(r"(.)\1", r"\1", plain)
    return plain[:1] + plain[1:].replace("e", "")
