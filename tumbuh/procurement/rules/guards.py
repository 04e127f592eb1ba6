"""
Guards against misprinted figures: a fraction printed as a percentage, a million that was a billion. Pure.

Both happened in print: 810 billion of 29.31 trillion became "0,03 persen" (2.76 %), and "Rp29,88 miliar" was trillion.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tumbuh.kernel.numbers import format_number, parse_number

SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12, "trilyun": 10**12}
_AMOUNT = re.compile(r"^\s*(?:rp\.?)?\s*([\d.,]+)\s*(ribu|juta|mil[iy]ar|tril[iy]un)?\s*$", re.IGNORECASE)
_PERCENT = re.compile(r"^\s*([\d.,]+)\s*(?:%|persen)\s*$", re.IGNORECASE)
_SLIPS = (
    (Fraction(100), "fraction", "pecahan dicetak sebagai persen"),
    (Fraction(1, 100), "percent_of_percent", "persen dikalikan seratus sekali lagi"),
)


@dataclass(frozen=True)
class Misprint:
    """What is wrong with a printed figure, what it should be, and the sentence that says so."""

    kind: str
    expected: str
    message: str


def check_percent(printed: str, *, numerator: int, denominator: int) -> Misprint | None:
    """
    Return what is wrong with "2,76 %" as the print of numerator / denominator; None when it is right.

    Right means: equal to the exact value rounded (either way at a half) to the digits that are printed.
    Raises: ValueError when it is no percentage or nothing divides.
    """
    found = _PERCENT.match(printed)
    value = parse_number(found[1]) if found else None
    if value is None or denominator == 0:
        raise ValueError("no percentage of anything")
    exact = Fraction(numerator * 100, denominator)
    step = Fraction(1, 10 ** _decimals(found[1] if found else ""))
    if _rounds_to(exact, Fraction(value), step):
        return None
    right = _percent_text(exact)
    for factor, kind, words in _SLIPS:
        if _rounds_to(exact / factor, Fraction(value), step):
            return Misprint(kind, right, f"“{printed}”: {words}; yang benar {right}.")
    return Misprint("wrong", right, f"“{printed}” tidak sama dengan hasil hitung; yang benar {right}.")


def check_amount(printed: str, *, rupiah: int) -> Misprint | None:
    """
    Return what is wrong with "Rp29,88 miliar" as the print of an amount; None when it is right.

    Raises: ValueError when it is no amount.
    """
    found = _AMOUNT.match(printed)
    value = parse_number(found[1]) if found else None
    if found is None or value is None:
        raise ValueError("no amount of rupiah")
    word = (found[2] or "").lower()
    scale = SCALES.get(word, 1)
    step = Fraction(1, 10 ** _decimals(found[1]))
    if _rounds_to(Fraction(rupiah, scale), Fraction(value), step):
        return None
    right = _amount_text(rupiah)
    for other, factor in SCALES.items():
        if factor != scale and _rounds_to(Fraction(rupiah, factor), Fraction(value), step):
            return Misprint("scale", right, f"“{printed}”: satuannya {other}, bukan {word or 'rupiah'}; {right}.")
    return Misprint("wrong", right, f"“{printed}” tidak sama dengan jumlahnya; yang benar {right}.")


def check_share_range(share: Fraction) -> Misprint | None:
    """Return a warning for a share below 0 or above 150 %; a little more than 100 % can be true of A and B."""
    if 0 <= share <= Fraction(3, 2):
        return None
    right = _percent_text(share * 100)
    return Misprint("range", right, f"{right} di luar yang masuk akal; periksa pembilang, pembagi, dan satuannya.")


def _rounds_to(exact: Fraction, printed: Fraction, step: Fraction) -> bool:
    return abs(exact - printed) <= step / 2


def _decimals(text: str) -> int:
    if "," in text:
        return len(text.rsplit(",", 1)[1])
    if text.count(".") == 1 and len(text.rsplit(".", 1)[1]) != 3:
        return len(text.rsplit(".", 1)[1])
    return 0


def _percent_text(exact: Fraction) -> str:
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return f"{format_number(value, digits=2)} %"


def _amount_text(rupiah: int) -> str:
    for word in ("triliun", "miliar", "juta", "ribu"):
        if abs(rupiah) >= SCALES[word]:
            return f"Rp{format_number(Decimal(rupiah) / SCALES[word], digits=2)} {word}"
    return f"Rp{format_number(rupiah)}"
