"""Jakarta's areas down to the ward, by the codes of Kemendagri, each with the days on which it was one."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from tumbuh.kernel.errors import Refused

DATA = Path(__file__).parent / "data" / "areas.csv"
LEVELS = ("province", "city", "district", "ward")
_WORDS = {"city": "Kota atau kabupaten", "district": "Kecamatan", "ward": "Kelurahan"}
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
    """
    One area.

    `bps_code`: "" where no source gives it; `bps_name`: how BPS spells it, "" for the same; `valid_to` None: still so.
    """

    code: str
    name: str
    level: str
    bps_code: str
    bps_name: str
    valid_from: date
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        """Return whether it was an area on a day, first and last day included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def parent_code(self) -> str:
        """The code of the area it lies in; "" for the province."""
        return self.code.rpartition(".")[0]


class Directory:
    """The areas of one day, found by code and by name."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = tuple(areas)
        self.by_code = {area.code: area for area in self.areas}
        self._by_name: dict[str, dict[str, list[Area]]] = {level: defaultdict(list) for level in LEVELS}
        for area in self.areas:
            for key in {name_key(area.name), name_key(area.bps_name)} - {""}:  # two spellings, one area
                self._by_name[area.level][key].append(area)

    def find(self, level: str, name: str, *, within: Mapping[str, str | None] = MappingProxyType({})) -> Area:
        """
        Return the one area of a level and name, inside the areas named in `within` (level: name).

        Raises: UnknownArea, AmbiguousArea.
        """
        asked = f"{_WORDS[level]} “{name.strip()}”"
        found = self._named(level, name)
        for outer, text in within.items():
            if not text or not text.strip():
                continue
            codes = {area.code for area in self._named(outer, text)}
            inside = [area for area in found if any(area.code.startswith(f"{code}.") for code in codes)]
            if not inside:
                where = self._place(found[0])
                raise UnknownArea(f"{asked} tidak terletak di {_WORDS[outer]} “{text.strip()}”, melainkan di {where}.")
            found = inside
        if len(found) > 1:
            choices = "; ".join(f"{area.name}, {self._place(area)}" for area in found)
            raise AmbiguousArea(f"{asked} ada lebih dari satu: {choices}. Tambahkan kecamatan atau kota.")
        return found[0]

    def _named(self, level: str, name: str) -> list[Area]:
        """Return the areas of a name, at least one. Raises: UnknownArea, with the names spelled almost alike."""
        names = self._by_name[level]
        key = name_key(name)
        if key in names:
            return names[key]
        near = [area.name for close in get_close_matches(key, names, n=3, cutoff=0.8) for area in names[close]]
        hint = f"mungkin {' atau '.join(near)}" if near else "periksa ejaannya"
        raise UnknownArea(f"{_WORDS[level]} “{name.strip()}” tidak ditemukan di Jakarta; {hint}.")

    def _place(self, area: Area) -> str:
        """Return where an area lies, e.g. "Kecamatan Gambir, Kota Administrasi Jakarta Pusat" for a ward."""
        outer, words = self.by_code.get(area.parent_code), []
        while outer is not None and outer.level != "province":
            words.append(f"Kecamatan {outer.name}" if outer.level == "district" else outer.name)
            outer = self.by_code.get(outer.parent_code)
        return ", ".join(words)


def read_areas(path: Path) -> tuple[Area, ...]:
    """Return the areas of a file like data/areas.csv, by code."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [
            Area(
                code=row["code"],
                name=row["name"].strip(),
                level=row["level"],
                bps_code=row["bps_code"],
                bps_name=row["bps_name"],
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


@lru_cache(maxsize=64)
def directory(on: date | None = None) -> Directory:
    """Return the areas of a day to look things up in; of those that still are, without a day."""
    return Directory(area for area in every_area() if (area.valid_to is None if on is None else area.is_valid(on)))


def all_areas(on: date | None = None) -> tuple[Area, ...]:
    """Return the areas of a day, by code; of those that still are, without a day."""
    return directory(on).areas


def areas_by_code(on: date | None = None) -> Mapping[str, Area]:
    """Return the areas of a day under their codes."""
    return directory(on).by_code


def find_ward(name: str, *, district: str | None = None, city: str | None = None, on: date | None = None) -> Area:
    """
    Return the ward of a name, in the district and the city if they are given.

    Case, blanks and "Kel." do not count, all else does: "Kapuk" is not "Kapuk Muara". A district or city that
    contradicts the ward is refused rather than overruled. Raises: UnknownArea, AmbiguousArea.
    """
    return directory(on).find("ward", name, within={"district": district, "city": city})


def find_district(name: str, *, city: str | None = None, on: date | None = None) -> Area:
    """Return the district of a name, in the city if it is given. Raises: UnknownArea, AmbiguousArea."""
    return directory(on).find("district", name, within={"city": city})


def find_city(name: str, *, on: date | None = None) -> Area:
    """Return the city or regency of a name, also of "Jakpus" and "Kep. Seribu". Raises: UnknownArea, AmbiguousArea."""
    return directory(on).find("city", name)


def name_key(name: str) -> str:
    """Return a name as it is compared: letters and digits, without "Kel.", "Kota Administrasi" and the like."""
    text = name.strip()
    while (shorter := _KINDS_OF_AREA.sub("", text)) != text and shorter:
        text = shorter
    words = ["".join(char for char in word if char.isalnum()) for word in text.casefold().split()]
    return "".join(_SPELLED_OUT.get(word, word) for word in words)
