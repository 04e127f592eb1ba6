"""Rupiah: whole numbers everywhere (invariant 1)."""

import re
from decimal import Decimal

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import NOTHING, NotANumber, format_number, parse_number

_PREFIX = re.compile(r"^\s*([-−+]?)\s*(?:rp|idr)\.?\s*", re.IGNORECASE)
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


class NotRupiah(Refused):
    """The text is no whole amount of rupiah."""

    code = "not_rupiah"


def format_rupiah(amount: int | None) -> str:
    """Return 1250000 as "Rp1.250.000", a negative one as "−Rp1.250.000", None as "–"."""
    if amount is None:
        return NOTHING
    return f"{'−' if amount < 0 else ''}Rp{format_number(abs(amount))}"


def format_compact(amount: int | None, *, digits: int = 2) -> str:
    """Return 1_234_000_000 as "Rp1,23 miliar"; below a million in full. For headings, with the exact amount beside."""
    if amount is None:
        return NOTHING
    for scale, word in _SCALES:
        if abs(amount) >= scale:
            shown = format_number(abs(Decimal(amount)) / scale, digits=digits)
            return f"{'−' if amount < 0 else ''}Rp{shown} {word}"
    return format_rupiah(amount)


def parse_rupiah(text: str) -> int | None:
    """
    Return the whole rupiah in "Rp35.000", "35.000,00" or "35000"; None for an empty text or a lone dash.

    Raises: NotRupiah for anything else, also for a fraction of a rupiah, because silently rounding loses money.
    """
    try:
        value = parse_number(_PREFIX.sub(r"\1", text))
    except NotANumber:
        raise NotRupiah(f"“{text.strip()}” bukan jumlah rupiah; tulis seperti Rp35.000.") from None
    if value is None:
        return None
    if value != value.to_integral_value():
        raise NotRupiah(f"“{text.strip()}” bukan rupiah utuh; rupiah tidak mengenal pecahan.")
    return int(value)
