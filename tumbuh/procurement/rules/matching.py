"""Which package a purchase without one was probably made for: a suggestion with its reasons, never a decision. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

_WORD = re.compile(r"[a-z0-9]{3,}")
_EMPTY = {"belanja", "pengadaan", "paket", "untuk", "dan", "jasa", "kegiatan", "pembelian"}
LEAST = Fraction(1, 2)


@dataclass(frozen=True)
class Lone:
    """A purchase that found no package."""

    name: str
    unit: str
    method: str
    value_rupiah: int
    plan_codes: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A package that it could belong to."""

    code: str
    name: str
    unit: str
    method: str
    ceiling_rupiah: int


@dataclass(frozen=True)
class Suggestion:
    """The likeliest package, how likely by our own score (0 to 1), and why in words."""

    code: str
    score: Fraction
    reasons: tuple[str, ...]


def suggest(lone: Lone, candidates: Iterable[Candidate]) -> Suggestion | None:
    """
    Return the likeliest package of the same unit, or None when none reaches one half.

    A code that differs in one digit counts most (0.5), then the same words in the name (0.3), a ceiling that is the
    value (0.15) or covers it (0.05), and the same method (0.05). Ties go to the lower code, so that it is repeatable.
    """
    scored = sorted(
        (_score(lone, one) for one in candidates if one.unit == lone.unit), key=lambda s: (-s.score, s.code)
    )
    return scored[0] if scored and scored[0].score >= LEAST else None


def _score(lone: Lone, one: Candidate) -> Suggestion:
    score, reasons = Fraction(0), []
    if any(_one_slip(code, one.code) for code in lone.plan_codes):
        score += Fraction(1, 2)
        reasons.append("kode RUP berbeda satu angka")
    alike = likeness(lone.name, one.name)
    if alike:
        score += Fraction(3, 10) * alike
        reasons.append(f"nama serupa {round(alike * 100)} %")
    if lone.value_rupiah == one.ceiling_rupiah:
        score += Fraction(15, 100)
        reasons.append("nilai sama dengan pagu")
    elif lone.value_rupiah < one.ceiling_rupiah:
        score += Fraction(5, 100)
        reasons.append("pagu mencukupi")
    if lone.method == one.method:
        score += Fraction(5, 100)
        reasons.append("metode sama")
    return Suggestion(one.code, score, tuple(reasons))


def likeness(first: str, second: str) -> Fraction:
    """Return how alike two names are, 0 to 1: shared words of all words (Jaccard), words that say nothing left out."""
    one, other = words(first), words(second)
    return Fraction(len(one & other), len(one | other)) if one | other else Fraction(0)


def words(name: str) -> frozenset[str]:
    """Return the words of a name that tell packages apart."""
    return frozenset(_WORD.findall(name.casefold())) - _EMPTY


def _one_slip(first: str, second: str) -> bool:
    """Return whether two codes differ by one digit changed, left out or added, or by two neighbours swapped."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if len(first) == len(second):
        wrong = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) == 1 or (
            swapped and first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]
        )
    short, long = sorted((first, second), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
