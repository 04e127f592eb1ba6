"""
Quantities as they were said, and their mass; exact, in whole numbers.

A quantity is kept in thousandths of its unit, a factor in whole grams for one unit, so that their product is a whole
number of milligrams: nothing is ever rounded, and the quantity comes back from the mass.
"""

import re
from decimal import Decimal

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number

MILLI = 1_000
MG_PER_KG = 1_000_000
MOST_MILLI = 10**12  # a thousand million units; more is a slip of the hand
# Units of mass need no factor: grams for one. Everything else has one per commodity and place.
MASS_UNITS = {"g": 1, "ons": 100, "kg": 1_000, "kuintal": 100_000, "ton": 1_000_000}
COUNTED_UNITS = ("liter", "butir", "tray", "ekor", "ikat", "gabung", "pak", "botol", "buah")
UNITS = (*MASS_UNITS, *COUNTED_UNITS)
_ALSO = {
    "gr": "g", "gram": "g", "kilo": "kg", "kilogram": "kg", "kgs": "kg", "kw": "kuintal", "ku": "kuintal",
    "kwintal": "kuintal", "kwt": "kuintal", "t": "ton", "l": "liter", "ltr": "liter", "litre": "liter", "btr": "butir",
    "ekr": "ekor", "ek": "ekor", "iket": "ikat", "gbg": "gabung", "pack": "pak", "bungkus": "pak", "bks": "pak",
    "btl": "botol", "bh": "buah", "papan": "tray", "peti telur": "tray",
}  # fmt: skip


class UnknownUnit(Refused):
    """No such unit is known."""

    code = "unknown_unit"


class BadQuantity(Refused):
    """The quantity is none, too large or too fine."""

    code = "bad_quantity"


def unit_of(text: str) -> str:
    """Return the unit that a text names, e.g. "Kg." or "kwintal". Raises: UnknownUnit."""
    key = re.sub(r"[.()\s]+", " ", text.casefold()).strip()
    found = _ALSO.get(key, key)
    if found not in UNITS:
        raise UnknownUnit(f"Satuan “{text.strip()}” tidak dikenal; pakai salah satu dari {', '.join(UNITS)}.")
    return found


def in_milli(quantity: Decimal) -> int:
    """Return a quantity in thousandths. Raises: BadQuantity for what is not above 0, too large or finer than 0.001."""
    scaled = quantity * MILLI
    if scaled != scaled.to_integral_value():
        raise BadQuantity("Jumlah paling banyak tiga angka di belakang koma, misalnya 12,125.")
    if not 0 < scaled < MOST_MILLI:
        raise BadQuantity("Jumlah harus lebih dari nol dan di bawah satu miliar.")
    return int(scaled)


def mass_mg(quantity_milli: int, grams_per_unit: int) -> int:
    """Return the mass in milligrams: thousandths of a unit times grams for one unit. Exact."""
    return quantity_milli * grams_per_unit


def quantity_of(mass: int, grams_per_unit: int) -> int:
    """Return the thousandths of a unit that have a mass. Raises: ValueError when that is no whole number of them."""
    quantity, rest = divmod(mass, grams_per_unit)
    if rest:
        raise ValueError("this mass is no whole number of thousandths of the unit")
    return quantity


def format_quantity(quantity_milli: int) -> str:
    """Return thousandths as a number, e.g. 12500 as "12,5"."""
    whole, rest = divmod(abs(quantity_milli), MILLI)
    sign = "−" if quantity_milli < 0 else ""
    decimals = f"{rest:03}".rstrip("0")
    return f"{sign}{format_number(whole)}" + (f",{decimals}" if decimals else "")


def format_kg(mass: int) -> str:
    """Return milligrams as kilograms with up to three decimals, cut at the gram; never rounded up."""
    sign = -1 if mass < 0 else 1
    return format_quantity(sign * (abs(mass) // MILLI))


def format_tonnes(mass: int) -> str:
    """Return milligrams as tonnes with two decimals, rounded half to even from the exact mass."""
    return format_number(Decimal(mass) / (MG_PER_KG * 1_000), digits=2)
