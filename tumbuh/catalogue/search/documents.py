"""An offer as the terms under which it is found, each with the weight of the place where it stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tumbuh.catalogue.search import words as text
from tumbuh.catalogue.search.thesaurus import Thesaurus, thesaurus

# Weights of PostgreSQL, strongest first: the title, the kind of thing, the seller and wider kinds, what is said of it.
TITLE, KIND, AROUND, SAID = "A", "B", "C", "D"


@dataclass(frozen=True)
class Document:
    """What is known of an offer in words: also the name of its category, what else that is called, and those above."""

    title: str
    kind: str = ""
    wider_kinds: tuple[str, ...] = ()
    seller: str = ""
    description: str = ""


def terms(document: Document, *, stem: text.Stem = text.stem) -> dict[str, str]:
    """
    Return the terms of an offer with their weights.

    A word stands as it is written and as its root; `@x` is a concept of the thesaurus, `a_b` two words of the title in
    this order, `^x` what the title begins with: in Indonesian the thing is named first, its qualities after it.
    """
    book = thesaurus()
    found: dict[str, str] = {}
    title = text.words(document.title, book.units)
    _add(found, _word_terms(title, book, stem), TITLE)
    _add(found, (f"{a}_{b}" for a, b in pairwise(title)), TITLE)
    _add(found, _head(title, book, stem), TITLE)
    _add(found, (one.concept for one in book.wider(title)), KIND)
    _add(found, _word_terms(text.words(document.kind, book.units), book, stem), KIND)
    for kind in document.wider_kinds:
        _add(found, _word_terms(text.words(kind, book.units), book, stem), AROUND)
    _add(found, _word_terms(text.words(document.seller, book.units), book, stem, concepts=False), AROUND)
    _add(found, _word_terms(text.words(document.description, book.units), book, stem), SAID)
    return found


def as_tsvector(found: dict[str, str]) -> str:
    """Return the terms as PostgreSQL writes a tsvector; terms hold no quote."""
    return " ".join(f"'{term}':1{weight}" for term, weight in found.items())


def _add(found: dict[str, str], some: Iterable[str], weight: str) -> None:
    for term in some:
        if weight < found.get(term, "Z"):
            found[term] = weight


def _word_terms(some: list[str], book: Thesaurus, stem: text.Stem, *, concepts: bool = True) -> list[str]:
    plain = [word for word in some if word not in book.quiet]
    return plain + [stem(word) for word in plain] + ([one.concept for one in book.concepts(some)] if concepts else [])


def _head(title: list[str], book: Thesaurus, stem: text.Stem) -> list[str]:
    first = next((at for at, word in enumerate(title) if word not in book.quiet), None)
    if first is None:
        return []
    heads = {title[first], stem(title[first]), *(one.concept for one in book.concepts(title) if one.start == first)}
    return [f"^{head}" for head in sorted(heads)]
