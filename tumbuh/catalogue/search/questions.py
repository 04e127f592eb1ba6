"""What a person typed, as groups of terms of which each should occur. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tumbuh.catalogue.search import words as text
from tumbuh.catalogue.search.thesaurus import Found, Thesaurus, thesaurus
from tumbuh.catalogue.search.vocabulary import Vocabulary

LONGEST = 12  # words that are read; a question is no essay
PREFIXES = 20  # words that a beginning may stand for


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
    groups = [
        _group(at, one, concepts, vocabulary, book, stem) for at, one in enumerate(read) if one.words[0] not in book.quiet
    ]
    return Question(
        groups=(*(group for group in groups if group), *_extras(said, concepts, vocabulary, book, stem)),
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


def _group(
    at: int, one: _Read, concepts: Sequence[Found], vocabulary: Vocabulary, book: Thesaurus, stem: text.Stem
) -> Group | None:
    if one.unknown:
        return None
    some = list(one.words)
    for word in one.words:
        some += [stem(word), *vocabulary.spellings(word)]
    some += [found.concept for found in concepts if found.start <= at < found.end]
    terms = tuple(dict.fromkeys(some))
    begun = vocabulary.begins(one.words[0])[:PREFIXES] if one.prefix else []
    is_measure = text.is_measure(one.words[0])
    weight = vocabulary.weight(*terms, *begun) * (0.3 if is_measure else 1.0)
    return Group(terms, weight, required=not is_measure, prefix=one.prefix)


def _extras(
    said: Sequence[str], concepts: Sequence[Found], vocabulary: Vocabulary, book: Thesaurus, stem: text.Stem
) -> list[Group]:
    """Return what is not required but counts: two words in this order, and the thing named first."""
    extras = [
        Group((pair,), 0.5 * vocabulary.weight(pair), required=False)
        for pair in (f"{a}_{b}" for a, b in zip(said, said[1:], strict=False))
        if pair in vocabulary.counts
    ]
    first = next((at for at, word in enumerate(said) if word not in book.quiet), None)
    if first is not None:
        heads = {said[first], stem(said[first]), *(one.concept for one in concepts if one.start == first)}
        some = tuple(f"^{head}" for head in sorted(heads) if f"^{head}" in vocabulary.counts)
        if some:
            extras.append(Group(some, 0.4, required=False))
    return extras
