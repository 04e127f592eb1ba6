"""What is called differently and is the same, and what is a kind of what; read from synonyms.toml. Pure."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "synonyms.toml"
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A phrase of a concept in a text: the words from `start` up to but not including `end`."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True)
class Thesaurus:
    """
    Concepts by their phrases.

    `same` and `narrower` hold, by the first word of a phrase, the phrase and its concepts.
    """

    same: Mapping[str, Sequence[tuple[Phrase, str]]]
    narrower: Mapping[str, Sequence[tuple[Phrase, str]]]
    quiet: frozenset[str]
    units: Mapping[str, str]
    known: frozenset[str]  # every single word of a phrase

    def concepts(self, text: Sequence[str]) -> list[Found]:
        """Return the concepts that a text names."""
        return list(_found(text, self.same))

    def wider(self, text: Sequence[str]) -> list[Found]:
        """Return the concepts of which a text names a kind."""
        return list(_found(text, self.narrower))


def _found(text: Sequence[str], phrases: Mapping[str, Sequence[tuple[Phrase, str]]]) -> Iterator[Found]:
    for start, word in enumerate(text):
        for phrase, concept in phrases.get(word, ()):
            if tuple(text[start : start + len(phrase)]) == phrase:
                yield Found(concept, start, start + len(phrase))


@cache
def thesaurus() -> Thesaurus:
    """Return the thesaurus of the file."""
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    same: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    narrower: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for group in raw["same"]:
        concept = "@" + group["words"][0].replace(" ", "_")
        for table, texts in ((same, group["words"]), (narrower, group.get("narrower", ()))):
            for text in texts:
                phrase = tuple(text.split())
                table[phrase[0]].append((phrase, concept))
    return Thesaurus(
        same=same,
        narrower=narrower,
        quiet=frozenset(raw["quiet"]),
        units={spelling: unit for unit, spellings in raw["units"].items() for spelling in spellings},
        known=frozenset(word for rows in same.values() for phrase, _concept in rows for word in phrase),
    )
