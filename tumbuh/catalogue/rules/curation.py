"""The way of an offer through curation: levels, scores, grades, who may judge. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tumbuh.kernel.errors import Refused

# What a waiting step may become; a rejected one may be appealed against. "closed": the seller took the offer back.
MOVES = {
    "waiting": ("passed", "returned", "rejected", "closed"),
    "rejected": ("appealed",),
    "passed": (),
    "returned": (),
    "appealed": (),
    "closed": (),
}
CRITERIA = {
    "taste": "Rasa",
    "quality": "Mutu",
    "packaging": "Kemasan",
    "hygiene": "Kebersihan",
    "halal": "Halal",
    "photo": "Foto",
}
_AREA_LENGTH = {"district": 8, "city": 5, "province": 2}


class BadScores(Refused):
    """The scores are not those of the rubric."""

    code = "bad_scores"


class OwnOffer(Refused):
    """Nobody judges an offer of a business of their own."""

    code = "own_offer"


class JudgedBefore(Refused):
    """Nobody judges twice in one round, nor their own judgement on appeal."""

    code = "judged_before"


class ReasonsMissing(Refused):
    """A "no" needs reasons that the seller can act on."""

    code = "reasons_missing"


@dataclass(frozen=True)
class Rubric:
    """Weights by criterion, the least score of each grade, and the least of any one criterion."""

    weights: Mapping[str, int]
    grades: Mapping[str, int]
    floor: int


@dataclass(frozen=True)
class Judgement:
    """The weighed score, 0 to 100 rounded down, its grade ("" when it does not pass), and the criteria that failed."""

    score: int
    grade: str
    failed: tuple[str, ...]


def judge(scores: Mapping[str, int], rubric: Rubric) -> Judgement:
    """
    Return the grade that scores earn.

    Worked, weights taste 30, packaging 20, hygiene 25, halal 10, photo 15: 90, 80, 85, 100, 70 → 84 (84.75) → B.
    Raises: BadScores unless there is exactly one score of 0 to 100 for each criterion.
    """
    if scores.keys() != rubric.weights.keys() or not all(0 <= score <= 100 for score in scores.values()):
        names = ", ".join(CRITERIA.get(code, code) for code in rubric.weights)
        raise BadScores(f"Beri nilai 0 sampai 100 untuk tiap kriteria: {names}.")
    total = sum(scores[code] * weight for code, weight in rubric.weights.items()) // sum(rubric.weights.values())
    failed = tuple(code for code, score in scores.items() if score < rubric.floor)
    earned = [grade for grade, least in sorted(rubric.grades.items(), key=lambda pair: -pair[1]) if total >= least]
    return Judgement(total, earned[0] if earned and not failed else "", failed)


def next_level(level: str, levels: Sequence[str]) -> str | None:
    """Return the level after this one; None after the last, or when it is no longer one."""
    return levels[levels.index(level) + 1] if level in levels[:-1] else None


def area_of_level(area_code: str, level: str) -> str:
    """
    Return the area that a curator of a level has to hold: the kecamatan, kota or province of the seller's place.

    "" when the place is unknown or not known that closely: then only a curator of the whole city judges.
    """
    length = _AREA_LENGTH[level]
    return area_code[:length] if len(area_code) >= length else ""


def check_judge(*, judge_id: int, own_business: bool, judged_by: Collection[int | None], appealed: int | None) -> None:
    """
    Pass when a person may judge a step: `judged_by` are the judges of the round, `appealed` the judge appealed against.

    Raises: OwnOffer, JudgedBefore.
    """
    if own_business:
        raise OwnOffer("Anda tidak dapat menilai produk usaha Anda sendiri; kurator lain yang menilainya.")
    if judge_id in judged_by:
        raise JudgedBefore("Anda sudah menilai produk ini pada putaran yang sama; tahap ini untuk kurator lain.")
    if appealed is not None and judge_id == appealed:
        raise JudgedBefore("Sanggahan dinilai oleh kurator lain, bukan oleh yang menolak.")


def check_reasons(decision: str, reasons: str) -> None:
    """Pass when a "no" says why, in at least three words. Raises: ReasonsMissing."""
    if decision in {"returned", "rejected", "refused"} and len(reasons.split()) < 3:
        raise ReasonsMissing("Tulis alasan yang dapat dikerjakan penjual, paling sedikit tiga kata.")
