"""Which products of different sellers are one and the same, by their names without praise and by their packs. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

LEAST_LIKE = 86  # of 100; it parts the pairs of tests/unit/catalogue/rules/test_masters.py
_PACK = re.compile(
    r"\b(?:isi\s+(\d+)|(\d+(?:[.,]\d+)?)\s*(gr?(?:am)?|kg|ml|l(?:iter)?|pcs|buah|meter|cm))\b", re.IGNORECASE
)
_UNITS = {"g": "gr", "gr": "gr", "gram": "gr", "kg": "kg", "ml": "ml", "l": "liter", "liter": "liter", "pcs": "pcs",
          "buah": "pcs", "meter": "meter", "cm": "cm"}  # fmt: skip
# Spellings and words that say nothing of what a thing is.
_SAME = {"kripik": "keripik", "krupuk": "kerupuk", "coklat": "cokelat", "kacang2": "kacang", "sayuran": "sayur"}
_EMPTY = {"enak", "asli", "original", "premium", "murah", "promo", "khas", "spesial", "special", "homemade", "rumahan",
          "terbaik", "super", "the", "dan", "isi", "box", "ori"}  # fmt: skip


def plain_words(text: str) -> list[str]:
    """Return the words of a text in their order, in small letters and one spelling, without praise."""
    words = (_SAME.get(word, word) for word in re.findall(r"[a-z0-9]+", text.casefold()))
    return [word for word in words if word not in _EMPTY - {"box"}]


def search_key(name: str) -> str:
    """Return a name as equals are found by it: small letters, no pack, no praise, the words in the order of letters."""
    text = _PACK.sub(" ", name.casefold())
    words = (_SAME.get(word, word) for word in re.findall(r"[a-z0-9]+", text))
    kept = sorted({word for word in words if word not in _EMPTY})
    return " ".join(kept) or " ".join(re.findall(r"[a-z0-9]+", name.casefold()))


def pack_of(text: str) -> str:
    """Return the pack that a text names, as "250 gr" or "isi 10"; "" when it names none. One kilogram is 1000 gr."""
    found = _PACK.search(text)
    if found is None:
        return ""
    if found[1]:
        return f"isi {int(found[1])}"
    unit = _UNITS[found[3].lower()]
    number = float(found[2].replace(",", "."))
    if unit in {"kg", "liter"}:
        number, unit = number * 1_000, "gr" if unit == "kg" else "ml"
    return f"{number:g} {unit}"


@dataclass(frozen=True)
class Known:
    """One master product that a new one may be."""

    id: int
    key: str
    unit: str
    pack: str


@dataclass(frozen=True)
class Likeness:
    """A master and how like it the name is, of 100."""

    master_id: int
    like: int


def likely_masters(*, key: str, unit: str, pack: str, among: Iterable[Known], most: int = 5) -> list[Likeness]:
    """
    Return the masters that a product may be, the likest first. Another unit or pack is another thing.

    Source: the ratio of rapidfuzz on the keys, whose words are in the order of letters already.
    """
    same = (known for known in among if (known.unit, known.pack) == (unit, pack))
    scored = ((round(fuzz.ratio(key, known.key)), known.id) for known in same)
    best = sorted((pair for pair in scored if pair[0] >= LEAST_LIKE), key=lambda pair: (-pair[0], pair[1]))
    return [Likeness(master_id, like) for like, master_id in best[:most]]
