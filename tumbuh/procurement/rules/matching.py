"""Which package a purchase without one was probably made for: a suggestion with its reasons, never a decision. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]{3,}")
_EMPTY = {"belanja", "pengadaan", "paket", "untuk", "dan", "jasa", "kegiatan", "pembelian"}
LEAST_PERMYRIAD = 5_000
# Our own weights: of 10,000 in all.
SLIP, NAME, SAME_VALUE, COVERED, SAME_METHOD = 5_000, 3_000, 1_500, 500, 500


@dataclass(frozen=True)
class Lone:
    """A purchase that found no package."""

    name: str
    unit: str
    method: str
    value_rupiah: int
    plan_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A package that it could belong to."""

    code: str
    name: str
    unit: str
    method: str
    ceiling_rupiah: int


@dataclass(frozen=True)
class Suggestion:
    """The likeliest package, how likely by our own score, and why in words."""

    code: str
    score_permyriad: int
    reasons: tuple[str, ...]


def suggest(lone: Lone, candidates: Iterable[Candidate]) -> Suggestion | None:
    """
    Return the likeliest package of the same unit, or None when none reaches one half.

    A code that differs in one digit counts most (half of all), then the same words in the name, a ceiling that is the
    value or covers it, and the same method. Ties go to the lower code, so that it is repeatable.
    Cost: about 2 µs for each package of the unit.
    """
    best = min(
        ((-_score(lone, one), one.code, one) for one in candidates if one.unit == lone.unit),
        key=lambda scored: scored[:2],
        default=None,
    )
    if best is None or -best[0] < LEAST_PERMYRIAD:
        return None
    return Suggestion(best[1], -best[0], tuple(_reasons(lone, best[2])))


def _score(lone: Lone, one: Candidate) -> int:
    score = SLIP if any(_one_slip(code, one.code) for code in lone.plan_codes) else 0
    score += NAME * likeness_permyriad(lone.name, one.name) // 10_000
    if lone.value_rupiah == one.ceiling_rupiah:
        score += SAME_VALUE
    elif lone.value_rupiah < one.ceiling_rupiah:
        score += COVERED
    return score + (SAME_METHOD if lone.method == one.method else 0)


def _reasons(lone: Lone, one: Candidate) -> Iterator[str]:
    if any(_one_slip(code, one.code) for code in lone.plan_codes):
        yield "kode RUP berbeda satu angka"
    if alike := likeness_permyriad(lone.name, one.name):
        yield f"nama serupa {alike // 100} %"
    if lone.value_rupiah == one.ceiling_rupiah:
        yield "nilai sama dengan pagu"
    elif lone.value_rupiah < one.ceiling_rupiah:
        yield "pagu mencukupi"
    if lone.method == one.method:
        yield "metode sama"


def likeness_permyriad(first: str, second: str) -> int:
    """Return how alike two names are: shared words of all words (Jaccard), words that say nothing left out."""
    one, other = words(first), words(second)
    shared = len(one & other)
    return 10_000 * shared // (len(one) + len(other) - shared) if shared else 0


@lru_cache(maxsize=200_000)
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
