"""Reading numbers and phrases out of a sentence, each word for one purpose only. Pure."""

import re
from collections.abc import Iterator
from fractions import Fraction

_ONES = {word: n for n, word in enumerate(
    ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"))}  # fmt: skip
_ALONE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1_000}
_WORD = "|".join((*_ONES, *_ALONE, "belas", "puluh", "ratus", "ribu"))
DIGITS = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
IN_WORDS = rf"(?:(?:{_WORD})(?:[ ]+(?:{_WORD}))*)"
NUMBER = rf"(?:{DIGITS}|\b{IN_WORDS}\b)"
_GAP = re.compile(r"[^\w/+&-]+")
MOST_DIGITS = 15  # beyond the city's budget; longer rows of digits are no quantity and no price


class Text:
    """A sentence, what it says in small letters, and which of its letters have been understood."""

    def __init__(self, said: str) -> None:
        self.said = "".join(" " if char.isspace() else char for char in said)
        self.plain = "".join(low if len(low := char.lower()) == 1 else char for char in self.said)
        self._taken = bytearray(len(self.plain))

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches that lie wholly in what has not been understood yet."""
        for match in pattern.finditer(self.plain):
            if match.end() > match.start() and not any(self._taken[match.start() : match.end()]):
                yield match

    def next(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Return the first match from a position on that lies wholly in what has not been understood yet."""
        while (match := pattern.search(self.plain, position)) is not None:
            if match.end() > match.start() and not any(self._taken[match.start() : match.end()]):
                return match
            position = match.start() + 1
        return None

    def first(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first of `find`, None when there is none."""
        return next(self.find(pattern), None)

    def take(self, start: int, end: int) -> str:
        """Mark letters as understood and return them as they were written."""
        self._taken[start:end] = b"\x01" * (end - start)
        return self.said[start:end].strip(" ,.;:")

    def is_taken(self, position: int) -> bool:
        """Return whether a letter has been understood; there is nothing to understand beyond the ends."""
        return not 0 <= position < len(self._taken) or bool(self._taken[position])

    def before(self, position: int) -> str:
        """Return the word before a position, in small letters."""
        words = _GAP.sub(" ", self.plain[:position]).split()
        return words[-1] if words else ""

    def left(self) -> Iterator[re.Match[str]]:
        """Yield the runs of letters that nothing was made of."""
        masked = "".join("\n" if taken else char for char, taken in zip(self.plain, self._taken, strict=True))
        yield from re.finditer(r"[^\n]+", masked)


def read_number(text: str) -> Fraction | None:
    """
    Return the number of "1.250", "7,5", "7.5" or "dua ratus lima puluh"; None for anything else.

    A dot before exactly three digits parts thousands, as Indonesians write; a comma, and any other dot, is decimal.
    """
    compact = text.strip()
    if re.fullmatch(DIGITS, compact):
        if sum(char.isdigit() for char in compact) > MOST_DIGITS:
            return None
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", compact):
            compact = compact.replace(".", "")
        return Fraction(compact.replace(",", "."))
    return _in_words(compact.split())


def read_whole(text: str) -> int | None:
    """Return a number that is whole and more than nothing; None for anything else."""
    value = read_number(text)
    return int(value) if value is not None and value.denominator == 1 and value > 0 else None


def _in_words(words: list[str]) -> Fraction | None:
    """Return the value of number words; None when they do not make one number, as in "dua tiga"."""
    total, group, last = 0, 0, None
    for word in words:
        if word in _ONES and last in {None, "puluh", "ratus", "ribu"}:
            group, last = group + _ONES[word], "one"
        elif word in _ALONE and word != "seribu" and last in {None, "ratus", "ribu"}:
            group, last = group + _ALONE[word], "ratus" if word == "seratus" else "teen"
        elif word == "seribu" and last is None:
            total, last = 1_000, "ribu"
        elif word in {"puluh", "belas", "ratus"} and last == "one":
            one = group % 10
            scaled = {"puluh": one * 10, "belas": one + 10, "ratus": one * 100}[word]
            group, last = group - one + scaled, "teen" if word == "belas" else word
        elif word == "ribu" and last not in {None, "ribu"} and total == 0:
            total, group, last = group * 1_000, 0, "ribu"
        else:
            return None
    return Fraction(total + group) if last is not None else None
