"""What a person typed, as groups of terms of which each should occur. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tumbuh.catalogue.search import words as text
from tumbuh.catalogue.search.thesaurus import Found, Thesaurus, thesaurus
from tumbuh.catalogue.search.vocabulary import Vocabulary

LONGEST = 12  # words that are read; a question is no essay
PREFIXES = 20  # words that a beginning may stand for
PAIR, HEAD, MEASURE = 0.25, 0.2, 0.3  # what two words in order, the thing named first and a number count beside a word


@dataclass(frozen=True)
class Group:
    """Terms of which one should occur; `weight`: how much it counts; `prefix`: the first term is only a beginning."""

    terms: tuple[str, ...]
    weight: float
    required: bool
    prefix: bool = False

    def as_tsquery(self) -> str:
        """Return the group as PostgreSQL writes a tsquery; terms hold no quote."""
        return " | ".join(f"'{term}'{':*' if self.prefix and at == 0 else ''}" for at, term in enumerate(self.terms))


@dataclass(frozen=True)
class Question:
    """
    A text understood.

    `read`: the text as it was read after corrections; `was_corrected`: whether that differs in meaning from what was
    typed; `unknown`: words that nothing in the catalogue resembles.
    """

    groups: tuple[Group, ...]
    read: str
    was_corrected: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[Group, ...]:
        """The groups that make the thing what it is."""
        return tuple(group for group in self.groups if group.required)


def understand(typed: str, vocabulary: Vocabulary, *, stem: text.Stem = text.stem) -> Question:
    """
    Return what a text asks for: for each word the word, its root, its other spellings and the concepts it names.

    A word that the catalogue does not know is read as a beginning, else as the nearest words that it does know.
    """
    book = thesaurus()
    some = text.words(typed, book.units)[:LONGEST]
    read = [_read(word, vocabulary, book, stem) for word in some]
    said = [one.words[0] for one in read]
    concepts = book.concepts(said)
    loud = [at for at, word in enumerate(said) if word not in book.quiet]
    groups = [_group(read[at], _covering(concepts, at), vocabulary, stem) for at in loud if not read[at].unknown]
    return Question(
        groups=(*groups, *_in_order(said, loud, vocabulary), *_head(said, loud, concepts, stem)),
        read=" ".join(said),
        was_corrected=any(one.corrected for one in read),
        unknown=tuple(word for word, one in zip(some, read, strict=True) if one.unknown),
    )


@dataclass(frozen=True)
class _Read:
    """A word as it was read: itself, or the words it probably stands for."""

    words: tuple[str, ...]
    prefix: bool = False
    corrected: bool = False
    unknown: bool = False


def _read(word: str, vocabulary: Vocabulary, book: Thesaurus, stem: text.Stem) -> _Read:
    known = word in book.quiet or word in book.known or text.is_measure(word)
    if known or word in vocabulary.counts or stem(word) in vocabulary.counts:
        return _Read((word,))
    if alike := vocabulary.spellings(word):
        return _Read(tuple(sorted(alike, key=lambda one: -vocabulary.counts[one])))
    if len(word) > 1 and vocabulary.begins(word):
        return _Read((word,), prefix=True)
    if near := vocabulary.nearest(word):
        return _Read(tuple(near[:2]), corrected=True)
    return _Read((word,), unknown=True)


def _covering(concepts: Sequence[Found], at: int) -> list[str]:
    return [found.concept for found in concepts if found.start <= at < found.end]


def _group(one: _Read, concepts: Sequence[str], vocabulary: Vocabulary, stem: text.Stem) -> Group:
    some = list(one.words)
    for word in one.words:
        some += [stem(word), *vocabulary.spellings(word)]
    terms = tuple(dict.fromkeys([*some, *concepts]))
    begun = vocabulary.begins(one.words[0])[:PREFIXES] if one.prefix else []
    is_measure = text.is_measure(one.words[0])
    weight = vocabulary.weight(*terms, *begun) * (MEASURE if is_measure else 1.0)
    return Group(terms, weight, required=not is_measure, prefix=one.prefix)


def _in_order(said: Sequence[str], loud: Sequence[int], vocabulary: Vocabulary) -> list[Group]:
    """Return what is not required but counts: two words of a title in this order."""
    return [
        Group(
            (f"{said[a]}_{said[b]}",), PAIR * (vocabulary.weight(said[a]) + vocabulary.weight(said[b])), required=False
        )
        for a, b in pairwise(loud)
        if b == a + 1
    ]


def _head(said: Sequence[str], loud: Sequence[int], concepts: Sequence[Found], stem: text.Stem) -> list[Group]:
    """Return what is not required but counts: that a title begins with the first word."""
    if not loud:
        return []
    first = loud[0]
    heads = {said[first], stem(said[first]), *(one.concept for one in concepts if one.start == first)}
    return [Group(tuple(f"^{head}" for head in sorted(heads)), HEAD, required=False)]
