"""Which factor turns a unit of a commodity into grams, at a place and on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tumbuh.kernel.errors import Refused
from tumbuh.production.rules.units import MASS_UNITS


class NoFactor(Refused):
    """Nobody has said what one such unit of the commodity weighs."""

    code = "no_factor"


@dataclass(frozen=True)
class Factor:
    """Grams for one unit; `area_code` "" for the whole city, `id` None for a unit of mass."""

    id: int | None
    unit: str
    area_code: str
    grams_per_unit: int
    valid_from: date
    recorded_at: datetime


@dataclass(frozen=True)
class Chosen:
    """What one unit weighs, and the factor that says so; None for a unit of mass."""

    grams_per_unit: int
    factor_id: int | None


def choose(factors: Iterable[Factor], *, commodity: str, unit: str, area_code: str, on: date) -> Chosen:
    """
    Return the factor for a unit at a place on a day: the narrowest area's, of these the latest day's, then the latest
    recorded. A unit of mass needs none. Raises: NoFactor.
    """
    if unit in MASS_UNITS:
        return Chosen(MASS_UNITS[unit], None)
    fitting = [
        one for one in factors if one.unit == unit and one.valid_from <= on and _reaches(one.area_code, area_code)
    ]
    if not fitting:
        raise NoFactor(
            f"Berat satu {unit} {commodity} belum ada di daftar faktor untuk wilayah dan tanggal ini. Catat dalam kg, "
            f"isi berat timbangannya, atau minta petugas program menambah faktornya."
        )
    best = max(fitting, key=lambda one: (len(one.area_code), one.valid_from, one.recorded_at, one.id or 0))
    return Chosen(best.grams_per_unit, best.id)


def _reaches(outer: str, inner: str) -> bool:
    return outer in ("", inner) or inner.startswith(f"{outer}.")
