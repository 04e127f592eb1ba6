"""
What the layers below the pages said, in the language of the page.

Services and rules say things in Bahasa Indonesia with their values filled in, and so it is kept: the reason of a
refused import is the same text for everybody. Only here, where a page is written, another language is looked for: the
catalogue holds each sentence as a pattern (`Stok {1} tinggal {2}.`, found in the sources by scripts/sentences.py), the
pattern that fits is laid over what was said, and its values are put into the English one.
"""

import gettext as files
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_noop

LONGEST = 2_000  # signs; a pattern with holes is slow on what no sentence of ours is
_HOLE = re.compile(r"\{(\d+)\}")
_ENDS = re.compile(r"(?<=[.;?!]) ")
_BETWEEN = re.compile(r"(, | atau | dan )")  # of the words of a list
JOINING = (gettext_noop("atau"), gettext_noop("dan"))
_WORD = "word"  # `{2:word}`: what stands there is our word too, and no name of a person or a product


@dataclass(frozen=True)
class Pattern:
    """A sentence with holes in the first language, and the same sentence in another."""

    fits: re.Pattern[str]
    other: str
    letters: int

    @classmethod
    def of(cls, text: str, other: str) -> "Pattern":
        """Return the pattern of two sentences of the catalogue, whose holes carry the same numbers."""
        parts = _HOLE.split(text)  # text, number, text, number, …
        plain = parts[::2]
        fits = "".join(re.escape(part) if at % 2 == 0 else f"(?P<v{part}>.*?)" for at, part in enumerate(parts))
        return cls(re.compile(fits, re.DOTALL), other, sum(map(len, plain)))


def said(text: str) -> str:
    """Return a text of the layers below in the language of the page; what is not known stays as it is."""
    language = get_language()
    if language is None or language == settings.LANGUAGE_CODE or len(text) > LONGEST:
        return text
    return _in_other(text, language)


@lru_cache(maxsize=4_096)
def _in_other(text: str, language: str) -> str:
    bare = text.strip()
    if not bare:
        return text
    found = _whole(bare, language)
    if found is None:
        parts = _ENDS.split(bare)
        found = " ".join(_whole(part, language) or part for part in parts) if len(parts) > 1 else bare
    return text.replace(bare, found, 1)


def _whole(text: str, language: str) -> str | None:
    """Return a sentence that is known as a whole; None for another."""
    known = gettext(text)
    if known != text:
        return known
    fitting = [(one, match) for one in _patterns(language) if (match := one.fits.fullmatch(text))]
    if not fitting:
        return None
    best, match = max(fitting, key=lambda pair: pair[0].letters)
    values = {name.removeprefix("v"): _Value(value, language) for name, value in match.groupdict().items()}
    return _Numbered(values).fill(best.other)


@lru_cache(maxsize=2)
def _patterns(language: str) -> tuple[Pattern, ...]:
    """Return the sentences with holes of the catalogue of a language."""
    file = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.mo"
    with file.open("rb") as opened:
        catalogue: dict[object, str] = files.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
    return tuple(
        Pattern.of(text, other) for text, other in catalogue.items() if isinstance(text, str) and _HOLE.search(text)
    )


@dataclass(frozen=True)
class _Value:
    """What stood in a hole."""

    text: str
    language: str

    def __format__(self, how: str) -> str:
        if how != _WORD:
            return self.text
        whole = self._translated(self.text)
        return whole if whole != self.text else "".join(map(self._translated, _BETWEEN.split(self.text)))

    def _translated(self, text: str) -> str:
        """Return one of our words; within a sentence it may be written small where its own place writes it large."""
        found = _in_other(text, self.language)
        if found == text and text[:1].islower():
            large = text[0].upper() + text[1:]
            other = _in_other(large, self.language)
            found = text if other == large else other[0].lower() + other[1:]
        return found


@dataclass(frozen=True)
class _Numbered:
    """The values by their numbers."""

    values: dict[str, _Value]

    def fill(self, other: str) -> str:
        """Return a sentence with its values."""
        return re.sub(r"\{(\d+)(?::(\w+))?\}", lambda hole: format(self.values[hole[1]], hole[2] or ""), other)
