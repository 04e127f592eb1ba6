"""Jakarta's areas down to the ward, by the codes of Kemendagri, each with the days on which it was one."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tumbuh.kernel.errors import Refused

DATA = Path(__file__).parent / "data" / "areas.csv"
LEVELS = ("province", "city", "district", "ward")
_KINDS_OF_AREA = re.compile(
    r"^(?:kelurahan|kel|kecamatan|kec|kota|kabupaten|kab|administrasi|administratif|adm)\b[.:]?\s*", re.IGNORECASE
)
_SPELLED_OUT = {"kep": "kepulauan", "jaksel": "jakartaselatan", "jakpus": "jakartapusat", "jakut": "jakartautara",
                "jakbar": "jakartabarat", "jaktim": "jakartatimur"}  # fmt: skip


class UnknownArea(Refused):
    """No area of the day has this name."""

    code = "unknown_area"


class AmbiguousArea(Refused):
    """Several areas have this name; the message lists them."""

    code = "ambiguous_area"


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `bps_code` is empty where no source gives it; `valid_to` None: still so."""

    code: str
    name: str
    level: str
    bps_code: str
    valid_from: date
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        """Return whether it was an area on a day, first and last day included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def parent_code(self) -> str:
        """The code of the area it lies in; "" for the province."""
        return self.code.rpartition(".")[0]


def read_areas(path: Path) -> tuple[Area, ...]:
    """Return the areas of a file like data/areas.csv, by code."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [
            Area(
                code=row["code"],
                name=row["name"].strip(),
                level=row["level"],
                bps_code=row["bps_code"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda area: (area.code, area.valid_from)))


@cache
def every_area() -> tuple[Area, ...]:
    """Return all areas that ever were, by code."""
    return read_areas(DATA)


@cache
def all_areas(on: date | None = None) -> tuple[Area, ...]:
    """Return the areas of a day, by code; of those still so, without a day."""
    return tuple(area for area in every_area() if (area.valid_to is None if on is None else area.is_valid(on)))


@cache
def areas_by_code(on: date | None = None) -> dict[str, Area]:
    """Return the areas of a day under their codes."""
    return {area.code: area for area in all_areas(on)}


def find_ward(name: str, *, district: str | None = None, city: str | None = None, on: date | None = None) -> Area:
    """
    Return the ward of a name, in the district and the city if they are given.

    Case, blanks and "Kel." do not count, all else does: "Kapuk" is not "Kapuk Muara". A district or city that
    contradicts the ward is refused rather than overruled. Raises: UnknownArea, AmbiguousArea.
    """
    return choose_ward(all_areas(on), name, district=district, city=city)


def find_area(name: str, *, level: str, on: date | None = None) -> Area:
    """Return the city or district of a name. Raises: UnknownArea, AmbiguousArea."""
    return _only(_named(all_areas(on), name, level), all_areas(on), f"{_WORDS[level]} “{name.strip()}”")


def choose_ward(known: tuple[Area, ...], name: str, *, district: str | None, city: str | None) -> Area:
    """Return the ward of a name among the known areas; `find_ward` says the rest."""
    asked = f"Kelurahan “{name.strip()}”"
    wards = _named(known, name, "ward")
    if not wards:
        raise UnknownArea(f"{asked} tidak ditemukan di Jakarta; periksa ejaannya.")
    for text, level in ((district, "district"), (city, "city")):
        if not text or not text.strip():
            continue
        within = {area.code for area in _named(known, text, level)}
        if not within:
            raise UnknownArea(f"{_WORDS[level]} “{text.strip()}” tidak ditemukan di Jakarta; periksa ejaannya.")
        inside = [ward for ward in wards if any(ward.code.startswith(f"{code}.") for code in within)]
        if not inside:
            where = _place(wards[0], known)
            raise UnknownArea(f"{asked} tidak terletak di {_WORDS[level]} “{text.strip()}”, melainkan di {where}.")
        wards = inside
    return _only(wards, known, asked)


_WORDS = {"city": "Kota atau kabupaten", "district": "Kecamatan", "ward": "Kelurahan"}


def name_key(name: str) -> str:
    """Return a name as it is compared: letters and digits, without "Kel.", "Kota Administrasi" and the like."""
    text = name.strip()
    while (shorter := _KINDS_OF_AREA.sub("", text)) != text and shorter:
        text = shorter
    words = ["".join(char for char in word if char.isalnum()) for word in text.casefold().split()]
    return "".join(_SPELLED_OUT.get(word, word) for word in words)


def _named(known: tuple[Area, ...], name: str, level: str) -> list[Area]:
    return _by_key(known).get((level, name_key(name)), [])


@cache
def _by_key(known: tuple[Area, ...]) -> dict[tuple[str, str], list[Area]]:
    found: dict[tuple[str, str], list[Area]] = defaultdict(list)
    for area in known:
        found[area.level, name_key(area.name)].append(area)
    return dict(found)


def _only(found: list[Area], known: tuple[Area, ...], asked: str) -> Area:
    if not found:
        raise UnknownArea(f"{asked} tidak ditemukan di Jakarta; periksa ejaannya.")
    if len(found) > 1:
        choices = "; ".join(f"{area.name}, {_place(area, known)}" for area in found)
        raise AmbiguousArea(f"{asked} ada lebih dari satu: {choices}. Tambahkan kecamatan atau kota.")
    return found[0]


def _place(area: Area, known: Iterable[Area]) -> str:
    """Return "Kecamatan Gambir, Kota Administrasi Jakarta Pusat" for a ward."""
    names = {one.code: one.name for one in known}
    district = names.get(area.parent_code, area.parent_code)
    city_code = area.parent_code.rpartition(".")[0]
    return f"Kecamatan {district}, {names.get(city_code, city_code)}" if area.level == "ward" else district
