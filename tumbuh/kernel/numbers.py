"""Numbers as Indonesians write and read them: a dot for thousands, a comma for decimals."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from tumbuh.kernel.errors import Refused

NOTHING = "–"
_SWAPPED = str.maketrans(",.", ".,")
_EMPTY = {"", "-", "–", "—"}
# 1.250.000 or 1250000, then perhaps ,50. A lone dot before exactly three digits is a thousands dot, never a decimal.
_INDONESIAN = re.compile(r"^([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$", re.ASCII)
_PLAIN = re.compile(r"^([+-]?)(\d+)\.(\d{1,2}|\d{4,})$", re.ASCII)


class NotANumber(Refused):
    """The text is no number in Indonesian or plain writing."""

    code = "not_a_number"


def format_number(value: int | Decimal, *, digits: int = 0) -> str:
    """Return 12345 as "12.345"; with digits=2 Decimal("12345.5") as "12.345,50". A minus is a real minus sign."""
    text = f"{abs(value):,.{digits}f}".translate(_SWAPPED)
    return f"−{text}" if value < 0 else text


def format_percent(numerator: int, denominator: int, *, digits: int = 2) -> str:
    """
    Return numerator of denominator as "91,82 %", rounded half to even from the exact ratio; "–" when nothing divides.

    There is no way to format a stored percentage: a percentage is always shown from its two numbers (invariant 1).
    """
    if denominator == 0:
        return NOTHING
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    return f"{format_number(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN), digits=digits)} %"


def parse_number(text: str) -> Decimal | None:
    """
    Return the number in "1.250.000", "1.250,5", "1250000" or "0.75"; None for an empty text or a lone dash.

    "1.234" is one thousand two hundred thirty-four: exactly three digits after a dot are thousands, as in every
    Indonesian form; "1.23" and "1.2345" can only be decimals. Raises: NotANumber.
    """
    text = text.strip().replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if text in _EMPTY:
        return None
    if found := _INDONESIAN.match(text):
        sign, whole, decimals = found.groups()
        return Decimal(f"{sign}{whole.replace('.', '')}.{decimals or '0'}").normalize() + 0
    if found := _PLAIN.match(text):
        return Decimal(text)
    raise NotANumber(f"“{text}” bukan angka; tulis seperti 1.250.000 atau 12,5.")
